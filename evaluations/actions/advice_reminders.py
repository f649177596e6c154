"""Reminding people of the last days of recommendations."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format

from evaluations.actions.telling import grouped
from evaluations.actions.telling_advice import address, lines
from evaluations.letters import ADVICE_NEAR, ADVICE_OVERDUE, ADVICE_OVERDUE_TPI, Letter
from evaluations.queries.advice_recipients import Recipients, tpi_side, unit_side
from evaluations.queries.advice_reminders import AdviceReminder, advice_reminders
from evaluations.queries.reminded import Told, message_key, parts, told
from inbox.actions import tell_all
from inbox.events import Event, Note
from units.actors import Actor, actors_around

EVENTS = (Event.ADVICE_NEAR, Event.ADVICE_OVERDUE)


def remind_of_advice(*, now: datetime) -> int:
    """Tell a unit's people 7, 3 and 1 days before a last day, and once after it, then the TPI too; how many messages.

    Safe to run as often as one likes: each person is told of each recommendation once per last day and mark.
    """
    today = timezone.localdate(now)
    due = advice_reminders(today=today)
    units = {row.unit_id for reminder in due for row in reminder.rows}
    actors = actors_around(units, today=today) if units else []
    before = told({actor.user.pk for actor in actors}, EVENTS, now=now)
    return tell_all(notes=[note for reminder in due for note in _notes(reminder, actors, before)], now=now)


def _notes(reminder: AdviceReminder, actors: list[Actor], before: Told) -> Iterable[Note]:
    own = _untold(reminder, unit_side(reminder.rows, actors), before)
    if not reminder.due.is_past:
        return _written(reminder, Event.ADVICE_NEAR, ADVICE_NEAR, own)
    judges = _untold(reminder, tpi_side(reminder.rows, actors), before)
    return [
        *_written(reminder, Event.ADVICE_OVERDUE, ADVICE_OVERDUE, own),
        *_written(reminder, Event.ADVICE_OVERDUE, ADVICE_OVERDUE_TPI, judges),
    ]


def _untold(reminder: AdviceReminder, found: Recipients, before: Told) -> Recipients:
    """Without what a person was told of at this mark: another one came back to the unit, or was given, since."""
    left = ((actor, rows, before.get((actor.user.pk, reminder.key), ())) for actor, rows in found)
    left = ((actor, [row for row in rows if row.number not in known]) for actor, rows, known in left)
    return [(actor, rows) for actor, rows in left if rows]


def _written(reminder: AdviceReminder, event: Event, letter: Letter, found: Recipients) -> list[Note]:
    return [
        _note(reminder, event, letter, part, users)
        for rows, users in grouped(found)
        for part in parts(reminder.key, {row.number: row for row in rows})
    ]


def _note(reminder: AdviceReminder, event: Event, letter: Letter, rows, users: list[int]) -> Note:
    words = {
        "unit": rows[0].unit.name,
        "what": str(rows[0]) if len(rows) == 1 else f"{len(rows)} rekomendasi",
        "words": reminder.due.words,
        "date": date_format(reminder.due.date),
        "lines": lines(rows),
    }
    title, text = letter.title.format(**words), letter.text.format(**words)
    key = message_key(reminder.key, (row.number for row in rows))
    return Note(event, key, users, title, text, address(rows))
