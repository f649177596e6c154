"""Telling people of a visit. Called inside the transaction in which it happens."""

from collections.abc import Collection
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from inbox.actions import tell_all
from inbox.events import Event, Note
from units.actors import Actor, actors_around
from visits.letters import LETTERS, Happening
from visits.models import Visit


def people_of(visit: Visit, now: datetime) -> set[int]:
    """The keys of the units' own people and of the team, active ones."""
    actors = actors_around(visit.unit_ids, today=timezone.localdate(now))
    own = {actor.user.pk for actor in actors if any(actor.belongs_to(pk) for pk in visit.unit_ids)}
    return own | {row.user_id for row in visit.members.all() if row.user.is_active}


def tell(
    visit: Visit, happening: Happening, users: Collection[int], *, by: Actor, now: datetime, before: str = ""
) -> int:
    """Tell these people but who did it; how many messages were written."""
    letter, words = LETTERS[happening], _words(visit, by, before)
    out = happening == Happening.LEFT_OUT  # they may not read the visit any more
    url = reverse("visits:index") if out else reverse("visits:show", args=[visit.pk])
    note = Note(
        Event.VISIT_PLANNED,
        f"pendampingan {visit.pk} versi {visit.version}",
        sorted(set(users) - {by.user.pk}),
        letter.title.format(**words),
        letter.text.format(**words),
        url,
    )
    return tell_all(notes=[note], now=now)


def _words(visit: Visit, by: Actor, before: str) -> dict[str, str]:
    return {
        "kind": visit.get_kind_display(),
        "kind_lower": visit.get_kind_display().lower(),
        "topic": visit.topic,
        "units": visit.units_in_short,
        "when": visit.when,
        "place": visit.place,
        "team": ", ".join(row.user.full_name for row in visit.member_rows),
        "by": by.user.full_name,
        "reason": visit.cancel_reason,
        "before": before,
    }
