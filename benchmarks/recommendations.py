"""Queries and milliseconds of the list of recommendations: `python -m benchmarks.recommendations`. Judges nothing.

Uses the tests' settings and a database of its own that goes away afterwards. 5,000 recommendations of 200 units in all
states, a fifth with a report; read by a leader, an evaluator of twenty units and a member of one.
"""

import os
import random
import time
from datetime import timedelta

import django
from django.db import connection
from django.test.utils import CaptureQueriesContext, setup_databases, setup_test_environment, teardown_databases

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.test import Client  # noqa: E402 - models need django.setup()
from django.utils import timezone  # noqa: E402

from benchmarks.scoring import SEED  # noqa: E402
from evaluations.enums import Priority, RecommendationState  # noqa: E402
from evaluations.followup_workflow import CLOSED  # noqa: E402
from evaluations.models import Evaluation, FollowUp, Recommendation  # noqa: E402
from tests.factories import (  # noqa: E402
    NOW,
    EvaluationFactory,
    PeriodFactory,
    UserFactory,
    WorkUnitFactory,
    assign,
    person,
)
from units.roles import Role  # noqa: E402

AMOUNT = 5_000
UNITS = 200
ROUNDS = 10
FILTERS = {
    "everything": "",
    "a unit": "unit=0007",
    "open": "status=terbuka",
    "reported as done": "status=done_by_unit",
    "high": "prioritas=high",
    "an area": "area=3",
    "given": "diberikan=2024-2",
    "overdue": "lewat=on",
    "mine": "saya=on",
    "a word": "cari=nomor+4",
    "all at once": "status=terbuka&prioritas=high&area=3&diberikan=2024-2&lewat=on&saya=on&cari=nomor",
}


def fill(dice: random.Random) -> list[Evaluation]:
    """The recommendations, spread over the units and four quarters; the sheets of the newest quarter come back."""
    periods = [PeriodFactory(quarter=quarter) for quarter in (1, 2, 3, 4)]
    units = [WorkUnitFactory(code=f"{number:04}") for number in range(UNITS)]
    sheets = [EvaluationFactory(period=period, unit=unit) for unit in units for period in periods]
    by = UserFactory()
    rows = [_advice(number, dice.choice(sheets), by, dice) for number in range(AMOUNT)]
    Recommendation.objects.bulk_create(rows, batch_size=500)
    FollowUp.objects.bulk_create(
        FollowUp(recommendation=row, number=1, action="report", state=row.state, text="Sudah.", at=NOW, by=by)
        for row in rows[::5]
    )
    return sheets[3::4]


def _advice(number: int, sheet: Evaluation, by, dice: random.Random) -> Recommendation:
    state = dice.choice(RecommendationState.values)
    closed = state in CLOSED
    return Recommendation(
        unit=sheet.unit,
        evaluation=sheet,
        number=number + 1,
        code="A.I.1.i.a",
        area=dice.randint(1, 6),
        text=f"Rekomendasi nomor {number} untuk melengkapi bukti pemenuhan.",
        priority=dice.choice(Priority.values),
        due_on=timezone.localdate() + timedelta(days=dice.randint(-90, 90)),
        year=sheet.period.year,
        quarter=sheet.period.quarter,
        state=state,
        made_at=NOW,
        made_by=by,
        sent_at=NOW,
        sent_by=by,
        closed_at=NOW if closed else None,
        closed_by=by if closed else None,
    )


def readers(sheets: list[Evaluation]) -> dict[str, Client]:
    """A browser for each kind of reader."""
    evaluator = person(Role.EVALUATOR)
    for sheet in sheets[:20]:
        assign(evaluator, sheet.unit)
    people = {
        "leader": person(Role.LEADER),
        "evaluator": evaluator,
        "member": person(Role.UNIT_MEMBER, sheets[7].unit),
    }
    clients = {}
    for name, user in people.items():
        clients[name] = Client()
        clients[name].force_login(user, backend="accounts.backends.Backend")
    return clients


def measure(client: Client, address: str) -> tuple[int, float, int]:
    """Queries, milliseconds (the median of some rounds) and bytes of the page."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    count = len(queries)  # the next request starts a new log
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        client.get(address)
        times.append(1000 * (time.perf_counter() - begun))
    return count, sorted(times)[ROUNDS // 2], len(response.content)


def main() -> None:
    """Print a line for each reader, filter and page."""
    clients = readers(fill(random.Random(SEED)))  # noqa: S311 - figures to try with, no secret
    print(f"{AMOUNT} recommendations, {connection.vendor}")
    print(f"{'reader':10} {'filter':18} {'page':>6} {'queries':>8} {'ms':>8} {'bytes':>8}")
    last = -(-AMOUNT // 25)
    for name, client in clients.items():
        pages = [("everything", page) for page in (1, last // 2, last)] + [(key, 1) for key in list(FILTERS)[1:]]
        for key, page in pages:
            queries, took, size = measure(client, f"/rekomendasi/?{FILTERS[key]}&hal={page}")
            print(f"{name:10} {key:18} {page:6} {queries:8} {took:8.1f} {size:8}")


if __name__ == "__main__":
    setup_test_environment()
    old = setup_databases(verbosity=0, interactive=False)
    try:
        main()
    finally:
        teardown_databases(old, verbosity=0)
