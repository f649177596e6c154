"""What moved one side's total from one quarter to the next: every question whose answer changed, with its points."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from evaluations.models import Evaluation
from evaluations.models.answer import Rows
from evaluations.queries.differences import Group, grouped, total
from evaluations.queries.instruments import Loaded, loaded
from evaluations.queries.question_view import View, dashed, view_of
from evaluations.queries.sheets import rows_of, score_one
from evaluations.scoring.engine import TOTAL, effect
from evaluations.scoring.types import Question

SHOWN = 10  # lines of a block; the page by area lists all


@dataclass(frozen=True, slots=True)
class Change:
    """One question that counted otherwise the quarter before, and the points of nilai ketat gained or lost by it."""

    question: Question
    before: View | None
    after: View | None
    effect: Fraction

    @property
    def slug(self) -> str:
        """The code as it stands in an element's id."""
        return dashed(self.question.code)

    @property
    def is_open(self) -> bool:
        """Does it count as 0 now only because nobody answered or confirmed it yet?"""
        return not _counts(self.after)

    @property
    def is_new(self) -> bool:
        """Did it count as 0 before because nobody had answered it?"""
        return not _counts(self.before)


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of one kind, the largest first. `others` are those beyond the first SHOWN."""

    title: str
    lines: list[Change]

    @property
    def effect(self) -> Fraction:
        """Sum of all of them, points."""
        return total(self.lines)

    @property
    def shown(self) -> list[Change]:
        return self.lines[:SHOWN]

    @property
    def others(self) -> list[Change]:
        return self.lines[SHOWN:]

    @property
    def others_effect(self) -> Fraction:
        """Sum of those beyond the first, points."""
        return total(self.others)


@dataclass(frozen=True)
class Changes:
    """One assessor's answers in two quarters whose instruments score alike."""

    loaded: Loaded
    before: Rows
    after: Rows
    assessor: str

    @cached_property
    def total_before(self) -> Fraction:
        """Nilai ketat of the quarter before, points."""
        return score_one(self.loaded, self.before, self.assessor).scores.strict[TOTAL]

    @cached_property
    def total_after(self) -> Fraction:
        """Nilai ketat now, points."""
        return score_one(self.loaded, self.after, self.assessor).scores.strict[TOTAL]

    @property
    def change(self) -> Fraction:
        """Points gained (or lost) in all: exactly the sum of the effects of all lines."""
        return self.total_after - self.total_before

    @cached_property
    def lines(self) -> list[Change]:
        """Every question that counts otherwise, in the order of the sheet."""
        return [line for code in self.loaded.instrument.questions if (line := self._line(code))]

    def _line(self, code: str) -> Change | None:
        question = self.loaded.instrument.questions[code]
        before, after = (view_of(question, rows[self.assessor]) for rows in (self.before, self.after))
        if not (_counts(before) or _counts(after)) or _same(before, after):
            return None
        points = effect(self.loaded.instrument, code, before and before.points, after and after.points)
        return Change(question, before, after, points)

    @property
    def decided(self) -> list[Change]:
        """The questions that have an answer now, and another one or none before."""
        return [line for line in self.lines if not line.is_open]

    @property
    def open(self) -> list[Change]:
        """The questions without an answer now that had one before."""
        return [line for line in self.lines if line.is_open]

    @property
    def up(self) -> list[Change]:
        """What gained points, the most first; equal ones in the order of the sheet."""
        return sorted((line for line in self.decided if line.effect > 0), key=lambda line: -line.effect)

    @property
    def down(self) -> list[Change]:
        """What lost points, the most first."""
        return sorted((line for line in self.decided if line.effect < 0), key=lambda line: line.effect)

    @property
    def level(self) -> list[Change]:
        """Other answers of the same worth."""
        return [line for line in self.decided if line.effect == 0]

    @property
    def blocks(self) -> list[Block]:
        """What rose, fell and only differs, each by size and shortened; kinds without a question are left out."""
        kinds = {"Naik": self.up, "Turun": self.down, "Berubah tanpa pengaruh pada nilai": self.level}
        return [Block(title, lines) for title, lines in kinds.items() if lines]

    @property
    def decided_total(self) -> Fraction:
        """Points gained or lost by the questions that have an answer now."""
        return total(self.decided)

    @property
    def groups(self) -> list[Group]:
        """Everything decided, by area."""
        return grouped(self.loaded, self.decided)

    @property
    def up_total(self) -> Fraction:
        return total(self.up)

    @property
    def down_total(self) -> Fraction:
        return total(self.down)

    @property
    def open_total(self) -> Fraction:
        """Points missing for now."""
        return total(self.open)


def changes(before: Evaluation, after: Evaluation, assessor: str) -> Changes:
    """Two sheets of instruments with the same fingerprint, in two queries.

    The caller asks first what the reader may see.
    """
    return Changes(loaded(after.period.instrument), rows_of(before), rows_of(after), assessor)


def _counts(view: View | None) -> bool:
    return view is not None and view.points is not None


def _same(before: View | None, after: View | None) -> bool:
    return _counts(before) and _counts(after) and before.answer.value == after.answer.value
