"""Telling people of actions that became theirs. Called inside the transaction in which it happens."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.formats import date_format

from inbox.actions import tell_all
from inbox.events import Event, Note
from plans.letters import ASSIGNED, ASSIGNED_MANY
from plans.models import Action
from units.actors import Actor

NAMED = 5  # actions a text names before it counts


def tell_assigned(actions: Iterable[Action], *, by: Actor, now: datetime) -> int:
    """One message to each owner, none to the person who wrote it; how many were written."""
    owned: dict[int, list[Action]] = {}
    for action in actions:
        if action.owner_id != by.user.pk:
            owned.setdefault(action.owner_id, []).append(action)
    return tell_all(notes=[_assigned(owner, own, by) for owner, own in owned.items()], now=now)


def _assigned(owner: int, actions: list[Action], by: Actor) -> Note:
    first = actions[0]
    letter = ASSIGNED if len(actions) == 1 else ASSIGNED_MANY
    words = {**several(actions), "unit": first.unit.name, "by": by.user.full_name, "date": date_format(first.due_on)}
    key = f"aksi {first.pk} versi {first.version}"
    return Note(
        Event.ACTION_ASSIGNED, key, [owner], letter.title.format(**words), letter.text.format(**words), page(actions)
    )


def several(actions: list[Action]) -> dict:
    """What the letters say of one or more actions: {text}, {texts}, {count}."""
    lines = [f"– {action.text}" for action in actions[:NAMED]]
    if rest := len(actions) - len(lines):
        lines.append(f"– dan {rest} lainnya")
    return {"text": actions[0].text, "texts": "\n".join(lines), "count": len(actions)}


def page(actions: list[Action]) -> str:
    """The action's own page, or the person's list."""
    return reverse("plans:action", args=[actions[0].pk]) if len(actions) == 1 else reverse("plans:mine")
