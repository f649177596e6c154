"""The quarterly report (DOMAIN: Laporan Hasil Evaluasi dan Monitoring Pembangunan ZI) as data."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from reports.documents.follow_up import Monitoring, RecommendationLine
from reports.documents.imprint import Imprint
from reports.documents.parts import (
    AnnexRow,
    AreaLine,
    GateLine,
    Letterhead,
    Minimum,
    NoteLine,
    ScoreLine,
    Signature,
    SpelledQuarter,
)
from reports.documents.visits import Visits

CHART_UNITS = 20  # bars that fit one page


@dataclass(frozen=True, slots=True)
class UnitResult:
    """One unit in the quarter: a row of the table of all units, a section, and an annex.

    `number` is the place in the table; `rank` None = not scored by the TPI. `total` is nilai ketat, `official` nilai
    LKE, both of the TPI. `state` is the state in words; `proposed_for` a predicate or "". `recommendations` are those
    given in this quarter.
    """

    number: int
    code: str
    name: str
    parent_agency: str
    target: str
    state: str
    is_approved: bool
    is_unfinished: bool
    rank: int | None
    total: Decimal | None
    official: Decimal | None
    unit_total: Decimal | None
    change: Decimal | None
    scored_otherwise: bool  # the quarter before has a result, by an instrument that scores differently
    answered: int
    questions: int
    enablers: Decimal | None
    results: Decimal | None
    passes_wbk: bool
    passes_wbbm: bool
    proposed_for: str
    areas: tuple[AreaLine, ...]
    gates: tuple[GateLine, ...]
    scores: tuple[ScoreLine, ...]
    notes: tuple[NoteLine, ...]
    notes_total: int
    sheet: tuple[AnnexRow, ...]
    recommendations: tuple[RecommendationLine, ...]

    @property
    def is_scored(self) -> bool:
        """Did the TPI write anything that scores?"""
        return self.total is not None

    @property
    def failed(self) -> list[GateLine]:
        """The minimums of the predicate aimed at that are not reached."""
        return [gate for gate in self.gates if not gate.passes(self.target)]

    def passes(self, predicate: str) -> bool:
        """Does the TPI's score reach every minimum of the predicate?"""
        return self.passes_wbbm if predicate == "WBBM" else self.passes_wbk


@dataclass(frozen=True, slots=True)
class QuarterlyReport:
    """Everything the report prints. `units` stand in the order of the ranking, `annexes` in the order of codes."""

    letterhead: Letterhead
    imprint: Imprint
    signature: Signature
    quarter: SpelledQuarter
    previous: SpelledQuarter | None
    is_draft: bool
    is_sample: bool
    locked_on: date | None
    instrument: str
    instrument_basis: str
    questions: int
    legal_basis: tuple[str, ...]
    minimums: tuple[Minimum, ...]
    area_percent: dict[str, Decimal]
    units: tuple[UnitResult, ...]
    monitoring: Monitoring
    visits: Visits

    @property
    def title(self) -> str:
        """The title without the quarter."""
        return "Laporan Hasil Evaluasi dan Monitoring Pembangunan Zona Integritas"

    @property
    def full_title(self) -> str:
        """The title as it stands on the cover and in the file's properties."""
        return f"{self.title} {self.quarter}"

    @property
    def watermark(self) -> list[str]:
        """Lines printed across every page; empty for a final report of real data."""
        lines = ["DATA CONTOH"] if self.is_sample else []
        return [*lines, "DRAF – periode belum dikunci"] if self.is_draft else lines

    @property
    def annexes(self) -> list[UnitResult]:
        """The units in the order of their codes."""
        return sorted(self.units, key=lambda unit: unit.code)

    @property
    def areas(self) -> tuple[AreaLine, ...]:
        """The six areas (of any scored unit), for the heads of tables."""
        return next((unit.areas for unit in self.units if unit.areas), ())

    @property
    def finished(self) -> list[UnitResult]:
        """Units whose result was approved."""
        return [unit for unit in self.units if unit.is_approved]

    @property
    def unfinished(self) -> list[UnitResult]:
        """Units without an approved result."""
        return [unit for unit in self.units if not unit.is_approved]

    @property
    def proposed(self) -> list[UnitResult]:
        """Units that may be proposed for the predicate they aim at."""
        return [unit for unit in self.units if unit.proposed_for]

    @property
    def not_proposed(self) -> list[UnitResult]:
        """The other units, whatever the reason."""
        return [unit for unit in self.units if not unit.proposed_for]

    @property
    def average(self) -> Fraction | None:
        """Mean of the totals of the finished units."""
        totals = [Fraction(unit.total) for unit in self.finished if unit.total is not None]
        return sum(totals) / len(totals) if totals else None

    @property
    def charts(self) -> list[list[UnitResult]]:
        """The scored units in portions that fit one chart."""
        scored = [unit for unit in self.units if unit.is_scored]
        return [scored[start : start + CHART_UNITS] for start in range(0, len(scored), CHART_UNITS)]
