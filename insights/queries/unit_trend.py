"""One unit over the quarters: both sides' results, and what changed since the quarter before."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from evaluations.enums import Assessor, EvaluationState
from evaluations.models import Evaluation
from evaluations.permissions import sees_tpi
from evaluations.quarters import Quarter
from evaluations.queries import evaluations
from evaluations.queries.snapshots import as_recorded
from insights.queries.changes import Changes, changes
from insights.queries.results import Result, results
from units.actors import Actor

LENGTH = 12  # quarters


def counts(result: Result | None, asked: Quarter) -> bool:
    """Is the result settled enough to stand in a line over the quarters?

    The unit's once it was submitted or every question is answered; the TPI's once it was approved, that of the quarter
    asked for once everything is verified. Anything less would look like a fall.
    """
    if result is None:
        return False
    if result.assessor == Assessor.UNIT:
        return result.state != EvaluationState.DRAFT or result.is_complete
    return result.is_approved or (result.when == asked and result.is_complete)


@dataclass(frozen=True, slots=True)
class TrendQuarter:
    """A quarter of one unit. None: nothing written, or not for this reader."""

    when: Quarter
    unit: Result | None
    tpi: Result | None
    changed: bool  # its instrument scores otherwise than that of the quarter before it that has a result
    asked: Quarter

    @property
    def has_result(self) -> bool:
        return self.any is not None

    @property
    def any(self) -> Result | None:
        return self.unit or self.tpi

    def of(self, assessor: str) -> Result | None:
        """That side's result, settled or not."""
        return self.tpi if assessor == Assessor.TPI else self.unit

    def settled(self, assessor: str) -> Result | None:
        """That side's result if it may stand in a line."""
        result = self.of(assessor)
        return result if counts(result, self.asked) else None


@dataclass(frozen=True, slots=True)
class TrendRow:
    """A quarter of the table with the TPI's change since the row above that has a settled value, points."""

    quarter: TrendQuarter
    unit: Result | None
    tpi: Result | None
    unit_settled: bool
    tpi_settled: bool
    change: Decimal | None


@dataclass(frozen=True)
class UnitTrend:
    """The quarters from the unit's first result (LENGTH at most) to the one asked for, without holes."""

    quarters: list[TrendQuarter]

    @property
    def has_line(self) -> bool:
        """Is there any value to draw?"""
        return any(quarter.settled(assessor) for quarter in self.quarters for assessor in Assessor.values)

    @property
    def has_changed(self) -> bool:
        """Did the instrument change on the way?"""
        return any(quarter.changed for quarter in self.quarters)

    @property
    def superseded(self) -> list[Result]:
        """A result of the last quarter before each change of the instrument: what was judged by other minimums."""
        held = [quarter for quarter in self.quarters if quarter.has_result]
        return [before.any for before, quarter in pairwise(held) if quarter.changed]

    @property
    def rows(self) -> list[TrendRow]:
        """The quarters that have a result, the newest first."""
        found: list[TrendRow] = []
        before: Result | None = None
        for quarter in self.quarters:
            if not quarter.has_result:
                continue
            tpi = quarter.settled(Assessor.TPI)
            found.append(_row(quarter, tpi, before))
            before = tpi or before
        return found[::-1]


def _row(quarter: TrendQuarter, tpi: Result | None, before: Result | None) -> TrendRow:
    alike = tpi is not None and before is not None and tpi.is_like(before)
    return TrendRow(
        quarter=quarter,
        unit=quarter.unit,
        tpi=quarter.tpi,
        unit_settled=quarter.settled(Assessor.UNIT) is not None,
        tpi_settled=tpi is not None,
        change=tpi.strict - before.strict if alike else None,
    )


def unit_trend(actor: Actor, evaluation: Evaluation) -> UnitTrend:
    """The unit up to the sheet's quarter, as far as the actor may see it. Six queries however many quarters."""
    asked, unit = evaluation.period.when, evaluation.unit_id
    wanted = asked.run(LENGTH)
    by = {
        assessor: results(actor, [unit], wanted, assessor=assessor, detail=True)[unit] for assessor in Assessor.values
    }
    held = [when for when in wanted if any(when in found for found in by.values())]
    quarters: list[TrendQuarter] = []
    known = ""
    for when in wanted[wanted.index(held[0]) :] if held else [asked]:
        own, tpi = by[Assessor.UNIT].get(when), by[Assessor.TPI].get(when)
        now = next((found.fingerprint for found in (own, tpi) if found), known)
        quarters.append(TrendQuarter(when, own, tpi, changed=bool(known) and now != known, asked=asked))
        known = now
    return UnitTrend(quarters)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed since the quarter before according to one side; without `changes` the sentence says why not."""

    assessor: str
    before: Quarter
    sentence: str = ""
    changes: Changes | None = None
    is_unfinished: bool = False  # the quarter before was locked without approval


def comparison(actor: Actor, evaluation: Evaluation, assessor: str) -> Comparison:
    """The sheet beside the one of the quarter before. Four queries at most.

    Compared is what the actor may see of both; of the TPI's values before only what was approved, and only where both
    instruments score alike. The caller asks first whether the actor may see that side now.
    """
    when = evaluation.period.when.moved(-1)
    earlier = _sheet_of(actor, evaluation, when)
    sentence = _obstacle(actor, evaluation, earlier, assessor, when.name)
    if sentence:
        return Comparison(assessor, when, sentence)
    found = changes(earlier, evaluation, assessor)
    if not any(not answer.is_carried for answer in found.after[assessor].values()):
        return Comparison(assessor, when, f"Belum ada jawaban pada {evaluation.period}, jadi belum ada perubahan.")
    if not found.before[assessor]:
        return Comparison(assessor, when, f"Unit ini tidak mengisi penilaian pada {when.name}.")
    return Comparison(assessor, when, changes=found, is_unfinished=earlier.is_unfinished)


def _sheet_of(actor: Actor, evaluation: Evaluation, when: Quarter) -> Evaluation | None:
    rows = evaluations.visible(actor).filter(period__year=when.year, period__quarter=when.quarter)
    rows = rows.filter(unit=evaluation.unit_id)
    return next(iter(as_recorded(list(rows))), None)


def _obstacle(actor: Actor, now: Evaluation, earlier: Evaluation | None, assessor: str, name: str) -> str:
    """Why the two cannot be compared, as a sentence; "" when they can."""
    if earlier is None:
        return f"Unit ini tidak dinilai pada {name}, sehingga tidak ada triwulan lalu untuk dibandingkan."
    if earlier.period.instrument.fingerprint != now.period.instrument.fingerprint:
        return f"Instrumen {name} menilai dengan cara lain, sehingga kedua triwulan tidak dibandingkan."
    if assessor == Assessor.TPI and not (earlier.is_approved and sees_tpi(actor, earlier)):
        return f"Hasil {name} tidak disetujui, sehingga tidak menjadi pembanding."
    return ""
