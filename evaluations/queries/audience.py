"""In whose words a sheet's state is told."""

from units.actors import Actor

UNIT, INSPECTORATE = "unit", "inspectorate"


def audience(actor: Actor, unit_id: int) -> str:
    """The unit's words for its own people, whatever else they are; the Inspectorate's for everybody else."""
    return UNIT if actor.belongs_to(unit_id) else INSPECTORATE
