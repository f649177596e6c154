"""Where the object of a history entry is shown, for whoever may open that page."""

from django.db import models
from django.urls import reverse

from accounts.models import User
from evaluations.enums import Assessor
from evaluations.models import Evaluation, Instrument, Period, Recommendation
from history.models import Entry
from units.actors import Actor
from units.models import Assignment, LegalBasis, Organisation, RoleGrant, WorkUnit
from units.roles import Permission

# The name of the page and the permission it asks for; its only argument comes from the function.
PAGES = {
    User: ("units:user", Permission.MANAGE_USERS, lambda row: [row.pk]),
    WorkUnit: ("units:unit", Permission.MANAGE_UNITS, lambda row: [row.code]),
    RoleGrant: ("units:grant_change", Permission.MANAGE_USERS, lambda row: [row.pk]),
    Assignment: ("units:assignment_change", Permission.MANAGE_USERS, lambda row: [row.pk]),
    Organisation: ("units:organisation", Permission.MANAGE_UNITS, lambda row: []),
    LegalBasis: ("units:basis_change", Permission.MANAGE_UNITS, lambda row: [row.pk]),
    Period: ("evaluations:board", Permission.READ_ALL, lambda row: [row]),
    Recommendation: ("evaluations:recommendation", Permission.READ_ALL, lambda row: [row.pk]),
    Instrument: ("admin:evaluations_instrument_change", Permission.MANAGE_INSTRUMENTS, lambda row: [row.pk]),
}


def link(actor: Actor, entry: Entry, row: models.Model) -> str:
    """The address; "" where there is no page or it is not for the actor."""
    if isinstance(row, Evaluation):
        return _sheet_link(entry, row) if actor.reads_all else ""
    name, permission, arguments = PAGES.get(type(row), ("", None, None))
    return reverse(name, args=arguments(row)) if name and actor.may(permission) else ""


def _sheet_link(entry: Entry, row: Evaluation) -> str:
    """A question's own history for an answer, else the unit's page of the quarter."""
    where = {"period": row.period, "unit": row.unit.code}
    code, _, side = entry.topic.rpartition("/")
    if code and side in Assessor.values:
        return reverse("evaluations:history", kwargs={**where, "code": code})
    return reverse("evaluations:unit", kwargs=where)
