"""Where the figures of one sheet come from, as far as the actor may see them."""

from collections.abc import Iterator

from evaluations.enums import Assessor
from evaluations.models import Evaluation
from evaluations.permissions import sees_tpi
from evaluations.queries.instruments import loaded
from evaluations.queries.sheets import rows_of, score_rows, value_of
from insights.documents.trace import Judged, Trace, trace
from units.actors import Actor


def trace_of(actor: Actor, evaluation: Evaluation) -> Trace:
    """The sheet by the unit and, for those who see it, by the TPI. One query."""
    return trace(loaded(evaluation.period.instrument).instrument, _judged(actor, evaluation))


def _judged(actor: Actor, evaluation: Evaluation) -> Iterator[Judged]:
    rows = rows_of(evaluation)
    for assessor, sheet in score_rows(loaded(evaluation.period.instrument), rows).items():
        if assessor == Assessor.UNIT or sees_tpi(actor, evaluation):
            answers = {code: value_of(answer) for code, answer in rows[assessor].items()}
            yield Judged(Assessor(assessor).label, answers, sheet.scores, sheet.verdicts)
