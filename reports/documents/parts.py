"""The pieces a report is made of. Points are Decimals of 100 unless a field says otherwise; None = nothing there."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from charts.looks import Shade, shade
from evaluations.quarters import Quarter

LONG_NOTES = 500  # letters


def spaced(nip: str) -> str:
    """An NIP in its four official groups: 19650101 199003 1 001. What is none stays as it is."""
    return f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}" if len(nip) == 18 else nip


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who publishes the report. `logo` is a data: address or ""."""

    government: str
    name: str
    address: str
    contact: str
    logo: str

    @property
    def publisher(self) -> str:
        """The office by its usual name: Inspektorat Provinsi Kalimantan Tengah."""
        return f"{self.name} {self.government.removeprefix('Pemerintah ')}"


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs, where and when."""

    city: str
    day: date
    title: str
    name: str
    rank: str
    nip: str

    @property
    def spaced_nip(self) -> str:
        return spaced(self.nip)


class SpelledQuarter(Quarter):
    """A quarter as documents write it."""

    def __str__(self) -> str:
        return f"Triwulan {self.numeral} Tahun {self.year}"


@dataclass(frozen=True, slots=True)
class Minimum:
    """One minimum of both predicates, as the method chapter explains it; `percent` is set for areas."""

    label: str
    kind: str
    weight: Decimal
    wbk: Decimal
    wbbm: Decimal


@dataclass(frozen=True, slots=True)
class GateLine:
    """One minimum and what a unit reached, for both predicates."""

    code: str
    label: str
    kind: str
    weight: Decimal
    reached: Decimal
    wbk: Decimal
    wbk_missing: Decimal
    passes_wbk: bool
    wbbm: Decimal
    wbbm_missing: Decimal
    passes_wbbm: bool

    def required(self, predicate: str) -> Decimal:
        """Points the predicate demands."""
        return self.wbbm if predicate == "WBBM" else self.wbk

    def missing(self, predicate: str) -> Decimal:
        """Points still missing to the predicate; 0 when passed."""
        return self.wbbm_missing if predicate == "WBBM" else self.wbk_missing

    def passes(self, predicate: str) -> bool:
        """Judged on the exact score, not on these rounded figures."""
        return self.passes_wbbm if predicate == "WBBM" else self.passes_wbk


@dataclass(frozen=True, slots=True)
class AreaLine:
    """One of the six areas; `ratio` 0..1 of its weight. `change` in points since the quarter before, None without."""

    number: int
    title: str
    weight: Decimal
    reached: Decimal
    ratio: Decimal
    passes_wbk: bool
    passes_wbbm: bool
    change: Decimal | None = None

    @property
    def shade(self) -> Shade:
        """How dark its cell of the map is, as on every heat map."""
        return shade(self.ratio, passes_first=self.passes_wbk, passes_second=self.passes_wbbm)


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """A quarter's approved total of a unit by the TPI; None where there is none that may be compared."""

    quarter: Quarter
    total: Decimal | None


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: `role` stands above the space, the rest below it; "" prints dots."""

    role: str
    name: str
    rank: str = ""
    nip: str = ""

    @property
    def spaced_nip(self) -> str:
        return spaced(self.nip)


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """A node above the indicators: unit against TPI against the quarter before (nilai ketat). `depth` 0..2.

    `change` is None where the quarters cannot be compared or the TPI is not done.
    """

    code: str
    title: str
    depth: int
    weight: Decimal
    unit: Decimal | None
    tpi: Decimal | None
    previous: Decimal | None
    change: Decimal | None


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A note of the TPI on an answer it changed. Answers are text as written in the sheet; `lost` is points."""

    code: str
    question: str
    unit: str
    tpi: str
    note: str
    lost: Fraction
    shortened: bool


@dataclass(frozen=True, slots=True)
class AnnexRow:
    """A line of a printed sheet. `kind`: group, indicator, question, figure (one number of the question above) or gate
    (a minimum, behind the questions).

    `value` is 0..1 for a question; `points` of `weight` for groups and indicators. `equations` tell whose points come
    about how ("TPI", "(1 + 0,67) ÷ 2 × 1 = 0,84").
    """

    kind: str
    code: str
    text: str
    unit: str = ""
    tpi: str = ""
    value: Fraction | None = None
    unit_note: str = ""
    tpi_note: str = ""
    weight: Decimal | None = None
    points: Decimal | None = None
    equations: tuple[tuple[str, str], ...] = ()

    @property
    def has_long_notes(self) -> bool:
        """Notes too long for a narrow column get the whole width below their question."""
        return len(self.unit_note) + len(self.tpi_note) > LONG_NOTES
