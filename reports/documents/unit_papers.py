"""Papers on one unit: its Laporan Hasil Evaluasi and the berita acara of its results."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import date_format

from evaluations.scoring.rounding import missing_text
from reports.documents.follow_up import RecommendationLine
from reports.documents.parts import GateLine, Signer
from reports.documents.quarterly import Annex, QuarterlyReport, UnitResult


@dataclass(frozen=True, slots=True)
class RecordLine:
    """A minimum in the berita acara: what was reached, `minimum` of the predicate aimed at, `ratio` of the weight."""

    label: str
    kind: str
    weight: Decimal
    reached: Decimal
    minimum: Decimal
    ratio: Decimal
    passes: bool
    note: str


@dataclass(frozen=True, slots=True)
class UnitPaper:
    """The approved result of one unit. `report` tells the quarter around it, with the sheet of this unit only;
    `verifier` signs for the TPI."""

    title: str
    report: QuarterlyReport
    unit: UnitResult
    verifier: Signer

    @property
    def annex(self) -> Annex:
        """The unit's sheet."""
        return Annex("Lampiran", self.running, self.unit, explained=True)

    @property
    def running(self) -> str:
        """The title as it stands above every page."""
        return self.title.replace("Zona Integritas", "ZI").replace(self.unit.name, self.unit.short_name)

    @property
    def weekday(self) -> str:
        """The day of the week on which the paper is dated."""
        return date_format(self.report.imprint.dated, "l")

    @property
    def earlier(self) -> tuple[RecommendationLine, ...]:
        """Recommendations of earlier quarters that nobody closed yet."""
        found = [unit for unit in self.report.monitoring.units if unit.code == self.unit.code]
        return tuple(line for unit in found for line in unit.lines if not line.is_closed)

    @property
    def lines(self) -> list[RecordLine]:
        """The minimums of the berita acara: the areas first, then the surveys and the components, the total last."""
        order = {"area": 0, "node": 1, "total": 2}
        gates = sorted(self.unit.gates, key=lambda gate: order.get(gate.kind, 1))
        return [self._line(gate) for gate in gates]

    def _line(self, gate: GateLine) -> RecordLine:
        target = self.unit.target
        passes = gate.passes(target)
        return RecordLine(
            label=gate.label,
            kind=gate.kind,
            weight=gate.weight,
            reached=gate.reached,
            minimum=gate.required(target),
            ratio=gate.reached / gate.weight,
            passes=passes,
            note="Memenuhi" if passes else f"Kurang {missing_text(gate.missing(target))} poin",
        )
