"""How far each evaluator's values lie from the units' own, and where equal answers got unequal values. No queries."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from evaluations.queries.pairs import Pair
from evaluations.scoring.engine import effect
from evaluations.scoring.rounding import percent_text
from evaluations.scoring.types import Answer, Instrument, Question

ZERO = Fraction(0)


@dataclass
class Deviation:
    """What one evaluator (or all together) did with the units' values; a value is worth 0..1."""

    name: str
    judged: int = 0
    changed: int = 0
    signed: Fraction = ZERO
    absolute: Fraction = ZERO

    def add(self, pair: Pair) -> None:
        """Count one question."""
        self.judged += 1
        if pair.differs:
            difference = pair.tpi_points - pair.unit_points
            self.changed += 1
            self.signed += difference
            self.absolute += abs(difference)

    @property
    def changed_share(self) -> Fraction | None:
        """Share of the judged questions that were changed, 0..1; None without any."""
        return Fraction(self.changed, self.judged) if self.judged else None

    @property
    def mean(self) -> Fraction | None:
        """Mean deviation from the units' values with its sign, in percent of a question's value."""
        return self.signed * 100 / self.judged if self.judged else None

    @property
    def mean_size(self) -> Fraction | None:
        """Mean size of the deviation, whichever way, in percent of a question's value."""
        return self.absolute * 100 / self.judged if self.judged else None


@dataclass(frozen=True, slots=True)
class Deviations:
    """Each evaluator by name, and all of them together (every question counts once)."""

    evaluators: list[Deviation]
    all: Deviation

    @property
    def lines(self) -> list[tuple[Deviation, Fraction, Fraction]]:
        """Each evaluator with how far both means lie from those of all, percentage points."""
        return [(one, one.mean - self.all.mean, one.mean_size - self.all.mean_size) for one in self.evaluators]


def deviations(pairs: Iterable[Pair]) -> Deviations:
    """Over the comparable pairs only: the unit answered, and the evaluator judged that very answer."""
    found: dict[int, Deviation] = {}
    for pair in pairs:
        if pair.is_comparable:
            found.setdefault(pair.evaluator_id, Deviation(pair.evaluator)).add(pair)
    evaluators = sorted(found.values(), key=lambda one: one.name)
    return Deviations(evaluators, _together(evaluators))


def _together(evaluators: list[Deviation]) -> Deviation:
    """All of them as one, every question counting once."""
    return Deviation(
        "Semua evaluator",
        judged=sum(one.judged for one in evaluators),
        changed=sum(one.changed for one in evaluators),
        signed=sum((one.signed for one in evaluators), ZERO),
        absolute=sum((one.absolute for one in evaluators), ZERO),
    )


@dataclass
class Unequal:
    """Equal answers of units that the TPI gave different values; `given` counts the units per value of the TPI."""

    question: Question
    unit: str
    given: Counter = field(default_factory=Counter)
    points: set[Fraction] = field(default_factory=set)
    span: Fraction = ZERO  # points of the total between the most and the least generous value

    @property
    def spread(self) -> list[tuple[str, int]]:
        """Value of the TPI and how many units got it, the most frequent first."""
        return self.given.most_common()


def unequal(instrument: Instrument, pairs: Iterable[Pair]) -> list[Unequal]:
    """Questions whose equal unit answers got unequal values, the widest span first."""
    found: dict[tuple, Unequal] = {}
    for pair in pairs:
        if pair.is_comparable:
            key = (pair.question.code, _key(pair.unit))
            one = found.setdefault(key, Unequal(pair.question, _text(pair.unit, pair.unit_points)))
            one.given[_text(pair.tpi, pair.tpi_points)] += 1
            one.points.add(pair.tpi_points)
    chosen = [one for one in found.values() if len(one.points) > 1]
    for one in chosen:
        one.span = effect(instrument, one.question.code, min(one.points), max(one.points))
    places = {code: place for place, code in enumerate(instrument.questions)}
    return sorted(chosen, key=lambda one: (-one.span, places[one.question.code], one.unit))


def _key(value: Answer) -> object:
    """The same for equal answers."""
    return tuple(sorted(value.items())) if isinstance(value, dict) else value


def _text(value: Answer, points: Fraction) -> str:
    """The option, or the percentage that the figures give."""
    return value if isinstance(value, str) else percent_text(points)
