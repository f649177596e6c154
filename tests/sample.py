"""The sample data for tests: load once per module, every test of the module starts from it.

How to use it: import the fixture in the `conftest.py` of a folder (or in one test module), then ask for it by name
together with pytest-django's `db` mark:

    from tests.sample import sample  # noqa: F401

    @pytest.mark.django_db
    def test_board(sample, client): ...

`sample` is the day of loading (a date). The rows live in a transaction around the whole module that is rolled back at
its end (SQLite: in a copy of the database); each test runs in a transaction of its own inside, so tests do not see each
other's changes and other modules see none of it. All tests of the module share it, those too that do not ask for it: a
test that needs an empty database stands in another module. Loading takes some fifteen seconds.

Only for `django_db` without `transaction=True`: a live server's threads do not see an open transaction; such tests call
`load(today)` themselves. On SQLite the second of them and those after it get the database of the first, copied page by
page, which takes no time.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime, time

import pytest
from django.db import connection, transaction
from django.utils import timezone

from evaluations.actions.sample import Counts
from evaluations.queries import instruments
from zi_tracker.sample import load_sample

_copies: dict[date, sqlite3.Connection] = {}  # in memory, of this process


def load(today: date) -> None:
    """Load the sample data as on that day into an empty database."""
    can_copy = connection.vendor == "sqlite" and not connection.in_atomic_block
    connection.ensure_connection()
    if can_copy and today in _copies:
        _copies[today].backup(connection.connection)
        return
    _load(today)
    if can_copy:
        _copies[today] = sqlite3.connect(":memory:", check_same_thread=False)
        connection.connection.backup(_copies[today])


def _load(today: date) -> Counts:
    return load_sample(today=today, now=datetime.combine(today, time(12), tzinfo=timezone.get_default_timezone()))


@pytest.fixture(scope="module")
def sample(django_db_setup, django_db_blocker) -> Iterator[date]:
    """The sample data, loaded today; yields the day."""
    instruments.forget()
    today = timezone.localdate()
    with django_db_blocker.unblock(), _undone():
        load(today)
        with django_db_blocker.block():
            yield today
    instruments.forget()


@contextmanager
def _undone() -> Iterator[None]:
    """What is written inside is gone afterwards."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(":memory:", check_same_thread=False)) as before:
            connection.connection.backup(before)
            try:
                yield
            finally:
                before.backup(connection.connection)
    else:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
