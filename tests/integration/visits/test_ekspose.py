"""The record of a quarter's ekspose: who writes, who reads what, and what is refused."""

from datetime import date

import pytest

from evaluations.exceptions import Invalid, NotAllowed, Stale, WrongState
from history.models import Entry
from tests.factories import NOW, EvaluationFactory, PeriodFactory, WorkUnitFactory, actor, person
from tests.integration.evaluations.pages_case import sign_in, statuses, text
from tests.integration.evaluations.sheet_case import cast
from units.roles import Role
from visits.actions.ekspose import save_ekspose
from visits.models import Decision, Ekspose
from visits.queries import ekspose_of

pytestmark = pytest.mark.django_db
PAGE, FORM = "/tw/2024-2/ekspose/", "/tw/2024-2/ekspose/ubah/"
REPORT_READERS = {"evaluator", "unassigned evaluator", "supervisor", "leader", "administrator"}


@pytest.fixture
def sheet(instrument):
    return EvaluationFactory(period=PeriodFactory(quarter=2, state="locked"), unit=WorkUnitFactory(code="07"))


def save(period, by=None, seen=0, decisions=("Usulkan empat unit.",), **changes):
    fields = {"day": date(2024, 7, 30), "place": "Aula", "participants": "Wakil Gubernur\nInspektur"}
    return save_ekspose(
        period=period,
        decisions=decisions,
        seen=seen,
        by=actor(by or person(Role.SUPERVISOR)),
        now=NOW,
        **fields | changes,
    )


def sent(version=0, decisions=("Usulkan empat unit.",), **changes) -> dict:
    rows = {f"keputusan-{number}-text": said for number, said in enumerate(decisions)}
    size = {"keputusan-TOTAL_FORMS": str(len(decisions)), "keputusan-INITIAL_FORMS": "0"}
    fields = {"day": "2024-07-30", "place": "Aula", "participants": "Inspektur", "versi": str(version)}
    return fields | size | rows | changes


def test_it_is_kept_and_every_change_stands_in_the_history(sheet, django_assert_num_queries):
    supervisor = person(Role.SUPERVISOR)
    first = save(sheet.period, supervisor, decisions=("Satu", " ", "Dua"))
    assert [(row.number, row.text) for row in first.decisions.all()] == [(1, "Satu"), (2, "Dua")]
    second = save(sheet.period, supervisor, seen=1, decisions=("Satu saja",))
    assert (second.pk, second.version, Decision.objects.count()) == (first.pk, 2, 1)
    entries = Entry.objects.filter(subject="ekspose").order_by("pk")
    assert [(row.verb, row.by, row.old and row.old["keputusan"], row.new["keputusan"]) for row in entries] == [
        ("ekspose dicatat", supervisor, None, ["Satu", "Dua"]),
        ("catatan ekspose diubah", supervisor, ["Satu", "Dua"], ["Satu saja"]),
    ]
    save(sheet.period, supervisor, seen=2, decisions=("Satu saja",))
    assert entries.count() == 2
    with django_assert_num_queries(2):
        assert ekspose_of(sheet.period).decisions.all()[0].text == "Satu saja"


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.EVALUATOR, Role.LEADER])
def test_only_supervisors_write(sheet, role):
    with pytest.raises(NotAllowed):
        save(sheet.period, person(role))
    assert Ekspose.objects.count() == 0


@pytest.mark.parametrize(
    ("state", "taken"), [("planned", False), ("open", True), ("locked", True), ("reported", False)]
)
def test_when_it_may_be_written(instrument, state, taken):
    """Of a quarter that has begun, until its report is issued."""
    period = PeriodFactory(quarter=2, state=state)
    if taken:
        assert save(period).period == period
        return
    with pytest.raises(WrongState):
        save(period)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"day": date(2024, 8, 22)}, "day"),
        ({"place": " "}, "place"),
        ({"participants": ""}, "participants"),
        ({"decisions": ("", " ")}, "decision-0"),
        ({"decisions": ("Ya", "a" * 2001)}, "decision-1"),
        ({"decisions": ["Ya"] * 51}, ""),
    ],
)
def test_what_is_no_record(sheet, changes, field):
    with pytest.raises(Invalid) as refused:
        save(sheet.period, **changes)
    assert (refused.value.field, Ekspose.objects.count()) == (field, 0)


def test_the_second_of_two_writers_is_told(sheet):
    save(sheet.period)
    with pytest.raises(Stale):
        save(sheet.period, place="Aula lain")
    assert Ekspose.objects.get().place == "Aula"


# --- pages ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("state", ["open", "locked", "reported"])
def test_who_reads(client, instrument, state):
    """Readers of reports always; the people of a unit that took part once the quarter is locked; nobody else."""
    sheet = EvaluationFactory(period=PeriodFactory(quarter=2, state=state))
    own = {"unit_member", "unit_head"} if state != "open" else set()
    found = statuses(client, cast(sheet) | {"anonymous": None}, PAGE)
    assert found == {who: 200 if who in REPORT_READERS | own else 302 if who == "anonymous" else 404 for who in found}


def test_a_units_people_read_what_was_decided_but_not_who_was_there(client, sheet):
    save(sheet.period)
    member = text(sign_in(client, person(Role.UNIT_MEMBER, sheet.unit)).get(PAGE))
    leader = text(sign_in(client, person(Role.LEADER)).get(PAGE))
    assert ["Usulkan empat unit." in page for page in (member, leader)] == [True, True]
    assert ["Wakil Gubernur" in page for page in (member, leader)] == [False, True]
    block = client.get("/tw/2024-2/unit/07/pendampingan/").content.decode()
    assert f'href="{PAGE}"' in block


def test_who_opens_the_form(client, sheet):
    people = cast(sheet)
    expected = {who: 200 if who == "supervisor" else 403 for who in people}
    assert statuses(client, people, FORM) == expected
    assert statuses(client, {"leader": people["leader"]}, FORM, "post") == {"leader": 403}


@pytest.mark.parametrize(("address", "method"), [(PAGE, "post"), (FORM, "delete")])
def test_other_methods_are_not_allowed(client, sheet, address, method):
    assert getattr(sign_in(client, person(Role.SUPERVISOR)), method)(address).status_code == 405


@pytest.mark.parametrize("address", ["/tw/2020-1/ekspose/", "/tw/2020-1/ekspose/ubah/"])
def test_no_such_quarter(client, sheet, address):
    assert sign_in(client, person(Role.SUPERVISOR)).get(address).status_code == 404


@pytest.mark.parametrize(
    ("state", "role", "words"),
    [
        ("planned", Role.SUPERVISOR, "Periode ini belum dibuka"),
        ("open", Role.SUPERVISOR, "Catat ekspose"),
        ("reported", Role.SUPERVISOR, "Keputusan tampil di sini setelah dicatat"),
        ("locked", Role.LEADER, "Keputusan tampil di sini setelah dicatat"),
    ],
)
def test_nothing_recorded_yet(client, instrument, state, role, words):
    PeriodFactory(quarter=2, state=state)
    assert words in text(sign_in(client, person(role)).get(PAGE))


def test_recording_through_the_page(client, sheet):
    sign_in(client, person(Role.SUPERVISOR))
    response = client.post(FORM, sent(decisions=("Satu", "", "Dua")))
    assert (response.status_code, response["Location"]) == (302, PAGE)
    assert [row.text for row in ekspose_of(sheet.period).decisions.all()] == ["Satu", "Dua"]
    form = client.get(FORM)
    assert [row.initial.get("text", "") for row in form.context["decisions"]] == ["Satu", "Dua", ""]
    assert client.post(FORM, sent(1, ("Dua",))).status_code == 302
    assert [row.text for row in ekspose_of(sheet.period).decisions.all()] == ["Dua"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"decisions": ("",)}, "Tulis paling sedikit satu keputusan."),
        ({"day": "2099-01-01"}, "Ekspose yang belum berlangsung belum dapat dicatat."),
        ({"participants": ""}, "Peserta"),
        ({"keputusan-TOTAL_FORMS": ""}, "Baris isian tidak terbaca."),
    ],
)
def test_bad_input_keeps_what_was_typed(client, sheet, changes, sentence):
    response = sign_in(client, person(Role.SUPERVISOR)).post(FORM, sent(place="Aula Jayang", **changes))
    assert (response.status_code, "Aula Jayang" in response.content.decode()) == (422, True)
    assert sentence in text(response)
    assert Ekspose.objects.count() == 0


def test_two_writers_on_the_page(client, sheet):
    save(sheet.period)
    response = sign_in(client, person(Role.SUPERVISOR)).post(FORM, sent(0, ("Kata saya",)))
    assert (response.status_code, "Kata saya" in text(response), response.context["version"]) == (409, True, 1)


def test_the_reports_page_leads_to_it(client, sheet):
    assert f'href="{PAGE}"' in sign_in(client, person(Role.LEADER)).get("/tw/2024-2/laporan/").content.decode()


def test_the_history_tells_it(client, sheet):
    save(sheet.period)
    sign_in(client, person(Role.SUPERVISOR))
    lines = client.get(f"/pengelolaan/riwayat/?objek=pendampingan&triwulan={sheet.period.pk}").context["lines"]
    assert [(line.name, line.kind, line.url) for line in lines] == [("Ekspose TW II 2024", "Ekspose", PAGE)]
