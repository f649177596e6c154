"""Fixtures that stand on the factories."""

import pytest
from django.db import connection

from evaluations.models import Instrument
from evaluations.queries import instruments
from tests.factories import builtin_instrument

GUARDED = ("history_entry", "evaluations_snapshot")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The test database holds the built-in instrument, loaded once per worker."""
    with django_db_blocker.unblock():
        _let_tests_empty_guarded_tables()
        builtin_instrument()


def _let_tests_empty_guarded_tables() -> None:
    """Transactional tests empty every table; on SQLite by DELETE, which guarded ones refuse (history.guard)."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for table in GUARDED:
                cursor.execute(f"DROP TRIGGER {table}_no_delete")  # fails where the migration put none up


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
