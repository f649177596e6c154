"""Recommendations as a snapshot tells them (queries.recording writes them)."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from evaluations.models import Evaluation, Recommendation
from evaluations.queries.recording import ADVICE
from evaluations.queries.snapshots import person


def recorded_advice(row: Evaluation) -> list[Recommendation]:
    """What the unit of a rebuilt evaluation knew of, in the order it was given; unsaved, under the names of that day.

    Their keys are those of the rows, so that their pages can be found. One query unless the sheet was read before.
    """
    return [_rebuilt(row, told) for told in row.recorded.sheet.get("recommendations", ())]


def _rebuilt(row: Evaluation, told: dict[str, Any]) -> Recommendation:
    found = Recommendation(unit=row.unit, **_values(row, ((name, told.get(name)) for name in ADVICE)))
    found.due_on = told["due_on"] and date.fromisoformat(told["due_on"])
    return found


def _values(row: Evaluation, told: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Recorded fields as the model takes them: instants, and people as objects of that day."""
    values: dict[str, Any] = {}
    for name, value in told:
        if name.endswith("_at"):
            values[name] = value and datetime.fromisoformat(value)
        elif name.endswith("_by_id") or name == "responsible_id":
            values[name.removesuffix("_id")] = value and person(row.recorded, value)
        else:
            values[name] = value
    return values
