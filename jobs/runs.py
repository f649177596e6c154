"""What a handler is given."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from jobs import attempts
from jobs.exceptions import Lost
from jobs.models import Job


@dataclass(frozen=True, slots=True)
class Run:
    """One attempt at a job."""

    job: Job
    clock: Callable[[], datetime]

    @property
    def payload(self) -> dict:
        """What the job was asked for with."""
        return self.job.payload

    @property
    def attempt(self) -> int:
        """Which attempt this is, counted from 1."""
        return self.job.attempts

    @property
    def now(self) -> datetime:
        """The time, for actions that ask for it."""
        return self.clock()

    def progress(self, done: int, total: int) -> None:
        """Say how far the work is. Raises Lost when the attempt was taken away: let it pass."""
        if not attempts.progress(self.job, done=done, total=total, now=self.now):
            raise Lost
