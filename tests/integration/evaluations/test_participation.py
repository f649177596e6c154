"""Which units take part in a quarter: chosen when it opens, added and left out while nothing was written."""

import pytest

from evaluations.actions.participation import add_unit, leave_out
from evaluations.actions.periods import open_period
from evaluations.actions.snapshots import record_period
from evaluations.exceptions import Invalid, NotAllowed, WrongState
from evaluations.models import Answer, Evaluation, Period
from evaluations.queries.participation import participation
from history.models import Entry
from tests.factories import NOW, EvaluationFactory, PeriodFactory, WorkUnitFactory, actor, answer, person
from tests.integration.evaluations.advice_case import UNSENT, advice
from tests.integration.evaluations.pages_case import sign_in, statuses, text
from tests.integration.evaluations.people import everybody
from tests.integration.evaluations.sheet_case import CHOICE
from units.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def supervisor(instrument):
    return person(Role.SUPERVISOR)


def _codes():
    return list(
        Evaluation.objects.filter(period__quarter=3).order_by("unit__code").values_list("unit__code", flat=True)
    )


def _before(unit):
    sheet = EvaluationFactory(period=PeriodFactory(quarter=2, state="locked"), unit=unit, state="approved")
    answer(sheet, CHOICE, "unit", "A")
    answer(sheet, CHOICE, "tpi", "A")


def test_a_unit_is_left_out_when_the_quarter_opens_and_that_is_logged(supervisor):
    units = {code: WorkUnitFactory(code=code) for code in ("07", "08")}
    period = PeriodFactory(state="planned")
    open_period(period=period, by=actor(supervisor), now=NOW, without={units["08"].pk})
    assert _codes() == ["07"]
    told = Entry.objects.filter(subject="period", subject_id=period.pk).order_by("pk")
    assert [(entry.verb, entry.topic, entry.new) for entry in told] == [
        ("periode dibuka", "status", "open"),
        ("unit tidak ikut", "unit 08", {"unit": "Unit Kerja 08"}),
    ]


def test_not_every_unit_can_be_left_out(supervisor):
    unit = WorkUnitFactory()
    period = PeriodFactory(state="planned")
    with pytest.raises(Invalid) as refused:
        open_period(period=period, by=actor(supervisor), now=NOW, without={unit.pk})
    assert (str(refused.value), Period.objects.get().state) == ("Pilih paling sedikit satu unit kerja.", "planned")


def test_a_unit_added_later_gets_its_answers_too(supervisor):
    unit = WorkUnitFactory(code="09")
    _before(unit)
    sheet = add_unit(period=PeriodFactory(), unit=unit, by=actor(supervisor), now=NOW)
    assert (_codes(), sheet.answers.get().is_carried) == (["09"], True)
    assert Entry.objects.filter(subject="evaluation", subject_id=sheet.pk).count() == 2


@pytest.mark.parametrize("state", ["planned", "locked", "reported"])
def test_units_come_and_go_only_while_the_quarter_is_open(supervisor, state):
    period = PeriodFactory(state=state)
    sheet = EvaluationFactory(period=period)
    with pytest.raises(WrongState):
        add_unit(period=period, unit=WorkUnitFactory(), by=actor(supervisor), now=NOW)
    with pytest.raises(WrongState):
        leave_out(evaluation=sheet, reason="Alasan", by=actor(supervisor), now=NOW)


def test_an_inactive_unit_and_one_that_takes_part_are_refused(supervisor):
    sheet = EvaluationFactory(unit=WorkUnitFactory(code="07"))
    for unit, sentence in [
        (sheet.unit, "Unit Kerja 07 sudah ikut periode ini."),
        (WorkUnitFactory(code="08", is_active=False), "Unit Kerja 08 tidak aktif."),
    ]:
        with pytest.raises(Invalid) as refused:
            add_unit(period=sheet.period, unit=unit, by=actor(supervisor), now=NOW)
        assert str(refused.value) == sentence


def test_an_untouched_sheet_goes_and_its_history_stays(supervisor):
    unit = WorkUnitFactory(code="07")
    _before(unit)
    sheet = add_unit(period=PeriodFactory(), unit=unit, by=actor(supervisor), now=NOW)
    leave_out(evaluation=sheet, reason="Unit sedang digabung.", by=actor(supervisor), now=NOW)
    assert (_codes(), Answer.objects.filter(is_carried=True).count()) == ([], 0)
    assert Entry.objects.filter(subject="evaluation", subject_id=sheet.pk).count() == 2
    told = Entry.objects.get(verb="unit tidak ikut")
    assert (told.subject, told.topic, told.reason, told.by) == (
        "period",
        "unit 07",
        "Unit sedang digabung.",
        supervisor,
    )


def _written(sheet):
    answer(sheet, CHOICE, "unit", "A")


def _emptied(sheet):
    """Somebody answered and took it back: only the history knows."""
    Entry.objects.create(
        at=NOW, source="screen", verb="jawaban disimpan", subject="evaluation", subject_id=sheet.pk, topic="A/unit"
    )


def _moved(sheet):
    Evaluation.objects.update(state="submitted", submitted_at=NOW, submitted_by=person(Role.LEADER))


def _recorded(sheet):
    """The quarter was locked once and opened again."""
    record_period(period=sheet.period, by=None, now=NOW, source="screen")


def _advised(sheet):
    """Something was recommended in it, not even sent yet."""
    advice(sheet, UNSENT)


@pytest.mark.parametrize("touch", [_written, _emptied, _moved, _recorded, _advised])
def test_a_sheet_somebody_worked_on_stays(supervisor, touch):
    sheet = EvaluationFactory(unit=WorkUnitFactory(code="07"))
    touch(sheet)
    with pytest.raises(WrongState) as refused:
        leave_out(evaluation=sheet, reason="Alasan", by=actor(supervisor), now=NOW)
    used = "Penilaian Unit Kerja 07 sudah diisi, direkam, atau dipakai"
    assert str(refused.value) == f"{used}, jadi unit tetap ikut periode ini."


def test_who_still_has_the_page_of_a_unit_that_left_is_told(supervisor):
    sheet = EvaluationFactory(unit=WorkUnitFactory(code="07"))
    leave_out(evaluation=sheet, reason="Digabung", by=actor(supervisor), now=NOW)
    with pytest.raises(WrongState) as refused:
        leave_out(evaluation=sheet, reason="Digabung", by=actor(supervisor), now=NOW)
    assert str(refused.value) == "Unit Kerja 07 tidak lagi ikut periode TW III 2024."


def test_leaving_out_needs_a_reason(supervisor):
    sheet = EvaluationFactory()
    with pytest.raises(Invalid) as refused:
        leave_out(evaluation=sheet, reason=" ", by=actor(supervisor), now=NOW)
    assert str(refused.value) == "Tulis alasan unit tidak ikut periode ini."


def test_who_may_add_and_leave_out(instrument):
    sheet = EvaluationFactory()
    allowed = {who for who, user in everybody(sheet.unit).items() if _adds(sheet, user)}
    assert allowed == {
        "administrator",
        "supervisor",
        "supervisor who verified",
        "supervisor and member",
        "supervisor and evaluator",
    }


def _adds(sheet, user):
    try:
        added = add_unit(period=sheet.period, unit=WorkUnitFactory(), by=actor(user), now=NOW)
        leave_out(evaluation=added, reason="Alasan", by=actor(user), now=NOW)
    except NotAllowed:
        return False
    return True


# --- screens ----------------------------------------------------------------------------------------
def test_the_page_adds_and_leaves_out(client, supervisor):
    sheet = EvaluationFactory(unit=WorkUnitFactory(code="07"))
    WorkUnitFactory(code="08")
    sign_in(client, supervisor)
    assert client.post("/periode/2024-3/unit/08/tambah/")["Location"] == "/periode/2024-3/unit/"
    assert _codes() == ["07", "08"]
    assert "Semua unit kerja yang aktif sudah ikut." in text(client.get("/periode/2024-3/unit/"))
    refused = client.post("/periode/2024-3/unit/07/keluar/", {"reason": ""})
    assert (refused.status_code, "Tulis alasan unit tidak ikut periode ini." in text(refused)) == (422, True)
    client.post("/periode/2024-3/unit/07/keluar/", {"reason": "Digabung"})
    assert (_codes(), Evaluation.objects.filter(pk=sheet.pk).exists()) == (["08"], False)


def test_who_reaches_the_page(client, instrument):
    sheet = EvaluationFactory(unit=WorkUnitFactory(code="07"))
    people = {role: person(role, sheet.unit if role.startswith("unit") else None) for role in Role.values}
    expected = dict.fromkeys(Role.values, 403) | {"supervisor": 200, "administrator": 200}
    assert statuses(client, people, "/periode/2024-3/unit/") == expected
    for way in ("tambah", "keluar"):
        found = statuses(client, people, f"/periode/2024-3/unit/07/{way}/", "post")
        refused = {who: status for who, status in found.items() if expected[who] == 403}
        assert refused == dict.fromkeys(refused, 403)
        assert statuses(client, {"supervisor": people["supervisor"]}, f"/periode/2024-3/unit/07/{way}/") == {
            "supervisor": 405
        }


def test_a_quarter_that_is_not_open_has_no_such_page(client, supervisor):
    PeriodFactory(state="locked")
    sign_in(client, supervisor)
    assert client.get("/periode/2024-3/unit/").status_code == 409
    assert client.get("/periode/2031-1/unit/").status_code == 404


@pytest.mark.parametrize("units", [1, 12])
def test_the_list_costs_two_queries(supervisor, django_assert_num_queries, units):
    period = PeriodFactory()
    for number in range(units):
        EvaluationFactory(period=period, unit=WorkUnitFactory(code=f"u{number}"))
        WorkUnitFactory(code=f"v{number}")
    with django_assert_num_queries(2):
        who = participation(period)
    assert (len(who.sheets), len(who.absent)) == (units, units)
