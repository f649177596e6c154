"""Accounts for the administration: the list with everybody's roles, and one person's."""

from datetime import date

from django.db import models
from django.db.models import F, Prefetch, Q, QuerySet

from accounts.models import User
from units.models import RoleGrant, WorkUnit
from units.queries.validity import Line, lines


class Status(models.TextChoices):
    """How the list can be narrowed by the state of an account."""

    ACTIVE = "aktif", "Aktif"
    INACTIVE = "tidak-aktif", "Tidak aktif"
    NEVER = "belum-masuk", "Belum pernah masuk"


NO_ROLE = "tanpa-peran"  # instead of a role: whoever holds none
STATUS_RULES = {
    Status.ACTIVE: Q(is_active=True),
    Status.INACTIVE: Q(is_active=False),
    Status.NEVER: Q(is_active=True, last_login=None),
}
SEARCHED = ("full_name", "username", "nip", "email")


def user_list(
    *, today: date, text: str = "", status: str = "", role: str = "", unit: WorkUnit | None = None
) -> QuerySet[User]:
    """Accounts by the filters of the list, each with `held`, its roles in force that day. Two queries."""
    grants = RoleGrant.objects.on(today)
    rows = User.objects.filter(STATUS_RULES.get(status, Q()))
    for word in text.split():
        rows = rows.filter(_any_contains(word))
    if role == NO_ROLE:
        rows = rows.exclude(pk__in=grants.values("user"))
    elif role or unit:
        wanted = {name: value for name, value in (("role", role), ("unit", unit)) if value}
        rows = rows.filter(pk__in=grants.filter(**wanted).values("user"))
    return rows.prefetch_related(Prefetch("grants", grants.select_related("unit"), to_attr="held"))


def _any_contains(word: str) -> Q:
    found = Q()
    for name in SEARCHED:
        found |= Q(**{f"{name}__icontains": word})
    return found


def roles_of(user: User, today: date) -> list[Line]:
    """Every role the person holds, will hold or held. One query."""
    return lines(user.grants.select_related("unit").order_by("role", F("starts_on").desc()), today)


def assignments_of(user: User, today: date) -> list[Line]:
    """Every unit the person verifies, will verify or verified. One query."""
    return lines(user.assignments.select_related("unit").order_by("unit__code", F("starts_on").desc()), today)
