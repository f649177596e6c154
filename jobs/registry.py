"""What kinds of jobs there are, and which of them repeat. Handlers live in `<app>/tasks.py` and register themselves.

    @job("report", title="Menyusun laporan triwulan")
    def draw(run: Run) -> dict:
        ...

**A handler is idempotent**: an attempt may die at any line and the next one starts from the beginning, so whatever was
done already is found and left alone (look first, write under a key). It keeps its transactions short, calls
`run.progress` where it can, and takes the time from `run.now`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time

from jobs.exceptions import UnknownKind

ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of job. `title` is what users read; `attempts` how often it is tried before it counts as failed.

    A repeating kind has either `minutes` (from one start to the next) or `at` (time of day, WIB).
    """

    name: str
    title: str
    handler: Callable
    attempts: int = ATTEMPTS
    minutes: int | None = None
    at: time | None = None

    @property
    def repeats(self) -> bool:
        return self.minutes is not None or self.at is not None


KINDS: dict[str, Kind] = {}


def job(name: str, *, title: str, attempts: int = ATTEMPTS) -> Callable:
    """Register the decorated function as the handler of a kind: `handler(run: Run) -> dict | None`."""
    return _register(name, title=title, attempts=attempts)


def every(name: str, *, minutes: int, title: str, attempts: int = ATTEMPTS) -> Callable:
    """As `job`, and queued every so many minutes. Not queued again while the last one is still on its way."""
    return _register(name, title=title, attempts=attempts, minutes=minutes)


def daily(name: str, *, at: time, title: str, attempts: int = ATTEMPTS) -> Callable:
    """As `job`, and queued once a day at that time (WIB); after a day without a worker, once."""
    return _register(name, title=title, attempts=attempts, at=at)


def find(name: str) -> Kind:
    """The kind of that name. Raises UnknownKind."""
    try:
        return KINDS[name]
    except KeyError:
        raise UnknownKind(f"no handler is registered for jobs of kind {name!r}") from None


def _register(name: str, **what) -> Callable:
    def register(handler: Callable) -> Callable:
        if name in KINDS:
            raise ValueError(f"two handlers for jobs of kind {name!r}")
        KINDS[name] = Kind(name=name, handler=handler, **what)
        return handler

    return register
