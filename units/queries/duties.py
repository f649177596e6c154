"""Roles and assignments for the administration's lists and forms."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from accounts.models import User
from units.models import Assignment, AssignmentKind, RoleGrant, WorkUnit
from units.queries.validity import Validity, only
from units.roles import Role


def grant_list(
    *, today: date, role: str = "", unit: WorkUnit | None = None, validity: str = Validity.NOW, text: str = ""
) -> QuerySet[RoleGrant]:
    """Role grants by the filters of the list, by name; empty filters leave all. One query."""
    rows = RoleGrant.objects.select_related("user", "unit").order_by("user__full_name", "user__username", "-starts_on")
    if role:
        rows = rows.filter(role=role)
    if unit:
        rows = rows.filter(unit=unit)
    if text:
        rows = rows.filter(Q(user__full_name__icontains=text) | Q(user__username__icontains=text))
    return only(rows, validity, today)


def people() -> QuerySet[User]:
    """Who may be given a role: accounts that are active."""
    return User.objects.filter(is_active=True)


def evaluators_on(today: date) -> QuerySet[User]:
    """Who may be assigned: active accounts that are evaluators on that day or will be."""
    return people().filter(pk__in=RoleGrant.objects.overlapping(today, None).filter(role=Role.EVALUATOR).values("user"))


@dataclass(slots=True)
class UnitTeam:
    """Who verifies one unit on a day, and who will."""

    unit: WorkUnit
    leads: list[Assignment] = field(default_factory=list)
    members: list[Assignment] = field(default_factory=list)
    coming: list[Assignment] = field(default_factory=list)


def teams(today: date) -> list[UnitTeam]:
    """The teams of all active units, and of inactive ones that still have one. Two queries."""
    found = {unit.pk: UnitTeam(unit) for unit in WorkUnit.objects.all()}
    rows = Assignment.objects.overlapping(today, None).select_related("user").order_by("user__full_name", "starts_on")
    for row in rows:
        team = found[row.unit_id]
        if row.starts_on > today:
            team.coming.append(row)
        else:
            (team.leads if row.kind == AssignmentKind.LEAD else team.members).append(row)
    return [team for team in found.values() if team.unit.is_active or team.leads or team.members or team.coming]


@dataclass(slots=True)
class Load:
    """One evaluator with the units they verify on a day."""

    user: User
    units: list[WorkUnit] = field(default_factory=list)


def loads(shown: list[UnitTeam], today: date) -> list[Load]:
    """What each evaluator has on their hands, from the teams; evaluators without a unit too. One query."""
    found = {user.pk: Load(user) for user in evaluators_on(today)}
    for team in shown:
        for row in (*team.leads, *team.members):
            found.setdefault(row.user_id, Load(row.user)).units.append(team.unit)
    return sorted(found.values(), key=lambda load: load.user.full_name)
