"""Evaluations through the eyes of an actor: every screen starts here."""

from django.db.models import QuerySet

from evaluations.enums import PeriodState
from evaluations.models import Evaluation
from units.actors import Actor
from units.roles import Permission


def visible(actor: Actor) -> QuerySet[Evaluation]:
    """The evaluations an actor may read; others do not exist for them (404)."""
    rows = Evaluation.objects.select_related("period__instrument", "unit")
    if actor.may(Permission.READ_ALL):
        return rows
    return rows.filter(unit_id__in=actor.unit_ids).exclude(period__state=PeriodState.PLANNED)
