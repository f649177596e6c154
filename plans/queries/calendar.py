"""A quarter as a calendar: three months of weeks, with what falls due on its days."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format

from evaluations.models import Recommendation
from evaluations.quarters import Quarter
from evaluations.queries.recommendations import AdviceView, alive, overdue, view_of
from plans.enums import ActionState
from plans.models import Action
from plans.queries.plan import ANY, OVERDUE, UNFINISHED, WHOLE_UNIT, Wanted, plan
from plans.queries.subjects import told_recommendations
from units.actors import Actor
from units.models import WorkUnit


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that falls due on a day. `kind` says what; `state` and `is_late` how it stands."""

    kind: str
    text: str
    who: str
    url: str
    state: str
    is_closed: bool
    is_late: bool


@dataclass(slots=True)
class Day:
    """A day of a month; `weekday` is 1 (Monday) to 7."""

    date: date
    weekday: int
    is_today: bool
    entries: list[Entry] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Month:
    """A month with all its days."""

    name: str
    days: list[Day]

    @property
    def count(self) -> int:
        """How many entries fall into it."""
        return sum(len(day.entries) for day in self.days)


def months(quarter: Quarter, entries: Iterable[tuple[date, Entry]], *, today: date) -> list[Month]:
    """The three months of a quarter with each entry on its day; entries of other days are left out."""
    days = {day.date: day for day in _days(quarter, today)}
    for when, entry in entries:
        if when in days:
            days[when].entries.append(entry)
    found: dict[int, list[Day]] = {}
    for day in days.values():
        found.setdefault(day.date.month, []).append(day)
    return [Month(date_format(own[0].date, "F Y"), own) for own in found.values()]


def _days(quarter: Quarter, today: date) -> Iterable[Day]:
    for offset in range((quarter.last - quarter.first).days + 1):
        day = quarter.first + timedelta(days=offset)
        yield Day(day, day.isoweekday(), day == today)


def due_in(actor: Actor, unit: WorkUnit, quarter: Quarter, wanted: Wanted, *, today: date) -> list[tuple[date, Entry]]:
    """The unit's actions and recommendations that fall due in the quarter, by day. Two queries."""
    span = (quarter.first, quarter.last)
    actions = [
        (row.due_on, _of_action(row, today))
        for row in plan(unit, wanted, today=today).filter(due_on__range=span).order_by("due_on", "pk")
    ]
    rows = _recommendations(unit, wanted, today).filter(due_on__range=span).select_related("responsible")
    views = [view_of(actor, row, today, None) for row in rows.order_by("due_on", "pk")]
    return actions + [(view.row.due_on, _of_recommendation(view)) for view in views]


def _of_action(row: Action, today: date) -> Entry:
    return Entry(
        kind="action",
        text=row.text,
        who=str(row.owner),
        url=reverse("plans:action", args=[row.pk]),
        state=ActionState(row.state).label,
        is_closed=row.is_closed,
        is_late=not row.is_closed and row.due_on < today,
    )


def _of_recommendation(view: AdviceView) -> Entry:
    return Entry(
        kind="recommendation",
        text=view.row.text,
        who=str(view.row.responsible or ""),
        url=reverse("evaluations:recommendation", args=[view.row.pk]),
        state=view.words,
        is_closed=view.row.is_closed,
        is_late=view.is_overdue,
    )


def _recommendations(unit: WorkUnit, wanted: Wanted, today: date) -> QuerySet[Recommendation]:
    """Those that fit the filter as far as it can be said of a recommendation: its states are not an action's."""
    rows = told_recommendations(unit)
    if wanted.state not in {ANY, UNFINISHED, OVERDUE}:
        return rows.none()
    if wanted.state != ANY:
        rows = rows.filter(overdue(today) if wanted.state == OVERDUE else alive())
    if wanted.owner:
        rows = rows.filter(responsible=wanted.owner)
    if wanted.area:
        rows = rows.filter(area=None if wanted.area == WHOLE_UNIT else int(wanted.area))
    return rows
