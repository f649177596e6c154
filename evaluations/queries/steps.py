"""What a person may do with a sheet now: the workflow's steps, and the column they may write."""

from evaluations import permissions
from evaluations.enums import EvaluationState
from evaluations.models import Evaluation
from evaluations.workflow import STEPS, WRITER, Step
from units.actors import Actor


def available_steps(actor: Actor, evaluation: Evaluation) -> list[Step]:
    """The steps the actor may take now; none outside an open period. At most one query per supervisor's step."""
    if not evaluation.period.is_open:
        return []
    return [step for step in STEPS.values()
            if evaluation.state in step.sources and permissions.may_step(actor, evaluation, step)]


def writes_as(actor: Actor, evaluation: Evaluation) -> str:
    """The assessor whose column the actor may write now (dates aside); "" for readers."""
    writer = WRITER[EvaluationState(evaluation.state)]
    allowed = writer and evaluation.period.is_open and permissions.may_write(actor, evaluation, writer)
    return writer.value if allowed else ""
