"""What units are called in the report of a quarter."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from evaluations.models import Evaluation
from units.actors import Actor
from units.models import WorkUnit
from units.queries.units import visible_units


@dataclass(frozen=True, slots=True)
class Called:
    """A unit under the name and the code of that quarter."""

    unit: WorkUnit
    name: str
    code: str


Units = Mapping[int, Called]  # by the unit's id


def units_called(actor: Actor, evaluations: Iterable[Evaluation]) -> Units:
    """All units the actor reads, with a sheet in the quarter or without; one query. Recorded sheets tell old names."""
    known = {unit.pk: Called(unit, unit.name, unit.code) for unit in visible_units(actor)}
    return known | {row.unit_id: Called(row.unit, row.unit.name, row.unit_code) for row in evaluations}
