"""The recap of a quarter: all units side by side, and how their totals went over the quarters."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from evaluations.scoring.thresholds import Gate
from evaluations.scoring.types import Instrument


@dataclass(frozen=True, slots=True)
class RecapUnit:
    """One unit. Points are the TPI's nilai ketat unless named otherwise; None: nothing to show.

    `reached` are the points of every gate by its code, empty without a result of the TPI. `trend` are the approved
    totals of the book's quarters, in their order.
    """

    rank: int | None
    code: str
    name: str
    state: str
    target: str
    unit_total: Decimal | None
    official: Decimal | None
    total: Decimal | None
    previous: Decimal | None
    is_complete: bool  # did the TPI judge every question? Else its points are not held against the unit's
    compares: bool  # is the change since the quarter before told?
    proposed_for: str
    reached: Mapping[str, Decimal]
    trend: tuple[Decimal | None, ...]


@dataclass(frozen=True)
class RecapBook:
    """The whole workbook. `gates` are those of an empty sheet, `quarters` the columns of the trend, oldest first."""

    instrument: Instrument
    gates: Mapping[str, tuple[Gate, ...]]
    year: int
    quarter: int
    quarter_name: str
    state: str
    locked_on: date | None
    taken_by: str
    taken_at: datetime
    units: tuple[RecapUnit, ...]
    quarters: tuple[str, ...]

    @property
    def period_name(self) -> str:
        """The quarter in full."""
        return f"Triwulan {self.quarter_name} Tahun {self.year}"
