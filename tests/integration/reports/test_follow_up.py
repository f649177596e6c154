"""The report's chapter on what became of recommendations, and those it gives: as they stood, never what is unsent."""

from datetime import date, datetime, timedelta

import pytest

from evaluations.actions.advice_days import move_day
from evaluations.actions.snapshots import record_missing
from evaluations.enums import RecommendationState
from reports.queries.quarterly import quarterly_report
from tests.factories import TODAY, WIB, EvaluationFactory, PeriodFactory, WorkUnitFactory, actor, assign, grant, person
from tests.integration.evaluations.advice_case import advice, take
from units.models import WorkUnit
from units.roles import Role

pytestmark = pytest.mark.django_db

S = RecommendationState
OPENED = datetime(2024, 4, 1, 8, 0, tzinfo=WIB)
LOCKED = datetime(2024, 7, 20, 16, 0, tzinfo=WIB)
IN_QUARTER, BEFORE, AFTER = (moment + timedelta(days=1) for moment in (OPENED, OPENED - timedelta(days=9), LOCKED))


@pytest.fixture
def quarters(instrument):
    """TW IV 2023, TW I 2024 (both locked) and TW II 2024, opened on 1 April, locked on 20 July."""
    return (
        PeriodFactory(year=2023, quarter=4, state="locked"),
        PeriodFactory(quarter=1, state="locked"),
        PeriodFactory(quarter=2, state="locked", opened_at=OPENED, locked_at=LOCKED),
    )


@pytest.fixture
def leader():
    return actor(person(Role.LEADER))


@pytest.fixture
def unit(quarters):
    """Unit 07 with a sheet in every quarter, a head and an evaluator."""
    made = WorkUnitFactory(code="07")
    for quarter in quarters:
        EvaluationFactory(period=quarter, unit=made, state="approved")
    made.head, made.evaluator = person(Role.UNIT_HEAD, made), person(Role.EVALUATOR, made)
    return made


def given(unit, quarter, number: int, **fields):
    """A recommendation of that quarter, told to the unit in good time."""
    return advice(unit.evaluations.get(period=quarter), number=number, **{"sent_at": BEFORE} | fields)


def built(leader, period, today: date = TODAY):
    return quarterly_report(leader, period, today=today)


def told(report) -> dict[str, list[tuple]]:
    """Unit's code -> (name, state, age) of what the monitoring lists."""
    return {one.code: [(line.name, line.state, line.age) for line in one.lines] for one in report.monitoring.units}


# --- monitoring -----------------------------------------------------------------------------------
def test_monitoring_lists_what_was_open_when_the_quarter_began(quarters, unit, leader):
    oldest, before, now = quarters
    given(unit, oldest, 1)
    take(given(unit, before, 2), "report", unit.head, now=IN_QUARTER)
    take(given(unit, before, 3), "claim_done", unit.head, now=IN_QUARTER)
    take(given(unit, before, 4), "settle", unit.evaluator, now=IN_QUARTER)
    take(given(unit, before, 5), "impossible", unit.evaluator, now=IN_QUARTER)
    take(given(unit, before, 6), "settle", unit.evaluator, now=BEFORE)
    advice(unit.evaluations.get(period=before), "unsent", number=None)
    given(unit, now, 8, sent_at=IN_QUARTER)
    assert told(built(leader, now)) == {
        "07": [
            ("07/R-1", S.OPEN, 2),
            ("07/R-2", S.IN_PROGRESS, 1),
            ("07/R-3", S.DONE_BY_UNIT, 1),
            ("07/R-4", S.SETTLED, 1),
            ("07/R-5", S.IMPOSSIBLE, 1),
        ]
    }


def test_a_locked_quarter_tells_how_things_stood_when_it_was_locked(quarters, unit, leader):
    _, before, now = quarters
    row = given(unit, before, 1)
    take(row, "report", unit.head, "Rancangan selesai.", now=IN_QUARTER)
    take(row, "settle", unit.evaluator, "Sudah terbit.", now=AFTER)
    (line,) = built(leader, now).monitoring.lines
    assert (line.state, line.is_closed) == (S.IN_PROGRESS, False)
    assert (line.last.day, line.last.step, line.last.text) == (
        date(2024, 4, 2),
        "Unit melaporkan kemajuan",
        "Rancangan selesai.",
    )


def test_a_day_that_was_moved_after_the_lock_held_until_then(quarters, unit, leader):
    """Overdue then stays overdue; moved before, the line tells the first day too, and the last follow-up stays."""
    _, before, now = quarters
    late, moved = (given(unit, before, number, due_on=date(2024, 7, 1)) for number in (1, 2))
    take(moved, "report", unit.head, "Rancangan selesai.", now=IN_QUARTER)
    by, day = actor(unit.evaluator), date(2024, 9, 1)
    for row, at in ((late, AFTER), (moved, IN_QUARTER)):
        move_day(recommendation=row, due_on=day, reason="Menunggu anggaran.", by=by, now=at)
    lines = built(leader, now).monitoring.lines
    assert [(line.due_on, line.due_at_first, line.is_overdue) for line in lines] == [
        (date(2024, 7, 1), None, True),
        (day, date(2024, 7, 1), False),
    ]
    assert [line.last and line.last.step for line in lines] == [None, "Unit melaporkan kemajuan"]


def test_an_open_quarter_tells_how_things_stand(instrument, leader):
    before, now = PeriodFactory(quarter=2, state="locked"), PeriodFactory(quarter=3, opened_at=OPENED)
    made = WorkUnitFactory(code="07")
    for quarter in (before, now):
        EvaluationFactory(period=quarter, unit=made)
    row = given(made, before, 1)
    take(row, "settle", person(Role.EVALUATOR, made), "Sudah terbit.", now=AFTER)
    (line,) = built(leader, now).monitoring.lines
    assert (line.state, line.last.step, line.last.day) == (S.SETTLED, "TPI menyatakan tuntas", date(2024, 7, 21))


def test_a_line_says_what_was_advised(quarters, unit, leader):
    _, before, now = quarters
    given(unit, before, 1, text="Susun SOP.", priority="high", due_on=date(2024, 8, 1), code="", area=2)
    given(unit, before, 2, due_on=None, code="A.I.2", area=2)
    given(unit, before, 3, code="", area=None)
    first, second, third = built(leader, now).monitoring.lines
    assert (first.text, first.priority, first.due_on, first.subject) == (
        "Susun SOP.",
        "Tinggi",
        date(2024, 8, 1),
        "Area 2",
    )
    assert (str(first.given), first.last) == ("Triwulan I Tahun 2024", None)
    assert (second.due_on, second.subject, third.subject) == (None, "A.I.2", "")


@pytest.mark.parametrize(
    ("due", "step", "overdue"),
    [
        (date(2024, 7, 19), None, True),
        (date(2024, 7, 20), None, False),
        (date(2024, 7, 19), "report", True),
        (date(2024, 7, 19), "claim_done", False),
        (date(2024, 7, 19), "settle", False),
        (None, None, False),
    ],
)
def test_overdue_is_what_the_unit_left_undone_beyond_its_last_day(quarters, unit, leader, due, step, overdue):
    """Counted on the day the quarter was locked, not on the day the report is printed."""
    _, before, now = quarters
    row = given(unit, before, 1, due_on=due)
    if step:
        take(row, step, unit.evaluator if step == "settle" else unit.head, now=IN_QUARTER)
    (line,) = built(leader, now, today=date(2025, 1, 1)).monitoring.lines
    assert line.is_overdue is overdue


@pytest.mark.parametrize(("today", "overdue"), [(date(2024, 8, 21), False), (date(2024, 8, 22), True)])
def test_a_draft_counts_from_its_own_day(instrument, leader, today, overdue):
    before, now = PeriodFactory(quarter=2, state="locked"), PeriodFactory(quarter=3, opened_at=OPENED)
    made = WorkUnitFactory()
    for quarter in (before, now):
        EvaluationFactory(period=quarter, unit=made)
    given(made, before, 1, due_on=date(2024, 8, 21))
    (line,) = built(leader, now, today=today).monitoring.lines
    assert line.is_overdue is overdue


def test_a_unit_without_a_sheet_in_the_quarter_still_has_to_follow_up(quarters, leader):
    _, before, now = quarters
    left = WorkUnitFactory(code="02")
    EvaluationFactory(period=before, unit=left)
    stayed = WorkUnitFactory(code="01")
    for quarter in (before, now):
        EvaluationFactory(period=quarter, unit=stayed)
    given(stayed, before, 3)
    given(left, before, 9)
    report = built(leader, now)
    assert [unit.code for unit in report.units] == ["01"]
    assert told(report) == {"01": [("01/R-3", S.OPEN, 1)], "02": [("02/R-9", S.OPEN, 1)]}


def test_units_are_called_what_they_were_called_then(quarters, unit, leader):
    _, before, now = quarters
    given(unit, before, 1)
    given(unit, now, 2, sent_at=IN_QUARTER)
    record_missing(now=LOCKED)
    WorkUnit.objects.filter(pk=unit.pk).update(name="Nama baru", code="99")
    report = built(leader, now)
    assert [(one.name, [line.name for line in one.lines]) for one in report.monitoring.units] == [
        ("Unit Kerja 07", ["07/R-1"])
    ]
    assert [line.name for line in report.units[0].recommendations] == ["07/R-2"]


def test_nothing_to_monitor(quarters, unit, leader):
    assert built(leader, quarters[-1]).monitoring.units == ()


# --- given in the quarter -------------------------------------------------------------------------
def test_a_units_section_lists_what_it_was_given_in_the_quarter(quarters, unit, leader):
    _, before, now = quarters
    other = WorkUnitFactory(code="08")
    EvaluationFactory(period=now, unit=other, state="approved")
    given(unit, before, 1)
    given(unit, now, 2, sent_at=IN_QUARTER)
    given(other, now, 1, sent_at=IN_QUARTER)
    advice(unit.evaluations.get(period=now), "unsent", number=None, text="Belum disampaikan.")
    given(unit, now, 3, sent_at=AFTER)
    units = {one.code: one for one in built(leader, now).units}
    assert {code: [line.name for line in one.recommendations] for code, one in units.items()} == {
        "07": ["07/R-2"],
        "08": ["08/R-1"],
    }


@pytest.mark.parametrize("state", ["open", "locked"])
def test_what_is_not_sent_is_printed_nowhere(instrument, leader, state):
    """Neither to the Inspectorate's readers nor to a leader who belongs to the unit."""
    before, now = PeriodFactory(quarter=2, state="locked"), PeriodFactory(quarter=3, state=state, opened_at=OPENED)
    made = WorkUnitFactory(code="07")
    for quarter in (before, now):
        advice(EvaluationFactory(period=quarter, unit=made), "unsent", number=None, text="RAHASIA")
    both = person(Role.LEADER)
    grant(both, Role.UNIT_MEMBER, made)
    evaluator = person(Role.EVALUATOR)
    assign(evaluator, made)
    for reader in (leader, actor(both), actor(evaluator)):
        report = built(reader, now)
        assert (report.monitoring.units, [unit.recommendations for unit in report.units]) == ((), [()])
        assert "RAHASIA" not in repr(report)
