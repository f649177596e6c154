"""A locked quarter goes on saying what it said when it was locked, whatever is changed around it afterwards."""

import pypdfium2
import pytest
from django.db import connection

from evaluations.actions.instruments import copy_instrument, publish_instrument
from evaluations.actions.periods import lock_period, reopen_period
from evaluations.models import Answer, Evaluation, Period, RepairRequest, Snapshot, Threshold
from evaluations.queries.instruments import loaded
from reports.queries.quarterly import quarterly_report
from tests.factories import (
    NOW,
    TODAY,
    EvaluationFactory,
    PeriodFactory,
    UserFactory,
    WorkUnitFactory,
    actor,
    answer,
    builtin_instrument,
    fill,
    person,
)
from tests.integration.evaluations.pages_case import sign_in, text
from tests.integration.evaluations.sheet_case import CHOICE, INDEX
from tests.unit.reports.report_case import drawn
from units.models import Organisation, WorkUnit
from units.roles import Role

pytestmark = pytest.mark.django_db

NAMES = {"07": "RSUD Lama", "08": "Samsat Lama", "09": "Balai Lama"}
STATES = {"07": "approved", "08": "returned", "09": "draft"}
GRADES = {"07": "A", "08": "B", "09": "C"}
ADDRESSES = [
    "/tw/2024-3/",
    "/tw/2024-3/?penilai=unit&urut=unit",
    "/tw/2024-3/?penilai=tpi&urut=-area-3",
    "/tw/2024-3/unit/07/",
    "/tw/2024-3/unit/07/?penilai=unit",
    "/tw/2024-3/unit/08/",
    "/tw/2024-3/unit/09/",
    "/tw/2024-3/unit/07/lke/",
    "/tw/2024-3/unit/08/lke/?saring=berbeda",
    "/tw/2024-3/unit/08/lke/?saring=dikembalikan",
    "/tw/2024-3/unit/09/lke/",
    f"/tw/2024-3/unit/07/lke/{CHOICE}/riwayat/",
    f"/tw/2024-3/pertanyaan/{CHOICE}/",
    "/tw/2024-3/unit/07/selisih/",
    "/tw/2024-3/unit/07/perkembangan/",
    "/tw/2024-3/unit/08/perkembangan/?penilai=unit&urut=bagian",
    "/tw/2024-3/unit/08/jalur/?predikat=WBBM",
    "/tw/2024-3/unit/07/pengaruh/?penilai=unit",
    "/tw/2024-3/unit/09/rentang/",
]
OF_THE_INSPECTORATE = [
    "/",
    "/tw/2024-3/laporan/",
    "/tw/2024-3/meja/",
    "/tw/2024-3/perkembangan/",
    "/tw/2024-3/perkembangan/pertanyaan/",
]


@pytest.fixture
def supervisor():
    return person(Role.SUPERVISOR, full_name="Pengendali Lama")


@pytest.fixture
def period(instrument, supervisor) -> Period:
    """TW III 2024 of three units, approved, returned and never submitted; then locked. TW II stands before it."""
    names = {"name": "Inspektorat Lama", "government": "Pemerintah Lama"}
    Organisation.objects.update_or_create(pk=1, defaults=names)
    member = UserFactory(full_name="Anggota Lama")
    verifier = person(Role.EVALUATOR, full_name="Evaluator Lama")
    quarters = [PeriodFactory(quarter=2), PeriodFactory(quarter=3)]
    for code, name in NAMES.items():
        unit = WorkUnitFactory(code=code, name=name, head_name=f"Kepala Lama {code}", parent_agency="Dinas Lama")
        for quarter in quarters:
            state = STATES[code] if quarter.quarter == 3 else "approved"
            sheet = EvaluationFactory(period=quarter, unit=unit, state=state)
            fill(sheet, "unit", "B", by=member)
            if state != "draft":
                answer(sheet, CHOICE, "tpi", "C", note="Catatan lama.", by=verifier)
                fill(sheet, "tpi", GRADES[code], by=verifier)
    _exchange(quarters[1], verifier, member)
    for quarter in quarters:
        lock_period(period=quarter, by=actor(supervisor), now=NOW)
    return quarters[1]


def _exchange(period, verifier, member) -> None:
    """A question sent back and responded to, one only marked, and one left open for a reason."""
    Evaluation.objects.filter(period=period, unit__code="08").update(round=2)
    sheet = Evaluation.objects.get(period=period, unit__code="08")
    ids = loaded(period.instrument).question_ids
    about = {"evaluation": sheet, "number": 1, "asked_at": NOW, "asked_by": verifier}
    RepairRequest.objects.create(
        question_id=ids[CHOICE],
        reason="Alasan TPI lama",
        sent_at=NOW,
        round=1,
        response="Tanggapan lama",
        responded_at=NOW,
        responded_by=member,
        **about,
    )
    RepairRequest.objects.create(question_id=ids[INDEX], reason="Hanya ditandai", **about)
    gap = Answer.objects.filter(evaluation__period=period, evaluation__unit__code="09", question=ids[CHOICE])
    gap.update(option="", gap_reason="Sebab lama")


def change_everything() -> None:
    """What people may do, and what only somebody with a database shell can."""
    for unit in WorkUnit.objects.filter(code__in=NAMES):
        unit.name = f"Nama Baru {unit.code}"
        unit.head_name, unit.head_nip, unit.head_rank = "Kepala Baru", "1" * 18, "Pangkat Baru"
        unit.parent_agency, unit.target = "Dinas Baru", "WBBM"
        unit.save()
    Organisation.objects.update(name="Inspektorat Baru", government="Pemerintah Baru")
    administrator = actor(person(Role.ADMINISTRATOR))
    version = copy_instrument(instrument=builtin_instrument(), by=administrator, now=NOW)
    Threshold.objects.filter(instrument=version).update(minimum=1)
    publish_instrument(instrument=version, by=administrator, now=NOW)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_user SET full_name = 'Orang Baru' WHERE full_name LIKE '% Lama'")
        cursor.execute("UPDATE evaluations_score SET strict = 1, official = 2, passes_wbk = %s, answered = 3", [True])
        cursor.execute("UPDATE evaluations_score SET detail = '{}'")
        cursor.execute("UPDATE evaluations_answer SET note = 'Catatan baru.', option = 'A' WHERE option <> ''")
        cursor.execute("UPDATE evaluations_answer SET gap_reason = 'Sebab baru' WHERE gap_reason <> ''")
        cursor.execute("UPDATE evaluations_repairrequest SET reason = 'Alasan baru'")
        cursor.execute("UPDATE evaluations_repairrequest SET response = 'Tanggapan baru' WHERE response <> ''")
        cursor.execute("UPDATE evaluations_evaluation SET target = 'WBBM', return_reason = 'Alasan baru'")


def read(client, user, addresses) -> dict[str, str]:
    sign_in(client, user)
    found = {}
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        found[address] = text(response)
    return found


@pytest.mark.parametrize("role", [Role.LEADER, Role.UNIT_MEMBER])
def test_every_page_says_what_it_said(client, period, role):
    inside = role == Role.LEADER
    user = person(role, None if inside else WorkUnit.objects.get(code="07"))
    addresses = ADDRESSES + OF_THE_INSPECTORATE
    if not inside:
        addresses = [a for a in ADDRESSES if "/08/" not in a and "/09/" not in a and "pertanyaan" not in a] + ["/"]
    before = read(client, user, addresses)
    assert "Lama" in before["/tw/2024-3/unit/07/"]
    if inside:
        asked = before["/tw/2024-3/unit/08/lke/?saring=dikembalikan"]
        assert [words in asked for words in ("Alasan TPI lama", "Tanggapan lama", "Hanya ditandai")] == [
            True,
            True,
            False,
        ]
        assert "Sebab lama" in before["/tw/2024-3/unit/09/lke/"]
    change_everything()
    assert read(client, user, addresses) == before
    assert [snapshot.is_intact for snapshot in Snapshot.objects.all()] == [True] * 6


def test_the_report_says_what_it_said(period):
    leader = actor(person(Role.LEADER))
    before = quarterly_report(leader, period, today=TODAY)
    printed = words_of(drawn(before))
    assert "RSUD Lama" in printed
    assert "INSPEKTORAT LAMA" in printed.upper()
    change_everything()
    after = quarterly_report(leader, period, today=TODAY)
    assert after == before
    assert words_of(drawn(after)) == printed


def words_of(content: bytes) -> str:
    pages = pypdfium2.PdfDocument(content)
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in pages)


def test_the_signature_is_that_of_the_day_of_printing(period):
    """Who signs is decided after a quarter is locked; the names of government and Inspectorate are the quarter's."""
    Organisation.objects.update(signatory_name="Inspektur Baru", address="Alamat Baru", name="Nama Baru")
    report = quarterly_report(actor(person(Role.LEADER)), period, today=TODAY)
    assert (report.signature.name, report.letterhead.address) == ("Inspektur Baru", "Alamat Baru")
    assert (report.letterhead.name, report.letterhead.government) == ("Inspektorat Lama", "Pemerintah Lama")


def test_the_next_quarter_compares_with_what_was_recorded(client, period):
    """ "TW lalu" on board, unit page and sheet of an open quarter, and the trend."""
    unit = WorkUnit.objects.get(code="07")
    now = EvaluationFactory(period=PeriodFactory(quarter=4), unit=unit, state="in_review")
    fill(now, "unit", "B")
    addresses = ["/tw/2024-4/", "/tw/2024-4/unit/07/", "/tw/2024-4/unit/07/lke/"]
    leader = person(Role.LEADER)
    before = read(client, leader, addresses)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE evaluations_score SET strict = 1 WHERE evaluation_id <> %s", [now.pk])
        cursor.execute("UPDATE evaluations_answer SET note = 'x' WHERE evaluation_id <> %s", [now.pk])
        cursor.execute(
            "UPDATE evaluations_answer SET option = 'C' WHERE option = 'A' AND evaluation_id <> %s", [now.pk]
        )
    assert read(client, leader, addresses) == before
    assert "99,75" in before["/tw/2024-4/"]


def test_a_changed_code_changes_addresses_only(client, period):
    leader = person(Role.LEADER)
    before = read(client, leader, ["/tw/2024-3/", "/tw/2024-3/unit/07/", f"/tw/2024-3/pertanyaan/{CHOICE}/"])
    WorkUnit.objects.filter(code="07").update(code="99")
    after = read(client, leader, ["/tw/2024-3/", "/tw/2024-3/unit/99/", f"/tw/2024-3/pertanyaan/{CHOICE}/"])
    assert list(after.values()) == list(before.values())
    assert 'href="/tw/2024-3/unit/99/"' in client.get("/tw/2024-3/").content.decode()
    assert client.get("/tw/2024-3/unit/07/").status_code == 404


def test_a_quarter_that_is_opened_again_is_as_its_rows_stand(client, period, supervisor):
    """And when it is locked a second time, that counts."""
    leader = person(Role.LEADER)
    WorkUnit.objects.filter(code="07").update(name="RSUD Baru")
    assert "RSUD Lama" in read(client, leader, ["/tw/2024-3/"])["/tw/2024-3/"]
    reopen_period(period=period, reason="Salah hitung", by=actor(supervisor), now=NOW)
    assert "RSUD Baru" in read(client, leader, ["/tw/2024-3/"])["/tw/2024-3/"]
    lock_period(period=period, by=actor(supervisor), now=NOW)
    WorkUnit.objects.filter(code="07").update(name="RSUD Lain")
    assert "RSUD Baru" in read(client, leader, ["/tw/2024-3/"])["/tw/2024-3/"]
    kept = Snapshot.objects.filter(evaluation__unit__code="07", evaluation__period=period).order_by("number")
    assert [row.head["unit"]["name"] for row in kept] == ["RSUD Lama", "RSUD Baru"]


def test_a_locked_quarter_without_a_snapshot_is_as_its_rows_stand(client, instrument):
    sheet = EvaluationFactory(period=PeriodFactory(state="locked"), unit=WorkUnitFactory(code="07"), state="approved")
    fill(sheet, "unit", "A")
    fill(sheet, "tpi", "A")
    leader = person(Role.LEADER)
    WorkUnit.objects.update(name="Nama Baru")
    for page in read(client, leader, ["/tw/2024-3/", "/tw/2024-3/unit/07/", "/tw/2024-3/laporan/"]).values():
        assert "Nama Baru" in page or "Laporan" in page


@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("/", 14),
        ("/tw/2024-3/", 10),
        ("/tw/2024-3/laporan/", 11),
        ("/tw/2024-3/meja/", 10),
        (f"/tw/2024-3/pertanyaan/{CHOICE}/", 10),
        ("/tw/2024-3/unit/07/", 12),
        ("/tw/2024-3/unit/07/lke/", 10),
    ],
)
def test_queries_of_a_locked_quarter(client, period, django_assert_num_queries, address, queries):
    """Three units; one more than while it was open at most."""
    sign_in(client, person(Role.LEADER))
    with django_assert_num_queries(queries):
        assert client.get(address).status_code == 200


def test_the_report_of_a_recorded_quarter_costs_as_many_queries(period, django_assert_num_queries):
    leader = actor(person(Role.LEADER))
    with django_assert_num_queries(17):
        quarterly_report(leader, period, today=TODAY)
