"""Evaluations through the eyes of an actor: every screen starts here."""

from django.db.models import Q, QuerySet

from evaluations.enums import Assessor, PeriodState
from evaluations.models import Answer, Evaluation, EvidenceUse, Recommendation, Score
from evaluations.queries.recommendations import WRITING
from evaluations.workflow import TPI_VISIBLE_TO_UNIT
from history.models import Entry
from units.actors import Actor
from units.roles import Permission


def visible(actor: Actor) -> QuerySet[Evaluation]:
    """The evaluations an actor may read; others do not exist for them (404)."""
    rows = Evaluation.objects.select_related("period__instrument", "unit")
    if actor.may(Permission.READ_ALL):
        return rows
    return rows.filter(unit_id__in=actor.unit_ids).exclude(period__state=PeriodState.PLANNED)


def visible_answers(actor: Actor) -> QuerySet[Answer]:
    """The answers an actor may read, of every sheet."""
    return Answer.objects.filter(evaluation__in=visible(actor)).exclude(_tpi_kept_from(actor))


def visible_evidence(actor: Actor) -> QuerySet[EvidenceUse]:
    """The evidence an actor may read, of every sheet; of the own units none that was judged while that is kept."""
    kept = Q(evaluation__unit__in=actor.unit_ids) & ~Q(evaluation__state__in=TPI_VISIBLE_TO_UNIT) & ~Q(verdict="")
    return EvidenceUse.objects.filter(evaluation__in=visible(actor)).exclude(kept)


def visible_scores(actor: Actor) -> QuerySet[Score]:
    """The stored scores an actor may read, of every sheet."""
    return Score.objects.filter(evaluation__in=visible(actor)).exclude(_tpi_kept_from(actor))


def visible_history(actor: Actor) -> QuerySet[Entry]:
    """The history an actor may read who reads history at all: without TPI values that are kept from them, and for a
    unit's own people without how its recommendations were written (the sending tells what was)."""
    kept = Evaluation.objects.filter(unit__in=actor.unit_ids).exclude(state__in=TPI_VISIBLE_TO_UNIT)
    answers = Q(subject=Evaluation._meta.model_name, topic__endswith=f"/{Assessor.TPI}")
    entries = Entry.objects.exclude(answers, subject_id__in=kept.values("pk"))
    return entries.exclude(pk__in=_writing_about(actor.unit_ids).values("pk")) if actor.unit_ids else entries


def _writing_about(units: list[int]) -> QuerySet[Entry]:
    """Entries about the writing of recommendations for these units, also of those that were removed."""
    about = Q(old__unit_id__in=units) | Q(new__unit_id__in=units)
    return Entry.objects.filter(about, subject=Recommendation._meta.model_name, verb__in=WRITING).order_by()


def _tpi_kept_from(actor: Actor) -> Q:
    """The TPI's rows of the actor's own units, until the sheet is returned or approved (`permissions.sees_tpi`)."""
    return Q(assessor=Assessor.TPI, evaluation__unit__in=actor.unit_ids) & ~Q(evaluation__state__in=TPI_VISIBLE_TO_UNIT)
