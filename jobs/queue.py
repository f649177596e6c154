"""The one place that hands work to django-q. Its rows are in our database: they are committed with the caller's, or
not at all, so no job is forgotten between the two."""

from datetime import datetime

from django_q.models import OrmQ
from django_q.tasks import async_task

from jobs.models import Job


def tell(job: Job) -> None:
    """Have a worker start this job."""
    async_task("jobs.worker.run_job", job.pk, task_name=f"job {job.pk}")


def tell_to_look() -> None:
    """Have a worker look for jobs the queue has not been told of."""
    async_task("jobs.worker.look", task_name="look")


def release(now: datetime) -> None:
    """Let go what a worker that is no more had taken from the queue. What another one still does is taken twice then,
    which is harmless: only one of them gets the job."""
    OrmQ.objects.filter(lock__gt=now).update(lock=now)
