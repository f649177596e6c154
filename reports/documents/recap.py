"""The recap table: all units of a quarter on one sheet of paper, as large as they need."""

from dataclasses import dataclass
from decimal import Decimal

from reports.documents.quarterly import QuarterlyReport, UnitResult


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of report.css: how many letters of a name stand in a line, how many lines a row has at least, and the
    heights of a line, of what lies between rows and of the room for all rows, in millimetres."""

    name: str
    letters: int
    lines: int
    line: Decimal
    gap: Decimal
    room: int

    def holds(self, units: tuple[UnitResult, ...]) -> bool:
        """Is there room for all of them?"""
        return sum(self._height(unit) for unit in units) <= self.room

    def _height(self, unit: UnitResult) -> Decimal:
        state = 0 if unit.is_approved or self.lines == 1 else 1  # in small type it stands behind the name
        lines = -(-len(unit.name) // self.letters) + state
        return max(lines, self.lines) * self.line + self.gap


SHEETS = (
    Sheet("recap-a4", letters=22, lines=2, line=Decimal("3.85"), gap=Decimal("1.8"), room=125),
    Sheet("recap-a3", letters=58, lines=2, line=Decimal("4.3"), gap=Decimal("1.8"), room=205),
    Sheet("recap-small", letters=52, lines=1, line=Decimal("3.35"), gap=Decimal("1.2"), room=215),
)


@dataclass(frozen=True, slots=True)
class Recap:
    """All units side by side."""

    title: str
    report: QuarterlyReport

    @property
    def sheet(self) -> str:
        """The smallest page that holds all units: A4, A3, else A3 in small type over as many pages as it takes."""
        return next((sheet.name for sheet in SHEETS if sheet.holds(self.report.units)), SHEETS[-1].name)
