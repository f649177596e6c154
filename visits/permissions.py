"""May this USER? Pure questions about an actor; deny by default."""

from units.actors import Actor
from units.roles import Permission
from visits.models import Visit


def may_visit(actor: Actor, unit_id: int) -> bool:
    """Evaluators visit the units assigned to them, supervisors all; nobody one they belong to."""
    return (
        actor.may(Permission.VISIT)
        and not actor.belongs_to(unit_id)
        and (unit_id in actor.assigned or actor.may(Permission.APPROVE))
    )


def may_keep(actor: Actor, visit: Visit) -> bool:
    """Change, record or cancel a visit: its team, or a supervisor; nobody who belongs to a unit that takes part."""
    return (
        actor.may(Permission.VISIT)
        and not any(actor.belongs_to(unit_id) for unit_id in visit.unit_ids)
        and (actor.may(Permission.APPROVE) or actor.user.pk in visit.member_ids)
    )


def reads_advice_to(actor: Actor, unit_id: int) -> bool:
    """Advice is given to one unit: of several that took part each reads its own, the Inspectorate all."""
    return actor.reads_all or actor.belongs_to(unit_id)


def may_record_ekspose(actor: Actor) -> bool:
    """Who may write what the ekspose of a quarter decided."""
    return actor.may(Permission.RECORD_EKSPOSE)
