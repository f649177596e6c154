"""Queries and milliseconds of the supervisor's pages: `python -m benchmarks.desk`. Prints figures, judges nothing.

The desk, the differences of one unit, one question across all units, and the history of one answer, in a quarter of few
units and of many. Every unit has a full sheet by both sides that differ in about one question in seven. Uses the tests'
settings and a database of its own that goes away afterwards.
"""

import os
import random

import django
from django.db import connection
from django.test.utils import setup_databases, setup_test_environment, teardown_databases

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.test import Client  # noqa: E402 - models need django.setup()

from benchmarks.board import measure  # noqa: E402
from benchmarks.scoring import SEED  # noqa: E402
from evaluations.models import Evaluation  # noqa: E402
from evaluations.queries.instruments import loaded  # noqa: E402
from history import log  # noqa: E402
from tests.factories import NOW, EvaluationFactory, PeriodFactory, WorkUnitFactory, fill, person  # noqa: E402
from units.roles import Role  # noqa: E402

SIZES = (12, 200)
CODE = "A.I.1.i.b"
DIFFERENT = 16  # questions per unit
ENTRIES = 200
EVALUATORS = 8


def add_units(period, evaluators, upto: int, dice: random.Random) -> None:
    """Units up to that number, each verified to the end by one of the evaluators."""
    codes = list(loaded(period.instrument).question_ids)
    for number in range(Evaluation.objects.filter(period=period).count(), upto):
        sheet = EvaluationFactory(period=period, unit=WorkUnitFactory(code=f"{number:04}"), state="reviewed")
        judge = evaluators[number % len(evaluators)]
        fill(sheet, "unit", "A", codes=set(dice.sample(codes, len(codes) // 2)))
        fill(sheet, "unit", "B")
        fill(sheet, "tpi", "C", codes=set(dice.sample(codes, DIFFERENT)), by=judge)
        _agree(sheet, judge)


def _agree(sheet: Evaluation, judge) -> None:
    """The TPI takes over what is left."""
    grades = {"A": set(), "B": set()}
    best = loaded(sheet.period.instrument).instrument.questions
    for answer in sheet.answers.filter(assessor="unit").select_related("question"):
        question = best[answer.question.code]
        is_best = question.scale is not None and answer.option == question.scale.values[0]
        grades["A" if is_best else "B"].add(question.code)
    for grade, codes in grades.items():
        fill(sheet, "tpi", grade, codes=codes, by=judge)


def add_history(sheet: Evaluation, judge) -> None:
    """Many writes of one question."""
    log.write_all(
        [
            log.entry(
                verb="jawaban disimpan",
                subject=sheet,
                topic=f"{CODE}/tpi",
                by=judge,
                at=NOW,
                old={"jawaban": "AB"[number % 2], "catatan": ""},
                new={"jawaban": "BA"[number % 2], "catatan": f"Catatan {number}"},
            )
            for number in range(ENTRIES)
        ]
    )


def main() -> None:
    """Prints a line per number of units and address."""
    setup_test_environment()
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        dice = random.Random(SEED)  # noqa: S311 - reproducible sheets, nothing secret
        period = PeriodFactory()
        evaluators = [person(Role.EVALUATOR) for _ in range(EVALUATORS)]
        client = Client()
        client.force_login(person(Role.SUPERVISOR), backend="accounts.backends.Backend")
        print(f"{connection.vendor}, {ENTRIES} entries in the history of one answer")
        for size in SIZES:
            add_units(period, evaluators, size, dice)
            if size == SIZES[0]:
                add_history(Evaluation.objects.get(unit__code="0000"), evaluators[0])
            for address in (
                "/tw/2024-3/meja/",
                "/tw/2024-3/unit/0000/selisih/",
                f"/tw/2024-3/pertanyaan/{CODE}/",
                f"/tw/2024-3/unit/0000/lke/{CODE}/riwayat/",
            ):
                queries, milliseconds, length = measure(client, address)
                print(f"{size:>4} units  {address:<42} {queries:>3} queries {milliseconds:8.1f} ms {length:>10,} bytes")
    finally:
        teardown_databases(databases, verbosity=0)


if __name__ == "__main__":
    main()
