"""Taking a table's guard down and up inside a test's transaction: as somebody does who owns the database."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from history.guard import guard, unguard


class Editor:
    """As much of a schema editor as the guard needs, inside the test's transaction."""

    connection = connection

    def execute(self, sql, params=None):
        with connection.cursor() as cursor:
            cursor.execute(sql)


@contextmanager
def unguarded(table: str) -> Iterator:
    """A cursor that may change the table; afterwards the guard stands again."""
    unguard(Editor(), table)
    with connection.cursor() as cursor:
        yield cursor
    guard(Editor(), table)
