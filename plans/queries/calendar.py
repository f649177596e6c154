"""A quarter as a calendar: three months of weeks, with what falls due on its days."""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format

from evaluations.enums import Quarter
from evaluations.models import Recommendation
from evaluations.queries.recommendations import AdviceView, alive, overdue, view_of
from plans.enums import ActionState
from plans.models import Action
from plans.queries.plan import ANY, OVERDUE, UNFINISHED, WHOLE_UNIT, Wanted, plan
from plans.queries.subjects import told_recommendations
from units.actors import Actor
from units.models import WorkUnit


@dataclass(frozen=True, slots=True, order=True)
class QuarterKey:
    """A calendar quarter, with or without a period of evaluation. As text: 2024-3, as in addresses."""

    year: int
    quarter: int

    def __str__(self) -> str:
        return f"{self.year}-{self.quarter}"

    @property
    def name(self) -> str:
        return f"TW {Quarter(self.quarter).label} {self.year}"

    @property
    def first(self) -> date:
        return date(self.year, 3 * self.quarter - 2, 1)

    @property
    def last(self) -> date:
        month = 3 * self.quarter
        return date(self.year, month, calendar.monthrange(self.year, month)[1])

    def moved(self, by: int) -> "QuarterKey":
        """The quarter so many after this one; before it for a negative number."""
        years, quarter = divmod(self.quarter - 1 + by, 4)
        return QuarterKey(self.year + years, quarter + 1)


def quarter_of(day: date) -> QuarterKey:
    """The quarter a day lies in."""
    return QuarterKey(day.year, (day.month + 2) // 3)


def read_quarter(text: str) -> QuarterKey | None:
    """ "2024-3" as a quarter; None for anything else, or a year out of sense."""
    year, _, quarter = text.partition("-")
    if not (year.isascii() and year.isdigit() and quarter in {"1", "2", "3", "4"}):
        return None
    return QuarterKey(int(year), int(quarter)) if len(year) == 4 and 2010 <= int(year) <= 2100 else None


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


def months(key: QuarterKey, entries: Iterable[tuple[date, Entry]], *, today: date) -> list[Month]:
    """The three months of a quarter with each entry on its day; entries of other days are left out."""
    days = {day.date: day for day in _days(key, today)}
    for when, entry in entries:
        if when in days:
            days[when].entries.append(entry)
    found: dict[int, list[Day]] = {}
    for day in days.values():
        found.setdefault(day.date.month, []).append(day)
    return [Month(date_format(own[0].date, "F Y"), own) for own in found.values()]


def _days(key: QuarterKey, today: date) -> Iterable[Day]:
    for offset in range((key.last - key.first).days + 1):
        day = key.first + timedelta(days=offset)
        yield Day(day, day.isoweekday(), day == today)


def due_in(actor: Actor, unit: WorkUnit, key: QuarterKey, wanted: Wanted, *, today: date) -> list[tuple[date, Entry]]:
    """The unit's actions and recommendations that fall due in the quarter, by day. Two queries."""
    span = (key.first, key.last)
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
