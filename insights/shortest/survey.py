"""The survey index that a gate would need, everything else staying as it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from evaluations.scoring.engine import TOTAL
from evaluations.scoring.formulas import ZERO, Index
from evaluations.scoring.types import Answer, Instrument, Question
from insights.shortest.figures import given
from insights.shortest.gates import Sum, sums, verdict_of
from insights.shortest.moves import worth


@dataclass(frozen=True, slots=True)
class IndexNeed:
    """A gate and the index of one of its survey questions with which it passes.

    `present` is the index given, None when there is none. `exact` is the index at which the gate is met to the hair
    (0 when it passes without), `index` the lowest that can be entered (two decimals, rounded up). Above `maximum` the
    gate cannot be passed by this survey alone.
    """

    gate: str
    question: str
    input: str
    present: Fraction | None
    exact: Fraction
    index: Fraction
    maximum: Fraction

    @property
    def is_met(self) -> bool:
        """Whether the index given is enough."""
        return self.present is not None and self.present >= self.exact

    @property
    def is_possible(self) -> bool:
        """Whether some index is enough."""
        return self.index <= self.maximum

    @property
    def missing(self) -> Fraction:
        """By how much the index falls short of `index`, without one from 0; 0 when it is enough."""
        return ZERO if self.is_met else max(self.index - (self.present or ZERO), ZERO)


def index_needs(instrument: Instrument, answers: Mapping[str, Answer], predicate: str) -> tuple[IndexNeed, ...]:
    """For every gate but the total, per survey question it counts, in the verdict's order.

    Raises KeyError for a predicate the instrument does not have.
    """
    verdict = verdict_of(instrument, answers, predicate)
    return tuple(
        _need(gate, instrument.questions[code], answers)
        for gate in sums(instrument, verdict)
        if gate.gate.code != TOTAL
        for code in gate.shares
        if isinstance(instrument.questions[code].formula, Index)
    )


def _need(gate: Sum, question: Question, answers: Mapping[str, Answer]) -> IndexNeed:
    formula, answer, share = question.formula, answers.get(question.code), gate.shares[question.code]
    others = gate.gate.reached - share * worth(question, answer)
    exact = max(gate.gate.required - others, ZERO) / share * formula.maximum
    grid = 10 ** question.input(formula.input).decimals
    return IndexNeed(
        gate=gate.gate.code,
        question=question.code,
        input=formula.input,
        present=given(question, answer).get(formula.input),
        exact=exact,
        index=Fraction(ceil(exact * grid), grid),
        maximum=formula.maximum,
    )
