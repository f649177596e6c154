"""Which reports a quarter has, and how ready they are."""

from dataclasses import dataclass

from evaluations.enums import PeriodState
from evaluations.models import Evaluation, Period
from evaluations.queries import evaluations
from evaluations.queries.snapshots import as_recorded
from reports.documents.parts import SpelledQuarter
from units.actors import Actor


@dataclass(frozen=True, slots=True)
class Overview:
    """The state of a quarter's reports. `unfinished` are the evaluations without an approved result, by unit code."""

    period: Period
    total: int
    unfinished: tuple[Evaluation, ...]

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


def overview(actor: Actor, period: Period) -> Overview:
    """What the page of reports shows; two queries at most."""
    rows = as_recorded(list(evaluations.visible(actor).filter(period=period)))
    rows.sort(key=lambda row: row.unit_code)
    return Overview(period, len(rows), tuple(row for row in rows if not row.is_approved))
