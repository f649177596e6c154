"""This app's own jobs."""

from datetime import time

from django.db.models import Q
from django_q.models import Task

from jobs import policies
from jobs.enums import JobState
from jobs.models import Job
from jobs.registry import daily
from jobs.runs import Run


@daily("forget-jobs", at=time(2, 30), title="Menghapus catatan pekerjaan lama")
def forget(run: Run) -> dict:
    """Delete what ended so long ago that nobody asks for it; django-q's record of failures goes with it."""
    before = run.now - policies.KEPT
    over = Q(state__in=[JobState.DONE, JobState.FAILED], finished_at__lt=before)
    forgotten, _ = Job.objects.filter(over).delete()
    Task.objects.filter(stopped__lt=before).delete()
    return {"forgotten": forgotten}
