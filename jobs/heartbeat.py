"""A thread that shows an attempt lives while its handler is busy with something that reports no progress."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from django.db import DatabaseError, connection
from django.utils import timezone

from jobs import attempts, policies
from jobs.models import Job


@contextmanager
def beating(job: Job) -> Iterator[None]:
    """Within it the job's heartbeat is renewed every `policies.BEAT`, through a connection of the thread's own."""
    over = Event()
    thread = Thread(target=_beat, args=(job, over), name=f"heartbeat of job {job.pk}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _beat(job: Job, over: Event) -> None:
    try:
        while not over.wait(policies.BEAT.total_seconds()):
            try:
                if not attempts.beat(job, now=timezone.now()):
                    return
            except DatabaseError:  # a database busy for a moment; the next beat is soon
                connection.close()
    finally:
        connection.close()
