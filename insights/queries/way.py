"""The shortest way of a unit as it stands in a quarter, with its own marks."""

from collections.abc import Iterable
from dataclasses import dataclass

from evaluations.models import Evaluation
from evaluations.queries.instruments import loaded
from evaluations.scoring.types import Instrument
from insights.documents.trace import Judged
from insights.documents.way import StepGroup, StepLine, grouped, step_lines
from insights.queries.efforts import Marks, marks_of
from insights.shortest.way import Impossible, Way, shortest
from plans.enums import CLOSED
from plans.models import Action
from units.models import WorkUnit


@dataclass(frozen=True, slots=True)
class WayFound:
    """A way in words, or why there is none (`impossible`); `lines` in document order, `groups` by area."""

    way: Way | None
    impossible: Impossible | None
    lines: tuple[StepLine, ...]
    groups: tuple[StepGroup, ...]
    marks: Marks

    @property
    def seen(self) -> str:
        """What the way asks for, to tell whether it is still the same."""
        return " ".join(f"{line.code}={line.after}" for line in self.lines)


def way_of(evaluation: Evaluation, judged: Judged, predicate: str) -> WayFound:
    """The cheapest way of that assessor's sheet to a predicate of its instrument. One query, and a small programme."""
    source = loaded(evaluation.period.instrument)
    marks = marks_of(evaluation.unit_id, source)
    found = shortest(
        source.instrument, judged.answers, predicate, effort=marks.effort, ruled_out=frozenset(marks.ruled_out)
    )
    return _told(source.instrument, found, marks)


def _told(instrument: Instrument, found: Way | Impossible, marks: Marks) -> WayFound:
    if isinstance(found, Impossible):
        return WayFound(None, found, (), (), marks)
    lines = step_lines(instrument, found)
    return WayFound(found, None, lines, grouped(instrument, lines), marks)


def planned(unit: WorkUnit, codes: Iterable[str]) -> dict[str, Action]:
    """Code -> the unit's action about that very question that is still to be done. One query."""
    rows = Action.objects.filter(unit=unit, code__in=list(codes)).exclude(state__in=CLOSED)
    return {row.code: row for row in rows.select_related("owner").order_by("-due_on", "-pk")}
