"""The rules of time: when an attempt counts as dead, how long to wait before the next one."""

from datetime import datetime, timedelta

BEAT = timedelta(seconds=15)  # how often a running attempt shows that its process lives
SILENCE = timedelta(seconds=90)  # an attempt silent for longer is dead: six beats missed
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60))  # after the first, second, ... attempt
TELL_AGAIN = timedelta(minutes=30)  # a queued job nobody started by then is told to the queue again
UNHEARD = timedelta(minutes=3)  # a worker silent for longer does not run: its round comes every minute
KEPT = timedelta(days=90)  # a finished job is forgotten after that


def pause(attempt: int) -> timedelta:
    """The wait after that attempt (counted from 1) has failed."""
    return PAUSES[min(attempt, len(PAUSES)) - 1]


def dead_since(now: datetime) -> datetime:
    """An attempt whose last beat is older than this is dead."""
    return now - SILENCE
