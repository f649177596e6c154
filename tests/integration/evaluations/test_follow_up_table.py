"""Every state, step and person of a recommendation, against a table written by hand."""

import pytest
from django.db import transaction

from evaluations.actions import recommendations
from evaluations.enums import EvaluationState, PeriodState
from evaluations.exceptions import NotAllowed, Refused, WrongState
from evaluations.followup_workflow import STEPS
from evaluations.models import Recommendation
from tests.factories import NOW, EvaluationFactory, PeriodFactory, actor
from tests.integration.evaluations.advice_case import STATES, UNSENT, advice, take, write
from tests.integration.evaluations.people import everybody

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("instrument")]

UNIT = {"member", "head", "evaluator and member", "supervisor and member"}
TPI = {"evaluator", "supervisor", "supervisor who verified", "supervisor and evaluator"}
ALIVE = {"open", "in_progress", "done_by_unit"}

# Step -> from which states, to which, by whom.
TABLE = {
    "report": (ALIVE, "in_progress", UNIT),
    "claim_done": (ALIVE, "done_by_unit", UNIT),
    "settle": (ALIVE, "settled", TPI),
    "not_yet": ({"done_by_unit"}, "in_progress", TPI),
    "impossible": (ALIVE, "impossible", TPI),
    "reopen": ({"settled", "impossible"}, "in_progress", TPI),
}


def _tried(act):
    """What comes of it, or the class of the refusal; the step itself is rolled back."""
    try:
        with transaction.atomic():
            done = act()
            transaction.set_rollback(True)
            return done
    except Refused as refusal:
        return type(refusal)


def _expected(people, allowed, result):
    return {who: result if who in allowed else NotAllowed for who in people}


def test_table_names_every_step():
    assert set(TABLE) == set(STEPS)


@pytest.mark.parametrize("action", TABLE)
@pytest.mark.parametrize("state", STATES)
def test_state_step_person(state, action):
    sources, target, allowed = TABLE[action]
    evaluation = EvaluationFactory(state="draft")
    people, row = everybody(evaluation.unit), advice(evaluation, state)
    result = target if state in sources else WrongState
    if state == UNSENT and allowed is UNIT:
        allowed = set()  # for them it does not exist
    outcome = {who: _tried(lambda by=user: take(row, action, by).state) for who, user in people.items()}
    assert outcome == _expected(people, allowed, result)


@pytest.mark.parametrize("state", EvaluationState.values)
@pytest.mark.parametrize("period", [PeriodState.OPEN, PeriodState.LOCKED, PeriodState.REPORTED])
def test_the_follow_up_asks_neither_for_an_open_quarter_nor_for_a_state_of_the_sheet(state, period):
    evaluation = EvaluationFactory(state=state, period=PeriodFactory(state=period))
    people, row = everybody(evaluation.unit), advice(evaluation)
    assert take(row, "claim_done", people["member"]).state == "done_by_unit"
    assert take(row, "settle", people["evaluator"]).state == "settled"


ANY_SHEET = [None, *EvaluationState.values]


@pytest.mark.parametrize("state", ANY_SHEET)
def test_who_writes_and_when_the_unit_learns_of_it(state):
    """Written in a sheet that was returned or approved it is sent at once; outside a sheet only when asked for."""
    evaluation = EvaluationFactory(state=state or "draft")
    people = everybody(evaluation.unit)
    sheet = {"evaluation": evaluation, "code": "A.I.1.i.a"} if state else {}
    outcome = {who: _tried(lambda by=user: write(evaluation.unit, by, **sheet).is_sent) for who, user in people.items()}
    assert outcome == _expected(people, TPI, state in {"returned", "approved"})
    asked = _tried(lambda: write(evaluation.unit, people["evaluator"], send=True, **sheet).is_sent)
    assert asked is True


@pytest.mark.parametrize("period", [PeriodState.PLANNED, PeriodState.LOCKED, PeriodState.REPORTED])
def test_a_sheet_of_a_quarter_that_is_not_open_takes_no_recommendation(period):
    evaluation = EvaluationFactory(period=PeriodFactory(state=period))
    people = everybody(evaluation.unit)
    outcome = {
        who: _tried(lambda by=user: write(evaluation.unit, by, evaluation=evaluation)) for who, user in people.items()
    }
    assert outcome == _expected(people, TPI, WrongState)


def _change(row, by):
    return recommendations.change(
        recommendation=row,
        text="Lain.",
        priority="high",
        due_on=None,
        responsible=None,
        area=None,
        by=actor(by),
        now=NOW,
    ).text


def _remove(row, by):
    recommendations.remove(recommendation=row, by=actor(by), now=NOW)
    return Recommendation.objects.count()


def _send(row, by):
    return recommendations.send(recommendation=row, by=actor(by), now=NOW).is_sent


@pytest.mark.parametrize(("act", "result"), [(_change, "Lain."), (_remove, 0), (_send, True)])
@pytest.mark.parametrize("state", STATES)
def test_who_rewrites_removes_and_sends_and_only_before_the_unit_knows(state, act, result):
    evaluation = EvaluationFactory()
    people, row = everybody(evaluation.unit), advice(evaluation, state)
    outcome = {who: _tried(lambda by=user: act(row, by)) for who, user in people.items()}
    assert outcome == _expected(people, TPI, result if state == UNSENT else WrongState)
