"""Reminding people of last days."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format

from evaluations.actions.telling import address, grouped, names
from evaluations.letters import DEEDS, NEAR, PASSED
from evaluations.policies import WHOM_TO_ASK
from evaluations.queries.recipients import everybody, recipients
from evaluations.queries.reminders import Reminder, reminders
from inbox.actions import tell_all
from inbox.events import Event, Note
from units.actors import Actor


def remind(*, now: datetime) -> int:
    """Tell everybody who can still act that their last day is 7, 3 or 1 days away, or over; how many messages.

    Safe to run as often as one likes: each person is told once per work, last day and mark. An extension is another
    last day.
    """
    due = reminders(today=timezone.localdate(now))
    sheets = [sheet for reminder in due for sheet in reminder.sheets]
    actors = everybody(sheets, today=timezone.localdate(now)) if sheets else []
    return tell_all(notes=[note for reminder in due for note in _notes(reminder, actors)], now=now)


def _notes(reminder: Reminder, actors: list[Actor]) -> list[Note]:
    event, letter = (Event.DEADLINE_PASSED, PASSED) if reminder.due.is_past else (Event.DEADLINE_NEAR, NEAR)
    words = {
        "work": reminder.work.label.lower(),
        "period": str(reminder.period),
        "words": reminder.due.words,
        "date": date_format(reminder.due.date),
        "deed": DEEDS[reminder.work],
        "whom": WHOM_TO_ASK[reminder.assessor],
    }
    _, found = recipients(reminder.audience, reminder.sheets, actors)
    title = letter.title.format(**words)
    return [
        Note(event, reminder.key, users, title, letter.text.format(**words, unit=names(own)), address(own))
        for own, users in grouped(found)
    ]
