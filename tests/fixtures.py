"""Fixtures that stand on the factories."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.db.models.signals import post_migrate

from evaluations.models import Instrument
from evaluations.queries import instruments
from tests.factories import builtin_instrument

GUARDED = ("history_entry", "evaluations_snapshot", "evaluations_followup", "reports_edition")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The test database holds the built-in instrument, loaded once per worker."""
    with django_db_blocker.unblock():
        _let_tests_empty_guarded_tables()
        builtin_instrument()
    post_migrate.connect(_first_data_again, sender=apps.get_app_config("units"))


def _first_data_again(**_sent) -> None:
    """A transactional test empties every table in the end; what migrations wrote comes back for those after it."""
    import_module("units.migrations.0002_add_legal_basis").add(apps, None)


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
