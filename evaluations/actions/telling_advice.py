"""Telling people about recommendations. Called inside the transaction in which it happens."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator

from evaluations.actions.telling import grouped
from evaluations.followup_workflow import Side, Step
from evaluations.letters import FOLLOW_UPS, RECOMMENDED, RECOMMENDED_MANY
from evaluations.models import FollowUp, Recommendation
from evaluations.queries.advice_recipients import tpi_side, unit_side
from inbox.actions import tell_all
from inbox.events import Event, Note
from units.actors import Actor, actors_around

NAMED = 5  # recommendations a text quotes before it counts
QUOTED = 160  # letters of each


def tell_recommended(rows: list[Recommendation], *, by: Actor, now: datetime) -> int:
    """Tell units what they were given, one message per person and unit; how many messages were written."""
    actors = actors_around({row.unit_id for row in rows}, today=timezone.localdate(now))
    notes = [_given(own, users, now) for own, users in grouped(unit_side(rows, actors), besides=by)]
    return tell_all(notes=notes, now=now)


def _given(rows: list[Recommendation], users: list[int], now: datetime) -> Note:
    letter = RECOMMENDED if len(rows) == 1 else RECOMMENDED_MANY
    words = {"unit": rows[0].unit.name, "name": str(rows[0]), "count": len(rows)}
    words |= {"text": rows[0].text, "due": due_words(rows[0]), "lines": lines(rows)}
    key = f"rekomendasi {rows[0].pk} dan {len(rows) - 1} lain"
    return Note(Event.RECOMMENDED, key, users, letter.title.format(**words), letter.text.format(**words), address(rows))


def tell_followed_up(row: Recommendation, step: Step, turn: FollowUp, *, by: Actor, now: datetime) -> int:
    """Tell the other side about one turn; how many messages were written."""
    actors = actors_around([row.unit_id], today=timezone.localdate(now))
    found = tpi_side([row], actors) if step.side == Side.UNIT else unit_side([row], actors)
    letter = FOLLOW_UPS[step.action]
    said = f"\n“{turn.text}”" if turn.text else ""
    words = {"unit": row.unit.name, "name": str(row), "by": by.user.full_name, "said": said, "text": quoted(row)}
    words["moved"] = moved_words(turn)
    title, text = letter.title.format(**words), letter.text.format(**words)
    key = f"rekomendasi {row.pk} langkah {turn.number}"
    notes = [Note(step.event, key, users, title, text, address(own)) for own, users in grouped(found, besides=by)]
    return tell_all(notes=notes, now=now)


def lines(rows: list[Recommendation]) -> str:
    """The first few in a line each, the rest counted."""
    told = [f"• {row}: {quoted(row)} {due_words(row)}".rstrip() for row in rows[:NAMED]]
    rest = len(rows) - len(told)
    return "\n".join([*told, *([f"• dan {rest} rekomendasi lain"] if rest else [])])


def quoted(row: Recommendation) -> str:
    """The recommendation in one line."""
    return Truncator(" ".join(row.text.split())).chars(QUOTED)


def due_words(row: Recommendation) -> str:
    """Until when; "" when there is no last day."""
    return f"(batas {date_format(row.due_on)})" if row.due_on else ""


def moved_words(turn: FollowUp) -> str:
    """From which last day to which a turn moved it; "" when it moved none."""
    if turn.due_after is None:
        return ""
    before = f"dari {date_format(turn.due_before)} " if turn.due_before else ""
    return f"{before}menjadi {date_format(turn.due_after)}"


def address(rows: list[Recommendation]) -> str:
    """The page of the one recommendation, or the list of its unit's."""
    if len(rows) == 1:
        return reverse("evaluations:recommendation", args=[rows[0].pk])
    return f"{reverse('evaluations:recommendations')}?unit={rows[0].unit.code}"
