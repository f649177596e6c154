"""What a save costs when SQLite waits for the disk: `python -m benchmarks.durability`. Prints figures, judges nothing.

One answer saved in the background, through the whole of Django, with `PRAGMA synchronous` NORMAL (the disk is waited
for now and then: lost power may take the last answers along) and FULL (waited for at every commit). TMPDIR=FOLDER puts
the database on another disk. Uses the tests' settings and a database of its own that goes away afterwards.
"""

import os
import time
from itertools import count, cycle

import django
from django.db import connection
from django.test.utils import setup_databases, setup_test_environment, teardown_databases

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.test import Client  # noqa: E402 - models need django.setup()

from tests.factories import EvaluationFactory, WorkUnitFactory, fill, person  # noqa: E402
from units.roles import Role  # noqa: E402

ROUNDS = 300
CODE = "A.I.1.i.b"  # a scale of three


def saving(client: Client, address: str, versions, options):
    """A request that changes the answer each time, as the sheet sends it."""

    def request():
        fields = {f"{CODE}.v": next(options), f"{CODE}.n": "", f"{CODE}.r": str(next(versions))}
        response = client.post(f"{address}{CODE}/", fields, headers={"HX-Request": "true"})
        assert response.status_code == 200, response.status_code

    return request


def milliseconds(request) -> float:
    """Of one request."""
    start = time.perf_counter()
    request()
    return (time.perf_counter() - start) * 1000


def main() -> None:
    """Prints a line per setting, the two by turns so that other work on the machine hits both alike."""
    if connection.vendor != "sqlite":
        raise SystemExit("Only for SQLite.")
    setup_test_environment()
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        unit = WorkUnitFactory(code="07")
        evaluation = EvaluationFactory(unit=unit)
        fill(evaluation, "unit", "B")
        client = Client()
        client.force_login(person(Role.UNIT_MEMBER, unit), backend="accounts.backends.Backend")
        request = saving(client, "/tw/2024-3/unit/07/lke/", count(1), cycle("AC"))
        request()
        taken = {"NORMAL": [], "FULL": []}
        for _ in range(ROUNDS):
            for setting, times in taken.items():
                with connection.cursor() as cursor:
                    cursor.execute(f"PRAGMA synchronous={setting}")
                times.append(milliseconds(request))
        for setting, times in taken.items():
            times.sort()
            print(
                f"synchronous={setting:<7} median {times[ROUNDS // 2]:6.1f} ms   "
                f"95 of 100 within {times[ROUNDS * 95 // 100]:6.1f} ms   longest {times[-1]:6.1f} ms"
            )
    finally:
        teardown_databases(databases, verbosity=0)


if __name__ == "__main__":
    main()
