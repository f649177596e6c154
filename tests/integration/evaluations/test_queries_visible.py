"""What each person may read: quarters, sheets, answers, scores."""

import pytest

from evaluations import permissions
from evaluations.enums import EvaluationState, PeriodState
from evaluations.models import Evaluation, Period
from evaluations.queries import evaluations, periods
from history import log
from tests.factories import NOW, EvaluationFactory, PeriodFactory, actor, answer
from tests.integration.evaluations.people import everybody
from units.actors import NOBODY

pytestmark = pytest.mark.django_db
UNIT_PEOPLE = {"member", "head"}
NOTHING = {"without a role", "inactive head"}


@pytest.fixture
def quarters(instrument):
    """One quarter of every state, with a sheet of two units each."""
    made = {}
    for quarter, state in enumerate(PeriodState.values, start=1):
        made[state] = PeriodFactory(quarter=quarter, state=state)
    own = EvaluationFactory(period=made["open"])
    for state in ("planned", "locked", "reported"):
        EvaluationFactory(period=made[state], unit=own.unit)
    for period in made.values():
        EvaluationFactory(period=period)
    return own


def test_quarters(quarters):
    begun, every = {"open", "locked", "reported"}, set(PeriodState.values)
    plans = {
        "administrator",
        "supervisor",
        "supervisor who verified",
        "supervisor and member",
        "supervisor and evaluator",
    }
    people = everybody(quarters.unit)
    expected = {who: set() if who in NOTHING else every if who in plans else begun for who in people}
    assert {who: {row.state for row in periods.visible(actor(user))} for who, user in people.items()} == expected
    assert list(periods.visible(NOBODY)) == []


def test_sheets(quarters):
    people = everybody(quarters.unit)
    every = set(Evaluation.objects.values_list("pk", flat=True))
    begun = Evaluation.objects.filter(unit=quarters.unit).exclude(period__state="planned")
    own = set(begun.values_list("pk", flat=True))
    expected = {
        who: own if who in UNIT_PEOPLE else set() if who in NOTHING | {"head of another unit"} else every
        for who in people
    }
    assert {who: {row.pk for row in evaluations.visible(actor(user))} for who, user in people.items()} == expected


@pytest.mark.parametrize("state", EvaluationState.values)
def test_the_tpis_values(instrument, state):
    """A unit's own people see them once the sheet was returned or approved, also those who hold other roles."""
    evaluation = EvaluationFactory(state=state)
    people = everybody(evaluation.unit)
    answer(evaluation, "A.I.1.i.a", "unit", "Ya")
    answer(evaluation, "A.I.1.i.a", "tpi", "Ya")
    shown = {"unit", "tpi"} if state in {"returned", "approved"} else {"unit"}
    own = {"member", "head", "evaluator and member", "supervisor and member"}
    blind = {"without a role", "inactive head", "head of another unit"}
    expected = {who: set() if who in blind else shown if who in own else {"unit", "tpi"} for who in people}
    actors = {who: actor(user) for who, user in people.items()}
    answers = {who: {row.assessor for row in evaluations.visible_answers(by)} for who, by in actors.items()}
    scores = {who: {row.assessor for row in evaluations.visible_scores(by)} for who, by in actors.items()}
    sees = {who: {"tpi"} if permissions.sees_tpi(by, evaluation) else set() for who, by in actors.items()}
    assert (answers, scores) == (expected, expected)
    assert sees == {who: seen & {"tpi"} for who, seen in expected.items()}


@pytest.mark.parametrize("state", EvaluationState.values)
def test_the_tpis_values_in_history(instrument, state):
    """Whoever reads history does not find there what the sheet of their own unit keeps from them."""
    evaluation, other = EvaluationFactory(state=state), EvaluationFactory(state=EvaluationState.IN_REVIEW)
    people = everybody(evaluation.unit)
    kept = [
        log.write(verb="jawaban disimpan", subject=sheet, topic=f"A.I.1.i.a/{assessor}", by=None, at=NOW, new="Ya")
        for sheet in (evaluation, other)
        for assessor in ("unit", "tpi")
    ]
    kept.append(log.write(verb="diajukan", subject=evaluation, topic="status", by=None, at=NOW))
    kept.append(log.write(verb="diubah", subject=evaluation.unit, topic="x/tpi", by=None, at=NOW))
    hidden = set() if state in {"returned", "approved"} else {kept[1]}
    own = {"member", "head", "evaluator and member", "supervisor and member"}
    seen = {
        who: set(evaluations.visible_history(actor(user)).filter(pk__in=[row.pk for row in kept]))
        for who, user in people.items()
    }
    assert seen == {who: set(kept) - (hidden if who in own else set()) for who in people}


# --- which quarter -----------------------------------------------------------------------------------
def test_the_quarter_a_person_lands_on(instrument):
    old = PeriodFactory(year=2023, quarter=4, state="locked")
    first, second = PeriodFactory(quarter=1), PeriodFactory(quarter=2)
    PeriodFactory(quarter=3, state="planned")
    newest_first = list(Period.objects.all())
    assert [str(period) for period in newest_first] == ["TW III 2024", "TW II 2024", "TW I 2024", "TW IV 2023"]
    assert periods.current(newest_first) == second
    assert periods.current([old]) == old
    assert periods.current([newest_first[0], old]) == newest_first[0]
    assert periods.current([]) is None
    assert periods.current([first, old]) == first


def test_the_quarter_before(instrument):
    """The calendar's: none when that quarter was left out or is only planned, never an older one."""
    made = [(2022, 4, "locked"), (2023, 1, "locked"), (2023, 3, "planned"), (2023, 4, "locked"), (2024, 2, "open")]
    rows = [PeriodFactory(year=year, quarter=quarter, state=state) for year, quarter, state in made]
    assert [list(periods.previous(row)) for row in rows] == [[], [rows[0]], [], [], []]
