"""Seconds to lock a quarter and bytes per snapshot: `python -m benchmarks.lock`. Prints figures, judges nothing.

Every unit has a sheet answered to the last question by both assessors; the quarter is locked in one transaction, in a
database of the tests' settings that goes away afterwards.
"""

import os
import time

import django
from django.db import connection
from django.test.utils import CaptureQueriesContext, setup_databases, setup_test_environment, teardown_databases

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from evaluations.actions.periods import lock_period  # noqa: E402 - models need django.setup()
from evaluations.canonical import canonical  # noqa: E402
from evaluations.models import Answer, Evaluation, Score, Snapshot  # noqa: E402
from tests.factories import NOW, EvaluationFactory, PeriodFactory, UserFactory, actor, fill, person  # noqa: E402
from units.roles import Role  # noqa: E402

SIZES = (12, 200)
NOTE = "Dokumen sudah diperiksa di tempat; surat keputusan, notula, dan daftar hadir lengkap serta sesuai. " * 2
PARTS = ("head", "details", "sheet")


def add_sheets(period, count: int) -> None:
    """Sheets with the answers and scores of the first one, which is filled as tests do it."""
    by = UserFactory()
    first = EvaluationFactory(period=period, state="approved")
    for assessor in ("unit", "tpi"):
        fill(first, assessor, "B", by=by)
    Answer.objects.filter(evaluation=first).update(note=NOTE)
    for _ in range(count - 1):
        sheet = EvaluationFactory(period=period, state="approved")
        for model in (Answer, Score):
            rows = list(model.objects.filter(evaluation=first))
            for row in rows:
                row.pk, row.evaluation = None, sheet
            model.objects.bulk_create(rows)


def main() -> None:
    """Prints a line per number of units."""
    setup_test_environment()
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        supervisor = actor(person(Role.SUPERVISOR))
        for quarter, size in enumerate(SIZES, start=1):
            period = PeriodFactory(quarter=quarter)
            add_sheets(period, size)
            wall, processor = time.perf_counter(), time.process_time()
            with CaptureQueriesContext(connection) as queries:
                lock_period(period=period, by=supervisor, now=NOW)
            wall, processor = time.perf_counter() - wall, time.process_time() - processor
            assert Evaluation.objects.filter(period=period).count() == size
            row = Snapshot.objects.filter(evaluation__period=period).first()
            sizes = ", ".join(f"{part} {len(canonical(getattr(row, part))):,}" for part in PARTS)
            print(
                f"{size:>4} units  {len(queries):>3} queries {wall:6.2f} s ({processor:.2f} s of the processor)  "
                f"{len(row.content):,} bytes per snapshot ({sizes})"
            )
    finally:
        teardown_databases(databases, verbosity=0)


if __name__ == "__main__":
    main()
