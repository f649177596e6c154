"""Every state, step and person, against a table written by hand (DOMAIN.md, "Who" and "The quarter")."""

import pytest
from django.db import transaction

from evaluations.actions.workflow import take_step
from evaluations.enums import EvaluationState, PeriodState
from evaluations.exceptions import NotAllowed, Refused, WrongState
from evaluations.workflow import STEPS
from tests.factories import NOW, EvaluationFactory, PeriodFactory, RepairRequestFactory, actor, answer, fill
from tests.integration.evaluations.people import everybody

pytestmark = pytest.mark.django_db

# Step -> from which states, to which, by whom.
TABLE = {
    "submit": ({"draft", "returned"}, "submitted", {"head"}),
    "start_review": ({"submitted"}, "in_review", {"evaluator", "supervisor and evaluator"}),
    "return_marked": ({"in_review"}, "returned", {"evaluator", "supervisor and evaluator"}),
    "return": ({"in_review"}, "returned", {"evaluator", "supervisor and evaluator"}),
    "finish_review": ({"in_review"}, "reviewed", {"evaluator", "supervisor and evaluator"}),
    "send_back": ({"reviewed"}, "in_review", {"supervisor"}),
    "approve": ({"reviewed"}, "approved", {"supervisor"}),
    "reopen": ({"approved"}, "in_review", {"supervisor"}),
}


def _try(evaluation, action, user):
    """The state after the step, or the class of the refusal; the step itself is rolled back."""
    try:
        with transaction.atomic():
            done = take_step(evaluation=evaluation, action=action, by=actor(user), now=NOW, reason="Alasan")
            transaction.set_rollback(True)
            return done.state
    except Refused as refusal:
        return type(refusal)


def _sheet(state, action, period=None):
    evaluation = EvaluationFactory(state=state, **({"period": period} if period else {}))
    people = everybody(evaluation.unit)
    if action in {"submit", "finish_review"} and state in TABLE[action][0]:
        fill(evaluation, "unit")
    answer(evaluation, "A.I.1.i.a", "tpi", "Ya", by=people["supervisor who verified"])
    if action == "return_marked":
        RepairRequestFactory(evaluation=evaluation)
    if action == "finish_review" and state in TABLE[action][0]:
        fill(evaluation, "tpi", by=people["evaluator"])
    return evaluation, people


def test_table_names_every_step():
    assert set(TABLE) == set(STEPS)


@pytest.mark.parametrize("action", TABLE)
@pytest.mark.parametrize("state", EvaluationState.values)
def test_state_step_person(instrument, state, action):
    sources, target, allowed = TABLE[action]
    evaluation, people = _sheet(state, action)
    result = target if state in sources else WrongState
    expected = {who: result if who in allowed else NotAllowed for who in people}
    assert {who: _try(evaluation, action, user) for who, user in people.items()} == expected


@pytest.mark.parametrize("action", TABLE)
@pytest.mark.parametrize("period", [PeriodState.PLANNED, PeriodState.LOCKED, PeriodState.REPORTED])
def test_a_quarter_that_is_not_open_takes_no_step(instrument, period, action):
    sources, _, allowed = TABLE[action]
    evaluation, people = _sheet(sorted(sources)[0], action, PeriodFactory(state=period))
    expected = {who: WrongState if who in allowed else NotAllowed for who in people}
    assert {who: _try(evaluation, action, user) for who, user in people.items()} == expected


def test_who_finished_the_review_does_not_approve(instrument):
    evaluation = EvaluationFactory(state="reviewed")
    people = everybody(evaluation.unit)
    evaluation.reviewed_by = people["supervisor"]
    evaluation.save()
    assert _try(evaluation, "approve", people["supervisor"]) is NotAllowed
