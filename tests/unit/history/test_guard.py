"""The database itself refuses to change or delete history. On SQLite the guard against DELETE is put up again here."""

import pytest
from django.db import DatabaseError, connection, transaction

from history import log
from history.guard import guard, unguard
from history.models import Entry
from tests.factories import NOW, UserFactory
from tests.guard import Editor

pytestmark = pytest.mark.django_db
TABLE = "history_entry"


@pytest.fixture
def entry():
    user = UserFactory()
    return log.write(verb="uji", subject=user, by=user, at=NOW)


def run(sql: str) -> str:
    """What the database says to the statement; "" when it went through."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    except DatabaseError as error:
        return str(error).splitlines()[0]
    return ""


def test_an_update_is_refused_by_what_the_migrations_left(entry):
    before = list(Entry.objects.values())
    assert run("UPDATE history_entry SET verb = 'lain'") == f"{TABLE} is append-only"
    assert list(Entry.objects.values()) == before


def test_a_delete_is_refused(entry):
    guard(Editor(), TABLE)
    before = list(Entry.objects.values())
    assert run("DELETE FROM history_entry") == f"{TABLE} is append-only"
    assert run("DELETE FROM history_entry WHERE id > 0") == f"{TABLE} is append-only"
    assert list(Entry.objects.values()) == before


def test_adding_goes_on(entry):
    guard(Editor(), TABLE)
    log.write(verb="lain", subject=entry.by, by=None, at=NOW)
    assert Entry.objects.filter(subject="user").count() == 2


def test_the_guard_can_be_taken_down_again(entry):
    unguard(Editor(), TABLE)
    assert (run("UPDATE history_entry SET verb = 'lain'"), run("DELETE FROM history_entry")) == ("", "")
    assert Entry.objects.count() == 0
