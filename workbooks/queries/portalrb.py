"""The answers of a sheet as the PortalRB workbook takes them: three queries at most."""

from collections.abc import Iterator
from datetime import datetime

from evaluations.enums import Assessor
from evaluations.models import Answer, Evaluation, EvidenceUse
from evaluations.permissions import sees_tpi
from evaluations.queries.evidence import evidence_of
from evaluations.queries.instruments import loaded
from evaluations.queries.sheets import rows_of, value_of
from units.actors import Actor
from workbooks.documents.portalrb import Cell, PortalBook, PortalRow
from workbooks.positions import Position, positions


def portal_book(actor: Actor, evaluation: Evaluation, *, now: datetime) -> PortalBook:
    """What the reader may see of a sheet whose instrument has `positions`."""
    period, told = evaluation.period, sees_tpi(actor, evaluation)
    return PortalBook(
        unit_code=evaluation.unit_code,
        unit_name=evaluation.unit.name,
        year=period.year,
        quarter=period.quarter,
        period_name=f"Triwulan {period.get_quarter_display()} Tahun {period.year}",
        sees_tpi=told,
        taken_by=actor.user.full_name,
        taken_at=now,
        rows=tuple(_rows(evaluation, told)),
    )


def _rows(evaluation: Evaluation, told: bool) -> Iterator[PortalRow]:
    instrument, rows = loaded(evaluation.period.instrument).instrument, rows_of(evaluation)
    unit, tpi = rows[Assessor.UNIT], rows[Assessor.TPI] if told else {}
    evidence = evidence_of(evaluation, verdicts=False)
    for place in positions():
        question = instrument.questions[place.code]
        first = not place.input or place.input == question.inputs[0].key
        yield PortalRow(
            row=place.portalrb_row,
            code=place.code,
            text=question.input(place.input).label if place.input else question.text,
            unit_answer=_answer(unit.get(place.code), place),
            unit_note=_note(unit.get(place.code)) if first else "",
            evidence=_named(evidence.get(place.code, [])) if first else "",
            tpi_answer=_answer(tpi.get(place.code), place),
            tpi_note=_note(tpi.get(place.code)) if first else "",
        )


def _answer(answer: Answer | None, place: Position) -> Cell:
    value = value_of(answer) if answer else None
    return value.get(place.input) if isinstance(value, dict) else value


def _note(answer: Answer | None) -> str:
    return answer.note if answer and not answer.is_carried else ""


def _named(uses: list[EvidenceUse]) -> str:
    """What stands as evidence at a question that somebody confirmed, one piece per line."""
    return "\n".join(_use(use) for use in uses if not use.is_carried)


def _use(use: EvidenceUse) -> str:
    return f"{use.version.title}: {use.version.url}" if use.version.url else use.version.title
