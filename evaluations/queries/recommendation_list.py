"""The list of recommendations: what is asked for, and the rows in the order in which they want attention."""

from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Value, When

from evaluations.enums import PeriodState, Priority, RecommendationState
from evaluations.followup_workflow import CLOSED
from evaluations.models import AreaOwner, Period, Recommendation
from evaluations.quarters import Quarter
from evaluations.queries.recommendations import alive, overdue, visible
from units.actors import Actor
from units.models import WorkUnit
from units.queries.units import about
from units.roles import Permission


class Status(models.TextChoices):
    """How the list can be narrowed by how far things are; every state is one besides."""

    ALIVE = "terbuka", "Semua yang belum ditutup"
    UNSENT = "belum-disampaikan", "Belum disampaikan"


S = RecommendationState
RULES: dict[str, Q] = {
    Status.ALIVE: alive(),
    Status.UNSENT: Q(sent_at__isnull=True),
    **{state: Q(state=state, sent_at__isnull=False) for state in S.values},
}
RANK = Case(*(When(priority=value, then=Value(rank)) for rank, value in enumerate(Priority.values)), default=Value(9))
CLOSED_LAST = Case(When(state__in=CLOSED, then=Value(1)), default=Value(0))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for; empty = everything."""

    unit: WorkUnit | None = None
    status: str = ""
    priority: str = ""
    area: int | None = None
    given: Quarter | None = None
    overdue: bool = False
    mine: bool = False
    text: str = ""
    agency: str = ""  # of the unit, as it is today; the same for the predicate it aims at
    target: str = ""


def statuses(actor: Actor) -> list[tuple[str, str]]:
    """What the list can be narrowed to. Of what is unsent only those learn who may meet some."""
    found = [choice for choice in Status.choices if choice[0] != Status.UNSENT or actor.reads_all]
    return [*found, *S.choices]


def recommendation_list(actor: Actor, wanted: Wanted, *, today: date) -> QuerySet[Recommendation]:
    """What the actor may read and asks for: what is closed last, then by last day, priority, unit and number."""
    rows = visible(actor).filter(RULES.get(wanted.status, Q()), about(wanted.agency, wanted.target, "unit__"))
    if wanted.unit:
        rows = rows.filter(unit=wanted.unit)
    if wanted.priority:
        rows = rows.filter(priority=wanted.priority)
    if wanted.area:
        rows = rows.filter(area=wanted.area)
    if wanted.given:
        rows = rows.filter(**wanted.given._asdict())
    if wanted.overdue:
        rows = rows.filter(overdue(today))
    if wanted.mine:
        rows = rows.filter(mine(actor))
    for word in wanted.text.split():
        rows = rows.filter(Q(text__icontains=word) | Q(code__istartswith=word) | Q(unit__name__icontains=word))
    return rows.order_by(CLOSED_LAST, F("due_on").asc(nulls_last=True), RANK, "unit__code", "pk")


def overdue_by_unit(actor: Actor, agency: str, target: str, *, today: date) -> dict[int, int]:
    """Unit id -> how many of its recommendations are late, of units with some (`about`). One query."""
    rows = recommendation_list(actor, Wanted(overdue=True, agency=agency, target=target), today=today)
    return dict(rows.order_by().values_list("unit").annotate(Count("pk")))


def mine(actor: Actor) -> Q:
    """What waits for this very person: theirs by name, or nobody's in one of their areas; what they verify or wrote."""
    owned = AreaOwner.objects.filter(unit=OuterRef("unit"), area=OuterRef("area"), user=actor.user)
    own = Q(responsible=actor.user) | Q(Exists(owned), responsible=None, unit__in=actor.unit_ids)
    if actor.may(Permission.VERIFY):
        own |= Q(unit__in=actor.assigned)
    return own | Q(made_by=actor.user)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of the recommendations the actor may read are how far."""

    alive: int
    overdue: int
    claimed: int
    unsent: int


def counts(actor: Actor, *, today: date) -> Counts:
    """Over all units the actor may read; one query."""
    found = (
        visible(actor)
        .order_by()
        .aggregate(
            alive=Count("pk", filter=alive()),
            overdue=Count("pk", filter=overdue(today)),
            claimed=Count("pk", filter=RULES[S.DONE_BY_UNIT]),
            unsent=Count("pk", filter=RULES[Status.UNSENT]),
        )
    )
    return Counts(**found)


def given_quarters() -> list[Quarter]:
    """The quarters that have begun, the newest first; one query."""
    return [period.when for period in Period.objects.exclude(state=PeriodState.PLANNED)]
