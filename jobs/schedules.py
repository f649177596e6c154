"""What repeats, written into django-q's table of schedules whenever a worker starts."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_q.models import Schedule

from jobs import registry
from jobs.models import Pulse
from jobs.registry import Kind

LOOK = "zi:look"
PREFIX = "zi:job:"
# A turn that could not be written down (a busy database, say) is not forgotten but called again, `max_attempts` times.
UNTIL_DONE = {"q_options": {"ack_failure": False}}


@transaction.atomic
def write(now: datetime) -> None:
    """Make the table say what the code says: new rows, changed ones, and none for what no longer repeats.

    Safe to repeat and to run from two workers that start together: the second waits for the first.
    """
    Pulse.objects.get_or_create(pk=1, defaults={"at": now})
    Pulse.objects.select_for_update().get(pk=1)
    ours = Schedule.objects.filter(name__startswith="zi:").order_by("pk")
    have = {row.name: row for row in ours}
    wanted = dict(_wanted(now))
    ours.exclude(pk__in=[have[name].pk for name in have.keys() & wanted.keys()]).delete()
    for name, fields in wanted.items():
        if name not in have:
            Schedule.objects.create(name=name, repeats=-1, **fields)
        elif _differs(have[name], fields):
            Schedule.objects.filter(name=name).update(**fields)


def next_time(kind: Kind, now: datetime) -> datetime:
    """When a repeating kind comes next, after `now`."""
    if kind.at is None:
        return now + timedelta(minutes=kind.minutes)
    local = timezone.localtime(now)
    today = local.replace(hour=kind.at.hour, minute=kind.at.minute, second=0, microsecond=0)
    return today if today > local else today + timedelta(days=1)


def _wanted(now: datetime) -> Iterator[tuple[str, dict[str, Any]]]:
    yield LOOK, _fields("jobs.worker.look", now, minutes=1)
    for kind in registry.KINDS.values():
        if kind.repeats:
            fields = _fields("jobs.worker.start_repeating", next_time(kind, now), kind.minutes)
            called = {"args": repr((kind.name,)), "kwargs": repr(UNTIL_DONE), "intended_date_kwarg": "due"}
            yield PREFIX + kind.name, fields | called


def _fields(func: str, next_run: datetime, minutes: int | None) -> dict[str, Any]:
    return {
        "func": func,
        "args": None,
        "kwargs": None,
        "intended_date_kwarg": None,
        "schedule_type": Schedule.MINUTES if minutes else Schedule.DAILY,
        "minutes": minutes,
        "next_run": next_run,
    }


def _differs(row: Schedule, fields: dict[str, Any]) -> bool:
    """Does the row say something else? Its next run moves by itself; of a daily one the time of day counts."""
    fixed = fields.keys() - {"next_run"}
    if any(getattr(row, name) != fields[name] for name in fixed):
        return True
    clock = [timezone.localtime(at).time() for at in (row.next_run, fields["next_run"])]
    return row.schedule_type == Schedule.DAILY and clock[0] != clock[1]
