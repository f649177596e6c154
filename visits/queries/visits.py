"""Visits through the eyes of an actor: every screen starts here."""

from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from evaluations.models import Period
from history import log
from history.models import Entry
from units.actors import Actor
from units.models import WorkUnit
from visits.enums import VisitState
from visits.models import Visit, VisitAdvice, VisitMember, VisitPhoto, VisitUnit
from visits.permissions import reads_advice_to

STORY_LENGTH = 20


def visible(actor: Actor) -> QuerySet[Visit]:
    """The visits an actor may read; others do not exist for them (404). A unit's people read those it takes part in."""
    rows = Visit.objects.all()
    if actor.reads_all:
        return rows
    return rows.filter(pk__in=VisitUnit.objects.filter(unit__in=actor.unit_ids).values("visit"))


def with_people(rows: QuerySet[Visit]) -> QuerySet[Visit]:
    """With units and team: two more queries however many visits."""
    units = VisitUnit.objects.select_related("unit")
    members = VisitMember.objects.select_related("user")
    return rows.prefetch_related(Prefetch("visit_units", units), Prefetch("members", members))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is asked for; empty = everything."""

    unit: WorkUnit | None = None
    kind: str = ""
    state: str = ""
    period: Period | None = None


def wanted(actor: Actor, asked: Wanted) -> QuerySet[Visit]:
    """Visible visits that fit the filters, the latest day first, with units and team."""
    rows = visible(actor)
    if asked.unit:
        rows = rows.filter(pk__in=VisitUnit.objects.filter(unit=asked.unit).values("visit"))
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if asked.state:
        rows = rows.filter(state=asked.state)
    if asked.period:
        rows = rows.filter(lies_in(asked.period))
    return with_people(rows)


def lies_in(period: Period) -> Q:
    """Filter for the visits of a quarter: those that begin in it."""
    return Q(day__range=(period.when.first, period.when.last))


def in_quarter(period: Period) -> list[Visit]:
    """What took place in a quarter, oldest first, for its report: with units, team and advice. Four queries.

    Once the quarter is locked this list stays as it is (policies.check_quarter).
    """
    rows = Visit.objects.filter(lies_in(period), state=VisitState.DONE).order_by("day", "pk")
    return list(with_people(rows).prefetch_related(Prefetch("advice", _advice())))


def advice_of(actor: Actor, visit: Visit) -> list[VisitAdvice]:
    """The advice given at a visit that the actor may read, by unit. One query."""
    rows = _advice().filter(visit=visit).order_by("recommendation__unit__code", "pk")
    return [row for row in rows if reads_advice_to(actor, row.recommendation.unit_id)]


def _advice() -> QuerySet[VisitAdvice]:
    return VisitAdvice.objects.select_related("recommendation__unit").order_by("pk")


def photos_of(visit: Visit) -> QuerySet[VisitPhoto]:
    """The pictures of a visit that were not removed."""
    return VisitPhoto.objects.filter(visit=visit, removed_at=None).select_related("file").order_by("pk")


def story_of(visit: Visit) -> list[Entry]:
    """What happened to it, newest first: for readers of all visits, since reasons and advice may name other units."""
    return list(log.about(visit)[:STORY_LENGTH])
