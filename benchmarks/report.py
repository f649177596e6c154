"""How long the quarterly report takes: `python -m benchmarks.report [2024-2]`. Prints figures, judges nothing.

Reads the database of DATABASE_URL (the sample data is meant) and prints queries, seconds and pages of one quarter.
"""

import os
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zi_tracker.settings")
django.setup()

import pypdfium2  # noqa: E402 - Django must be set up first
from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from evaluations.models import Period  # noqa: E402
from evaluations.queries.instruments import loaded  # noqa: E402
from reports import pdf  # noqa: E402
from reports.enums import Paper  # noqa: E402
from reports.papers import whole  # noqa: E402
from reports.queries.quarterly import quarterly_report  # noqa: E402
from units.actors import actor_for  # noqa: E402
from units.models import RoleGrant  # noqa: E402
from units.roles import Role  # noqa: E402


def main(quarter: str = "2024-2") -> None:
    """Prints the figures of one quarter."""
    year, number = map(int, quarter.split("-"))
    today = timezone.localdate()
    actor = actor_for(RoleGrant.objects.filter(role=Role.LEADER).select_related("user")[0].user, today=today)
    period = Period.objects.select_related("instrument").get(year=year, quarter=number)
    loaded(period.instrument)  # a server has it in memory
    with CaptureQueriesContext(connection) as queries:
        start = time.perf_counter()
        report = quarterly_report(actor, period, today=today)
    print(f"{period}: {len(report.units)} units, {len(queries)} queries, {time.perf_counter() - start:.2f} s to read")
    start, processor = time.perf_counter(), time.process_time()
    paper = whole(Paper.QUARTERLY, report, "laporan")
    content = pdf.write(paper.html, paper.stylesheet, paper.watermark)
    seconds, worked = time.perf_counter() - start, time.process_time() - processor
    pages = len(pypdfium2.PdfDocument(content))
    print(
        f"{pages} pages, {len(content) / 1e6:.1f} MB, {seconds:.1f} s to draw ({worked:.1f} s of processor time, "
        f"{seconds / pages * 1000:.0f} ms per page)"
    )


if __name__ == "__main__":
    main(*sys.argv[1:2])
