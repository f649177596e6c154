"""One question across all units of a quarter, so that equal situations are judged equally. At most three queries."""

from collections import Counter
from dataclasses import dataclass

from evaluations.enums import Assessor
from evaluations.models import Answer, Evaluation, Period
from evaluations.permissions import sees_tpi
from evaluations.queries import evaluations
from evaluations.queries.instruments import loaded
from evaluations.queries.question_view import View, dashed, view_of
from evaluations.queries.sheets import is_answered, is_verified
from evaluations.queries.snapshots import as_recorded, recorded_question
from evaluations.scoring.types import Question
from units.actors import Actor


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit's answer, the TPI's (None while it is not the reader's to see), and how they stand to each other."""

    evaluation: Evaluation
    unit: View | None
    tpi: View | None
    is_verified: bool

    @property
    def differs(self) -> bool:
        """Did the TPI give another value than the unit?"""
        theirs = self.unit.answer.value if self.unit else None
        return self.tpi is not None and self.tpi.has_value and self.tpi.answer.value != theirs

    @property
    def accepts_gap(self) -> bool:
        """Did the TPI accept the reason why the unit left the question open?"""
        return self.is_verified and not (self.tpi and self.tpi.has_value)


@dataclass(frozen=True, slots=True)
class QuestionBoard:
    """The lines in the order of the units, the spread of the options per side, and the neighbouring questions."""

    question: Question
    lines: list[UnitLine]
    spread: list[tuple[str, str, int, int]]  # option, criterion, how many units, how often the TPI
    before: str
    after: str

    @property
    def slug(self) -> str:
        """The code as it stands in the id of the question on a sheet."""
        return dashed(self.question.code)


def question_board(actor: Actor, period: Period, question: Question) -> QuestionBoard:
    """The board of one question, as far as the actor may read the units."""
    rows = as_recorded(list(evaluations.visible(actor).filter(period=period)))
    rows.sort(key=lambda row: row.unit_code)
    answers = _answers(period, rows, question)
    lines = [_line(actor, row, question, answers.get(row.pk, {})) for row in rows]
    before, after = _neighbours(period, question)
    return QuestionBoard(question, lines, _spread(question, lines), before, after)


def _answers(period: Period, rows: list[Evaluation], question: Question) -> dict[int, dict[str, Answer]]:
    """Evaluation id -> assessor -> answer."""
    key = loaded(period.instrument).question_ids[question.code]
    found = recorded_question(rows, question.code)
    stored = [row.pk for row in rows if not row.recorded]
    for answer in Answer.objects.filter(question=key, evaluation__in=stored):
        found.setdefault(answer.evaluation_id, {})[answer.assessor] = answer
    return found


def _line(actor: Actor, row: Evaluation, question: Question, answers: dict[str, Answer]) -> UnitLine:
    unit, tpi = answers.get(Assessor.UNIT), answers.get(Assessor.TPI)
    if not sees_tpi(actor, row):
        tpi = None
    return UnitLine(
        evaluation=row,
        unit=view_of(question, {question.code: unit} if unit else {}),
        tpi=view_of(question, {question.code: tpi} if tpi else {}),
        is_verified=is_verified(question, tpi, unit),
    )


def _spread(question: Question, lines: list[UnitLine]) -> list[tuple[str, str, int, int]]:
    """How often each option was chosen; none for a question with figures."""
    if question.is_numeric:
        return []
    sides = [
        Counter(view.answer.option for view in views if is_answered(question, view and view.answer))
        for views in ([line.unit for line in lines], [line.tpi for line in lines])
    ]
    return [(value, question.criteria[value], *(side[value] for side in sides)) for value in question.scale.values]


def _neighbours(period: Period, question: Question) -> tuple[str, str]:
    """Codes of the questions before and after, "" at the ends."""
    codes = list(loaded(period.instrument).instrument.questions)
    at = codes.index(question.code)
    return codes[at - 1] if at else "", codes[at + 1] if at + 1 < len(codes) else ""
