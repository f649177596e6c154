"""Builds answers for the tests: answers of a wanted value, and hypothesis strategies for whole sheets."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from evaluations.scoring import library
from evaluations.scoring.types import Answer, Index, Instrument, Question, Ratio

BUILTIN: Instrument = library.read(library.builtin_path())[0]
SHARES = st.builds(Fraction, st.integers(0, 40), st.just(40)) | st.fractions(0, 1, max_denominator=1000)


def figures_worth(question: Question, value: Fraction) -> dict[str, Fraction]:
    """Figures of a numeric question that are worth exactly the value (0..1)."""
    part, whole = Fraction(value.numerator), Fraction(value.denominator)
    figures = {item.key: Fraction(0) for item in question.inputs}
    formula = question.formula
    if isinstance(formula, Ratio):
        return figures | {formula.numerator[0]: part, formula.denominator[0]: whole}
    if isinstance(formula, Index):
        return figures | {formula.input: formula.maximum * value}
    return figures | {formula.previous: whole, formula.current: whole - part}


def best(question: Question) -> Answer:
    """The answer worth 1."""
    return question.scale.values[0] if question.scale else figures_worth(question, Fraction(1))


def worst(question: Question) -> Answer:
    """The answer worth 0."""
    return question.scale.values[-1] if question.scale else figures_worth(question, Fraction(0))


def best_sheet(instrument: Instrument) -> dict[str, Answer]:
    """Every question answered as well as can be: 100 points."""
    return {code: best(question) for code, question in instrument.questions.items()}


def answers_of(question: Question) -> st.SearchStrategy[Answer]:
    """Any answer of any value; figures also of the kind that the engine must clamp."""
    if question.scale:
        return st.sampled_from(question.scale.values)
    counts = st.fixed_dictionaries({item.key: st.integers(0, 30).map(Fraction) for item in question.inputs})
    return counts | SHARES.map(lambda value: figures_worth(question, value))


def answers_at_least(question: Question, value: Fraction) -> st.SearchStrategy[Answer]:
    """Any answer worth the value or more."""
    if question.scale:
        return st.sampled_from([option.value for option in question.scale.options if option.points >= value])
    return st.fractions(value, 1, max_denominator=10_000).map(lambda better: figures_worth(question, better))


def complete_sheets() -> st.SearchStrategy[dict[str, Answer]]:
    """Sheets with every question answered."""
    return st.fixed_dictionaries({code: answers_of(question) for code, question in BUILTIN.questions.items()})


@st.composite
def sheets(draw: st.DrawFn) -> dict[str, Answer]:
    """Sheets with some questions left open: None, absent, or short of a figure."""
    sheet = draw(complete_sheets())
    for code in draw(st.sets(st.sampled_from(sorted(sheet)))):
        _open(sheet, code, draw(st.sampled_from(("none", "absent", "short"))))
    return sheet


def _open(sheet: dict[str, Any], code: str, way: str) -> None:
    if way == "short" and isinstance(sheet[code], dict):
        sheet[code] = dict(list(sheet[code].items())[1:])
    elif way == "absent":
        del sheet[code]
    else:
        sheet[code] = None


def area_questions(number: int) -> Iterator[Question]:
    """The questions of an area, Pemenuhan and Reform."""
    for code in BUILTIN.area_nodes[number]:
        for node in BUILTIN.nodes[code].walk():
            yield from node.questions


def share_of(question: Question) -> Fraction:
    """Points that the question adds to its indicator when it is worth 1 (in nilai ketat)."""
    indicator = BUILTIN.nodes[question.indicator]
    return indicator.weight / len(indicator.questions)
