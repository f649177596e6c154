"""Answers that are tried out in the place of those of a sheet.

A trial holds only what differs from the sheet: question code -> an option, the figures that are different (by key), or
None for left open. Everything else follows the sheet, figures of the same question included.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from evaluations.scoring import answers as reading
from evaluations.scoring.rounding import exact_decimal, exact_text
from evaluations.scoring.types import Answer, Instrument, Question

Tried = Mapping[str, Answer]


@dataclass(frozen=True, slots=True)
class Problem:
    """Why one answer cannot be tried: a sentence for the person, and the figure at fault ("" the whole answer)."""

    code: str
    sentence: str
    field: str = ""

    @property
    def slug(self) -> str:
        """The code as it stands in an element's id."""
        return self.code.replace(".", "-")


@dataclass(frozen=True, slots=True)
class Read:
    """What can be tried of what was asked for, what is wrong, and codes the instrument does not know."""

    answers: Tried
    problems: tuple[Problem, ...]
    unknown: tuple[str, ...]


def read(instrument: Instrument, real: Mapping[str, Answer], raw: Mapping[str, Any]) -> Read:
    """Raw answers held against the sheet `real`; what says the same as the sheet is left out, as is what is wrong."""
    found: dict[str, Answer] = {}
    problems = []
    for code, question in instrument.questions.items():
        if code not in raw:
            continue
        try:
            answer = _read(question, real.get(code), raw[code])
        except reading.AnswerError as error:
            problems.append(Problem(code, str(error), error.field))
            continue
        if not _is_same(real.get(code), answer):
            found[code] = answer
    unknown = tuple(code for code in raw if code not in instrument.questions)
    return Read(found, tuple(problems), unknown)


def _read(question: Question, real: Answer, raw: Any) -> Answer:
    """One answer, of figures only those that differ. Raises AnswerError, also where figures contradict each other."""
    answer = reading.clean(question, raw)
    if not isinstance(answer, Mapping):
        return answer
    broken = reading.check(question, merged(real, answer))
    if broken:
        raise reading.AnswerError(" ".join(broken), question.code, question.inputs[-1].key)
    return differing(real, answer)


def differing(real: Answer, answer: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """The figures of an answer that the sheet does not have."""
    given = real if isinstance(real, Mapping) else {}
    return {key: figure for key, figure in answer.items() if given.get(key) != figure}


def merged(real: Answer, tried: Answer) -> Answer:
    """The answer of the sheet with what is tried in its place."""
    if isinstance(tried, Mapping):
        return {**(real if isinstance(real, Mapping) else {}), **tried}
    return tried


def _is_same(real: Answer, answer: Answer) -> bool:
    return answer == {} or merged(real, answer) == real or (answer is None and not real)


def sheet(real: Mapping[str, Answer], tried: Tried) -> dict[str, Answer]:
    """The whole sheet as it would be."""
    return {**real, **{code: merged(real.get(code), answer) for code, answer in tried.items()}}


def trial(real: Mapping[str, Answer], after: Mapping[str, Answer]) -> dict[str, Answer]:
    """Whole answers, those of a way's steps for example, as a trial."""
    return {
        code: differing(real.get(code), answer) if isinstance(answer, Mapping) else answer
        for code, answer in after.items()
    }


def stored(tried: Tried) -> dict[str, Any]:
    """A trial as the database keeps it: figures as exact decimal text."""
    return {
        code: {key: str(exact_decimal(figure)) for key, figure in answer.items()}
        if isinstance(answer, Mapping)
        else answer
        for code, answer in tried.items()
    }


def typed(figure: Fraction | int | None) -> str:
    """A figure as a person types it: decimal comma, no thousands; "" for none."""
    return "" if figure is None else exact_text(figure).replace(".", "")
