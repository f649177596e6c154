"""Runs jobs. In the worker's processes django-q calls `run_job`, `look` and `start_repeating` by name."""

import logging
from collections.abc import Callable
from contextlib import nullcontext
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django_q.exceptions import TimeoutException

from jobs import actions, attempts, queries, queue, registry
from jobs.exceptions import GiveUp, Lost, TryAgain, UnknownKind
from jobs.heartbeat import beating
from jobs.models import Job, Pulse
from jobs.runs import Run

logger = logging.getLogger(__name__)

FAILED = "Pekerjaan ini gagal karena kesalahan pada server. Administrator dapat melihat sebabnya."
TOO_LONG = "Pekerjaan ini memakan waktu terlalu lama dan dihentikan."
UNKNOWN = "Versi aplikasi ini tidak mengenal pekerjaan seperti ini."


def run_job(pk: int) -> None:
    """Try this job now, when it is due and nobody else has it. Told twice it runs once."""
    attempts.show_life(timezone.now())
    _attempt(pk, timezone.now, alive=beating)


def run_due(now: datetime) -> int:
    """Run everything that is due, in this process, one after the other. Returns the number of attempts made."""
    made = 0
    while job := queries.due(now).first():
        made += _attempt(job.pk, lambda: now, alive=lambda job: nullcontext())
    return made


def look() -> None:
    """The worker's round, once a minute: show life, bury the dead, tell the queue what it has not heard of."""
    now = timezone.now()
    Pulse.objects.update_or_create(pk=1, defaults={"at": now})
    for job in queries.dead(now):
        if attempts.bury(job, now=now):
            logger.warning("job %s (%s): the process of attempt %s died", job.pk, job.kind, job.attempts)
    for job in queries.untold(now):
        if Job.objects.filter(pk=job.pk, told_at=job.told_at).update(told_at=now):
            queue.tell(job)


def start_repeating(kind: str, due: str) -> None:
    """django-q's schedule says that a repeating job's turn has come."""
    actions.enqueue_repeating(kind=kind, due=due, now=timezone.now())


def _attempt(pk: int, clock: Callable[[], datetime], alive: Callable) -> int:
    """One attempt at the job: 1 when it was made, 0 when it was not ours to make."""
    job = attempts.claim(pk, now=clock())
    if job is None:
        return 0
    try:
        with alive(job):
            result = registry.find(job.kind).handler(Run(job, clock))
        with transaction.atomic():  # a result that cannot be stored leaves no trace
            attempts.succeed(job, result=result, now=clock())
    except Lost:
        logger.warning("job %s (%s): attempt %s was given up for dead, yet lived", pk, job.kind, job.attempts)
    except GiveUp as error:
        attempts.fail(job, sentence=str(error), now=clock(), for_good=True)
    except TryAgain as error:
        logger.warning("job %s (%s): attempt %s failed: %r", pk, job.kind, job.attempts, error.__cause__)
        attempts.fail(job, sentence=str(error), detail=_told(error.__cause__), now=clock())
    except UnknownKind as error:
        attempts.fail(job, sentence=UNKNOWN, detail=str(error), now=clock(), for_good=True)
    except TimeoutException:  # django-q's, after `timeout` seconds; it replaces this process, so let it pass
        attempts.fail(job, sentence=TOO_LONG, now=clock())
        raise
    except Exception as error:
        logger.exception("job %s (%s): attempt %s failed", pk, job.kind, job.attempts)
        attempts.fail(job, sentence=FAILED, detail=_told(error), now=clock())
    return 1


def _told(error: BaseException | None) -> str:
    """What went wrong, for administrators."""
    return f"{type(error).__name__}: {error}"[:1000] if error else ""
