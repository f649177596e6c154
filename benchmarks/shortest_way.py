"""How long the shortest way takes: `python -m benchmarks.shortest_way`. Prints figures, judges nothing.

500 random but reproducible sheets (those of `benchmarks.scoring`: options and figures drawn with a fixed seed, one
question in ten open), each with random effort marks on half of the questions and one question in fifty ruled out. The
share of HiGHS is the time spent inside its run; the rest is exact fractions: moves, easing, scoring.
"""

import random
import statistics
import time

from benchmarks.scoring import SEED, random_sheet
from evaluations.scoring import library
from evaluations.scoring.types import Instrument
from insights.shortest import solver
from insights.shortest.steps import EFFORTS
from insights.shortest.way import Way, shortest

SHEETS = 500
MARKED = 0.5
RULED_OUT = 0.02


def main() -> None:
    """Prints one line per predicate, plain and with marks."""
    instrument, _, _ = library.read(library.builtin_path())
    dice = random.Random(SEED)  # noqa: S311 - reproducible sheets, nothing secret
    sheets = [random_sheet(instrument, dice) for _ in range(SHEETS)]
    shortest(instrument, sheets[0], "WBK")
    print(f"{SHEETS} sheets    ways none steps  cost   ms: median, 95 %, worst   of processor time   HiGHS  runs")
    for predicate in instrument.predicates:
        _measure(f"{predicate}, plain", instrument, predicate, [(sheet, {}, ()) for sheet in sheets])
        _measure(
            f"{predicate}, marked", instrument, predicate, [(sheet, *_wishes(instrument, dice)) for sheet in sheets]
        )


def _wishes(instrument: Instrument, dice: random.Random) -> tuple[dict[str, int], list[str]]:
    """Effort marks and ruled-out questions as a unit might set them."""
    marks = {code: dice.choice(EFFORTS) for code in instrument.questions if dice.random() < MARKED}
    return marks, [code for code in instrument.questions if dice.random() < RULED_OUT]


def _measure(title: str, instrument: Instrument, predicate: str, tasks: list[tuple]) -> None:
    inside = _Watch(solver.solve)
    solver.solve = inside
    waited, worked, found = [], [], []
    for answers, effort, ruled_out in tasks:
        start, busy = time.perf_counter(), time.process_time()
        found.append(shortest(instrument, answers, predicate, effort=effort, ruled_out=ruled_out))
        waited.append((time.perf_counter() - start) * 1000)
        worked.append((time.process_time() - busy) * 1000)
    solver.solve = inside.function
    ways = [way for way in found if isinstance(way, Way)]
    steps, cost = statistics.median(len(way.steps) for way in ways), statistics.median(way.cost for way in ways)
    share = inside.seconds / sum(waited) * 100_000
    print(
        f"{title:<13} {len(ways):>4} {len(found) - len(ways):>4} {steps:>5.0f} {cost:>5.0f}"
        f" {_milliseconds(waited)} {_milliseconds(worked)} {share:>4.0f} % {inside.calls:>5}"
    )


def _milliseconds(times: list[float]) -> str:
    return f"{statistics.median(times):>6.0f} {statistics.quantiles(times, n=20)[-1]:>6.0f} {max(times):>6.0f}"


class _Watch:
    """Counts the calls of a function and the seconds spent in it."""

    def __init__(self, function) -> None:
        self.function, self.calls, self.seconds = function, 0, 0.0

    def __call__(self, *args):
        start = time.perf_counter()
        try:
            return self.function(*args)
        finally:
            self.calls += 1
            self.seconds += time.perf_counter() - start


if __name__ == "__main__":
    main()
