"""Reminding people of the last days of recommendations."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format

from evaluations.actions.telling_advice import address, grouped, lines
from evaluations.letters import ADVICE_NEAR, ADVICE_OVERDUE, ADVICE_OVERDUE_TPI, Letter
from evaluations.queries.advice_recipients import Recipients, tpi_side, unit_side
from evaluations.queries.advice_reminders import AdviceReminder, advice_reminders
from inbox.actions import tell_all
from inbox.events import Event, Note
from units.actors import Actor, actors_around


def remind_of_advice(*, now: datetime) -> int:
    """Tell a unit's people 7, 3 and 1 days before a last day, and once after it, then the TPI too; how many messages.

    Safe to run as often as one likes: each person is told once per unit, last day and mark.
    """
    today = timezone.localdate(now)
    due = advice_reminders(today=today)
    units = {row.unit_id for reminder in due for row in reminder.rows}
    actors = actors_around(units, today=today) if units else []
    return tell_all(notes=[note for reminder in due for note in _notes(reminder, actors)], now=now)


def _notes(reminder: AdviceReminder, actors: list[Actor]) -> Iterable[Note]:
    own = unit_side(reminder.rows, actors)
    if not reminder.due.is_past:
        return _written(reminder, Event.ADVICE_NEAR, ADVICE_NEAR, own)
    judges = _written(reminder, Event.ADVICE_OVERDUE, ADVICE_OVERDUE_TPI, tpi_side(reminder.rows, actors))
    return [*_written(reminder, Event.ADVICE_OVERDUE, ADVICE_OVERDUE, own), *judges]


def _written(reminder: AdviceReminder, event: Event, letter: Letter, found: Recipients) -> list[Note]:
    return [_note(reminder, event, letter, rows, users) for rows, users in grouped(found)]


def _note(reminder: AdviceReminder, event: Event, letter: Letter, rows, users: list[int]) -> Note:
    words = {
        "unit": rows[0].unit.name,
        "what": str(rows[0]) if len(rows) == 1 else f"{len(rows)} rekomendasi",
        "words": reminder.due.words,
        "date": date_format(reminder.due.date),
        "lines": lines(rows),
    }
    title, text = letter.title.format(**words), letter.text.format(**words)
    return Note(event, reminder.key, users, title, text, address(rows))
