"""When things happened in the sample quarters: working days and office hours in WIB."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from evaluations.quarters import Quarter
from evaluations.sample.targets import OPEN_QUARTER

WIB = ZoneInfo("Asia/Jakarta")
# Days from the reference day: the quarter's end for past quarters, the day of loading for the open one.
PAST_DEADLINES = (10, 25, 40)
OPEN_DEADLINES = (30, 45, 60)


@dataclass(frozen=True, slots=True)
class Span:
    """First and last day on which one kind of work was done."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Schedule:
    """Deadlines of a quarter and the days on which its work was done."""

    fill_deadline: date
    verify_deadline: date
    repair_deadline: date
    opened: date
    locked: date | None
    filling: Span
    submitting: Span
    starting: Span
    verifying: Span
    returning: Span
    repairing: Span
    finishing: Span
    approving: Span


def schedule(quarter: tuple[int, int], *, today: date) -> Schedule:
    """The schedule of a quarter; the open one is told from the day of loading, all of its work before that day."""
    return _open(today) if quarter == OPEN_QUARTER else _past(Quarter(*quarter).last)


def _past(end: date) -> Schedule:
    return Schedule(
        *(end + timedelta(days) for days in PAST_DEADLINES),
        opened=end - timedelta(20),
        locked=end + timedelta(42),
        filling=_span(end, -18, 3),
        submitting=_span(end, 4, 9),
        starting=_span(end, 10, 12),
        verifying=_span(end, 13, 19),
        returning=_span(end, 20, 21),
        repairing=_span(end, 22, 24),
        finishing=_span(end, 20, 25),
        approving=_span(end, 28, 38),
    )


def _open(today: date) -> Schedule:
    return Schedule(
        *(today + timedelta(days) for days in OPEN_DEADLINES),
        opened=today - timedelta(35),
        locked=None,
        filling=_span(today, -33, -20),
        submitting=_span(today, -19, -16),
        starting=_span(today, -15, -13),
        verifying=_span(today, -12, -9),
        returning=_span(today, -8, -6),
        repairing=_span(today, -5, -1),
        finishing=_span(today, -8, -5),
        approving=_span(today, -4, -1),
    )


def _span(day: date, first: int, last: int) -> Span:
    return Span(day + timedelta(first), day + timedelta(last))


def moment(span: Span, seed: str) -> datetime:
    """A moment in office hours on a working day of the span (on its first day when it has none)."""
    days = [span.first + timedelta(number) for number in range((span.last - span.first).days + 1)]
    working = [day for day in days if day.weekday() < 5] or days[:1]
    dice = Random(seed)  # noqa: S311 - not for secrets
    return at(dice.choice(working), minutes=dice.randrange(8 * 60))


def at(day: date, *, minutes: int = 0) -> datetime:
    """That many minutes after 08.00 WIB."""
    return datetime.combine(day, time(8), tzinfo=WIB) + timedelta(minutes=minutes)
