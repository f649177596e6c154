"""Which quarters there are."""

from django.db.models import Q, QuerySet

from evaluations.enums import Assessor, EvaluationState, PeriodState
from evaluations.models import Period
from evaluations.quarters import Quarter
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


def earlier(than: Quarter, prefix: str = "") -> Q:
    """Filter for what is of an earlier quarter; `prefix` leads to its year and quarter: "period__"."""
    same_year = Q((f"{prefix}year", than.year), (f"{prefix}quarter__lt", than.quarter))
    return Q((f"{prefix}year__lt", than.year)) | same_year


def up_to(period: Period) -> Q:
    """Filter for what belongs to sheets of this and earlier quarters."""
    return earlier(period.when.moved(1), "evaluation__period__")


def approved_before(period: Period) -> Q:
    """Filter for answers or scores: the TPI's, approved, of the quarter before."""
    return Q(
        evaluation__period__in=previous(period),
        evaluation__state=EvaluationState.APPROVED,
        assessor=Assessor.TPI,
    )
