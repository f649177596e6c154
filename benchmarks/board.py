"""Queries and milliseconds of the board: `python -m benchmarks.board`. Prints figures, judges nothing.

Uses the tests' settings and a database of its own that goes away afterwards. Every unit has a filled sheet by
both assessors in this quarter and an approved one in the quarter before, which is locked and recorded.
"""

import os
import random
import time

import django
from django.db import connection
from django.test.utils import CaptureQueriesContext, setup_databases, setup_test_environment, teardown_databases

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.test import Client  # noqa: E402 - models need django.setup()

from benchmarks.scoring import SEED, random_sheet  # noqa: E402
from evaluations.actions.snapshots import record_missing  # noqa: E402
from evaluations.models import Score  # noqa: E402
from evaluations.queries.instruments import loaded  # noqa: E402
from evaluations.queries.sheets import score_fields  # noqa: E402
from evaluations.scoring.engine import score  # noqa: E402
from evaluations.scoring.thresholds import judge  # noqa: E402
from tests.factories import NOW, EvaluationFactory, PeriodFactory, WorkUnitFactory, person  # noqa: E402
from units.roles import Role  # noqa: E402

SIZES = (12, 200)
ROUNDS = 10


class Scored:
    """What `score_fields` reads, from random answers."""

    def __init__(self, source, dice):
        self.loaded = source
        self.scores = score(source.instrument, random_sheet(source.instrument, dice))
        self.verdicts = judge(source.instrument, self.scores)
        self.done = self.scores.answered


def add_units(periods, upto: int, dice: random.Random) -> None:
    """Units up to that number, each with scored sheets in both quarters."""
    source = loaded(periods[0].instrument)
    for number in range(WorkUnitFactory._meta.model.objects.count(), upto):
        unit = WorkUnitFactory(code=f"{number:04}")
        for period, state in zip(periods, ("approved", "in_review"), strict=True):
            sheet = EvaluationFactory(period=period, unit=unit, state=state)
            Score.objects.bulk_create(
                Score(evaluation=sheet, assessor=assessor, **score_fields(Scored(source, dice)))
                for assessor in ("unit", "tpi")
            )


def measure(client: Client, address: str) -> tuple[int, float, int]:
    """Queries, milliseconds (the median of some rounds) and bytes of the page."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    count = len(queries)  # the next request starts a new log
    taken = sorted(_milliseconds(client, address) for _ in range(ROUNDS))
    return count, taken[ROUNDS // 2], len(response.content)


def _milliseconds(client: Client, address: str) -> float:
    start = time.perf_counter()
    client.get(address)
    return (time.perf_counter() - start) * 1000


def main() -> None:
    """Prints a line per number of units and address."""
    setup_test_environment()
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        dice = random.Random(SEED)  # noqa: S311 - reproducible sheets, nothing secret
        periods = [PeriodFactory(quarter=2, state="locked"), PeriodFactory(quarter=3)]
        client = Client()
        client.force_login(person(Role.LEADER), backend="accounts.backends.Backend")
        for size in SIZES:
            add_units(periods, size, dice)
            record_missing(now=NOW)
            for address in ("/", "/tw/2024-3/", "/tw/2024-3/?penilai=tpi&urut=-area-3", "/tw/2024-2/"):
                queries, milliseconds, length = measure(client, address)
                print(f"{size:>4} units  {address:<36} {queries:>3} queries {milliseconds:8.1f} ms {length:>10,} bytes")
    finally:
        teardown_databases(databases, verbosity=0)


if __name__ == "__main__":
    main()
