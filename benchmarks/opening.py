"""Seconds to open a quarter with answers carried along: `python -m benchmarks.opening`. Prints figures, judges nothing.

Uses the tests' settings and a database of its own that goes away afterwards. Every unit has an approved sheet with
all questions answered and verified in the quarter before.
"""

import os
import time

import django
from django.db import connection
from django.test.utils import CaptureQueriesContext, setup_databases, setup_test_environment, teardown_databases

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from evaluations.actions.periods import open_period  # noqa: E402 - models need django.setup()
from evaluations.models import Answer  # noqa: E402
from tests.factories import (  # noqa: E402
    NOW,
    EvaluationFactory,
    PeriodFactory,
    UserFactory,
    WorkUnitFactory,
    actor,
    fill,
    person,
)
from units.models import WorkUnit  # noqa: E402
from units.roles import Role  # noqa: E402

SIZES = (12, 50, 200)


def add_units(period, upto: int) -> None:
    """Units up to that number, each with an approved sheet."""
    by = UserFactory()
    for number in range(WorkUnit.objects.count(), upto):
        sheet = EvaluationFactory(period=period, unit=WorkUnitFactory(code=f"{number:04}"), state="approved")
        fill(sheet, "unit", by=by)
        fill(sheet, "tpi", "B", by=by)


def measure(year: int, by) -> tuple[float, int, int]:
    """Seconds, statements and carried answers of opening one quarter."""
    period = PeriodFactory(year=year, state="planned")
    with CaptureQueriesContext(connection) as queries:
        start = time.perf_counter()
        open_period(period=period, by=by, now=NOW)
        seconds = time.perf_counter() - start
    return seconds, len(queries), Answer.objects.filter(evaluation__period=period).count()


def main() -> None:
    """Prints a line per number of units."""
    setup_test_environment()
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        before, by = PeriodFactory(quarter=2, state="locked"), actor(person(Role.SUPERVISOR))
        for number, size in enumerate(SIZES):
            add_units(before, size)
            seconds, statements, carried = measure(2025 + number, by)
            print(
                f"{size:>4} units {carried:>7,} answers carried {statements:>4} statements "
                f"{seconds:7.2f} s {seconds / size * 1000:7.1f} ms a unit"
            )
    finally:
        teardown_databases(databases, verbosity=0)


if __name__ == "__main__":
    main()
