"""Who was reminded of what: another thing with the same last day is told later, and the first not again.

The key of a reminder is the same on every day of its mark. A message's key is that of its reminder and the numbers of
the things it is about, which never change: "aksi 2024-09-20 3: 17 21".
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from textwrap import wrap
from typing import TypeVar

from evaluations.queries.reminders import MARKS, OVERDUE
from inbox.events import Event
from inbox.models import Message

KEY_LENGTH = Message._meta.get_field("key").max_length
LASTING = timedelta(days=max(MARKS) + OVERDUE + 1)  # what is older was about a mark that is over
Thing = TypeVar("Thing")
Told = Mapping[tuple[int, str], Collection[int]]  # (person, key of a reminder) -> numbers they were told of


def told(users: Collection[int], events: Collection[Event], *, now: datetime) -> Told:
    """What the people were reminded of; one query, none without people."""
    rows = Message.objects.filter(user__in=users, event__in=events, created_at__gt=now - LASTING)
    found: dict[tuple[int, str], set[int]] = {}
    for user, key in rows.order_by().values_list("user", "key"):
        reminder, _, numbers = key.partition(": ")
        found.setdefault((user, reminder), set()).update(map(int, numbers.split()))
    return found


def message_key(reminder: str, numbers: Iterable[int]) -> str:
    """The key of the message about these things of a reminder, told once per person."""
    return f"{reminder}: {' '.join(map(str, numbers))}"


def parts(reminder: str, things: Mapping[int, Thing]) -> list[list[Thing]]:
    """The things, by number, as many to a message as its key has room for: ten to twenty."""
    room = KEY_LENGTH - len(message_key(reminder, ()))
    lines = wrap(" ".join(map(str, things)), room)
    return [[things[int(number)] for number in line.split()] for line in lines]
