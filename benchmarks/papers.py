"""How long the quarterly report takes each way: `python -m benchmarks.papers [2024-2 [rounds]]`. Prints figures.

Reads the database of DATABASE_URL (the sample data is meant). In each round, one after the other: a draft of which
nothing is kept; one whose annexes are kept and whose body changed; one that is kept whole; that body alone; an issued
edition (PDF/A-3a with tags, without signing); the same HTML in one plain WeasyPrint run, and printed by Chromium.
Seconds from the composed HTML to the PDF, medians of all rounds; "processor" is that of all processes together, which
other work on the machine moves less.
"""

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zi_tracker.settings")
django.setup()

import pikepdf  # noqa: E402 - Django must be set up first
from django.conf import settings  # noqa: E402
from django.contrib.staticfiles import finders  # noqa: E402
from django.test import override_settings  # noqa: E402
from django.utils import timezone  # noqa: E402

from evaluations.models import Period  # noqa: E402
from reports import drawing, pdf  # noqa: E402
from reports.drafts import draft  # noqa: E402
from reports.enums import Paper  # noqa: E402
from reports.papers import Composed, Parts, compose, compose_parts  # noqa: E402
from units.actors import actor_for  # noqa: E402
from units.models import RoleGrant  # noqa: E402
from units.roles import Role  # noqa: E402

PLAIN, CHROMIUM = "one plain WeasyPrint run", "Chromium's print"
COLD, WARM, SAME, ISSUED = "draft cold", "draft warm", "draft unchanged", "issued (PDF/A-3a)"
BODY = "the body alone"


def main(quarter: str = "2024-2", rounds: str = "3") -> None:
    """Prints the figures of one quarter."""
    cores = len(os.sched_getaffinity(0))
    taken: dict[str, list[tuple[float, float]]] = {}
    made: dict[str, bytes] = {}
    loads = []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(int(rounds)):
            loads.append(os.getloadavg()[0])
            _round(quarter, number, Path(folder), taken, made)
    print(f"{quarter}, {rounds} rounds, {cores} cores, load {', '.join(f'{load:.1f}' for load in loads)}")
    plain = statistics.median(seconds for seconds, _ in taken[PLAIN])
    for name, times in taken.items():
        seconds, processor = (statistics.median(values) for values in zip(*times, strict=True))
        with pikepdf.open(BytesIO(made[name])) as content:
            pages = len(content.pages)
        print(
            f"{name:<26} {seconds:6.1f} s  {processor:6.1f} s of processor  {seconds / plain:5.2f} of plain  "
            f"{pages:>4} pages  {len(made[name]) / 1e6:4.1f} MB"
        )


def _round(quarter: str, number: int, folder: Path, taken: dict, made: dict) -> None:
    parts, later, paper = _composed(quarter, number)
    shelves = folder / str(number)
    entry = settings.STORAGES["private"]
    storage = entry | {"OPTIONS": entry["OPTIONS"] | {"location": shelves}}
    with override_settings(STORAGES=settings.STORAGES | {"private": storage}):
        ways: dict[str, Callable[[], bytes]] = {
            COLD: lambda: draft(parts, _nobody),
            WARM: lambda: draft(later, _nobody),
            SAME: lambda: draft(later, _nobody),
            BODY: lambda: drawing.draw(pdf.piece(later.body, tags=False)).content,
            ISSUED: lambda: pdf.archival(paper),
            PLAIN: lambda: drawing.draw(pdf.piece(paper, tags=False)).content,
            CHROMIUM: lambda: _chromium(paper, folder),
        }
        for name, way in ways.items():
            began, worked = time.perf_counter(), _processor()
            made[name] = way()
            taken.setdefault(name, []).append((time.perf_counter() - began, _processor() - worked))


def _composed(quarter: str, number: int) -> tuple[Parts, Parts, Composed]:
    """The report in parts, the same with a body that changed, and as a whole."""
    today = timezone.localdate() + timedelta(days=2 * number)
    actor = actor_for(RoleGrant.objects.filter(role=Role.LEADER).select_related("user")[0].user, today=today)
    year, place = map(int, quarter.split("-"))
    period = Period.objects.select_related("instrument").get(year=year, quarter=place)
    what = (Paper.QUARTERLY, period, None)
    return (
        compose_parts(*what, reader=actor, today=today),
        compose_parts(*what, reader=actor, today=today + timedelta(days=1)),
        compose(*what, reader=actor, today=today),
    )


def _chromium(paper: Composed, folder: Path) -> bytes:
    """The same HTML and style sheet, printed by the browser of the browser tests."""
    page, target = folder / "page.html", folder / "page.pdf"
    style = Path(finders.find(paper.stylesheet)).read_text(encoding="utf-8")
    fonts = Path(finders.find("vendor/inter/inter-latin-wght-normal.woff2")).parent
    style = style.replace("../vendor/inter", fonts.as_uri())
    page.write_text(paper.html.replace("</head>", f"<style>{style}</style></head>"), encoding="utf-8")
    program = os.environ.get("CHROMIUM") or shutil.which("chromium")
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
    options += ["--no-pdf-header-footer", f"--user-data-dir={folder / 'chromium'}", f"--print-to-pdf={target}"]
    subprocess.run([program, *options, page.as_uri()], check=True, stderr=subprocess.DEVNULL)
    return target.read_bytes()


def _processor() -> float:
    """Seconds of processor time so far, of this process and those that ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _nobody(_done: int, _total: int) -> None:
    """Who is told how far it is."""


if __name__ == "__main__":
    main(*sys.argv[1:3])
