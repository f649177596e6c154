"""The sheet as each assessor judges it, as far as the actor may see it."""

from evaluations.enums import Assessor
from evaluations.models import Evaluation
from evaluations.permissions import sees_tpi
from evaluations.queries.instruments import loaded
from evaluations.queries.sheets import rows_of, score_rows, value_of
from evaluations.queries.unit import main_assessor
from insights.documents.trace import Judged
from units.actors import Actor


def judged_of(actor: Actor, evaluation: Evaluation) -> dict[str, Judged]:
    """By assessor, who wrote something: the unit and, for those who see it, the TPI. One query."""
    rows, found = rows_of(evaluation), {}
    for assessor, sheet in score_rows(loaded(evaluation.period.instrument), rows).items():
        if assessor == Assessor.UNIT or sees_tpi(actor, evaluation):
            answers = {code: value_of(answer) for code, answer in rows[assessor].items()}
            found[assessor] = Judged(Assessor(assessor).label, answers, sheet.scores, sheet.verdicts)
    return found


def aim_of(evaluation: Evaluation) -> str:
    """The predicate the unit aims at; the first of the instrument when that one is none of its own."""
    predicates = loaded(evaluation.period.instrument).instrument.predicates
    return evaluation.target if evaluation.target in predicates else next(iter(predicates))


def main_of(actor: Actor, evaluation: Evaluation, judged: dict[str, Judged]) -> str:
    """Whose values a page goes by when nobody asked: as the unit's page, but the unit's where the TPI wrote nothing."""
    main = main_assessor(actor, evaluation)
    return main if main in judged else Assessor.UNIT
