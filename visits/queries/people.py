"""Who and what a visit can be planned with."""

from datetime import date

from django.db.models import Q, QuerySet

from accounts.models import User
from units.actors import Actor
from units.models import RoleGrant, WorkUnit
from units.roles import ROLES, Permission, Role
from visits.models import Visit
from visits.permissions import may_visit

VISITORS = frozenset(role for role in Role if Permission.VISIT in ROLES[role].permissions)


def team_on(today: date, visit: Visit | None = None) -> QuerySet[User]:
    """Who may be in a team: active accounts with such a role on that day, and who is in this one already. One query."""
    held = RoleGrant.objects.on(today).filter(role__in=VISITORS).values("user")
    rows = Q(is_active=True, pk__in=held)
    return User.objects.filter(rows | Q(pk__in=visit.member_ids) if visit else rows)


def units_for(actor: Actor, visit: Visit | None = None) -> QuerySet[WorkUnit]:
    """The active units an actor may visit, and those that take part in this visit already. Two queries with `visit`."""
    active = WorkUnit.objects.filter(is_active=True).values_list("pk", flat=True)
    own = [pk for pk in active if may_visit(actor, pk)]
    return WorkUnit.objects.filter(pk__in={*own, *(visit.unit_ids if visit else ())})
