"""Writing answers: the unit's, and the TPI's agreement or change."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from evaluations.actions import repairs
from evaluations.actions.answer_fields import Given, check_unit_version, check_version, new_fields
from evaluations.actions.answer_rows import new_row, question_of, state_of, store_row
from evaluations.actions.locks import lock_to_write
from evaluations.actions.scores import rescore
from evaluations.actions.texts import REASON_LIMIT, clean_text
from evaluations.enums import Assessor
from evaluations.exceptions import Invalid
from evaluations.models import Answer, Evaluation, RepairRequest
from evaluations.queries.repairs import open_request, open_requests_of
from evaluations.queries.sheets import Rows, is_answered, is_excused, rows_of
from history.models import Source
from units.actors import Actor


@dataclass(frozen=True, slots=True)
class Saved:
    """The row as it stands after the write, all rows of the evaluation, and whether anything changed."""

    answer: Answer
    rows: Rows
    changed: bool


@transaction.atomic
def save_answer(
    *,
    evaluation: Evaluation,
    code: str,
    assessor: str,
    value: Any,
    note: str,
    version: int,
    by: Actor,
    now: datetime,
    unit_version: int | None = None,
    confirm: bool = False,
    response: str | None = None,
    source: str = Source.SCREEN,
) -> Saved:
    """Save one assessor's value and note for a question.

    `value` is raw: an option, figures by input key, or None. `version` is the one the writer saw (0 = no row yet).
    `response` is what the unit says to a question that was returned (None = leave it); it makes a new version of the
    answer, which the TPI has to judge anew. A carried answer that the unit saves is confirmed.
    For the TPI, `unit_version` is the version of the unit's answer the writer saw (None = take it as it stands); the
    question counts as verified on it when the value is new, or when `confirm` says that it stays on purpose.
    Raises NotAllowed, WrongState, DeadlinePassed, Invalid or Stale; then nothing changed. Sending the same twice is no
    conflict: the second time nothing changes.
    """
    evaluation = lock_to_write(evaluation, assessor, by, now)
    question_of(evaluation, code)
    rows = rows_of(evaluation)
    request = open_request(evaluation, code) if assessor == Assessor.UNIT else None
    given = Given(code, value, note, version, unit_version, confirm)
    new = new_fields(evaluation, assessor, given, rows, request)
    said = _new_response(request, response)
    exchange = None if said is None else (request.response, said)
    saved = _write(evaluation, code, assessor, new, version, rows, by, now, source, exchange)
    if said is not None:
        repairs.respond(request, said, by, now)
    return saved


@transaction.atomic
def save_answers(
    *, evaluation: Evaluation, assessor: str, given: Sequence[Given], by: Actor, now: datetime, source: str
) -> list[str]:
    """Save several of one assessor's answers, all of them or none, and score once; the codes of those that changed.

    Each as `save_answer` saves one, without responses to returned questions. Raises what that raises.
    """
    evaluation = lock_to_write(evaluation, assessor, by, now)
    rows, requests, changed = rows_of(evaluation), open_requests_of(evaluation, assessor), []
    for one in given:
        new = new_fields(evaluation, assessor, one, rows, requests.get(one.code))
        row = rows[assessor].get(one.code)
        if state_of(row, new) == new:
            continue
        check_version(row, one.version)
        store_row(evaluation, one.code, assessor, new, rows, by=by, now=now, source=source)
        changed.append(one.code)
    if changed:
        rescore(evaluation, rows)
    return changed


@transaction.atomic
def agree(
    *,
    evaluation: Evaluation,
    code: str,
    version: int,
    by: Actor,
    now: datetime,
    unit_version: int | None = None,
    source: str = Source.SCREEN,
) -> Saved:
    """The TPI takes over the unit's value, or accepts the reason for having none.

    Raises as `save_answer`; Invalid when the unit neither answered nor said why not.
    """
    evaluation = lock_to_write(evaluation, Assessor.TPI, by, now)
    rows = rows_of(evaluation)
    unit, tpi = rows[Assessor.UNIT].get(code), rows[Assessor.TPI].get(code)
    check_unit_version(unit, unit_version)
    if not is_answered(question_of(evaluation, code), unit) and not is_excused(unit):
        raise Invalid(
            f"{code}: unit belum menjawab, jadi tidak ada yang dapat disetujui. Pilih nilai dan tulis catatan."
        )
    new = _taken_over(unit, tpi)
    return _write(evaluation, code, Assessor.TPI, new, version, rows, by, now, source)


@transaction.atomic
def agree_all(
    *, evaluation: Evaluation, seen: dict[str, int], by: Actor, now: datetime, source: str = Source.SCREEN
) -> list[str]:
    """The TPI takes over the unit's values of several questions at once; returns the codes that were agreed.

    `seen` maps question codes to the version of the unit's answer on the page. Questions the TPI judged already and
    those the unit has not answered are left alone. Raises as `agree`; UnitChanged when one of them changed since:
    then nothing is agreed.
    """
    evaluation = lock_to_write(evaluation, Assessor.TPI, by, now)
    rows = rows_of(evaluation)
    agreed = [code for code in seen if _is_open(evaluation, rows, code)]
    for code in agreed:
        unit = rows[Assessor.UNIT][code]
        check_unit_version(unit, seen[code])
        tpi = rows[Assessor.TPI].get(code)
        new = _taken_over(unit, tpi)
        store_row(evaluation, code, Assessor.TPI, new, rows, by=by, now=now, source=source)
    if agreed:
        rescore(evaluation, rows)
    return agreed


def _is_open(evaluation: Evaluation, rows: Rows, code: str) -> bool:
    """Has the unit answered the question, and the TPI not given a value yet?"""
    question = question_of(evaluation, code)
    tpi = rows[Assessor.TPI].get(code)
    return is_answered(question, rows[Assessor.UNIT].get(code)) and (tpi is None or tpi.value is None)


def _taken_over(unit: Answer, tpi: Answer | None) -> dict:
    """The TPI's fields when it agrees: the unit's value (none for an accepted gap), the TPI's own note."""
    return {
        "option": unit.option,
        "figures": None if is_excused(unit) else unit.figures or None,
        "note": tpi.note if tpi else "",
        "unit_version": unit.version,
    }


def _new_response(request: RepairRequest | None, response: str | None) -> str | None:
    """The unit's new response to a returned question; None when nothing new was said. Raises Invalid."""
    if request is None or response is None:
        return None
    text = clean_text(response, "Tanggapan", "response", REASON_LIMIT)
    return text if text != request.response else None


def _write(
    evaluation,
    code,
    assessor,
    new: dict,
    version: int,
    rows: Rows,
    by,
    now,
    source,
    said: tuple[str, str] | None = None,
) -> Saved:
    """`said` is the unit's response before and after, None when it stays."""
    row = rows[assessor].get(code)
    if state_of(row, new) == new and said is None:
        return Saved(row or new_row(evaluation, code, assessor), rows, changed=False)
    check_version(row, version)
    row = store_row(evaluation, code, assessor, new, rows, by=by, now=now, source=source, said=said)
    rescore(evaluation, rows)
    return Saved(row, rows, changed=True)
