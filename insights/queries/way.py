"""The shortest way of a unit as it stands in a quarter, with its own marks."""

from collections.abc import Iterable
from dataclasses import dataclass

from evaluations.models import Evaluation
from evaluations.queries.instruments import loaded
from evaluations.scoring.types import Instrument
from insights.documents.trace import Judged
from insights.documents.way import (
    StepGroup,
    StepLine,
    grouped,
    impossible_sentence,
    step_lines,
    unsolved_sentence,
    way_sentence,
)
from insights.queries.efforts import Marks, marks_of
from insights.queries.shortest_way import shortest_way
from insights.shortest.solver import Limit
from insights.shortest.way import Impossible, Way
from plans.enums import CLOSED
from plans.models import Action
from units.models import WorkUnit


@dataclass(frozen=True, slots=True)
class WayFound:
    """A way in words, or why there is none (`impossible`); `lines` in document order, `groups` by area.

    With neither, the way was not found in time (`is_unsolved`).
    """

    predicate: str
    way: Way | None
    impossible: Impossible | None
    lines: tuple[StepLine, ...]
    groups: tuple[StepGroup, ...]
    marks: Marks

    @property
    def is_unsolved(self) -> bool:
        return self.way is None and self.impossible is None

    @property
    def sentence(self) -> str:
        """What the way asks for and brings, why there is none, or that it was not found in time."""
        if self.impossible:
            return impossible_sentence(self.impossible)
        return way_sentence(self.way) if self.way else unsolved_sentence(self.predicate)

    @property
    def seen(self) -> str:
        """What the way asks for, to tell whether it is still the same."""
        return " ".join(f"{line.code}={line.after}" for line in self.lines)


def way_of(evaluation: Evaluation, judged: Judged, predicate: str, *, limit: Limit | None = None) -> WayFound:
    """The cheapest way of that assessor's sheet to a predicate of its instrument. One query, and a small programme the
    first time; `limit` as `shortest_way`."""
    source = loaded(evaluation.period.instrument)
    marks = marks_of(evaluation.unit_id, source)
    found = shortest_way(source, judged.answers, predicate, effort=marks.effort, ruled_out=marks.ruled_out, limit=limit)
    return _told(source.instrument, predicate, found, marks)


def _told(instrument: Instrument, predicate: str, found: Way | Impossible | None, marks: Marks) -> WayFound:
    if not isinstance(found, Way):
        return WayFound(predicate, None, found, (), (), marks)
    lines = step_lines(instrument, found)
    return WayFound(predicate, found, None, lines, grouped(instrument, lines), marks)


def planned(unit: WorkUnit, codes: Iterable[str]) -> dict[str, Action]:
    """Code -> the unit's action about that very question that is still to be done. One query."""
    rows = Action.objects.filter(unit=unit, code__in=list(codes)).exclude(state__in=CLOSED)
    return {row.code: row for row in rows.select_related("owner").order_by("-due_on", "-pk")}
