"""Kinds of jobs that only tests know, and a way to have them."""

from collections.abc import Iterator
from contextlib import contextmanager

from jobs import registry


@contextmanager
def kind(handler, name: str = "uji", title: str = "Pekerjaan uji", **what) -> Iterator[str]:
    """A kind with this handler, gone afterwards."""
    register = registry.every if "minutes" in what else registry.daily if "at" in what else registry.job
    register(name, title=title, **what)(handler)
    try:
        yield name
    finally:
        del registry.KINDS[name]
