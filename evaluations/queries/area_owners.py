"""Who in a unit works on which area (Pokja)."""

from datetime import date

from django.db.models import QuerySet

from accounts.models import User
from evaluations.models import AreaOwner
from units.actors import Actor
from units.models import RoleGrant, WorkUnit
from units.roles import UNIT_ROLES


def owners(unit: WorkUnit) -> dict[int, list[User]]:
    """Number of an area -> the people named for it, by name; areas of nobody are left out. One query.

    Also those who have left the unit since: they were named, and stay so until somebody names others.
    """
    rows = AreaOwner.objects.filter(unit=unit).select_related("user").order_by("area", "user__full_name", "user")
    found: dict[int, list[User]] = {}
    for row in rows:
        found.setdefault(row.area, []).append(row.user)
    return found


def unit_people(unit: WorkUnit, *, today: date) -> QuerySet[User]:
    """The active people who belong to the unit on that day, by name: who can be given an area or a recommendation."""
    held = RoleGrant.objects.on(today).filter(unit=unit, role__in=UNIT_ROLES)
    return User.objects.filter(is_active=True, pk__in=held.values("user")).order_by("full_name", "pk")


def owned_areas(actor: Actor) -> dict[int, set[int]]:
    """Unit id -> numbers of the areas the actor works on, in units they belong to; one query, none for others."""
    if not actor.unit_ids:
        return {}
    found: dict[int, set[int]] = {}
    rows = AreaOwner.objects.filter(user=actor.user, unit__in=actor.unit_ids).order_by()
    for unit_id, area in rows.values_list("unit", "area"):
        found.setdefault(unit_id, set()).add(area)
    return found
