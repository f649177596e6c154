"""The LKE workbook of a sheet, from its answers and recommendations: four queries at most."""

from datetime import date, datetime

from django.utils import timezone

from evaluations.enums import Assessor, EvaluationState
from evaluations.models import Answer, Evaluation
from evaluations.models.answer import Rows
from evaluations.permissions import sees_tpi
from evaluations.queries.advice_on_sheet import advice_of
from evaluations.queries.audience import UNIT, audience
from evaluations.queries.differences import Difference, Differences
from evaluations.queries.instruments import Loaded, loaded
from evaluations.queries.question_view import value_text
from evaluations.queries.recommendations import AdviceView, view_of
from evaluations.queries.repairs import open_codes
from evaluations.queries.sheets import rows_of, value_from, value_of
from evaluations.workflow import INSPECTORATE_WORDS, UNIT_WORDS
from units.actors import Actor
from workbooks.documents.lke import AdviceLine, ChangedLine, Column, Given, LkeBook


def lke_book(actor: Actor, evaluation: Evaluation, *, writer: str, why_not: str, now: datetime) -> LkeBook:
    """What the reader may see of a sheet; `writer` is whose column they may fill ("" = nobody's: `why_not`)."""
    source, rows, period = loaded(evaluation.period.instrument), rows_of(evaluation), evaluation.period
    told = sees_tpi(actor, evaluation)
    locked = timezone.localdate(period.locked_at) if period.is_locked else None
    return LkeBook(
        instrument=source.instrument,
        gates=source.gates,
        unit_code=evaluation.unit_code,
        unit_name=evaluation.unit.name,
        parent_agency=evaluation.unit.parent_agency,
        target=evaluation.target,
        year=period.year,
        quarter=period.quarter,
        quarter_name=period.get_quarter_display(),
        state=_state(actor, evaluation),
        taken_by=actor.user.full_name,
        taken_at=now,
        locked_on=locked,
        writer=writer,
        open_codes=_open(evaluation, source, writer),
        why_not=why_not,
        unit=_column(source, rows[Assessor.UNIT]),
        tpi=_column(source, rows[Assessor.TPI]) if told else None,
        changed=_changed(evaluation, source, rows) if told else (),
        advice=_advice(actor, evaluation, locked or timezone.localdate(now)),
    )


def _state(actor: Actor, evaluation: Evaluation) -> str:
    """How far the sheet is, in the words of its reader."""
    if evaluation.is_unfinished:
        return "Tidak selesai sampai periode dikunci"
    words = UNIT_WORDS if audience(actor, evaluation.unit_id) == UNIT else INSPECTORATE_WORDS
    return words[EvaluationState(evaluation.state)]


def _open(evaluation: Evaluation, source: Loaded, writer: str) -> frozenset[str]:
    if writer == Assessor.UNIT:
        return frozenset(open_codes(evaluation))
    return frozenset(source.question_ids) if writer else frozenset()


# --- answers --------------------------------------------------------------------------------------
def _column(source: Loaded, rows: dict[str, Answer]) -> Column:
    return {code: _given(source, code, row) for code, row in rows.items()}


def _given(source: Loaded, code: str, row: Answer) -> Given:
    return Given(value_of(row), "" if row.is_carried else row.note, row.version, _remark(source, code, row))


def _remark(source: Loaded, code: str, row: Answer) -> str:
    """Why a row does not count: what it proposes, or the reason for the gap."""
    if row.is_carried:
        proposed = value_text(source.instrument.questions[code], row.value)
        return f"Dibawa dari triwulan sebelumnya, belum dikonfirmasi: {proposed or 'hanya catatan'}."
    return f"Alasan tidak dijawab: {row.gap_reason}" if row.gap_reason else ""


def _changed(evaluation: Evaluation, source: Loaded, rows: Rows) -> tuple[ChangedLine, ...]:
    return tuple(_changed_line(line) for line in Differences(evaluation, source, rows).judged)


def _changed_line(line: Difference) -> ChangedLine:
    unit, tpi = (_words(line, view.answer) if view else "" for view in (line.unit, line.tpi))
    return ChangedLine(line.question.code, line.question.text, unit, tpi, line.effect, line.tpi.answer.note)


def _words(line: Difference, answer: Answer) -> str:
    """A counting answer in words; an option or figures that do not count are none."""
    counts = not answer.is_carried and value_from(answer.option, answer.figures)
    return value_text(line.question, answer.value) if counts else ""


# --- recommendations ------------------------------------------------------------------------------
def _advice(actor: Actor, evaluation: Evaluation, today: date) -> tuple[AdviceLine, ...]:
    """Open ones and those given in this sheet; of a locked quarter as it stood then."""
    rows = advice_of(evaluation, audience(actor, evaluation.unit_id))
    return tuple(_advice_line(view_of(actor, row, today, evaluation.period.when)) for row in rows)


def _advice_line(view: AdviceView) -> AdviceLine:
    row = view.row
    return AdviceLine(
        name=str(row),
        subject=row.code or (f"Area {row.area}" if row.area else ""),
        text=row.text,
        priority=str(row.get_priority_display()),
        state=view.words,
        due_on=row.due_on,
        is_overdue=view.is_overdue,
        responsible=row.responsible.full_name if row.responsible else "",
        age=view.age,
    )
