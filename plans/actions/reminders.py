"""Reminding people of their actions."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format

from inbox.actions import tell_all
from inbox.events import Event, Note
from plans.actions.telling import page, several
from plans.letters import NEAR, NEAR_MANY, PASSED, PASSED_MANY
from plans.queries.reminders import Reminder, reminders


def remind(*, now: datetime) -> int:
    """Tell owners that their actions are due in 7, 3 or 1 days, or were; how many messages.

    Safe to run as often as one likes: each person is told once per last day and mark.
    """
    return tell_all(notes=[_note(reminder) for reminder in reminders(today=timezone.localdate(now))], now=now)


def _note(reminder: Reminder) -> Note:
    event = Event.ACTION_OVERDUE if reminder.due.is_past else Event.ACTION_NEAR
    one, many = (PASSED, PASSED_MANY) if reminder.due.is_past else (NEAR, NEAR_MANY)
    letter = one if len(reminder.actions) == 1 else many
    words = {**several(reminder.actions), "words": reminder.due.words, "date": date_format(reminder.due.date)}
    title, text = letter.title.format(**words), letter.text.format(**words)
    return Note(event, reminder.key, [reminder.owner], title, text, page(reminder.actions))
