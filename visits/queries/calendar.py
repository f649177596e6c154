"""A month with what takes place on each day. The day is passed in; nothing here reads the clock."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.utils.formats import date_format

from visits.enums import VisitState
from visits.models import Visit

MONTH = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the grid. `is_inside`: of the month itself, not of a week that it shares with another."""

    date: date
    is_inside: bool
    is_today: bool
    visits: tuple[Visit, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """Weeks from Monday to Sunday that cover the month."""

    first: date
    weeks: tuple[tuple[Day, ...], ...]

    @property
    def title(self) -> str:
        return date_format(self.first, "F Y")

    @property
    def is_empty(self) -> bool:
        """Does nothing take place in it?"""
        return not any(day.visits for week in self.weeks for day in week if day.is_inside)

    @property
    def previous(self) -> str:
        """The month before as it stands in an address."""
        return f"{self.first - timedelta(days=1):%Y-%m}"

    @property
    def next(self) -> str:
        """The month after as it stands in an address."""
        return f"{self.first + timedelta(days=31):%Y-%m}"


def first_of(asked: str, today: date) -> date:
    """The first day of the month in the address ("2024-08"); this month's for anything that is none."""
    found = MONTH.fullmatch(asked)
    return date(int(found[1]), int(found[2]), 1) if found else today.replace(day=1)


def month(rows: QuerySet[Visit], first: date, today: date) -> Month:
    """The month with those of the visits that were not cancelled; one query more than the rows take."""
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    begin, end = weeks[0][0], weeks[-1][-1]
    overlapping = rows.filter(Q(until__gte=begin) | Q(until=None, day__gte=begin), day__lte=end)
    found = list(overlapping.exclude(state=VisitState.CANCELLED).order_by("day", "starts_at", "pk"))
    return Month(first, tuple(tuple(_day(day, first, today, found) for day in week) for week in weeks))


def _day(day: date, first: date, today: date, found: list[Visit]) -> Day:
    visits = tuple(visit for visit in found if visit.day <= day <= visit.last_day)
    return Day(day, day.month == first.month, day == today, visits)
