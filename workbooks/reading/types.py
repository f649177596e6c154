"""What a workbook says, before anybody compares it with the app."""

from dataclasses import dataclass, field

from evaluations.scoring.types import Answer
from workbooks.enums import Layout

ANYBODY = ""  # the assessor of a form with one column of answers: whoever hands it in


@dataclass(frozen=True, slots=True)
class Said:
    """What one assessor says to one question; `value` None and `note` "" where the cells are empty.

    `cell` is where the answer stands ("LKE!D14"), of several figures the first.
    """

    value: Answer
    note: str
    cell: str


@dataclass(frozen=True, slots=True)
class Misread:
    """A cell that cannot be taken, and why: a sentence. Nothing else of that question is taken either."""

    code: str
    cell: str
    sentence: str


@dataclass(slots=True)
class Column:
    """One assessor's column. A question stands in one of the two; a question whose row is missing is misread."""

    said: dict[str, Said] = field(default_factory=dict)
    misread: list[Misread] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Origin:
    """What our own workbook says about itself: where it comes from, and what the app held when it was made."""

    unit: str
    period: str
    instrument: str
    fingerprint: str
    made_at: str
    versions: dict[str, dict[str, int]]
    marks: dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook as read: a column for each assessor, or one for ANYBODY; `origin` of our own only."""

    layout: Layout
    columns: dict[str, Column]
    origin: Origin | None = None
