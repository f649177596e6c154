"""The page of a trial: every question with its control, the comparison, and the ways. No queries."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, partial
from typing import Any

from evaluations.queries.question_view import dashed
from evaluations.scoring.types import Answer, Instrument, Question
from insights.documents.tried import Problem, Read, read, typed
from insights.documents.values import said
from insights.documents.whatif import Comparison, Part, Ways, compare, ways
from insights.queries.efforts import Marks
from insights.queries.scenarios import Ground
from insights.queries.shortest_way import in_request, shortest_way
from insights.shortest.gates import questions_of
from insights.shortest.influence import influence
from insights.shortest.way import Impossible, Way

WEAKEST = "terlemah"


@dataclass(frozen=True, slots=True)
class Choice:
    """An option of a question: its criterion, points 0..1, and whether it is tried."""

    value: str
    points: Fraction
    criterion: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a question: that of the sheet, and the one that is tried, as typed."""

    key: str
    label: str
    real: str
    text: str
    is_index: bool
    is_wrong: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A question, what the sheet says, and what is tried. `gain` are the points of the total it can still bring."""

    question: Question
    real: Answer
    tried: Answer
    is_tried: bool
    raw: Any
    gain: Fraction
    problem: Problem | None

    @property
    def code(self) -> str:
        return self.question.code

    @property
    def slug(self) -> str:
        return dashed(self.code)

    @property
    def real_text(self) -> str:
        """The sheet's answer in words."""
        return said(self.question, self.real).text

    @property
    def is_emptied(self) -> bool:
        """Is the question tried without its answer?"""
        return self.is_tried and self.tried is None

    @property
    def choices(self) -> list[Choice]:
        """The options but that of the sheet: following it is a choice of its own, and no change."""
        return [
            Choice(one.value, one.points, self.question.criteria[one.value], self.is_tried and self.tried == one.value)
            for one in self.question.scale.options
            if one.value != self.real
        ]

    @property
    def figures(self) -> list[Figure]:
        return [self._figure(item) for item in self.question.inputs]

    def _figure(self, item) -> Figure:
        real = self.real.get(item.key) if isinstance(self.real, Mapping) else None
        if self.problem and isinstance(self.raw, Mapping):
            text = str(self.raw.get(item.key, ""))
        else:
            text = typed(self.tried.get(item.key)) if isinstance(self.tried, Mapping) else ""
        wrong = self.problem is not None and self.problem.field in ("", item.key)
        return Figure(item.key, item.label, typed(real) or "–", text, item.decimals > 0, wrong)


@dataclass(frozen=True, slots=True)
class Group:
    """Lines under a heading: an area, what lies outside them, or all of them by what they can bring."""

    slug: str
    title: str
    part: Part | None
    lines: list[Line]


@dataclass(frozen=True)
class TrialPage:
    """Everything a trial shows; worked out when it is asked for. `raw` is what was tried, unread."""

    ground: Ground
    raw: Mapping[str, Any]
    marks: Marks
    predicate: str
    order: str = ""

    @property
    def instrument(self) -> Instrument:
        return self.ground.instrument

    @cached_property
    def read(self) -> Read:
        """What can be tried of it."""
        return read(self.instrument, self.ground.answers, self.raw)

    @cached_property
    def comparison(self) -> Comparison:
        return compare(self.instrument, self.ground.answers, self.read.answers)

    @property
    def problems(self) -> tuple[Problem, ...]:
        return self.read.problems

    @cached_property
    def aimed(self):
        """The gates of the predicate the unit aims for."""
        return self.comparison.verdicts[self.predicate]

    @cached_property
    def ways(self) -> Ways:
        return ways(self.comparison, self._way)

    @cached_property
    def _way(self) -> Callable[[Mapping[str, Answer]], Way | Impossible | None]:
        """The way of a sheet by the unit's marks; both of a page share the seconds of one request."""
        marks = {"effort": self.marks.effort, "ruled_out": self.marks.ruled_out}
        return partial(shortest_way, self.ground.source, predicate=self.predicate, limit=in_request(), **marks)

    @cached_property
    def _lines(self) -> dict[str, Line]:
        """Code -> line, the most points to gain first."""
        wrong = {problem.code: problem for problem in self.problems}
        return {
            each.code: Line(
                question=self.instrument.questions[each.code],
                real=self.ground.answers.get(each.code),
                tried=self.read.answers.get(each.code),
                is_tried=each.code in self.read.answers,
                raw=self.raw.get(each.code),
                gain=each.points,
                problem=wrong.get(each.code),
            )
            for each in influence(self.instrument, self.ground.answers)
        }

    @property
    def is_weakest_first(self) -> bool:
        return self.order == WEAKEST

    @cached_property
    def groups(self) -> list[Group]:
        """The questions by area in the order of the sheet, or in one list with the most to gain first."""
        if self.is_weakest_first:
            return [Group("terlemah", "Terlemah dahulu", None, list(self._lines.values()))]
        return [
            Group(part.code, part.title, part, [self._lines[code] for code in self._codes(part)])
            for part in self.comparison.parts
        ]

    def _codes(self, part: Part) -> list[str]:
        """Questions of an area, or those of a component that lie in none."""
        codes = questions_of(self.instrument, part.code)
        if part.code.startswith("area-"):
            return list(codes)
        areas = (one.code for one in self.comparison.parts if one.code.startswith("area-"))
        inside = {code for area in areas for code in questions_of(self.instrument, area)}
        return [code for code in codes if code not in inside]
