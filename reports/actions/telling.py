"""Telling people of issued papers. Called inside the transaction in which they are issued.

The Inspectorate gets one message for what was asked for together, once all of it is issued (or the rest given up), not
one for each of twelve units.
"""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from inbox.actions import tell_all
from inbox.events import Event, Note
from reports.letters import CORRECTED, ISSUED, MANY
from reports.models import Edition
from reports.queries.editions import asked_together
from units.actors import Actor, actors_around
from units.roles import Role

TOLD = frozenset({Role.LEADER, Role.SUPERVISOR, Role.EVALUATOR})


def tell_issued(edition: Edition, *, now: datetime) -> int:
    """Tell of an edition just issued: the unit's own people, and the Inspectorate with the last of many."""
    actors = _around(edition, now)
    notes = []
    if edition.unit_id:
        notes.append(_one(edition, [actor for actor in actors if actor.belongs_to(edition.unit_id)]))
    if not asked_together(edition).filter(issued_at=None).exists():
        notes.append(_office(edition, actors))
    return tell_all(notes=notes, now=now)


def tell_rest(edition: Edition, *, now: datetime) -> int:
    """Before an edition is given up: the others of its batch are told of when nothing is left to wait for."""
    others = asked_together(edition).exclude(pk=edition.pk)
    last = others.filter(issued_at__isnull=False).select_related("period", "unit").order_by("-issued_at", "-pk").first()
    if last is None or others.filter(issued_at=None).exists():
        return 0
    return tell_all(notes=[_office(last, _around(last, now), besides=edition)], now=now)


def _around(edition: Edition, now: datetime) -> list[Actor]:
    return actors_around([edition.unit_id] if edition.unit_id else [], today=timezone.localdate(now))


def _office(edition: Edition, actors: list[Actor], besides: Edition | None = None) -> Note:
    """The Inspectorate's: of one paper, or of all that were asked for together."""
    told = [actor for actor in actors if actor.roles & TOLD]
    batch = asked_together(edition).select_related("unit").order_by("unit__code")
    units = [row.unit.name for row in batch if row.unit and row != besides]
    if len(units) < 2:
        return _one(edition, told)
    words = _words(edition) | {"count": len(units), "units": ", ".join(units)}
    return Note(
        Event.REPORT_ISSUED,
        f"terbitan {edition.paper} {edition.period_id} {edition.asked_at.isoformat()}",
        [actor.user.pk for actor in told],
        MANY.title.format(**words),
        MANY.text.format(**words),
        reverse("reports:index", args=[edition.period]),
    )


def _one(edition: Edition, actors: list[Actor]) -> Note:
    letter, words = CORRECTED if edition.replaces_id else ISSUED, _words(edition)
    return Note(
        Event.REPORT_ISSUED,
        f"terbitan {edition.pk}",
        [actor.user.pk for actor in actors],
        letter.title.format(**words),
        letter.text.format(**words),
        reverse("reports:edition", args=[edition.pk]),
    )


def _words(edition: Edition) -> dict[str, str]:
    return {
        "paper": edition.get_paper_display(),
        "period": str(edition.period),
        "title": edition.title,
        "number": edition.letter_number,
        "dated": date_format(edition.dated),
        "edition": str(edition.number),
        "reason": edition.reason,
    }
