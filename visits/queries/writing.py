"""What an actor may still do with a visit: for pages; actions ask again under a lock."""

from dataclasses import dataclass
from datetime import date

from evaluations.models import Period
from evaluations.quarters import Quarter
from units.actors import Actor
from visits.models import Visit
from visits.permissions import may_keep


@dataclass(frozen=True, slots=True)
class Offer:
    """Move or cancel the plan; record what came of it or correct the record, pictures included, once it has begun."""

    change: bool
    record: bool


def offer(actor: Actor, visit: Visit, *, today: date) -> Offer:
    """What the page offers; one query, for the quarter the visit lies in, where the actor keeps it."""
    if not may_keep(actor, visit):
        return Offer(change=False, record=False)
    period = period_of(visit)
    is_open = not (period and period.is_locked)
    return Offer(change=visit.is_planned, record=is_open and visit.day <= today and (visit.is_planned or visit.is_done))


def period_of(visit: Visit) -> Period | None:
    """The quarter the visit lies in; None when it was never planned."""
    return Period.objects.filter(**Quarter.of(visit.day)._asdict()).first()
