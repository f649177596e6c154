"""From answers to points, for every node of the sheet, in exact fractions.

A question is worth 0..1; an indicator is the mean of its questions times its weight; every node above is the sum of
its children (PermenPANRB 90/2021, Lembar Kerja Evaluasi). Two figures while a sheet is incomplete: `official` leaves
unanswered questions out of the mean, as the ministry's workbook does; `strict` counts them as 0.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from evaluations.scoring.formulas import ZERO
from evaluations.scoring.types import Answer, Instrument, Node

TOTAL = "total"
Values = Mapping[str, Fraction | None]


@dataclass(frozen=True, slots=True)
class Scores:
    """Values 0..1 per question; points per node code (and "total") in both figures; strict points per area."""

    values: Values
    official: Mapping[str, Fraction]
    strict: Mapping[str, Fraction]
    areas: Mapping[int, Fraction]
    answered: int
    questions: int

    @property
    def is_complete(self) -> bool:
        """Whether every question is answered; then both figures are equal."""
        return self.answered == self.questions


def score(instrument: Instrument, answers: Mapping[str, Answer]) -> Scores:
    """Scores of a sheet whose answers are given by question code; an absent code or None is unanswered.

    Raises KeyError for a code the instrument does not have (or an unknown option), TypeError for an answer of the
    wrong kind. Read raw input with `answers.clean` first.
    """
    _refuse_unknown(instrument, answers)
    values = {code: question.value(answers.get(code)) for code, question in instrument.questions.items()}
    official, strict = _points(instrument, values)
    return Scores(
        values=values,
        official=official,
        strict=strict,
        areas={number: _sum(strict[code] for code in codes) for number, codes in instrument.area_nodes.items()},
        answered=sum(value is not None for value in values.values()),
        questions=len(values),
    )


def effect(instrument: Instrument, code: str, before: Fraction | None, after: Fraction | None) -> Fraction:
    """Points by which the strict total moves when one question's value (0..1, None = open) goes from one to another.

    The strict total is a sum over the questions, so the rest of the sheet does not matter, and the effects of all
    questions in which two sheets differ add up to the difference of their strict totals. Not so the official total,
    whose means leave open questions out. Raises KeyError for a code the instrument does not have.
    """
    node = instrument.nodes[instrument.questions[code].indicator]
    rest = dict.fromkeys((question.code for question in node.questions), ZERO)
    (_, first), (_, second) = (_indicator(node, {**rest, code: value}) for value in (before, after))
    return second - first


def _refuse_unknown(instrument: Instrument, answers: Mapping[str, Answer]) -> None:
    unknown = [code for code in answers if code not in instrument.questions]
    if unknown:
        raise KeyError(", ".join(unknown))


def _points(instrument: Instrument, values: Values) -> tuple[dict[str, Fraction], dict[str, Fraction]]:
    """Points of every node and of "total", in document order: official and strict."""
    official = dict.fromkeys(instrument.nodes, ZERO)
    strict = dict(official)
    # A parent stands before its children, so the reverse meets the children first.
    for node in reversed(instrument.nodes.values()):
        official[node.code], strict[node.code] = (
            _indicator(node, values) if node.is_indicator else _parent(node.children, official, strict)
        )
    official[TOTAL], strict[TOTAL] = _parent(instrument.components, official, strict)
    return official, strict


def _indicator(node: Node, values: Values) -> tuple[Fraction, Fraction]:
    given = [value for question in node.questions if (value := values[question.code]) is not None]
    if not given:
        return ZERO, ZERO
    reached = _sum(given) * node.weight
    strict = reached / len(node.questions)
    return (strict if len(given) == len(node.questions) else reached / len(given)), strict


def _parent(
    children: tuple[Node, ...], official: Mapping[str, Fraction], strict: Mapping[str, Fraction]
) -> tuple[Fraction, Fraction]:
    first = [official[child.code] for child in children]
    second = [strict[child.code] for child in children]
    reached = _sum(second)
    return (reached if first == second else _sum(first)), reached


def _sum(fractions: Iterable[Fraction]) -> Fraction:
    """Exact sum; one common denominator and one reduction is several times faster than adding pair by pair."""
    parts = [fraction.as_integer_ratio() for fraction in fractions]
    common = lcm(*[denominator for _, denominator in parts])
    return Fraction(sum([numerator * (common // denominator) for numerator, denominator in parts]), common)
