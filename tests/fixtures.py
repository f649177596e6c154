"""Fixtures that stand on the factories."""

import pytest
from django.db import connection

from evaluations.models import Instrument
from evaluations.queries import instruments
from tests.factories import builtin_instrument


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The test database holds the built-in instrument, loaded once per worker."""
    with django_db_blocker.unblock():
        _let_tests_empty_the_history()
        builtin_instrument()


def _let_tests_empty_the_history() -> None:
    """Transactional tests empty every table; on SQLite by DELETE, which the history refuses (history.guard)."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER history_entry_no_delete")  # fails where the migration put none up


@pytest.fixture
def instrument(db) -> Instrument:
    """The built-in instrument, published and in memory. Transactional tests empty the database; it comes back here."""
    return builtin_instrument()


@pytest.fixture(autouse=True)
def _forget_instruments():
    """Instruments of a test go with its transaction; another with the same key must not be read from memory."""
    yield
    if instruments._published.cache_info().currsize > 1:
        instruments.forget()
