"""May this USER? Pure questions about an actor; deny by default."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from evaluations.enums import Assessor, EvaluationState
from evaluations.exceptions import NotAllowed
from evaluations.followup_workflow import Side as FollowUpSide
from evaluations.followup_workflow import Step as FollowUpStep
from evaluations.models import Answer, Evaluation, Recommendation
from evaluations.workflow import TPI_VISIBLE_TO_UNIT, Side, Step
from history.models import Entry, Source
from units.actors import Actor
from units.roles import Permission


def sees_tpi(actor: Actor, evaluation: Evaluation) -> bool:
    """Does the actor see the TPI's values? A unit's own people only once the sheet was returned or approved."""
    if actor.belongs_to(evaluation.unit_id):
        return EvaluationState(evaluation.state) in TPI_VISIBLE_TO_UNIT
    return actor.may(Permission.READ_ALL)


def sees_verdicts(actor: Actor, evaluation: Evaluation) -> bool:
    """Does the actor see what the TPI says to the evidence? Who sees its values does."""
    return sees_tpi(actor, evaluation)


def sees_unproven(actor: Actor, evaluation: Evaluation) -> bool:
    """May the actor know how many answers want better evidence?

    The verdicts are counted in, so the unit's own people may not while they do not see these; before the first
    submission there are none.
    """
    draft = evaluation.state == EvaluationState.DRAFT and actor.belongs_to(evaluation.unit_id)
    return draft or sees_verdicts(actor, evaluation)


def sees_twins(actor: Actor, evaluation: Evaluation) -> bool:
    """Is the actor told where else the same content stands? Never the unit's own people: it names other units."""
    return actor.may(Permission.VERIFY) and not actor.belongs_to(evaluation.unit_id)


def may_write(actor: Actor, evaluation: Evaluation, assessor: str) -> bool:
    """May the actor write that assessor's column of the evaluation (state and dates aside)?"""
    if assessor == Assessor.UNIT:
        return actor.may_in_unit(Permission.ANSWER, evaluation.unit_id)
    return assessor == Assessor.TPI and may_verify(actor, evaluation)


def own_column(actor: Actor, evaluation: Evaluation) -> str:
    """The assessor whose column is the actor's (state and dates aside), "" when none is; nobody has both."""
    return next((column for column in Assessor.values if may_write(actor, evaluation, column)), "")


def may_verify(actor: Actor, evaluation: Evaluation) -> bool:
    """An evaluator verifies assigned units, never one they belong to."""
    return verifies(actor, evaluation.unit_id)


def verifies(actor: Actor, unit_id: int) -> bool:
    """Is the actor an evaluator of that unit (by its key)?"""
    return actor.may(Permission.VERIFY) and unit_id in actor.assigned and not actor.belongs_to(unit_id)


def acts_for(actor: Actor, unit_id: int) -> bool:
    """May the actor do the unit's own work: fill its sheet, share out its areas, follow up what it was advised?"""
    return actor.may_in_unit(Permission.ANSWER, unit_id)


def may_advise(actor: Actor, unit_id: int) -> bool:
    """May the actor give a unit recommendations and judge what became of them?

    Its evaluators, and supervisors; never somebody who belongs to it.
    """
    return verifies(actor, unit_id) or (actor.may(Permission.APPROVE) and not actor.belongs_to(unit_id))


def may_follow_up(actor: Actor, recommendation: Recommendation, step: FollowUpStep) -> bool:
    """May the actor take this step about a recommendation (state aside)?"""
    if step.side == FollowUpSide.UNIT:
        return acts_for(actor, recommendation.unit_id) and recommendation.is_sent
    return may_advise(actor, recommendation.unit_id)


def may_supervise(actor: Actor, evaluation: Evaluation, *, worked_on: bool | None = None) -> bool:
    """A supervisor covers all units except those they belong to, are assigned to, or worked on themselves.

    `worked_on` may be given by a query that annotated it (`has_worked_on`); else it is one query.
    """
    return (
        actor.may(Permission.APPROVE)
        and not actor.belongs_to(evaluation.unit_id)
        and evaluation.unit_id not in actor.assigned
        and actor.user.pk not in {evaluation.submitted_by_id, evaluation.reviewed_by_id}
        and not (_worked_on(actor, evaluation) if worked_on is None else worked_on)
    )


def _worked_on(actor: Actor, evaluation: Evaluation) -> bool:
    return Evaluation.objects.filter(has_worked_on(actor, OuterRef("pk")), pk=evaluation.pk).exists()


def has_worked_on(actor: Actor, key: OuterRef) -> Q:
    """Condition on a queryset of evaluations: did the actor ever write an answer in it, overwritten since or not?

    Who opens a quarter carries answers along without judging any.
    """
    rows = Answer.objects.filter(evaluation=key, updated_by=actor.user, is_carried=False)
    return Q(Exists(rows)) | Q(Exists(written_entries(key).filter(by=actor.user)))


def written_entries(key: OuterRef) -> QuerySet[Entry]:
    """What people wrote in the columns of an evaluation; answers carried along were written elsewhere."""
    entries = Entry.objects.filter(subject="evaluation", subject_id=key).exclude(source=Source.CARRY)
    return entries.filter(Q(topic__endswith="/unit") | Q(topic__endswith="/tpi"))


def may_extend(actor: Actor, evaluation: Evaluation) -> bool:
    """Who manages periods may extend a unit's deadline, but not that of a unit they belong to."""
    return actor.may(Permission.MANAGE_PERIODS) and not actor.belongs_to(evaluation.unit_id)


def may_step(actor: Actor, evaluation: Evaluation, step: Step) -> bool:
    """May the actor take this step (state aside)?"""
    if step.side == Side.UNIT:
        return actor.may_in_unit(step.permission, evaluation.unit_id)
    if step.side == Side.EVALUATOR:
        return may_verify(actor, evaluation)
    return may_supervise(actor, evaluation)


def require(allowed: bool, sentence: str = "Anda tidak berwenang melakukan ini.") -> None:
    """Raise NotAllowed unless allowed."""
    if not allowed:
        raise NotAllowed(sentence)
