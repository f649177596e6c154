"""Steps of an evaluation from state to state."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from evaluations import permissions, policies
from evaluations.actions import gaps, recommendations, repairs
from evaluations.actions.locks import lock
from evaluations.actions.snapshots import record_step
from evaluations.actions.telling import tell_step
from evaluations.actions.texts import REASON_LIMIT, clean_reason, clean_text
from evaluations.enums import Assessor, EvaluationState
from evaluations.exceptions import Incomplete, Invalid
from evaluations.models import Evaluation
from evaluations.queries.missing import to_finish, to_submit
from evaluations.queries.repairs import marked
from evaluations.queries.sheets import rows_of
from evaluations.workflow import STEPS, TPI_VISIBLE_TO_UNIT, Step
from history import log
from history.models import Source
from units.actors import Actor

GAPS = {Assessor.UNIT: "Penilaian belum dapat diajukan.", Assessor.TPI: "Verifikasi belum dapat diselesaikan."}


@transaction.atomic
def take_step(
    *,
    evaluation: Evaluation,
    action: str,
    by: Actor,
    now: datetime,
    reason: str = "",
    gap_reasons: dict[str, str] | None = None,
    source: str = Source.SCREEN,
) -> Evaluation:
    """Move an evaluation along one step of the transition table and log it.

    `gap_reasons` says, by question code, why the unit submits without an answer. Raises NotAllowed, WrongState,
    DeadlinePassed, Invalid (no reason, nothing marked) or Incomplete; then nothing changed.
    """
    step = STEPS[action]
    evaluation = lock(evaluation)
    permissions.require(permissions.may_step(by, evaluation, step))
    policies.check_step(evaluation, step, today=timezone.localdate(now))
    reason = _clean_reason(step, reason)
    if step.complete:
        _check_complete(evaluation, step, gap_reasons or {}, by, now, source)
    if step.marked:
        reason = _marked_reason(evaluation)
    old = evaluation.state
    _apply(evaluation, step, by, now, reason)
    if step.target == EvaluationState.RETURNED:
        repairs.send(evaluation, by=by, now=now, source=source)
    log.write(
        verb=step.done.rstrip("."),
        subject=evaluation,
        topic="status",
        by=by.user,
        at=now,
        source=source,
        old=old,
        new=evaluation.state,
        reason=reason,
    )
    if step.target in TPI_VISIBLE_TO_UNIT:
        recommendations.send_all(evaluation, by=by, now=now, source=source)
    if step.records:
        record_step(evaluation=evaluation, moment=step.records, by=by.user, now=now, source=source)
    tell_step(evaluation, step, by=by, now=now, reason=reason)
    return evaluation


def _clean_reason(step: Step, reason: str) -> str:
    if step.reason:
        return clean_reason(reason, f"Tulis alasan untuk “{step.label}”.")
    return clean_text(reason, "Alasan", "reason", REASON_LIMIT)


def _marked_reason(evaluation: Evaluation) -> str:
    """What the unit is told about a return of single questions. Raises Invalid when none is marked."""
    count = len(marked(evaluation))
    if not count:
        raise Invalid("Tandai dahulu pertanyaan yang perlu diperbaiki, atau kembalikan seluruh lembar.")
    return f"{count} pertanyaan perlu diperbaiki dan ditanggapi."


def _check_complete(evaluation: Evaluation, step: Step, gap_reasons: dict[str, str], by, now, source) -> None:
    """Raises Incomplete, listing what the column that the step finishes still lacks."""
    rows = rows_of(evaluation)
    if step.complete == Assessor.UNIT:
        gaps.explain(evaluation, gap_reasons, rows, by=by, now=now, source=source)
        missing = to_submit(evaluation, rows).sentences
    else:
        missing = to_finish(evaluation, rows)
    if missing:
        raise Incomplete(f"{GAPS[step.complete]} Masih kurang {len(missing)} isian.", missing)


def _apply(evaluation: Evaluation, step: Step, by: Actor, now: datetime, reason: str) -> None:
    evaluation.state = step.target
    evaluation.return_reason = reason if step.target == EvaluationState.RETURNED else evaluation.return_reason
    evaluation.returned_whole = not step.marked
    if step.again:  # what was finished or approved is so no longer
        evaluation.round += 1
        evaluation.reviewed_at = evaluation.reviewed_by = evaluation.approved_at = evaluation.approved_by = None
    if step.stamp:
        setattr(evaluation, f"{step.stamp}_at", now)
        setattr(evaluation, f"{step.stamp}_by", by.user)
    evaluation.save()
