"""Which workbooks somebody handed in."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from evaluations.models import Evaluation
from units.actors import Actor
from workbooks.enums import ImportState
from workbooks.models import WorkbookImport

KEPT = timedelta(hours=24)  # an import is forgotten after that


def own(actor: Actor, evaluation: Evaluation, now: datetime) -> QuerySet[WorkbookImport]:
    """What this person handed in for a sheet within a day; nobody else sees it."""
    rows = WorkbookImport.objects.filter(evaluation=evaluation, owner=actor.user, created_at__gt=now - KEPT)
    return rows.select_related("job")


def unapplied(actor: Actor, evaluation: Evaluation) -> QuerySet[WorkbookImport]:
    """What this person handed in for a sheet and did not import, however old: at most one."""
    return WorkbookImport.objects.filter(evaluation=evaluation, owner=actor.user).exclude(state=ImportState.APPLIED)


def waiting_of(actor: Actor, evaluation: Evaluation, now: datetime) -> WorkbookImport | None:
    """The workbook that waits for this person."""
    return own(actor, evaluation, now).exclude(state=ImportState.APPLIED).first()
