"""Asking for work, and asking again."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import F

from accounts.models import User
from history import log
from history.models import Source
from jobs import queue, registry
from jobs.enums import JobState
from jobs.exceptions import CannotRetry, UnknownKind
from jobs.models import Job


@transaction.atomic
def enqueue(*, kind: str, payload: dict, now: datetime, by: User | None = None, key: str = "", title: str = "") -> Job:
    """Ask for a job. It is written in the caller's transaction and starts once that is committed.

    With a `key` there is one job of that kind and key: when it exists already (finished or not) it is returned and
    nothing happens; keys are remembered as long as finished jobs are kept (jobs.policies.KEPT). `title` replaces the
    kind's own for the user. Raises UnknownKind.
    """
    what = registry.find(kind)
    new = _new(what, payload, now, by, title)
    if key:
        job, created = Job.objects.get_or_create(kind=kind, key=key, defaults=new)
    else:
        job, created = Job.objects.create(kind=kind, **new), True
    if created:
        queue.tell(job)
    return job


@transaction.atomic
def enqueue_many(*, kind: str, payloads: Mapping[str, dict], now: datetime, by: User | None = None) -> None:
    """Ask for many jobs of one kind, payloads by key, in a fixed number of statements; keys that exist are left alone.

    Raises UnknownKind.
    """
    what = registry.find(kind)
    if not payloads:
        return
    rows = [Job(kind=kind, key=key, **_new(what, payload, now, by)) for key, payload in payloads.items()]
    for row in rows:
        row.told_at = None  # the next look of the worker tells the queue of all of them
    Job.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    queue.tell_to_look()


@transaction.atomic
def enqueue_repeating(*, kind: str, due: str, now: datetime) -> Job | None:
    """Ask for a repeating job whose turn came at `due`; None while the last one of its kind is still on its way.

    Raises UnknownKind.
    """
    if Job.objects.filter(kind=kind, state__in=[JobState.QUEUED, JobState.RUNNING]).exists():
        return None
    return enqueue(kind=kind, payload={"due": due}, now=now, key=due)


@transaction.atomic
def retry(*, job: Job, by: User, now: datetime) -> Job:
    """Give a failed job as many attempts again as its kind has. Raises CannotRetry."""
    try:
        attempts = registry.find(job.kind).attempts
    except UnknownKind as error:
        raise CannotRetry("Versi aplikasi ini tidak mengenal pekerjaan seperti ini.") from error
    changed = Job.objects.filter(pk=job.pk, state=JobState.FAILED).update(
        state=JobState.QUEUED,
        attempt_limit=F("attempts") + attempts,
        error="",
        detail="",
        finished_at=None,
        due_at=now,
        told_at=now,
    )
    if not changed:
        raise CannotRetry("Pekerjaan ini tidak lagi gagal, jadi tidak perlu dicoba lagi.")
    job.refresh_from_db()
    log.write(verb="pekerjaan dicoba lagi", subject=job, by=by, at=now, source=Source.SCREEN, topic=job.kind)
    queue.tell(job)
    return job


def _new(what: registry.Kind, payload: dict, now: datetime, by: User | None, title: str = "") -> dict:
    """Fields of a new job."""
    return {
        "title": title or what.title,
        "payload": payload,
        "attempt_limit": what.attempts,
        "created_at": now,
        "created_by": by,
        "due_at": now,
        "told_at": now,
    }
