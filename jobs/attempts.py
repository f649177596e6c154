"""What can happen to one attempt. Each is one conditional UPDATE that names the state it comes from and the attempt's
number, so two processes never run the same attempt and a late one changes nothing."""

from datetime import datetime

from django.db.models import F

from jobs import policies
from jobs.enums import JobState
from jobs.models import Job, Pulse

DIED = "Pekerja latar berhenti di tengah pekerjaan ini."


def show_life(now: datetime) -> None:
    """A worker is at work: its round may wait behind many short jobs. Seldom writes."""
    Pulse.objects.filter(at__lt=now - policies.BEAT).update(at=now)


def claim(pk: int, *, now: datetime) -> Job | None:
    """Begin an attempt: the job when this process may run it now, None when it is not due or somebody else has it."""
    begun = Job.objects.filter(pk=pk, state=JobState.QUEUED, due_at__lte=now, attempts__lt=F("attempt_limit")).update(
        state=JobState.RUNNING, attempts=F("attempts") + 1, started_at=now, heartbeat_at=now, done=0, total=0
    )
    return Job.objects.select_related("created_by").get(pk=pk) if begun else None


def beat(job: Job, *, now: datetime) -> bool:
    """Show that the attempt lives. False: it was taken away."""
    return bool(_running(job).update(heartbeat_at=now))


def progress(job: Job, *, done: int, total: int, now: datetime) -> bool:
    """Show how far the attempt is, which is a beat too. False: it was taken away."""
    return bool(_running(job).update(heartbeat_at=now, done=done, total=total))


def succeed(job: Job, *, result: dict | None, now: datetime) -> bool:
    """The attempt ended well. False: it had been taken away."""
    return bool(
        _running(job).update(
            state=JobState.DONE,
            result=result,
            done=F("total"),
            error="",
            detail="",
            heartbeat_at=None,
            finished_at=now,
        )
    )


def fail(job: Job, *, sentence: str, detail: str = "", now: datetime, for_good: bool = False) -> bool:
    """The attempt failed: tried again after a pause while attempts are left (and not `for_good`), else over.

    False: it had been taken away.
    """
    due = None if for_good else now + policies.pause(job.attempts)
    return _fail(_running(job), job, sentence, detail, now, due)


def bury(job: Job, *, now: datetime) -> bool:
    """The attempt's process died: tried again at once while attempts are left. False: it lives since `job` was read."""
    return _fail(_running(job).filter(heartbeat_at=job.heartbeat_at), job, DIED, "", now, due=now)


def _running(job: Job):
    return Job.objects.filter(pk=job.pk, state=JobState.RUNNING, attempts=job.attempts)


def _fail(rows, job: Job, sentence: str, detail: str, now: datetime, due: datetime | None) -> bool:
    told = {"error": sentence, "detail": detail, "heartbeat_at": None}
    if due is None or job.attempts >= job.attempt_limit:
        return bool(rows.update(state=JobState.FAILED, finished_at=now, **told))
    return bool(rows.update(state=JobState.QUEUED, due_at=due, told_at=None, **told))
