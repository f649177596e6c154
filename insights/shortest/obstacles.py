"""Why there is no way: per gate what cannot be had, question by question."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction

from evaluations.scoring.formulas import ONE, ZERO
from evaluations.scoring.thresholds import Gate, Verdict
from evaluations.scoring.types import Answer, Instrument
from insights.shortest.gates import Sum, sums
from insights.shortest.moves import best as best_of
from insights.shortest.moves import worth


@dataclass(frozen=True, slots=True)
class Lost:
    """A question and the points of the gate that it keeps out of reach."""

    code: str
    points: Fraction


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A gate that fails at the very best. `gate.reached` is the most that can be had, `present` what the sheet has.

    `ruled_out` are questions that were ruled out and could bring points, `limited` those that cannot reach full value
    whatever is done (checks of their figures); both by points. `release` are the fewest ruled-out questions that must
    be let in again for this gate to pass: all of `limited` alone would not; empty when even that does not help.
    """

    gate: Gate
    present: Fraction
    ruled_out: tuple[Lost, ...]
    limited: tuple[Lost, ...]
    release: tuple[str, ...]


def obstacles(
    instrument: Instrument,
    answers: Mapping[str, Answer],
    best: Mapping[str, Answer],
    verdict: Verdict,
    ruled_out: Collection[str],
) -> tuple[Obstacle, ...]:
    """One obstacle per failed gate of the verdict on the best sheet, in its order."""
    return tuple(
        _obstacle(instrument, answers, best, gate, ruled_out)
        for gate in sums(instrument, verdict)
        if not gate.gate.passed
    )


def _obstacle(
    instrument: Instrument,
    answers: Mapping[str, Answer],
    best: Mapping[str, Answer],
    gate: Sum,
    ruled_out: Collection[str],
) -> Obstacle:
    def value(code: str, sheet: Mapping[str, Answer]) -> Fraction:
        return worth(instrument.questions[code], sheet.get(code))

    def highest(code: str) -> Fraction:
        question = instrument.questions[code]
        return worth(question, best_of(question, answers.get(code)))

    held = _lost(gate, {code: highest(code) - value(code, best) for code in gate.shares if code in ruled_out})
    limited = _lost(gate, {code: ONE - highest(code) for code in gate.shares})
    present = sum((share * value(code, answers) for code, share in gate.shares.items()), ZERO)
    return Obstacle(gate.gate, present, held, limited, _release(gate.gate.missing, held))


def _lost(gate: Sum, values: Mapping[str, Fraction]) -> tuple[Lost, ...]:
    """Questions that lose something, the most first, ties in document order."""
    lost = [Lost(code, gate.shares[code] * value) for code, value in values.items() if value > 0]
    return tuple(sorted(lost, key=lambda each: -each.points))


def _release(missing: Fraction, held: tuple[Lost, ...]) -> tuple[str, ...]:
    released: list[str] = []
    for lost in held:
        if missing <= 0:
            break
        released.append(lost.code)
        missing -= lost.points
    return tuple(released) if missing <= 0 else ()
