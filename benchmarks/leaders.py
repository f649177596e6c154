"""Queries and milliseconds of the board for leadership and the map of areas: `python -m benchmarks.leaders`.

Prints figures, judges nothing. Uses the tests' settings and a database of its own that goes away afterwards. 12 and
then 1,000 units have 12 quarters of scored sheets by both assessors: eleven locked and recorded, the last one open.
Scores are those of 60 random sheets, dealt out; a snapshot holds a sheet as wide as real ones. Beside the time that
went by stands that of the processor alone, which other work on the machine does not lengthen.
"""

import os
import random
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

import django
from django.db import connection
from django.test.utils import CaptureQueriesContext, setup_databases, setup_test_environment, teardown_databases

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.test import Client  # noqa: E402 - models need django.setup()

from benchmarks.board import Scored  # noqa: E402
from benchmarks.scoring import SEED  # noqa: E402
from charts.heat import Cell, HeatRow, heat_map  # noqa: E402
from evaluations.enums import Moment  # noqa: E402
from evaluations.models import Answer, Evaluation, Period, Score, Snapshot  # noqa: E402
from evaluations.queries.instruments import loaded  # noqa: E402
from evaluations.queries.recording import Stand, document  # noqa: E402
from evaluations.queries.sheets import score_fields  # noqa: E402
from insights.queries.results import Results, results  # noqa: E402
from tests.factories import NOW, PeriodFactory, WorkUnitFactory, actor, person  # noqa: E402
from units.models import WorkUnit  # noqa: E402
from units.queries.organisation import organisation  # noqa: E402
from units.roles import Role  # noqa: E402
from zi_tracker.collector import settle  # noqa: E402

SIZES = (12, 1000)
QUARTERS = 12
SHEETS = 60
ROUNDS = 5
PER_PAGE = 50
BATCH = 200


class Deck:
    """Scored random sheets to deal out, and the answers every snapshot holds."""

    def __init__(self, period: Period, user):
        dice = random.Random(SEED)  # noqa: S311 - reproducible sheets, nothing secret
        source = loaded(period.instrument)
        self.dice, self.user = dice, user
        self.fields = [score_fields(Scored(source, dice)) for _ in range(SHEETS)]
        note = "Bukti sesuai dengan kriteria dan sudah diperiksa di tempat. " * 2
        sheet = Evaluation(period=period, unit=WorkUnit())
        self.answers = {
            assessor: {
                code: Answer(
                    evaluation=sheet,
                    assessor=assessor,
                    option="A",
                    note=note,
                    version=1,
                    updated_at=NOW,
                    updated_by=user,
                )
                for code in source.question_ids
            }
            for assessor in ("unit", "tpi")
        }

    def scores(self, sheet: Evaluation) -> list[Score]:
        """What both assessors gave, unsaved."""
        return [
            Score(evaluation=sheet, assessor=assessor, **self.dice.choice(self.fields)) for assessor in ("unit", "tpi")
        ]


def add_units(periods: list[Period], upto: int, deck: Deck) -> None:
    """Units up to that number, each with its sheets in all quarters."""
    have = WorkUnit.objects.count()
    units = [
        WorkUnitFactory.build(code=f"{number:04}", parent_agency=f"Dinas {number % 20:02}")
        for number in range(have, upto)
    ]
    units = WorkUnit.objects.bulk_create(units)
    for period in periods:
        _add_sheets(period, units, deck)


def _add_sheets(period: Period, units: list[WorkUnit], deck: Deck) -> None:
    stamps = {f"{name}_{part}": value for name in ("submitted", "reviewed") for part, value in _stamp(deck)}
    if period.is_locked:
        stamps |= {f"approved_{part}": value for part, value in _stamp(deck)}
    state = "approved" if period.is_locked else "reviewed"
    sheets = Evaluation.objects.bulk_create(
        Evaluation(period=period, unit=unit, state=state, target=unit.target, **stamps) for unit in units
    )
    scores = {sheet.pk: deck.scores(sheet) for sheet in sheets}
    Score.objects.bulk_create((score for pair in scores.values() for score in pair), batch_size=BATCH)
    if period.is_locked:
        settings, names = organisation(), {deck.user.pk: str(deck.user)}
        for start in range(0, len(sheets), BATCH):
            some = sheets[start : start + BATCH]
            stands = [Stand(sheet, deck.answers, scores[sheet.pk], set()) for sheet in some]
            Snapshot.objects.bulk_create(_snapshot(stand, document(stand, settings, names)) for stand in stands)


def _stamp(deck: Deck) -> list[tuple[str, object]]:
    return [("at", NOW), ("by", deck.user)]


def _snapshot(stand: Stand, parts: dict) -> Snapshot:
    """Its digest is none: nobody asks for it here."""
    return Snapshot(
        evaluation=stand.evaluation,
        number=1,
        moment=Moment.LOCK,
        round=1,
        taken_at=NOW,
        taken_by=None,
        digest="0" * 64,
        **parts,
    )


@dataclass(frozen=True, slots=True)
class Measured:
    """Queries, milliseconds (the medians of some rounds), and what came out."""

    queries: int
    wall: float
    processor: float
    found: object


def measure(act: Callable[[], object]) -> Measured:
    """Does it once before, so that what is read once per process was read."""
    act()
    with CaptureQueriesContext(connection) as queries:
        found = act()
    count = len(queries)  # what is done next starts a new log
    taken = [_milliseconds(act) for _ in range(ROUNDS)]
    return Measured(count, median(wall for wall, _ in taken), median(processor for _, processor in taken), found)


def _milliseconds(act: Callable[[], object]) -> tuple[float, float]:
    wall, processor = time.perf_counter(), time.process_time()
    act()
    return (time.perf_counter() - wall) * 1000, (time.process_time() - processor) * 1000


def area_map(found: Results, names: dict[int, str]) -> str:
    """The newest result of every unit against the six areas, as many drawn as stand on a page."""
    rows = []
    shares = {unit: list(by_quarter.values())[-1].standing.areas for unit, by_quarter in found.items()}
    for unit, areas in list(shares.items())[:PER_PAGE]:
        cells = [
            Cell(f"{area.ratio * 100:.0f}", 3 if area.passes_wbbm else 2 if area.passes_wbk else 1) for area in areas
        ]
        rows.append(HeatRow(names[unit], cells))
    legend = {1: "belum memenuhi WBK", 2: "memenuhi WBK", 3: "memenuhi WBBM"}
    columns = [f"Area {number}" for number in range(1, 7)]
    return heat_map(columns, rows, legend=legend, key="peta", title="Peta unit dan area").svg


def report(size: int, periods: list[Period], client: Client, reader) -> None:
    """A line per page and per question asked of the results."""
    names = dict(WorkUnit.objects.values_list("pk", "name"))
    quarters, newest = [period.when for period in periods], periods[-1].when
    before = periods[-2]

    def told(which: list, *, detail: bool = False) -> Results:
        return results(reader, list(names), which, assessor="tpi", detail=detail)

    pages = {
        "papan, triwulan terbuka": f"/tw/{newest}/pimpinan/?penilai=tpi",
        "papan, triwulan terkunci": f"/tw/{before.when}/pimpinan/",
        "papan, satu perangkat daerah": f"/tw/{newest}/pimpinan/?penilai=tpi&induk=Dinas+03",
        "papan sebagai CSV": f"/tw/{newest}/pimpinan/papan-pimpinan.csv?penilai=tpi",
        "papan sebagai XLSX": f"/tw/{newest}/pimpinan/papan-pimpinan.xlsx?penilai=tpi",
    }
    acts = {name: (lambda address=address: client.get(address).content) for name, address in pages.items()}
    acts |= {
        "hasil 12 triwulan": lambda: told(quarters),
        "peta area, satu triwulan terbuka": lambda: area_map(told([newest], detail=True), names),
        "peta area, satu triwulan terkunci": lambda: area_map(told([before.when], detail=True), names),
        "area dan nilai minimal 12 triwulan": lambda: [
            row.standing.areas for rows in told(quarters, detail=True).values() for row in rows.values()
        ],
    }
    for name, act in acts.items():
        got = measure(act)
        length = f"{len(got.found):>10,} bytes" if isinstance(got.found, bytes | str) else ""
        times = f"{got.wall:8.0f} ms ({got.processor:6.0f} ms of the processor)"
        print(f"{size:>5} units  {name:<34} {got.queries:>3} queries {times} {length}", flush=True)


def main() -> None:
    """Prints the lines for every number of units; sizes may be given as arguments."""
    setup_test_environment()
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        states = ["locked"] * (QUARTERS - 1) + ["open"]
        periods = [
            PeriodFactory(year=2022 + number // 4, quarter=number % 4 + 1, state=state)
            for number, state in enumerate(states)
        ]
        user = person(Role.LEADER)
        client, deck = Client(), Deck(periods[0], user)
        client.force_login(user, backend="accounts.backends.Backend")
        settle()  # as the web server does
        for size in map(int, sys.argv[1:]) if sys.argv[1:] else SIZES:
            add_units(periods, size, deck)
            report(size, periods, client, actor(user))
    finally:
        teardown_databases(databases, verbosity=0)


if __name__ == "__main__":
    main()
