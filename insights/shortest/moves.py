"""What one question can become: every better answer worth considering, with the levels it takes.

A level is one option of the scale, one figure given or changed, or a started 0.05 of a survey index. An open question
stands below the lowest option: answering is a level of its own. Of answers with equal levels only the best is a move.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import count
from math import ceil

from evaluations.scoring.formulas import ZERO, Index
from evaluations.scoring.types import Answer, Question
from insights.shortest import figures

INDEX_STEP = Fraction(1, 20)


@dataclass(frozen=True, slots=True)
class Move:
    """A better answer, the levels up to it (at least 1) and its value 0..1."""

    levels: int
    value: Fraction
    after: Answer


def worth(question: Question, answer: Answer) -> Fraction:
    """Value 0..1 in nilai ketat: an open question counts 0."""
    value = question.value(answer)
    return ZERO if value is None else value


def moves(question: Question, answer: Answer) -> tuple[Move, ...]:
    """Every move of the question, by levels; each is worth more than the one before. Empty when nothing is better.

    Raises what `Question.value` raises for an answer the question cannot have.
    """
    value = worth(question, answer)
    found = _options(question, answer) if question.scale else _figures(question, answer)
    better = []
    for move in sorted(found, key=lambda move: move.levels):
        if move.value > value:
            better.append(move)
            value = move.value
    return tuple(better)


def best(question: Question, answer: Answer) -> Answer:
    """The best the question can become; the answer itself when nothing is better."""
    found = moves(question, answer)
    return found[-1].after if found else answer


def eased(question: Question, answer: Answer, move: Move, needed: Fraction) -> Move:
    """The same move with figures changed no further than `needed` (0..1) asks; an option stays what it is."""
    if question.scale:
        return move
    present = figures.given(question, answer)
    after = figures.reach(question, present, set(figures.changed(present, move.after)), needed)
    if after is None:
        return move
    less = Move(_levels(question, present, after), question.value(after), after)
    return less if needed <= less.value <= move.value and less.levels <= move.levels else move


def _options(question: Question, answer: Answer) -> Iterator[Move]:
    """The first option of every worth, from the lowest up."""
    ladder = sorted({option.points for option in question.scale.options})
    stands = 0 if answer is None else ladder.index(question.scale.points(answer)) + 1
    for level, points in enumerate(ladder, 1):
        option = next(option for option in question.scale.options if option.points == points)
        if level > stands:
            yield Move(level - stands, points, option.value)


def _figures(question: Question, answer: Answer) -> Iterator[Move]:
    present = figures.given(question, answer)
    found = _indices(question, present) if isinstance(question.formula, Index) else None
    for after in found or figures.improvements(question, present):
        yield Move(_levels(question, present, after), question.value(after), after)


def _indices(question: Question, present: figures.Figures) -> Iterator[dict[str, Fraction]]:
    """The index a step higher each time, up to its maximum; other figures of the question are given with it."""
    formula = question.formula
    start = present.get(formula.input, ZERO)
    may_change = {item.key for item in question.inputs if item.key not in present} | {formula.input}
    for step in count(1):
        index = min(start + step * INDEX_STEP, formula.maximum)
        after = figures.reach(question, present, may_change, index / formula.maximum)
        if after is not None:
            yield after
        if index == formula.maximum:
            return


def _levels(question: Question, present: figures.Figures, after: figures.Figures) -> int:
    keys = figures.changed(present, after)
    if not isinstance(question.formula, Index) or question.formula.input not in keys:
        return len(keys)
    index = question.formula.input
    return len(keys) - 1 + ceil((after[index] - present.get(index, ZERO)) / INDEX_STEP)
