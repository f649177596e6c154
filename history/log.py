"""The one way to write history."""

from datetime import datetime
from typing import Any

from django.db import models

from history.models import Entry, Source


def entry(
    *,
    verb: str,
    subject: models.Model,
    by,
    at: datetime,
    source: str = Source.SCREEN,
    topic: str = "",
    old: Any = None,
    new: Any = None,
    reason: str = "",
) -> Entry:
    """An unsaved entry about a saved object, for callers that write many at once."""
    return Entry(
        at=at,
        by=by,
        source=source,
        verb=verb,
        subject=subject._meta.model_name,
        subject_id=subject.pk,
        topic=topic,
        old=old,
        new=new,
        reason=reason,
    )


def write(**what: Any) -> Entry:
    """Store one entry (arguments as for `entry`); call it inside the action's transaction."""
    row = entry(**what)
    row.save()
    return row


def write_all(entries: list[Entry]) -> None:
    """Store many entries in one statement."""
    Entry.objects.bulk_create(entries, batch_size=500)


def about(subject: models.Model) -> models.QuerySet[Entry]:
    """Everything that happened to one object, newest first."""
    return Entry.objects.filter(subject=subject._meta.model_name, subject_id=subject.pk).select_related("by")
