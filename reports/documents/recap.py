"""The recap table: all units of a quarter on one sheet of paper, as large as they need."""

from dataclasses import dataclass

from reports.documents.quarterly import QuarterlyReport, UnitResult

# Sheets by size: the units' rows of names that fit, and letters of a name in one row.
A4_LINES, A4_LETTERS = 28, 30
A3_LINES = 44


@dataclass(frozen=True, slots=True)
class Recap:
    """All units side by side. `sheet` is the CSS name of its page."""

    title: str
    report: QuarterlyReport

    @property
    def sheet(self) -> str:
        """The smallest page that holds all units: A4, A3, else A3 in small type over as many pages as it takes."""
        lines = sum(_lines(unit) for unit in self.report.units)
        if lines <= A4_LINES:
            return "recap-a4"
        return "recap-a3" if lines <= A3_LINES * 2 else "recap-small"


def _lines(unit: UnitResult) -> int:
    """Lines a unit's name takes, and one for its state."""
    return max(2, -(-len(unit.name) // A4_LETTERS) + (not unit.is_approved))
