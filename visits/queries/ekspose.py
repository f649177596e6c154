"""The ekspose of a quarter through the eyes of an actor."""

from dataclasses import dataclass

from evaluations.models import Evaluation, Period
from units.actors import Actor
from units.roles import Permission
from visits.models import Ekspose
from visits.permissions import may_record_ekspose


def ekspose_of(period: Period) -> Ekspose | None:
    """The quarter's ekspose with its decisions, for its report and its page; two queries at most."""
    return Ekspose.objects.filter(period=period).prefetch_related("decisions").first()


@dataclass(frozen=True, slots=True)
class View:
    """What an actor sees of it: `ekspose` None = not recorded; participants are for readers of reports."""

    ekspose: Ekspose | None
    sees_participants: bool
    may_record: bool


def seen(actor: Actor, period: Period) -> View | None:
    """Readers of reports see all of it. A unit's people see date, place and decisions, once a quarter that their unit
    took part in is locked; None: nothing is here for this actor (404)."""
    if actor.may(Permission.READ_REPORTS):
        return View(ekspose_of(period), True, may_record_ekspose(actor))
    took_part = Evaluation.objects.filter(period=period, unit__in=actor.unit_ids)
    if period.is_locked and took_part.exists():
        return View(ekspose_of(period), False, False)
    return None
