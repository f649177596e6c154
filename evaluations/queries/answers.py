"""Single answers, where no whole sheet is read."""

from evaluations.enums import Assessor
from evaluations.models import Answer


def unit_answer(answer: Answer) -> Answer | None:
    """What the unit answered to the same question of the same sheet."""
    rows = Answer.objects.filter(evaluation=answer.evaluation, question=answer.question)
    return rows.filter(assessor=Assessor.UNIT).first()
