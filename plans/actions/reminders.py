"""Reminding people of their actions."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format

from evaluations.queries.reminded import Told, message_key, parts, told
from inbox.actions import tell_all
from inbox.events import Event, Note
from plans.actions.telling import page, several
from plans.letters import NEAR, NEAR_MANY, PASSED, PASSED_MANY
from plans.models import Action
from plans.queries.reminders import Reminder, reminders

EVENTS = (Event.ACTION_NEAR, Event.ACTION_OVERDUE)


def remind(*, now: datetime) -> int:
    """Tell owners that their actions are due in 7, 3 or 1 days, or were; how many messages.

    Safe to run as often as one likes: each person is told of each action once per last day and mark.
    """
    due = reminders(today=timezone.localdate(now))
    before = told({reminder.owner for reminder in due}, EVENTS, now=now)
    return tell_all(notes=[note for reminder in due for note in _notes(reminder, before)], now=now)


def _notes(reminder: Reminder, before: Told) -> list[Note]:
    """About what the owner was not told of at this mark: more may have become theirs since."""
    known = before.get((reminder.owner, reminder.key), ())
    left = {action.pk: action for action in reminder.actions if action.pk not in known}
    return [_note(reminder, actions) for actions in parts(reminder.key, left)]


def _note(reminder: Reminder, actions: list[Action]) -> Note:
    event = Event.ACTION_OVERDUE if reminder.due.is_past else Event.ACTION_NEAR
    one, many = (PASSED, PASSED_MANY) if reminder.due.is_past else (NEAR, NEAR_MANY)
    letter = one if len(actions) == 1 else many
    words = {**several(actions), "words": reminder.due.words, "date": date_format(reminder.due.date)}
    title, text = letter.title.format(**words), letter.text.format(**words)
    key = message_key(reminder.key, (action.pk for action in actions))
    return Note(event, key, [reminder.owner], title, text, page(actions))
