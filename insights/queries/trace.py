"""Where the figures of one sheet come from, as far as the actor may see them."""

from evaluations.models import Evaluation
from evaluations.queries.instruments import loaded
from insights.documents.trace import Trace, trace
from insights.queries.judged import judged_of
from units.actors import Actor


def trace_of(actor: Actor, evaluation: Evaluation) -> Trace:
    """The sheet by the unit and, for those who see it, by the TPI. One query."""
    return trace(loaded(evaluation.period.instrument).instrument, judged_of(actor, evaluation).values())
