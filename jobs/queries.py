"""Which jobs wait, which are dead, whether a worker lives."""

from datetime import datetime

from django.db.models import F, Max, Q

from accounts.models import User
from jobs import policies
from jobs.enums import JobState
from jobs.models import Job, Pulse


def of_person(user: User):
    """Jobs the person asked for, newest first."""
    return everyone().filter(created_by=user)


def everyone():
    """All jobs, newest first."""
    return Job.objects.select_related("created_by")


def due(now: datetime):
    """Jobs that may start, the longest waiting first."""
    return Job.objects.filter(state=JobState.QUEUED, due_at__lte=now).order_by("due_at", "pk")


def untold(now: datetime):
    """Jobs that may start but that the queue has not been told of, or so long ago that it must have forgotten."""
    return due(now).filter(Q(told_at=None) | Q(told_at__lt=F("due_at")) | Q(told_at__lt=now - policies.TELL_AGAIN))


def dead(now: datetime):
    """Running attempts whose process has been silent for too long."""
    return Job.objects.filter(state=JobState.RUNNING, heartbeat_at__lt=policies.dead_since(now)).order_by("pk")


def heard_at() -> datetime | None:
    """When a worker was last heard of, None: never. A worker busy with a long job shows it in the job's heartbeat."""
    pulse = Pulse.objects.aggregate(at=Max("at"))["at"]
    beat = Job.objects.filter(state=JobState.RUNNING).aggregate(at=Max("heartbeat_at"))["at"]
    return max(filter(None, (pulse, beat)), default=None)


def worker_is_silent(now: datetime) -> bool:
    """Has no worker been heard of for so long that it cannot be running?"""
    heard = heard_at()
    return heard is None or heard < now - policies.UNHEARD


def waits_in_vain(jobs, now: datetime) -> bool:
    """Has one of these jobs been due for some time while no worker is heard of?"""
    waiting = jobs.filter(state=JobState.QUEUED, due_at__lt=now - policies.UNHEARD)
    return waiting.exists() and worker_is_silent(now)
