"""The record of a quarter's ekspose."""

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from evaluations.actions.texts import clean_text, plain
from evaluations.exceptions import Invalid, Stale
from evaluations.models import Period
from evaluations.permissions import require
from history import log
from history.models import Source
from units.actors import Actor
from visits import permissions, policies
from visits.models import Decision, Ekspose
from visits.queries.ekspose import ekspose_of

MAX_DECISIONS = 50


@transaction.atomic
def save_ekspose(
    *,
    period: Period,
    day: date,
    place: str,
    participants: str,
    decisions: Sequence[str],
    seen: int,
    by: Actor,
    now: datetime,
    source: str = Source.SCREEN,
) -> Ekspose:
    """Record the ekspose of a quarter, or change the record. `seen` is the version the page showed, 0 for none.

    Raises NotAllowed, WrongState (quarter not begun, or its report issued), Invalid or Stale.
    """
    require(permissions.may_record_ekspose(by))
    period = Period.objects.select_for_update(no_key=True).get(pk=period.pk)
    policies.check_ekspose(period)
    row = ekspose_of(period)
    if (row.version if row else 0) != seen:
        raise Stale("Catatan ekspose ini sudah diubah orang lain. Periksa isinya, lalu ulangi perubahan Anda.", row)
    if day > timezone.localdate(now):
        raise Invalid("Ekspose yang belum berlangsung belum dapat dicatat.", "day")
    texts = _clean(decisions)
    old = logged(row) if row else None
    row = row or Ekspose(period=period, version=0, made_at=now, made_by=by.user)
    row.day, row.place, row.participants = day, plain(place), clean_text(participants, "Peserta", "participants", 5000)
    row.version, row.changed_at, row.changed_by = row.version + 1, now, by.user
    _store(row)
    _store_decisions(row, texts)
    row = ekspose_of(period)
    if old != (new := logged(row)):
        verb = "catatan ekspose diubah" if old else "ekspose dicatat"
        log.write(verb=verb, subject=row, by=by.user, at=now, source=source, old=old, new=new)
    return row


def _clean(decisions: Sequence[str]) -> list[str]:
    """The decisions in their order without empty ones; at least one. Raises Invalid."""
    texts = [clean_text(text, "Keputusan", f"decision-{number}", 2000) for number, text in enumerate(decisions)]
    texts = [text for text in texts if text]
    if not texts:
        raise Invalid("Tulis paling sedikit satu keputusan.", "decision-0")
    if len(texts) > MAX_DECISIONS:
        raise Invalid(f"Paling banyak {MAX_DECISIONS} keputusan.")
    return texts


def _store(row: Ekspose) -> None:
    try:
        row.full_clean()
    except ValidationError as error:
        field, sentences = next(iter(error.message_dict.items()))
        raise Invalid(" ".join(sentences), "" if field == "__all__" else field) from error
    row.save()


def _store_decisions(row: Ekspose, texts: list[str]) -> None:
    """Each decision keeps its number's row, so that nothing that may point to it one day is lost by a rewording."""
    for number, text in enumerate(texts, start=1):
        Decision.objects.update_or_create(ekspose=row, number=number, defaults={"text": text})
    Decision.objects.filter(ekspose=row, number__gt=len(texts)).delete()


def logged(row: Ekspose) -> dict:
    """What the history keeps of it."""
    return {
        "day": row.day.isoformat(),
        "place": row.place,
        "participants": row.participants,
        "keputusan": [decision.text for decision in row.decisions.all()],
    }
