"""Which quarters there are."""

from django.db.models import Q, QuerySet

from evaluations.enums import Assessor, EvaluationState, PeriodState
from evaluations.models import Period
from units.actors import Actor
from units.roles import Permission


def visible(actor: Actor) -> QuerySet[Period]:
    """Planned periods are seen by those who manage them; a unit's people see the periods that have begun."""
    if actor.user is None:
        return Period.objects.none()
    periods = Period.objects.select_related("instrument")
    if actor.may(Permission.MANAGE_PERIODS):
        return periods
    if not actor.may(Permission.READ_ALL) and not actor.unit_ids:
        return periods.none()
    return periods.exclude(state=PeriodState.PLANNED)


def current(periods: list[Period]) -> Period | None:
    """The quarter a person lands on: the newest open one, else the newest of all. `periods` newest first."""
    return next((period for period in periods if period.is_open), periods[0] if periods else None)


def previous(period: Period) -> QuerySet[Period]:
    """The calendar quarter right before, as a queryset of at most one row (usable as a subquery).

    Empty when that quarter was left out or is only planned: an older one is not "TW lalu".
    """
    return Period.objects.exclude(state=PeriodState.PLANNED).filter(**period.when.moved(-1)._asdict())


def approved_before(period: Period) -> Q:
    """Filter for answers or scores: the TPI's, approved, of the quarter before."""
    return Q(
        evaluation__period__in=previous(period),
        evaluation__state=EvaluationState.APPROVED,
        assessor=Assessor.TPI,
    )
