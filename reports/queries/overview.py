"""Which reports a quarter has, and how ready they are."""

from dataclasses import dataclass
from datetime import datetime

from evaluations.enums import PeriodState
from evaluations.models import Evaluation, Period
from evaluations.queries import evaluations
from evaluations.queries.snapshots import as_recorded
from reports.documents.parts import SpelledQuarter
from reports.enums import ON_RESULT, PER_UNIT, Paper, forms_of
from reports.queries.prepared import Line, latest
from units.actors import Actor
from units.models import WorkUnit

WHOLE = tuple(paper for paper in Paper if paper not in PER_UNIT)
BESIDE = (Paper.LETTER, Paper.RECAP)
UNIT = tuple(paper for paper in Paper if paper in ON_RESULT)


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit's evaluation and the papers on its result, each in its forms; none while that is not approved."""

    evaluation: Evaluation
    papers: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """The state of a quarter's reports: those on all units, and each unit's, by unit code."""

    period: Period
    papers: tuple[tuple[Line, ...], ...]
    units: tuple[UnitLine, ...]

    @property
    def slides(self) -> Line:
        """The slides for the ekspose."""
        return next(lines[0] for lines in self.papers if lines[0].paper == Paper.SLIDES)

    @property
    def others(self) -> list[tuple[Line, ...]]:
        """What goes with the quarterly report."""
        return [lines for lines in self.papers if lines[0].paper in BESIDE]

    @property
    def evaluations(self) -> list[Evaluation]:
        """All evaluations, as recorded in a locked quarter."""
        return [line.evaluation for line in self.units]

    @property
    def total(self) -> int:
        """How many units are evaluated."""
        return len(self.units)

    @property
    def unfinished(self) -> list[Evaluation]:
        """The evaluations without an approved result."""
        return [line.evaluation for line in self.units if not line.papers]

    @property
    def approved(self) -> int:
        """How many results are approved."""
        return self.total - len(self.unfinished)

    @property
    def title(self) -> str:
        """The quarter in full."""
        return str(SpelledQuarter(*self.period.when))

    @property
    def is_planned(self) -> bool:
        """Has the quarter not begun?"""
        return self.period.state == PeriodState.PLANNED

    @property
    def is_available(self) -> bool:
        """Is there anything to download?"""
        return not self.is_planned and self.total > 0

    @property
    def is_draft(self) -> bool:
        """Can the figures still change?"""
        return self.period.state in {PeriodState.PLANNED, PeriodState.OPEN}


def overview(actor: Actor, period: Period, *, now: datetime) -> Overview:
    """What the page of reports shows; three queries at most."""
    rows = as_recorded(list(evaluations.visible(actor).filter(period=period)))
    rows.sort(key=lambda row: row.unit_code)
    asked = latest(actor.user, period, now)

    def lines(paper: Paper, unit: WorkUnit | None = None) -> tuple[Line, ...]:
        return tuple(
            Line(period, paper, form, unit, asked.get((paper, unit and unit.pk, form))) for form in forms_of(paper)
        )

    units = (UnitLine(row, tuple(lines(paper, row.unit) for paper in UNIT) if row.is_approved else ()) for row in rows)
    return Overview(period, tuple(lines(paper) for paper in WHOLE), tuple(units))
