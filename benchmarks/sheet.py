"""Queries and milliseconds of the sheet: `python -m benchmarks.sheet`. Prints figures, judges nothing.

The page with all questions, filled by the unit, and saving one answer in the background, in a quarter of one unit and
of many. Uses the tests' settings and a database of its own that goes away afterwards.
"""

import os
import time
from functools import partial
from itertools import count, cycle

import django
from django.db import connection
from django.test.utils import CaptureQueriesContext, setup_databases, setup_test_environment, teardown_databases

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.test import Client  # noqa: E402 - models need django.setup()

from evaluations.models import Evaluation  # noqa: E402
from tests.factories import EvaluationFactory, PeriodFactory, WorkUnitFactory, fill, person  # noqa: E402
from units.roles import Role  # noqa: E402

SIZES = (1, 40)
ROUNDS = 20
CODE = "A.I.1.i.b"  # a scale of three


def add_units(periods, upto: int) -> None:
    """Units up to that number, each with a sheet its people filled and an approved one in the quarter before."""
    for number in range(WorkUnitFactory._meta.model.objects.count(), upto):
        unit = WorkUnitFactory(code=f"{number:04}")
        before = EvaluationFactory(period=periods[0], unit=unit, state="approved")
        now = EvaluationFactory(period=periods[1], unit=unit)
        for sheet, assessors in ((before, ("unit", "tpi")), (now, ("unit",))):
            for assessor in assessors:
                fill(sheet, assessor, "B")


def measure(request) -> tuple[int, float, int]:
    """Queries, milliseconds (the median of some rounds) and bytes of the answer."""
    request()
    with CaptureQueriesContext(connection) as queries:
        response = request()
    number = len(queries)  # the next request starts a new log
    assert response.status_code == 200, response.status_code
    taken = sorted(_milliseconds(request) for _ in range(ROUNDS))
    return number, taken[ROUNDS // 2], len(response.content)


def _milliseconds(request) -> float:
    start = time.perf_counter()
    request()
    return (time.perf_counter() - start) * 1000


def saving(client: Client, address: str):
    """A request that changes the answer each time, as htmx sends it."""
    options, versions = cycle("AC"), count(1)

    def request():
        fields = {f"{CODE}.v": next(options), f"{CODE}.n": "", f"{CODE}.r": str(next(versions))}
        return client.post(f"{address}{CODE}/", fields, headers={"HX-Request": "true"})

    return request


def main() -> None:
    """Prints a line per number of units and request."""
    setup_test_environment()
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        periods = [PeriodFactory(quarter=2, state="locked"), PeriodFactory(quarter=3)]
        for size in SIZES:
            add_units(periods, size)
            unit = Evaluation.objects.filter(period=periods[1]).latest("pk").unit  # a new one, with first versions
            client = Client()
            client.force_login(person(Role.UNIT_MEMBER, unit), backend="accounts.backends.Backend")
            address = f"/tw/2024-3/unit/{unit.code}/lke/"
            for name, request in {"page": partial(client.get, address), "save": saving(client, address)}.items():
                queries, milliseconds, length = measure(request)
                print(f"{size:>4} units  {name:<5} {queries:>3} queries {milliseconds:8.1f} ms {length:>10,} bytes")
    finally:
        teardown_databases(databases, verbosity=0)


if __name__ == "__main__":
    main()
