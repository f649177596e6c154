"""Reading what was recorded: who may, what they see, and the file whose bytes give the digest."""

import hashlib
import json
from decimal import Decimal

import pytest

from evaluations.actions.snapshots import record_step
from evaluations.models import Snapshot
from evaluations.scoring.rounding import text as points_text
from tests.factories import (
    NOW,
    EvaluationFactory,
    PeriodFactory,
    UserFactory,
    WorkUnitFactory,
    answer,
    fill,
    grant,
    person,
)
from tests.guard import unguarded
from tests.integration.evaluations.pages_case import sign_in, statuses, text
from tests.integration.evaluations.sheet_case import CHOICE, cast, make_sheet
from units.models import WorkUnit
from units.roles import Role

pytestmark = pytest.mark.django_db

LIST = "/tw/2024-3/unit/07/rekaman/"
SECRET = "Rahasia TPI."


def record(evaluation, moment, state, by=None):
    """A snapshot of the sheet as it would be after a step to that state."""
    evaluation.state = state
    evaluation.save()
    return record_step(
        evaluation=evaluation, moment=moment, by=by or UserFactory(full_name="Perekam"), now=NOW, source="screen"
    )


@pytest.fixture
def sheet(instrument):
    """Submitted, then (round 2) submitted again with values of the TPI in it, then approved, then taken up again."""
    evaluation = make_sheet("approved", "07")
    fill(evaluation, "unit", "B")
    record(evaluation, "submit", "submitted")
    answer(evaluation, CHOICE, "tpi", "C", note=SECRET)
    evaluation.round = 2
    record(evaluation, "submit", "submitted")
    fill(evaluation, "tpi", "B")
    record(evaluation, "approve", "approved")
    evaluation.state, evaluation.round = "in_review", 3
    evaluation.save()
    return evaluation


READERS = {
    "unit_member": 200,
    "unit_head": 200,
    "member of another unit": 404,
    "evaluator": 200,
    "unassigned evaluator": 200,
    "supervisor": 200,
    "leader": 200,
    "administrator": 200,
    "anonymous": 302,
}


@pytest.mark.parametrize("rest", ["", "1/", "2/", "3/"])
def test_who_may_read(client, sheet, rest):
    people = cast(sheet) | {"anonymous": None}
    assert statuses(client, people, f"{LIST}{rest}") == READERS


@pytest.mark.parametrize(("number", "unit"), [(1, 200), (2, 403), (3, 200)])
def test_who_may_download(client, sheet, number, unit):
    """The file holds everything: the unit gets it only where nothing was kept from it."""
    people = cast(sheet) | {"anonymous": None}
    expected = READERS | {"unit_member": unit, "unit_head": unit}
    assert statuses(client, people, f"{LIST}{number}/json/") == expected


@pytest.mark.parametrize("rest", ["", "1/", "1/json/"])
def test_nothing_can_be_posted(client, sheet, rest):
    assert sign_in(client, person(Role.SUPERVISOR)).post(f"{LIST}{rest}").status_code == 405


@pytest.mark.parametrize("rest", ["4/", "0/", "4/json/", "x/"])
def test_what_was_never_recorded_is_not_there(client, sheet, rest):
    make_sheet("approved", "08")
    assert sign_in(client, person(Role.SUPERVISOR)).get(f"{LIST}{rest}").status_code == 404
    assert client.get("/tw/2024-3/unit/08/rekaman/1/").status_code == 404


def test_the_list(client, sheet):
    page = text(sign_in(client, person(Role.SUPERVISOR)).get(LIST))
    digests = list(Snapshot.objects.order_by("-number").values_list("digest", flat=True))
    places = [page.index(part) for part in ("3. Persetujuan", digests[0][:12], "2. Pengajuan", "1. Pengajuan")]
    assert places == sorted(places)
    assert "21 Agustus 2024, 09.00 WIB Perekam Menunggu verifikasi 65,86 –" in page
    assert "Nilai TPI tampil pada rekaman saat" not in page


def test_the_list_without_any(client, instrument):
    make_sheet("draft", "07")
    page = sign_in(client, person(Role.LEADER)).get(LIST)
    assert "Belum ada rekaman" in text(page)
    assert "/tw/2024-3/unit/07/" in page.content.decode()


@pytest.mark.parametrize(("number", "seen"), [(1, False), (2, False), (3, True)])
def test_the_unit_sees_of_the_tpi_what_it_saw_then(client, sheet, number, seen):
    """An approval that was withdrawn stays readable; what was kept from the unit stays kept, in page and list."""
    sign_in(client, person(Role.UNIT_MEMBER, sheet.unit))
    page = text(client.get(f"{LIST}{number}/"))
    assert (SECRET in page) is seen
    assert ("Nilai minimal menurut TPI" in page) is seen
    rows = text(client.get(LIST)).split("Putaran")
    assert len(rows) == 4
    assert "Nilai TPI tampil pada rekaman saat" in rows[-1]


def test_the_inspectorate_sees_everything(client, sheet):
    sign_in(client, person(Role.LEADER))
    assert [SECRET in text(client.get(f"{LIST}{number}/")) for number in (1, 2, 3)] == [False, True, True]


def test_the_page_tells_what_was_true_then(client, sheet):
    WorkUnit.objects.filter(code="07").update(name="Nama Baru", head_name="Kepala Baru")
    fill(make_sheet("draft", "09"), "unit")
    answer(sheet, "A.I.1.i.a", "unit", "Tidak", note="Berubah kemudian.")
    page = text(sign_in(client, person(Role.LEADER)).get(f"{LIST}3/"))
    snapshot = Snapshot.objects.get(number=3)
    tpi = points_text(Decimal(snapshot.head["scores"]["tpi"]["strict"]))
    for words in (sheet.unit.name, snapshot.digest, "Isi cocok", "versi 1", f"Unit 65,86, TPI {tpi} poin"):
        assert words in page
    for words in ("Nama Baru", "Kepala Baru", "Berubah kemudian."):
        assert words not in page


def test_the_page_is_for_reading(client, sheet):
    """No form, no control that can be used, nothing of the present sheet or of another quarter."""
    before = EvaluationFactory(period=PeriodFactory(quarter=2), unit=sheet.unit, state="approved")
    fill(before, "tpi", "A")
    assert "TW lalu" in sign_in(client, person(Role.LEADER)).get("/tw/2024-3/unit/07/lke/").content.decode()
    main = sign_in(client, person(Role.EVALUATOR, sheet.unit)).get(f"{LIST}3/").content.decode()
    main = main.partition('id="konten"')[2].partition("<footer")[0]
    assert main.count("<fieldset") == main.count(" disabled>") == 113
    for part in ("<form", "hx-post", "/riwayat/", "/pertanyaan/", "TW lalu"):
        assert part not in main


def test_a_change_behind_our_back_is_told(client, sheet):
    row = Snapshot.objects.get(number=3)
    told = row.head | {"organisation": row.head["organisation"] | {"name": "Lain"}}
    with unguarded("evaluations_snapshot") as cursor:
        cursor.execute("UPDATE evaluations_snapshot SET head = %s WHERE id = %s", [json.dumps(told), row.pk])
    sign_in(client, person(Role.LEADER))
    page = text(client.get(f"{LIST}3/"))
    assert "Isi tidak cocok" in page
    assert "Isinya diubah di luar aplikasi." in page
    assert "Isi cocok" in text(client.get(f"{LIST}2/"))


def test_the_file(client, sheet):
    response = sign_in(client, person(Role.LEADER)).get(f"{LIST}3/json/")
    row = Snapshot.objects.get(number=3)
    assert hashlib.sha256(response.content).hexdigest() == row.digest
    assert json.loads(response.content) == {"head": row.head, "details": row.details, "sheet": row.sheet}
    assert response["Content-Type"] == "application/json"
    assert response["Content-Disposition"] == 'attachment; filename="rekaman-zi-2024-tw3-07-3.json"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]


def test_the_refusal_of_the_file_says_why(client, sheet):
    page = text(sign_in(client, person(Role.UNIT_HEAD, sheet.unit)).get(f"{LIST}2/json/"))
    assert "Berkas ini memuat nilai TPI yang belum dapat dilihat unit." in page
    shown = client.get(f"{LIST}2/").content.decode()
    assert "/json/" not in shown
    assert "Berkas lengkapnya hanya untuk Inspektorat." in shown


def test_the_units_page_leads_there(client, sheet):
    page = sign_in(client, person(Role.LEADER)).get("/tw/2024-3/unit/07/").content.decode()
    assert f'href="{LIST}"' in page
    assert "rekaman disimpan" not in page.lower()


def test_somebody_of_two_units_sees_each_by_its_own_state(client, sheet):
    user = person(Role.UNIT_MEMBER, sheet.unit)
    other = make_sheet("approved", "08")
    fill(other, "tpi", "A")
    record(other, "submit", "submitted")
    grant(user, Role.UNIT_MEMBER, other.unit)
    sign_in(client, user)
    assert client.get("/tw/2024-3/unit/08/rekaman/1/json/").status_code == 403
    assert client.get(f"{LIST}3/json/").status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_snapshots(client, instrument, django_assert_num_queries, count):
    evaluation = make_sheet("approved", "07")
    WorkUnitFactory()
    for number in range(count):
        evaluation.round = number + 1
        record(evaluation, "approve", "approved")
    sign_in(client, person(Role.LEADER))
    with django_assert_num_queries(8):
        client.get(LIST)
    with django_assert_num_queries(8):
        client.get(f"{LIST}1/")
