"""What still counts most (paling berpengaruh): every question by the points it can still bring."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from evaluations.scoring.engine import effect
from evaluations.scoring.types import Answer, Instrument
from insights.shortest.moves import best, worth


@dataclass(frozen=True, slots=True)
class Influence:
    """A question with its present and its best answer, their values 0..1 (open: 0), and the points in between.

    Points are those of nilai ketat's total. `best` is the present answer where nothing better can be had.
    """

    code: str
    present: Answer
    best: Answer
    value: Fraction
    best_value: Fraction
    points: Fraction


def influence(instrument: Instrument, answers: Mapping[str, Answer]) -> tuple[Influence, ...]:
    """Every question, the most points first, ties in document order. Raises what `engine.score` raises."""
    found = [_influence(instrument, code, answers.get(code)) for code in instrument.questions]
    return tuple(sorted(found, key=lambda each: -each.points))


def _influence(instrument: Instrument, code: str, answer: Answer) -> Influence:
    question = instrument.questions[code]
    highest = best(question, answer)
    value, best_value = worth(question, answer), worth(question, highest)
    return Influence(code, answer, highest, value, best_value, effect(instrument, code, value, best_value))
