"""What the unit was not told yet reaches its own people nowhere, whatever else they are; nor other units' anything."""

import json

import pytest

from evaluations.actions import recommendations
from evaluations.actions.snapshots import record_step
from evaluations.followup_workflow import STEPS
from evaluations.models import Recommendation
from inbox.models import Message
from tests.factories import NOW, WorkUnitFactory, actor, fill, person
from tests.integration.evaluations.advice_case import UNSENT, advice, write
from tests.integration.evaluations.pages_case import sign_in, statuses
from tests.integration.evaluations.people import everybody
from tests.integration.evaluations.sheet_case import make_sheet
from units.roles import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("instrument")]

SECRET = "Rahasia sebelum disampaikan"
OWN = ["member", "head", "evaluator and member", "supervisor and member"]
UNIT = "/tw/2024-3/unit/rsud/"


@pytest.fixture
def sheet():
    """A sheet in its verification, recorded when it was submitted, with one unsent recommendation and one told."""
    sheet = make_sheet("in_review", "rsud")
    fill(sheet, "unit", codes={"A.I.1.i.a"})
    write(sheet.unit, person(Role.EVALUATOR, sheet.unit), text=SECRET, evaluation=sheet, code="A.I.1.i.a")
    advice(sheet, text="Sudah diketahui unit", number=1)
    record_step(evaluation=sheet, moment="submit", by=person(Role.UNIT_HEAD, sheet.unit), now=NOW, source="screen")
    return sheet


@pytest.fixture
def people(sheet):
    return everybody(sheet.unit)


PAGES = [
    "/",
    "/kotak-masuk/",
    "/rekomendasi/",
    "/rekomendasi/?status=terbuka",
    "/rekomendasi/?cari=Rahasia",
    "/rekomendasi/?unit=rsud&diberikan=2024-3",
    UNIT,
    f"{UNIT}lke/",
    f"{UNIT}lke/?saring=rekomendasi",
    f"{UNIT}lke/A.I.1.i.a/riwayat/",
    f"{UNIT}rekaman/",
    f"{UNIT}rekaman/1/",
    "/pengelolaan/riwayat/",
    "/pengelolaan/riwayat/?objek=rekomendasi",
    "/pengelolaan/riwayat/?unit=rsud",
]


@pytest.mark.parametrize("who", OWN)
def test_its_own_people_read_it_nowhere(client, sheet, people, who):
    sign_in(client, people[who])
    pages = {page: client.get(page) for page in PAGES}
    assert [page for page, response in pages.items() if SECRET in response.content.decode()] == []
    assert "Sudah diketahui unit" in pages["/rekomendasi/"].content.decode()
    assert "Sudah diketahui unit" in pages[UNIT].content.decode()
    assert "Sudah diketahui unit" in pages[f"{UNIT}lke/"].content.decode()


def test_the_inspectorate_reads_it_where_it_belongs(client, sheet, people):
    """Else the test above could not fail."""
    sign_in(client, people["supervisor"])
    shown = [page for page in PAGES if SECRET in client.get(page).content.decode()]
    assert shown == [
        "/rekomendasi/",
        "/rekomendasi/?cari=Rahasia",
        "/rekomendasi/?unit=rsud&diberikan=2024-3",
        UNIT,
        f"{UNIT}lke/",
        f"{UNIT}lke/?saring=rekomendasi",
        "/pengelolaan/riwayat/",
        "/pengelolaan/riwayat/?objek=rekomendasi",
        "/pengelolaan/riwayat/?unit=rsud",
    ]


def test_no_snapshot_holds_it_for_anybody(client, sheet, people):
    for who in ("head", "supervisor"):
        content = sign_in(client, people[who]).get(f"{UNIT}rekaman/1/json/").content.decode()
        assert SECRET not in content
        assert [row["text"] for row in json.loads(content)["sheet"]["recommendations"]] == ["Sudah diketahui unit"]


@pytest.mark.parametrize("who", OWN)
def test_counts_and_choices_do_not_hint_at_it(client, sheet, people, who):
    page = sign_in(client, people[who]).get("/rekomendasi/").content.decode()
    assert page.count("<strong>1</strong> belum ditutup") == 1
    assert "elum disampaikan</a>" not in page
    row = Recommendation.objects.get(text="Sudah diketahui unit")
    assert f"R-{row.number}" in page
    assert client.get("/rekomendasi/?status=belum-disampaikan").status_code == (200 if "and" in who else 422)


@pytest.mark.parametrize("who", ["supervisor and member"])
def test_their_history_keeps_quiet_also_about_what_was_changed_and_removed(client, sheet, people, who):
    row = Recommendation.objects.get(text=SECRET)
    said = {"priority": "low", "due_on": None, "responsible": None, "area": None, "now": NOW}
    by = actor(people["evaluator"])
    recommendations.change(recommendation=row, text=f"{SECRET}, diubah", by=by, **said)
    recommendations.remove(recommendation=row, by=by, now=NOW)
    shown = {
        who: sign_in(client, people[who]).get("/pengelolaan/riwayat/?objek=rekomendasi").content.decode().count(SECRET)
        for who in (who, "supervisor")
    }
    assert shown[who] == 0 < shown["supervisor"]
    exported = sign_in(client, people[who]).post("/pengelolaan/riwayat/unduh/", {"objek": "rekomendasi"})
    assert SECRET not in b"".join(exported.streaming_content).decode()


def test_once_sent_they_read_it(client, sheet, people):
    row = Recommendation.objects.get(text=SECRET)
    recommendations.send(recommendation=row, by=actor(people["evaluator"]), now=NOW)
    for who in OWN:
        assert SECRET in sign_in(client, people[who]).get("/rekomendasi/").content.decode()
    assert Message.objects.filter(user=people["member"], text__contains=SECRET).exists()
    history = sign_in(client, people["supervisor and member"]).get("/pengelolaan/riwayat/?objek=rekomendasi")
    assert SECRET in history.content.decode()


# --- who may open what ----------------------------------------------------------------------------
READ = {
    **dict.fromkeys(OWN, 200),
    **dict.fromkeys(["administrator", "evaluator", "evaluator of another unit", "leader"], 200),
    **dict.fromkeys(["supervisor", "supervisor who verified", "supervisor and evaluator"], 200),
    **dict.fromkeys(["head of another unit", "without a role"], 404),
    **dict.fromkeys(["inactive head", "anonymous"], 302),
}
UNTOLD = READ | dict.fromkeys(OWN, 404)


@pytest.mark.parametrize(("state", "expected"), [(UNSENT, UNTOLD), ("open", READ), ("settled", READ)])
def test_who_opens_a_recommendation(client, people, sheet, state, expected):
    row = advice(sheet, state)
    assert statuses(client, people | {"anonymous": None}, f"/rekomendasi/{row.pk}/") == expected


@pytest.mark.parametrize("address", ["ubah", "sampaikan", "hapus", *STEPS])
def test_nobody_learns_from_an_address_that_it_exists(client, people, sheet, address):
    """The same answer as for a recommendation that does not exist."""
    row, other = advice(sheet, UNSENT), advice(make_sheet("draft", "lain"))
    kept = {name: people[name] for name in (*OWN, "head of another unit", "without a role")}
    method = "get" if address == "ubah" else "post"
    for key in (row.pk, 999_999):
        assert set(statuses(client, kept, f"/rekomendasi/{key}/{address}/", method).values()) == {404}
    # supervisors who are members read other units' as supervisors do
    told = statuses(client, {"m": people["member"], "w": people["without a role"]}, f"/rekomendasi/{other.pk}/", "get")
    assert set(told.values()) == {404}


@pytest.mark.parametrize("address", ["", "ubah", "sampaikan", "hapus", *STEPS])
def test_without_signing_in_every_address_asks_to(client, sheet, address):
    row = advice(sheet)
    found = {
        client.get(f"/rekomendasi/{key}/{address}{'/' if address else ''}").url.partition("?")[0]
        for key in (row.pk, 999_999)
    }
    assert found == {"/akun/masuk/"}


def test_the_list_shows_a_units_people_their_own_only(client, sheet, people):
    advice(make_sheet("draft", "lain"), text="Milik unit lain")
    page = sign_in(client, people["member"]).get("/rekomendasi/").content.decode()
    assert "Milik unit lain" not in page
    stranger = sign_in(client, person(Role.UNIT_MEMBER, WorkUnitFactory())).get("/rekomendasi/").content.decode()
    assert "Sudah diketahui unit" not in stranger
    assert "Belum ada rekomendasi" in stranger
