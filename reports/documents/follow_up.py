"""What was advised, and what became of it: the monitoring chapter, and the recommendations of one quarter."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from evaluations.enums import RecommendationState
from reports.documents.parts import SpelledQuarter

LONG_TEXT = 600  # letters


@dataclass(frozen=True, slots=True)
class FollowUpLine:
    """One turn about a recommendation: the step in words, its day, and what was said."""

    day: date
    step: str
    text: str


@dataclass(frozen=True, slots=True)
class RecommendationLine:
    """A recommendation as it stood when the quarter was locked, in an open quarter as it stands.

    `name` is 03/R-12; `subject` what it is about ("A.I.1.i.a", "Area 2", or "" for the unit as a whole); `due_on` the
    last day that held then, `due_at_first` the one it was given with, when that was moved; `age` counts quarters since
    it was `given`; `last` is the latest report or judgement.
    """

    name: str
    subject: str
    text: str
    priority: str
    due_on: date | None
    given: SpelledQuarter
    age: int
    state: RecommendationState
    is_closed: bool
    is_overdue: bool
    due_at_first: date | None = None
    last: FollowUpLine | None = None

    @property
    def is_long(self) -> bool:
        """Too long for a column? Such texts get the whole width below their row."""
        return max(len(self.text), len(self.last.text) if self.last else 0) > LONG_TEXT


@dataclass(frozen=True, slots=True)
class UnitMonitoring:
    """The earlier recommendations to one unit that were open when the quarter began, by their number."""

    code: str
    name: str
    lines: tuple[RecommendationLine, ...]

    @property
    def counts(self) -> list[int]:
        """How many are in each state, in the order of the states."""
        found = Counter(line.state for line in self.lines)
        return [found[state] for state in RecommendationState]

    @property
    def overdue(self) -> int:
        """How many are open beyond their last day."""
        return sum(line.is_overdue for line in self.lines)


@dataclass(frozen=True, slots=True)
class Monitoring:
    """The chapter: the units that had something to follow up, by their code."""

    units: tuple[UnitMonitoring, ...] = ()

    @property
    def lines(self) -> list[RecommendationLine]:
        """The recommendations of all units."""
        return [line for unit in self.units for line in unit.lines]

    @property
    def open(self) -> list[RecommendationLine]:
        """Those that nobody closed."""
        return [line for line in self.lines if not line.is_closed]

    @property
    def states(self) -> list[str]:
        """The states in words, as heads of a table."""
        return [str(state.label) for state in RecommendationState]

    @property
    def counts(self) -> list[int]:
        """How many are in each state, over all units."""
        return [sum(column) for column in zip(*(unit.counts for unit in self.units), strict=True)]

    @property
    def overdue(self) -> int:
        """How many are open beyond their last day, over all units."""
        return sum(unit.overdue for unit in self.units)
