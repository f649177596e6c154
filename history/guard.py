"""A table that the database itself lets nobody change: triggers refuse UPDATE and DELETE, whoever asks.

With a condition on the row as it stands (`when`, for example "OLD.issued_at IS NOT NULL") they stop only those rows.
They stand against mistakes and against SQL that gets in somewhere; whoever owns the database can drop them. TRUNCATE of
PostgreSQL is left alone. SQLite forgets the triggers of a table that a later migration rebuilds: such a migration ends
with `guarded(table)` again (tests/unit/history/test_guard.py notices).
"""

from django.db import migrations

POSTGRESQL = {
    "forwards": (
        """
        CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '{sentence}' USING ERRCODE = 'restrict_violation'; END $$
        """,
        """
        CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
        FOR EACH ROW {when} EXECUTE FUNCTION {table}_refuse()
        """,
    ),
    "backwards": (
        "DROP TRIGGER IF EXISTS {table}_append_only ON {table}",
        "DROP FUNCTION IF EXISTS {table}_refuse()",
    ),
}
SQLITE = {
    "forwards": (
        """
        CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {when}
        BEGIN SELECT RAISE(ABORT, '{sentence}'); END
        """,
        """
        CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {when}
        BEGIN SELECT RAISE(ABORT, '{sentence}'); END
        """,
    ),
    "backwards": ("DROP TRIGGER IF EXISTS {table}_no_update", "DROP TRIGGER IF EXISTS {table}_no_delete"),
}
VENDORS = {"postgresql": POSTGRESQL, "sqlite": SQLITE}


def guarded(table: str, when: str = "") -> migrations.RunPython:
    """The reversible step of a migration that guards a table. Safe where the guard stands already."""
    return migrations.RunPython(lambda _, editor: guard(editor, table, when), lambda _, editor: unguard(editor, table))


def guard(editor, table: str, when: str = "") -> None:
    """Put the triggers up, with a schema editor."""
    unguard(editor, table)
    _run(editor, table, "forwards", when)


def unguard(editor, table: str) -> None:
    """Take the triggers down."""
    _run(editor, table, "backwards")


def _run(editor, table: str, direction: str, when: str = "") -> None:
    sentence = f"{table} takes no change where {when}" if when else f"{table} is append-only"
    words = {"table": table, "when": f"WHEN ({when})" if when else "", "sentence": sentence}
    for statement in VENDORS[editor.connection.vendor][direction]:
        editor.execute(statement.format(**words), params=None)
