"""Steps of an evaluation from state to state."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from evaluations import permissions, policies
from evaluations.enums import Assessor, EvaluationState
from evaluations.exceptions import Incomplete, Invalid
from evaluations.models import Evaluation
from evaluations.queries.instruments import loaded
from evaluations.queries.missing import unanswered, unverified
from evaluations.queries.sheets import rows_of
from evaluations.workflow import STEPS, Side, Step
from history import log
from history.models import Source
from units.actors import Actor

# Who and when a state records, and what a step back takes away again.
STAMPS = {
    EvaluationState.SUBMITTED: "submitted",
    EvaluationState.REVIEWED: "reviewed",
    EvaluationState.APPROVED: "approved",
}


@transaction.atomic
def take_step(
    *, evaluation: Evaluation, action: str, by: Actor, now: datetime, reason: str = "", source: str = Source.SCREEN
) -> Evaluation:
    """Move an evaluation along one step of the transition table and log it.

    Raises NotAllowed, WrongState, DeadlinePassed, Invalid (no reason) or Incomplete; then nothing changed.
    """
    step = STEPS[action]
    # The quarter is locked too: whoever waited for it while it was closed sees it closed.
    rows = Evaluation.objects.select_for_update(of=("self", "period")).select_related("period__instrument", "unit")
    evaluation = rows.get(pk=evaluation.pk)
    permissions.require(permissions.may_step(by, evaluation, step))
    policies.check_step(evaluation, step)
    reason = _check(evaluation, step, reason, now)
    old = evaluation.state
    _apply(evaluation, step, by, now, reason)
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
    return evaluation


def _check(evaluation: Evaluation, step: Step, reason: str, now: datetime) -> str:
    reason = reason.strip()
    if step.reason and not reason:
        raise Invalid(f"Tulis alasan untuk “{step.label}”.", "reason")
    today = timezone.localdate(now)
    if step.side == Side.UNIT:
        policies.check_deadline(evaluation, Assessor.UNIT, today=today)
        _check_missing("Penilaian belum dapat diajukan.", _unit_gaps(evaluation))
    if step.action == "finish_review":
        policies.check_deadline(evaluation, Assessor.TPI, today=today)
        _check_missing("Verifikasi belum dapat diselesaikan.", _tpi_gaps(evaluation))
    return reason


def _unit_gaps(evaluation: Evaluation) -> list[str]:
    return unanswered(loaded(evaluation.period.instrument), rows_of(evaluation)[Assessor.UNIT])


def _tpi_gaps(evaluation: Evaluation) -> list[str]:
    return unverified(loaded(evaluation.period.instrument), rows_of(evaluation))


def _check_missing(sentence: str, missing: list[str]) -> None:
    if missing:
        raise Incomplete(f"{sentence} Masih kurang {len(missing)} isian.", missing)


def _apply(evaluation: Evaluation, step: Step, by: Actor, now: datetime, reason: str) -> None:
    evaluation.state = step.target
    evaluation.return_reason = reason if step.target == EvaluationState.RETURNED else evaluation.return_reason
    if step.target == EvaluationState.IN_REVIEW:  # a step back: what was finished or approved is so no longer
        evaluation.reviewed_at = evaluation.reviewed_by = evaluation.approved_at = evaluation.approved_by = None
    stamp = STAMPS.get(step.target)
    if stamp:
        setattr(evaluation, f"{stamp}_at", now)
        setattr(evaluation, f"{stamp}_by", by.user)
    evaluation.save()
