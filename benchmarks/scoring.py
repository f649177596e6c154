"""How long scoring takes: `python -m benchmarks.scoring`. Prints figures, judges nothing.

Sheets are random but reproducible: options and figures drawn with a fixed seed, one question in ten left open.
"""

import random
import time
from decimal import Decimal

from evaluations.scoring import library
from evaluations.scoring.engine import score
from evaluations.scoring.thresholds import judge
from evaluations.scoring.types import Answer, Instrument, Question

SEED = 2024
OPEN_SHARE = 0.1
UNITS = 12
SIZES = (1_000, 2_000, 5_000, 10_000)


def random_answer(question: Question, dice: random.Random) -> Answer:
    """An option or figures such as a unit might give, or None for an open question."""
    if dice.random() < OPEN_SHARE:
        return None
    if question.scale:
        return dice.choice(question.scale.values)
    return {item.key: Decimal(dice.randint(200, 400)) / 100 if item.decimals else dice.randint(0, 40)
            for item in question.inputs}  # fmt: skip


def random_sheet(instrument: Instrument, dice: random.Random) -> dict[str, Answer]:
    """Answers to all questions of the instrument."""
    return {code: random_answer(question, dice) for code, question in instrument.questions.items()}


def seconds(instrument: Instrument, sheets: list[dict[str, Answer]]) -> float:
    """Seconds to score and judge all sheets."""
    start = time.perf_counter()
    for sheet in sheets:
        judge(instrument, score(instrument, sheet))
    return time.perf_counter() - start


def main() -> None:
    """Prints the table."""
    instrument, _, _ = library.read(library.builtin_path())
    dice = random.Random(SEED)  # noqa: S311 - reproducible sheets, nothing secret
    sheets = [random_sheet(instrument, dice) for _ in range(SIZES[-1])]
    seconds(instrument, sheets[:UNITS])
    print(f"{UNITS} sheets: {seconds(instrument, sheets[:UNITS]) * 1000:.1f} ms")
    for size in SIZES:
        taken = seconds(instrument, sheets[:size])
        print(f"{size:>6,} sheets: {taken:6.2f} s, {taken / size * 1000:.3f} ms per sheet")


if __name__ == "__main__":
    main()
