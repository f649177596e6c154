"""The drawn workflow is the one the program follows."""

from evaluations import followup_workflow
from evaluations.enums import EvaluationState, RecommendationState
from evaluations.management.commands.draw_workflow import PATH, page
from evaluations.workflow import INSPECTORATE_WORDS, STEPS, UNIT_WORDS, WRITER


def test_the_reference_is_current():
    assert PATH.read_text(encoding="utf-8") == page(), "run: manage.py draw_workflow"


def test_no_state_is_forgotten():
    states = set(EvaluationState)
    assert [set(table) for table in (WRITER, UNIT_WORDS, INSPECTORATE_WORDS)] == [states] * 3
    reached = {"draft"} | {step.target for step in STEPS.values()}
    left = {state for step in STEPS.values() for state in step.sources}
    assert (reached, left) == (states, states)


def test_no_state_of_a_recommendation_is_forgotten():
    states, steps = set(RecommendationState), followup_workflow.STEPS.values()
    words = (followup_workflow.UNIT_WORDS, followup_workflow.INSPECTORATE_WORDS)
    assert [set(table) for table in words] == [states] * 2
    assert {"open"} | {step.target for step in steps} == states
    assert {state for step in steps for state in step.sources} == states
    assert all(step.explained <= step.sources for step in steps)
