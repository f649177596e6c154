"""The quarterly report from the board, the answers and the organisation's settings."""

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.utils import timezone
from django.utils.safestring import SafeString

from evaluations.enums import Assessor, EvaluationState, PeriodState
from evaluations.models import Period
from evaluations.permissions import sees_tpi
from evaluations.queries import board, periods, trends
from evaluations.queries.board import BoardRow
from evaluations.queries.instruments import Loaded, loaded
from evaluations.queries.snapshots import recorded_organisation
from evaluations.queries.standing import Standing
from evaluations.scoring.rounding import exact_decimal
from evaluations.scoring.types import Node
from evaluations.workflow import INSPECTORATE_WORDS
from reports.documents.imprint import Imprint, draft
from reports.documents.parts import (
    AreaLine,
    GateLine,
    Minimum,
    ScoreLine,
    Signature,
    Signer,
    SpelledQuarter,
    TrendPoint,
)
from reports.documents.quarterly import QuarterlyReport, UnitResult
from reports.queries.follow_up import Advice
from reports.queries.letterhead import letterhead
from reports.queries.narratives import Key, texts
from reports.queries.sheets import NOTES_SHOWN, Sheet, annex_rows, gate_rows, notes_on_changes, sheets_of, trace_of
from reports.queries.units import units_called
from reports.queries.visits import visits_of
from units.actors import Actor
from units.models import Organisation, WorkUnit
from units.queries.organisation import legal_basis_on, organisation

UNFINISHED = "tidak selesai"


def quarterly_report(
    actor: Actor,
    period: Period,
    *,
    today: date,
    imprint: Imprint | None = None,
    with_sheets: Collection[int] | None = None,
) -> QuarterlyReport:
    """The report of a quarter as the actor may see it; at most 24 queries however many units.

    `today` tells in an open quarter what is overdue, and dates what has no imprint. `with_sheets` are keys of the units
    whose answers and notes are read (None: of all); papers that print no others leave the rest out.
    """
    imprint = imprint or draft(today)
    source = loaded(period.instrument)
    rows = board.board(actor, period, Assessor.TPI)
    evaluations = [row.evaluation for row in rows]
    wanted = [row for row in evaluations if with_sheets is None or row.unit_id in with_sheets]
    sheets = sheets_of(actor, wanted, source)
    settings = recorded_organisation(evaluations, organisation())
    units = units_called(actor, evaluations)
    advice = Advice(period, units, today=today)
    over_time = _trends(period, [row.unit_id for row in evaluations])
    earlier = periods.previous(period).first()
    return QuarterlyReport(
        letterhead=letterhead(settings),
        imprint=imprint,
        signature=_signature(settings, imprint.dated),
        quarter=SpelledQuarter(*period.when),
        previous=SpelledQuarter(*earlier.when) if earlier else None,
        is_draft=period.state in {PeriodState.PLANNED, PeriodState.OPEN},
        is_sample=WorkUnit.objects.filter(is_sample=True).exists(),
        locked_on=timezone.localdate(period.locked_at) if period.locked_at else None,
        instrument=source.instrument.title,
        instrument_basis=source.instrument.legal_basis,
        questions=len(source.instrument.questions),
        legal_basis=tuple(law.title for law in legal_basis_on(period.when.last)),
        minimums=_minimums(source),
        area_percent={key: exact_decimal(rule.area_percent) for key, rule in source.instrument.predicates.items()},
        units=tuple(
            _unit(number, row, source, sheets.get(row.evaluation.pk), advice, over_time[row.evaluation.unit_id])
            for number, row in enumerate(rows, start=1)
        ),
        monitoring=advice.monitoring,
        visits=visits_of(period, units),
        texts=_told(texts(period), {row.unit_id for row in evaluations if sees_tpi(actor, row)}),
    )


def _told(written: Mapping[Key, SafeString], units: Collection[int]) -> dict[Key, SafeString]:
    """What is written of the quarter and of these units: an analysis tells what the TPI found."""
    return {(section, unit): text for (section, unit), text in written.items() if unit is None or unit in units}


# --- around the figures ---------------------------------------------------------------------------
def _signature(settings: Organisation, today: date) -> Signature:
    return Signature(
        city=settings.city,
        day=today,
        title=settings.signatory_title,
        name=settings.signatory_name,
        rank=settings.signatory_rank,
        nip=settings.signatory_nip,
    )


def _minimums(source: Loaded) -> tuple[Minimum, ...]:
    pairs = zip(source.gates["WBK"], source.gates["WBBM"], strict=True)
    return tuple(
        Minimum(wbk.label, wbk.kind, *map(exact_decimal, (wbk.weight, wbk.required, wbbm.required)))
        for wbk, wbbm in pairs
    )


def _trends(period: Period, units: list[int]) -> dict[int, tuple[TrendPoint, ...]]:
    """Unit id -> its approved totals over the last quarters, from the first one in which any unit has one."""
    found = trends.totals(period, units)
    held = {quarter for totals in found.values() for quarter in totals}
    axis = [quarter for quarter in trends.quarters_up_to(period) if held and quarter >= min(held)]
    return {unit: tuple(TrendPoint(quarter, totals.get(quarter)) for quarter in axis) for unit, totals in found.items()}


# --- one unit -------------------------------------------------------------------------------------
def _unit(
    number: int,
    row: BoardRow,
    source: Loaded,
    sheet: Sheet | None,
    advice: Advice,
    trend: tuple[TrendPoint, ...],
) -> UnitResult:
    unit, evaluation, tpi = row.evaluation.unit, row.evaluation, row.tpi
    notes = notes_on_changes(source, sheet) if sheet else []
    told = trace_of(source, sheet) if sheet else None
    return UnitResult(
        unit_id=unit.pk,
        number=number,
        code=evaluation.unit_code,
        name=unit.name,
        parent_agency=unit.parent_agency,
        head=Signer(f"Kepala {unit.name}", unit.head_name, unit.head_rank, unit.head_nip),
        target=evaluation.target,
        state=UNFINISHED if evaluation.is_unfinished else _state_words(evaluation.state),
        is_approved=evaluation.is_approved,
        is_unfinished=evaluation.is_unfinished,
        rank=row.rank,
        total=tpi.strict if tpi else None,
        official=tpi.official if tpi else None,
        unit_total=row.unit.strict if row.unit else None,
        change=row.change,
        scored_otherwise=row.scored_otherwise,
        answered=tpi.score.answered if tpi else 0,
        questions=len(source.instrument.questions),
        enablers=_component(source, tpi, 0),
        results=_component(source, tpi, 1),
        passes_wbk=bool(tpi and tpi.passes("WBK")),
        passes_wbbm=bool(tpi and tpi.passes("WBBM")),
        proposed_for=row.proposed_for,
        areas=_areas(row),
        gates=_gates(tpi),
        scores=_scores(row, source),
        notes=_in_sheet_order(source, notes[:NOTES_SHOWN]),
        notes_total=len(notes),
        sheet=annex_rows(source, sheet, tpi, told) if sheet else (),
        sums=tuple(gate_rows(told)) if told else (),
        recommendations=advice.given(evaluation.unit_id),
        trend=trend,
    )


def _state_words(state: str) -> str:
    words = INSPECTORATE_WORDS[EvaluationState(state)]
    return words[0].lower() + words[1:]


def _in_sheet_order(source: Loaded, notes: list) -> tuple:
    places = {code: place for place, code in enumerate(source.instrument.questions)}
    return tuple(sorted(notes, key=lambda note: places[note.code]))


def _component(source: Loaded, tpi: Standing | None, place: int) -> Decimal | None:
    """Points of the first (Pengungkit) or second (Hasil) component."""
    return tpi.node(source.instrument.components[place].code)[1] if tpi else None


def _areas(row: BoardRow) -> tuple[AreaLine, ...]:
    before = {area.number: area.reached for area in row.previous.areas} if row.change is not None else {}
    return tuple(
        AreaLine(
            area.number,
            area.title,
            area.weight,
            area.reached,
            area.ratio,
            area.passes_wbk,
            area.passes_wbbm,
            change=area.reached - before[area.number] if before else None,
        )
        for area in (row.tpi.areas if row.tpi else ())
    )


def _gates(tpi: Standing | None) -> tuple[GateLine, ...]:
    if tpi is None:
        return ()
    return tuple(
        GateLine(
            code=wbk.code,
            label=wbk.label,
            kind=wbk.kind,
            weight=wbk.weight,
            reached=wbk.reached,
            wbk=wbk.required,
            wbk_missing=wbk.missing,
            passes_wbk=wbk.passed,
            wbbm=wbbm.required,
            wbbm_missing=wbbm.missing,
            passes_wbbm=wbbm.passed,
        )
        for wbk, wbbm in zip(tpi.gates["WBK"], tpi.gates["WBBM"], strict=True)
    )


def _scores(row: BoardRow, source: Loaded) -> tuple[ScoreLine, ...]:
    """The nodes down to areas and surveys, then the total."""
    nodes = [node for node in source.instrument.nodes.values() if _is_shown(source, node)]
    return (
        *(_line(row, node.code, node.title, node.weight, _depth(source, node)) for node in nodes),
        _line(row, "", "Nilai total", source.instrument.weight, 0),
    )


def _line(row: BoardRow, code: str, title: str, weight: Fraction, depth: int) -> ScoreLine:
    unit, tpi, previous = (_points(standing, code) for standing in (row.unit, row.tpi, row.previous))
    change = None if row.change is None else tpi - previous
    return ScoreLine(code, title, depth, exact_decimal(weight), unit, tpi, previous, change)


def _points(standing: Standing | None, code: str) -> Decimal | None:
    """Strict points of a node, of the whole sheet for ""."""
    if standing is None:
        return None
    return standing.node(code)[1] if code else standing.strict


def _depth(source: Loaded, node: Node) -> int:
    above = source.instrument.parents.get(node.code)
    return 1 + _depth(source, source.instrument.nodes[above]) if above else 0


def _is_shown(source: Loaded, node: Node) -> bool:
    """No indicators of the areas (they are in the annex), none that only repeats the node above it."""
    above = source.instrument.nodes.get(source.instrument.parents.get(node.code))
    return not (node.is_indicator and above and (above.area is not None or above.weight == node.weight))
