"""The answers of a sheet for the PortalRB workbook: by the row they stand in."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

Cell = str | Fraction | None


@dataclass(frozen=True, slots=True)
class PortalRow:
    """One row: an option or one figure of both assessors. Notes and evidence stand in a question's first row."""

    row: int
    code: str
    text: str
    unit_answer: Cell
    unit_note: str
    evidence: str
    tpi_answer: Cell
    tpi_note: str


@dataclass(frozen=True, slots=True)
class PortalBook:
    """The whole workbook; `sees_tpi`: may the reader see what the TPI says?"""

    unit_code: str
    unit_name: str
    year: int
    quarter: int
    period_name: str
    sees_tpi: bool
    taken_by: str
    taken_at: datetime
    rows: tuple[PortalRow, ...]
