"""Runs background jobs in a test, where no worker does."""

from datetime import datetime

from django.utils import timezone

from jobs.enums import JobState
from jobs.models import Job
from jobs.worker import run_due


def run_jobs(now: datetime | None = None, *, failing: bool = False) -> int:
    """Run every job that is due (by default: at the real time, as the views have it); the number of attempts made.

    An attempt that fails fails the test, unless `failing`.
    """
    made = run_due(now or timezone.now())
    if not failing:
        assert list(Job.objects.exclude(error="").values_list("kind", "error", "detail")) == []
        assert not Job.objects.filter(state=JobState.FAILED).exists()
    return made
