"""Where a unit's answers and the TPI's differ, why, and what each difference is worth. One query."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Protocol

from evaluations.enums import Assessor
from evaluations.models import Evaluation
from evaluations.queries.instruments import Loaded, loaded
from evaluations.queries.question_view import View, dashed, view_of
from evaluations.queries.sheets import Rows, Sheet, is_verified, rows_of, score_one
from evaluations.scoring.engine import effect
from evaluations.scoring.thresholds import Gate
from evaluations.scoring.types import Area, Question
from units.models import Predicate

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Difference:
    """One question that moves the total: what each side says, and the points of nilai ketat gained or lost by it."""

    question: Question
    unit: View | None
    tpi: View | None
    effect: Fraction
    is_verified: bool  # the TPI judged the answer the unit has now

    @property
    def slug(self) -> str:
        """The code as it stands in an element's id."""
        return dashed(self.question.code)

    @property
    def is_judged(self) -> bool:
        """Has the TPI given a value? If not, the unit's points are only open yet, not lost."""
        return _answered(self.tpi)

    @property
    def is_only_tpis(self) -> bool:
        """Did the TPI answer what the unit left open?"""
        return self.is_judged and not _answered(self.unit)


def _answered(view: View | None) -> bool:
    return view is not None and view.points is not None


def _same(unit: View, tpi: View) -> bool:
    return unit.answer.value == tpi.answer.value


class Line(Protocol):
    """A question with the points of nilai ketat that something about it gains or loses."""

    question: Question
    effect: Fraction


@dataclass(frozen=True, slots=True)
class Group:
    """The lines of one area (Pemenuhan and Reform together) or of the results."""

    title: str
    lines: list

    @property
    def effect(self) -> Fraction:
        """Subtotal, points."""
        return total(self.lines)


@dataclass(frozen=True, slots=True)
class GateChange:
    """A minimum that one side passes and the other does not; the gate is the TPI's."""

    predicate: str
    gate: Gate


def total(lines: Iterable[Line]) -> Fraction:
    """Sum of the effects, points."""
    return sum((line.effect for line in lines), ZERO)


@dataclass(frozen=True)
class Differences:
    """Everything the page tells of one sheet; exact figures, worked out when the page asks for them."""

    evaluation: Evaluation
    loaded: Loaded
    rows: Rows

    @cached_property
    def unit(self) -> Sheet:
        """The scored sheet of the unit."""
        return score_one(self.loaded, self.rows, Assessor.UNIT)

    @cached_property
    def tpi(self) -> Sheet:
        """The scored sheet of the TPI."""
        return score_one(self.loaded, self.rows, Assessor.TPI)

    @property
    def has_begun(self) -> bool:
        """Has the TPI judged anything?"""
        return self.tpi.scores.answered > 0

    @property
    def difference(self) -> Fraction:
        """The TPI's nilai ketat minus the unit's, points."""
        return self.tpi.scores.strict["total"] - self.unit.scores.strict["total"]

    @cached_property
    def _lines(self) -> list[Difference]:
        codes = self.loaded.instrument.questions
        return [line for code in codes if (line := self._line(code))]

    def _line(self, code: str) -> Difference | None:
        """None when both sides say the same, or neither says anything."""
        question = self.loaded.instrument.questions[code]
        unit, tpi = (view_of(question, self.rows[assessor]) for assessor in (Assessor.UNIT, Assessor.TPI))
        if not (_answered(unit) or _answered(tpi)) or (_answered(unit) and _answered(tpi) and _same(unit, tpi)):
            return None
        return Difference(
            question=question,
            unit=unit,
            tpi=tpi,
            effect=effect(self.loaded.instrument, code, unit and unit.points, tpi and tpi.points),
            is_verified=is_verified(question, tpi and tpi.answer, unit and unit.answer),
        )

    @cached_property
    def judged(self) -> list[Difference]:
        """Questions whose value the TPI changed or gave itself, in the order of the sheet."""
        return [line for line in self._lines if line.is_judged]

    @cached_property
    def open(self) -> list[Difference]:
        """Questions the unit answered and the TPI has not judged yet: they count as 0 in its total."""
        return [line for line in self._lines if not line.is_judged]

    @property
    def by_loss(self) -> list[Difference]:
        """The judged differences, the largest loss first; equal ones in the order of the sheet."""
        return sorted(self.judged, key=lambda line: line.effect)

    @property
    def groups(self) -> list[Group]:
        """The judged differences by area; parts without one are left out."""
        return grouped(self.loaded, self.judged)

    @property
    def judged_total(self) -> Fraction:
        """Points gained or lost by what the TPI judged differently."""
        return total(self.judged)

    @property
    def open_total(self) -> Fraction:
        """Points missing only because the TPI has not judged yet."""
        return total(self.open)

    @property
    def lost_gates(self) -> list[GateChange]:
        """Minimums of WBK and of the predicate aimed at that the unit's values pass and the TPI's do not."""
        return [change for change, unit, tpi in self._gates() if unit and not tpi]

    @property
    def gained_gates(self) -> list[GateChange]:
        """Minimums that only the TPI's values pass."""
        return [change for change, unit, tpi in self._gates() if tpi and not unit]

    def _gates(self) -> Iterator[tuple[GateChange, bool, bool]]:
        for key in dict.fromkeys([Predicate.WBK.value, self.evaluation.target]):
            pairs = zip(self.unit.verdicts[key].gates, self._expected.verdicts[key].gates, strict=True)
            yield from ((GateChange(key, tpi), unit.passed, tpi.passed) for unit, tpi in pairs)

    @cached_property
    def _expected(self) -> Sheet:
        """The TPI's sheet as it would stand if it agreed with everything still open: what no difference took away."""
        agreed = {line.question.code: line.unit.answer for line in self.open}
        return score_one(self.loaded, {**self.rows, Assessor.TPI: self.rows[Assessor.TPI] | agreed}, Assessor.TPI)


def differences(evaluation: Evaluation) -> Differences:
    """The differences of one sheet; the caller asks first whether the reader may see the TPI's values."""
    return Differences(evaluation, loaded(evaluation.period.instrument), rows_of(evaluation))


def grouped(source: Loaded, lines: Iterable[Line]) -> list[Group]:
    """The lines by area, then by component; parts without one are left out."""
    found: dict[str, list[Line]] = {_area_title(area): [] for area in source.instrument.areas}
    for line in lines:
        found.setdefault(_group_title(source, line.question.indicator), []).append(line)
    return [Group(title, lines) for title, lines in found.items() if lines]


def _group_title(source: Loaded, code: str) -> str:
    """The area an indicator counts for, or its component where there is none."""
    nodes, parents = source.instrument.nodes, source.instrument.parents
    while nodes[code].area is None and code in parents:
        code = parents[code]
    return next(
        (_area_title(area) for area in source.instrument.areas if area.number == nodes[code].area), nodes[code].title
    )


def _area_title(area: Area) -> str:
    return f"{area.number}. {area.title}"
