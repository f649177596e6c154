"""A unit's plan and a person's actions, as lists."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Count, F, Q, QuerySet

from accounts.models import User
from evaluations.queries.area_owners import unit_people
from evaluations.queries.deadlines import Deadline, deadline
from plans.enums import CLOSED, ActionState
from plans.models import Action
from units.actors import Actor
from units.models import WorkUnit
from units.queries.units import about

# What the filter of states offers besides the states themselves.
ANY, UNFINISHED, OVERDUE = "semua", "belum", "lewat"
WHOLE_UNIT = "unit"  # instead of an area's number: actions about none of them
NO_AREA = "Unit secara keseluruhan"


def visible(actor: Actor) -> QuerySet[Action]:
    """The actions an actor may read; others do not exist for them (404)."""
    rows = Action.objects.select_related("unit", "owner", "recommendation__unit")
    return rows if actor.reads_all else rows.filter(unit__in=actor.unit_ids)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which actions are asked for; empty = all. `state` is one of ActionState, ANY, UNFINISHED or OVERDUE."""

    state: str = ANY
    owner: int | None = None
    area: str = ""

    def rows(self, rows: QuerySet[Action], today: date) -> QuerySet[Action]:
        """Those of the actions that fit."""
        rows = rows.filter(_in_state(self.state, today))
        if self.owner:
            rows = rows.filter(owner=self.owner)
        if self.area:
            rows = rows.filter(area=None if self.area == WHOLE_UNIT else int(self.area))
        return rows


def _in_state(state: str, today: date) -> Q:
    if state in ActionState.values:
        return Q(state=state)
    unfinished = ~Q(state__in=CLOSED)
    return {UNFINISHED: unfinished, OVERDUE: unfinished & Q(due_on__lt=today)}.get(state, Q())


def plan(unit: WorkUnit, wanted: Wanted, *, today: date) -> QuerySet[Action]:
    """The unit's actions by area (those about none at the end), each area's by date. One query."""
    rows = wanted.rows(Action.objects.filter(unit=unit), today)
    rows = rows.select_related("unit", "owner", "recommendation__unit")
    return rows.order_by(F("area").asc(nulls_last=True), "due_on", "pk")


@dataclass(frozen=True, slots=True)
class Line:
    """An action for a list. `due` is None once it is closed; `is_orphan`: its owner no longer belongs to the unit."""

    action: Action
    due: Deadline | None
    is_orphan: bool = False


def line(action: Action, today: date, own: set[int] | None = None) -> Line:
    """The action as seen on that day; `own` are the keys of the unit's people (None: not asked)."""
    due = None if action.is_closed else deadline("Batas", action.due_on, today)
    return Line(action, due, own is not None and not action.is_closed and action.owner_id not in own)


@dataclass(frozen=True, slots=True)
class Group:
    """The actions of one area."""

    title: str
    lines: list[Line]


def groups(rows: Iterable[Action], areas: dict[int, str], own: set[int], *, today: date) -> list[Group]:
    """Actions in the order of `plan`, under the names of their areas."""
    return [
        Group(area_name(area, areas), [line(row, today, own) for row in found])
        for area, found in groupby(rows, key=lambda row: row.area)
    ]


def area_name(area: int | None, areas: dict[int, str]) -> str:
    """Number and title of an area; of none, the unit as a whole."""
    if area is None:
        return NO_AREA
    return f"{area}. {areas[area]}" if area in areas else f"Area {area}"


@dataclass(frozen=True, slots=True)
class Totals:
    """How many actions of the unit are still to be done, late, and done."""

    unfinished: int
    overdue: int
    done: int
    all: int


def totals(unit: WorkUnit, *, today: date) -> Totals:
    """Counts over the whole plan, whatever is filtered. One query."""
    counts = {
        "unfinished": Count("pk", filter=_in_state(UNFINISHED, today)),
        "overdue": Count("pk", filter=_in_state(OVERDUE, today)),
        "done": Count("pk", filter=Q(state=ActionState.DONE)),
        "all": Count("pk"),
    }
    return Totals(**Action.objects.filter(unit=unit).order_by().aggregate(**counts))


def planners(unit: WorkUnit, own: Iterable[User]) -> list[User]:
    """Who may be filtered by: the unit's people of today (`own`), and others who once took an action. One query."""
    own = list(own)
    past = User.objects.filter(actions__unit=unit).exclude(pk__in=[user.pk for user in own]).distinct()
    return [*own, *past.order_by("full_name", "pk")]


def people_of(unit: WorkUnit, *, today: date) -> list[User]:
    """The unit's people of that day, by name. One query."""
    return list(unit_people(unit, today=today))


def everywhere(
    actor: Actor, wanted: Wanted, *, today: date, unit: WorkUnit | None = None, agency: str = "", target: str = ""
) -> QuerySet[Action]:
    """The actions of all units the actor reads about, the nearest first; parent agency and predicate are today's."""
    rows = wanted.rows(visible(actor), today).filter(about(agency, target, "unit__"))
    rows = rows.filter(unit=unit) if unit else rows
    return rows.order_by("due_on", "unit__code", "pk")


def overdue_by_unit(actor: Actor, agency: str, target: str, *, today: date) -> dict[int, int]:
    """Unit id -> how many of its actions are late, of units with some. One query."""
    rows = everywhere(actor, Wanted(OVERDUE), today=today, agency=agency, target=target)
    return dict(rows.order_by().values_list("unit").annotate(Count("pk")))


def mine(actor: Actor) -> QuerySet[Action]:
    """The actor's own actions in the units they belong to, the nearest first."""
    return visible(actor).filter(owner=actor.user, unit__in=actor.unit_ids).order_by("due_on", "pk")
