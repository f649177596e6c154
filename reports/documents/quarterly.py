"""The quarterly report (DOMAIN: Laporan Hasil Evaluasi dan Monitoring Pembangunan ZI) as data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.utils.safestring import SafeString

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
    Signer,
    SpelledQuarter,
    TrendPoint,
)
from reports.documents.visits import Visits

CHART_UNITS = 20  # bars that fit one page
SHORT_NAME = 70  # letters


@dataclass(frozen=True, slots=True)
class UnitResult:
    """One unit in the quarter: a row of the table of all units, a section, and an annex.

    `unit_id` is the unit's key, `number` the place in the table; `rank` None = not scored by the TPI, or told to
    somebody who sees some units only. `total` is nilai ketat, `official` nilai LKE, both of the TPI. `state` is the
    state in words; `proposed_for` a predicate or "". `recommendations` are those given in this quarter. `sheet`, `sums`
    (the minimums, and where what was reached comes from) and `notes` are empty where the paper does not print them.
    """

    unit_id: int
    number: int
    code: str
    name: str
    parent_agency: str
    head: Signer
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
    trend: tuple[TrendPoint, ...]
    sums: tuple[AnnexRow, ...] = ()

    @property
    def short_name(self) -> str:
        """The name where there is room for one or two lines only."""
        return self.name if len(self.name) <= SHORT_NAME else f"{self.name[: SHORT_NAME - 2].rstrip()} …"

    @property
    def has_trend(self) -> bool:
        """Was there an approved result in two quarters or more?"""
        return sum(point.total is not None for point in self.trend) > 1

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
class AreaMean:
    """The mean share (0..1) that the units with an approved result reach of an area's weight."""

    number: int
    title: str
    ratio: Fraction


@dataclass(frozen=True, slots=True)
class Annex:
    """The sheet of a unit behind a paper: `label` is what its pages are counted under, `paper` what it belongs to.

    `explained`: it tells how every figure comes about.
    """

    label: str
    paper: str
    unit: UnitResult
    explained: bool = False

    @property
    def name(self) -> str:
        """Lampiran 3. RSUD dr. Doris Sylvanus."""
        return f"{self.label}. {self.unit.name}"


@dataclass(frozen=True, slots=True)
class QuarterlyReport:
    """Everything the report prints. `units` stand in the order of the ranking, `annexes` in the order of codes.

    `texts` holds what people wrote in the place of composed sentences: (section, unit's key or None) -> marked-up text.
    """

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
    texts: Mapping[tuple[str, int | None], SafeString] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The title without the quarter."""
        return "Laporan Hasil Evaluasi dan Monitoring Pembangunan Zona Integritas"

    @property
    def full_title(self) -> str:
        """The title as it stands on the cover and in the file's properties."""
        return f"{self.title} {self.quarter}"

    @property
    def running(self) -> str:
        """The title as it stands above every page."""
        return self.full_title.replace("Zona Integritas", "ZI")

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
    def sheets(self) -> list[Annex]:
        """The annexes, each with the sheet of a unit."""
        units = enumerate(self.annexes, start=1)
        return [Annex(f"Lampiran {number}", self.running, unit) for number, unit in units]

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
    def scored(self) -> list[UnitResult]:
        """Units the TPI gave any points."""
        return [unit for unit in self.units if unit.is_scored]

    @property
    def area_means(self) -> list[AreaMean]:
        """What the finished units reach of each area in the mean; empty without any."""
        finished = self.finished
        ratios = {
            area.number: [Fraction(unit.areas[place].ratio) for unit in finished]
            for place, area in enumerate(self.areas)
        }
        return [
            AreaMean(area.number, area.title, sum(ratios[area.number]) / len(finished))
            for area in (self.areas if finished else ())
        ]

    @property
    def trends(self) -> list[UnitResult]:
        """Units with an approved result in two quarters or more, in the order of their codes."""
        return [unit for unit in self.annexes if unit.has_trend]

    @property
    def charts(self) -> list[list[UnitResult]]:
        """The scored units in portions that fit one chart."""
        scored = self.scored
        return [scored[start : start + CHART_UNITS] for start in range(0, len(scored), CHART_UNITS)]
