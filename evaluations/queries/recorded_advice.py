"""Recommendations as a snapshot tells them (queries.recording writes them)."""

from evaluations.models import Evaluation, Recommendation
from evaluations.queries.recording import ADVICE
from evaluations.queries.snapshots import recorded_values


def recorded_advice(row: Evaluation) -> list[Recommendation]:
    """What the unit of a rebuilt evaluation knew of, in the order it was given; unsaved, under the names of that day.

    Their keys are those of the rows, so that their pages can be found. One query unless the sheet was read before.
    """
    told = row.recorded.sheet.get("recommendations", ())
    return [Recommendation(unit=row.unit, **recorded_values(row, ADVICE, advice)) for advice in told]
