"""Returning single questions: the TPI marks them with a reason, the return sends them, the unit responds."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max, QuerySet

from evaluations.actions.answer_rows import question_of
from evaluations.actions.locks import lock_to_write
from evaluations.actions.texts import clean_reason, plain
from evaluations.enums import Assessor
from evaluations.exceptions import Stale
from evaluations.models import Evaluation, RepairRequest
from evaluations.queries.instruments import loaded
from evaluations.queries.repairs import MARKED, UNMARKED, marked
from evaluations.queries.sheets import rows_of
from history import log
from history.models import Source
from units.actors import Actor


@transaction.atomic
def mark(
    *,
    evaluation: Evaluation,
    code: str,
    reason: str,
    by: Actor,
    now: datetime,
    seen: str | None = None,
    source: str = Source.SCREEN,
) -> RepairRequest:
    """Mark one question for repair, or reword the mark. The unit learns of it with the return.

    `seen` is the reason the page showed, "" for none (None: not asked). Raises NotAllowed, WrongState, DeadlinePassed,
    Invalid (no reason, unknown question) or Stale (a colleague marked it meanwhile).
    """
    evaluation = lock_to_write(evaluation, Assessor.TPI, by, now)
    reason = clean_reason(reason, f"{code}: tulis apa yang perlu diperbaiki.", "mark")
    row = _unsent(evaluation, code) or _next(evaluation, code)
    old = row.reason
    if old == reason:
        return row
    if seen is not None and plain(seen) != old:
        raise Stale(f"{row.asked_by} sudah menandai pertanyaan ini. Periksa alasannya, lalu putuskan.")
    row.reason, row.asked_at, row.asked_by = reason, now, by.user
    row.save()
    _log(MARKED, evaluation, code, by, now, source, old, reason)
    return row


@transaction.atomic
def unmark(*, evaluation: Evaluation, code: str, by: Actor, now: datetime, source: str = Source.SCREEN) -> bool:
    """Take a mark back before it is sent; False when there was none. Raises NotAllowed, WrongState, DeadlinePassed."""
    evaluation = lock_to_write(evaluation, Assessor.TPI, by, now)
    row = _unsent(evaluation, code)
    if row is None:
        return False
    row.delete()
    _log(UNMARKED, evaluation, code, by, now, source, row.reason, "")
    return True


def send(evaluation: Evaluation, *, by: Actor, now: datetime, source: str) -> list[RepairRequest]:
    """Send what is marked, with the unit's answers as they stand. Part of returning a sheet, which holds the lock."""
    requests = marked(evaluation)
    unit = rows_of(evaluation)[Assessor.UNIT] if requests else {}
    for request in requests:
        answer = unit.get(request.question.code)
        request.sent_at, request.round = now, evaluation.round
        request.unit_value = answer and answer.value
        request.unit_note = answer.note if answer else ""
        request.save()
        _log("pertanyaan dikembalikan", evaluation, request.question.code, by, now, source, "", request.reason)
    return requests


def respond(request: RepairRequest, text: str, by: Actor, now: datetime) -> None:
    """Store the unit's response ("" takes it back); part of saving the answer, which checks and logs."""
    request.response = text
    request.responded_at, request.responded_by = (now, by.user) if text else (None, None)
    request.save()


def _rows(evaluation: Evaluation, code: str) -> QuerySet[RepairRequest]:
    """The requests of one question. Raises Invalid when there is no such question."""
    question_id = loaded(evaluation.period.instrument).question_ids[question_of(evaluation, code).code]
    return RepairRequest.objects.filter(evaluation=evaluation, question=question_id)


def _unsent(evaluation: Evaluation, code: str) -> RepairRequest | None:
    return _rows(evaluation, code).filter(sent_at__isnull=True).first()


def _next(evaluation: Evaluation, code: str) -> RepairRequest:
    rows = _rows(evaluation, code)
    number = (rows.aggregate(highest=Max("number"))["highest"] or 0) + 1
    question_id = loaded(evaluation.period.instrument).question_ids[code]
    return RepairRequest(evaluation=evaluation, question_id=question_id, number=number, reason="")


def _log(verb: str, evaluation: Evaluation, code: str, by, now, source, old: str, new: str) -> None:
    """One entry among those of the question's answers."""
    log.write(
        verb=verb,
        subject=evaluation,
        topic=f"{code}/{Assessor.TPI}",
        by=by.user,
        at=now,
        source=source,
        old={"perbaikan": old} if old else None,
        new={"perbaikan": new},
    )
