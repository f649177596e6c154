"""The LKE workbook of one unit in one quarter, as one reader may see it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from evaluations.scoring.thresholds import Gate
from evaluations.scoring.types import Answer, Instrument


@dataclass(frozen=True, slots=True)
class Given:
    """What one assessor says to one question. `value` is None when it does not count; `remark` says why."""

    value: Answer
    note: str
    version: int
    remark: str = ""


Column = Mapping[str, Given]  # question code -> what one assessor says


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """A question the TPI judged differently; `effect` is what it moves the total by, points of nilai ketat."""

    code: str
    question: str
    unit: str
    tpi: str
    effect: Fraction
    note: str


@dataclass(frozen=True, slots=True)
class AdviceLine:
    """A recommendation in the words of its reader; `age` counts quarters, None once it is closed."""

    name: str
    subject: str
    text: str
    priority: str
    state: str
    due_on: date | None
    is_overdue: bool
    responsible: str
    age: int | None


@dataclass(frozen=True)
class LkeBook:
    """Everything the workbook says.

    `writer` is the assessor whose column the reader may fill ("" = none) and `open_codes` the questions in which they
    may; `why_not` says why there is none. What the TPI says is absent when the reader may not see it: then `tpi` is
    None. `locked_on` is the day the figures stopped changing. `gates` are those of an empty sheet.
    """

    instrument: Instrument
    gates: Mapping[str, tuple[Gate, ...]]
    unit_code: str
    unit_name: str
    parent_agency: str
    target: str
    year: int
    quarter: int
    quarter_name: str
    state: str
    taken_by: str
    taken_at: datetime
    locked_on: date | None
    writer: str
    open_codes: frozenset[str]
    why_not: str
    unit: Column
    tpi: Column | None
    changed: tuple[ChangedLine, ...]
    advice: tuple[AdviceLine, ...]

    @property
    def period(self) -> str:
        """The quarter as it stands in addresses: 2024-3."""
        return f"{self.year}-{self.quarter}"

    @property
    def period_name(self) -> str:
        """The quarter in full."""
        return f"Triwulan {self.quarter_name} Tahun {self.year}"
