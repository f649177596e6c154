"""A sheet beside the same sheet with other answers: total, areas, gates, and every question that differs.

Points are those of nilai ketat, exact; the changes of the questions add up to the change of the total.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from evaluations.scoring.engine import TOTAL, Scores, effect, score
from evaluations.scoring.thresholds import Gate, Verdict, judge
from evaluations.scoring.types import Answer, Instrument
from insights.documents.tried import Tried, sheet
from insights.documents.values import Said, said
from insights.shortest.band import sections
from insights.shortest.way import Impossible, Way


@dataclass(frozen=True, slots=True)
class Side:
    """A sheet with its scores and verdicts."""

    answers: Mapping[str, Answer]
    scores: Scores
    verdicts: Mapping[str, Verdict]

    @property
    def total(self) -> Fraction:
        """Nilai ketat, points."""
        return self.scores.strict[TOTAL]


@dataclass(frozen=True, slots=True)
class Change:
    """A question that is answered otherwise, in words, and the points it moves the total by."""

    code: str
    text: str
    before: Said
    after: Said
    points: Fraction

    @property
    def slug(self) -> str:
        """The code as it stands in an element's id."""
        return self.code.replace(".", "-")


@dataclass(frozen=True, slots=True)
class GatePair:
    """A minimum as the sheet meets it and as it would."""

    real: Gate
    tried: Gate

    @property
    def is_won(self) -> bool:
        """Does only the trial pass?"""
        return self.tried.passed and not self.real.passed

    @property
    def is_lost(self) -> bool:
        """Does only the real sheet pass?"""
        return self.real.passed and not self.tried.passed


@dataclass(frozen=True, slots=True)
class Verdicts:
    """A predicate's gates, both ways."""

    predicate: str
    gates: tuple[GatePair, ...]

    @property
    def real_passed(self) -> int:
        """How many gates the sheet passes."""
        return sum(pair.real.passed for pair in self.gates)

    @property
    def tried_passed(self) -> int:
        """How many gates the trial passes."""
        return sum(pair.tried.passed for pair in self.gates)

    @property
    def passes(self) -> bool:
        """Does the trial pass every gate?"""
        return self.tried_passed == len(self.gates)


@dataclass(frozen=True, slots=True)
class Part:
    """An area, or what a component holds outside the areas, in points; `code` is area-1 or B."""

    code: str
    title: str
    weight: Fraction
    real: Fraction
    tried: Fraction

    @property
    def difference(self) -> Fraction:
        """Points won or lost."""
        return self.tried - self.real


@dataclass(frozen=True)
class Comparison:
    """The real sheet and the trial, whose answers differ for `codes`."""

    instrument: Instrument
    real: Side
    tried: Side
    codes: tuple[str, ...]

    @property
    def difference(self) -> Fraction:
        """Points won or lost."""
        return self.tried.total - self.real.total

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The areas, then what lies outside them; they add up to the total."""
        found = sections(self.instrument, self.real.scores, self.tried.scores)  # from the one to the other
        return tuple(Part(one.code, one.title, one.weight, one.lowest, one.highest) for one in found)

    @cached_property
    def verdicts(self) -> dict[str, Verdicts]:
        """By predicate, WBK before WBBM."""
        return {key: Verdicts(key, self._pairs(key)) for key in self.real.verdicts}

    def _pairs(self, predicate: str) -> tuple[GatePair, ...]:
        both = (side.verdicts[predicate].gates for side in (self.real, self.tried))
        return tuple(GatePair(real, tried) for real, tried in zip(*both, strict=True))

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """The questions that differ, in the order of the sheet."""
        return tuple(self._change(code) for code in self.codes)

    def _change(self, code: str) -> Change:
        question, values = self.instrument.questions[code], (self.real.scores.values, self.tried.scores.values)
        return Change(
            code=code,
            text=question.text,
            before=said(question, self.real.answers.get(code)),
            after=said(question, self.tried.answers.get(code)),
            points=effect(self.instrument, code, *(some[code] for some in values)),
        )


def compare(instrument: Instrument, real: Mapping[str, Answer], tried: Tried) -> Comparison:
    """A sheet and what is tried in it (`documents.tried`). Raises what `engine.score` raises."""
    codes = tuple(code for code in instrument.questions if code in tried)
    sides = (_side(instrument, answers) for answers in (real, sheet(real, tried)))
    return Comparison(instrument, *sides, codes)


def _side(instrument: Instrument, answers: Mapping[str, Answer]) -> Side:
    scores = score(instrument, answers)
    return Side(answers, scores, judge(instrument, scores))


@dataclass(frozen=True, slots=True)
class Ways:
    """The shortest way from the sheet and from the trial; None: not found in time."""

    real: Way | Impossible | None
    tried: Way | Impossible | None

    @property
    def is_unsolved(self) -> bool:
        """Is one of them missing for want of time?"""
        return self.real is None or self.tried is None

    @property
    def words(self) -> tuple[str, str]:
        """What is to do for the sheet and for the trial."""
        return _to_do(self.real), _to_do(self.tried)


def _to_do(way: Way | Impossible | None) -> str:
    if way is None:
        return "belum dihitung"
    if isinstance(way, Impossible):
        return "tidak ada"
    return f"{len(way.steps)} langkah, biaya {way.cost}" if way.steps else "selesai"


def ways(comparison: Comparison, way_of: Callable[[Mapping[str, Answer]], Way | Impossible | None]) -> Ways:
    """Both ways; `way_of` gives that of a sheet's answers, None where it was not found in time."""
    real = way_of(comparison.real.answers)
    return Ways(real, way_of(comparison.tried.answers) if comparison.codes else real)
