"""A user as the rules see them on one day: roles, units, assignments. One query, once per request."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet, Value

from accounts.models import User
from units.models import Assignment, RoleGrant
from units.roles import ROLES, UNIT_ROLES, Permission, Role


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. `roles` are held without a unit; `unit_roles` per unit id; `assigned` are unit ids to verify."""

    user: User | None
    roles: frozenset[Role] = frozenset()
    unit_roles: dict[int, frozenset[Role]] = field(default_factory=dict)
    assigned: frozenset[int] = frozenset()

    def may(self, permission: Permission) -> bool:
        """Does a role that is bound to no unit carry the permission?"""
        return any(permission in ROLES[role].permissions for role in self.roles)

    def may_in_unit(self, permission: Permission, unit_id: int) -> bool:
        """Does one of the roles in that unit carry the permission?"""
        return any(permission in ROLES[role].permissions for role in self.unit_roles.get(unit_id, ()))

    def belongs_to(self, unit_id: int) -> bool:
        """Is the person one of the unit's own people?"""
        return unit_id in self.unit_roles

    @property
    def reads_all(self) -> bool:
        """May the person read the evaluations of all units?"""
        return self.may(Permission.READ_ALL)

    @property
    def unit_ids(self) -> list[int]:
        """Units whose own people the actor belongs to, in a fixed order."""
        return sorted(self.unit_roles)

    @property
    def role_names(self) -> list[str]:
        """The names of all roles held, for the page's head and the help page."""
        held = set(self.roles).union(*self.unit_roles.values())
        return [str(role.label) for role in Role if role in held]


NOBODY = Actor(user=None)
ASSIGNED = "assigned"


def actor_for(user: User, *, today: date) -> Actor:
    """The actor a signed-in user is on that day. An anonymous or inactive user may do nothing."""
    if not user.is_authenticated or not user.is_active:
        return NOBODY
    return _actor(user, [(role, unit) for _, role, unit in _held(today, Q(user=user))])


def actors_around(units: Collection[int], *, today: date) -> list[Actor]:
    """Every active person with a role on that day in one of the units (by key), assigned to one, or bound to none.

    Of further units these actors know nothing. Two queries.
    """
    concerned = Q(unit__in=units) | Q(unit=None)
    held: dict[int, list] = {}
    for user_id, role, unit_id in _held(today, concerned):
        held.setdefault(user_id, []).append((role, unit_id))
    people = User.objects.filter(is_active=True, pk__in=list(held)).order_by("pk")
    return [_actor(user, held[user.pk]) for user in people]


def _actor(user: User, held: Iterable[tuple[str, int | None]]) -> Actor:
    """The user with these (role, unit id) of grants and (ASSIGNED, unit id) of assignments."""
    roles: set[Role] = set()
    unit_roles: dict[int, set[Role]] = {}
    assigned: set[int] = set()
    for role, unit_id in held:
        if role == ASSIGNED:
            assigned.add(unit_id)
        elif role in UNIT_ROLES:
            unit_roles.setdefault(unit_id, set()).add(Role(role))
        else:
            roles.add(Role(role))
    return Actor(
        user=user,
        roles=frozenset(roles),
        unit_roles={unit: frozenset(held) for unit, held in unit_roles.items()},
        assigned=frozenset(assigned),
    )


def _held(today: date, which: Q) -> QuerySet:
    """(user id, role, unit id) of such grants, and (user id, ASSIGNED, unit id) of such assignments, in one query."""
    grants = RoleGrant.objects.on(today).filter(which).order_by().values_list("user_id", "role", "unit_id")
    assignments = Assignment.objects.on(today).filter(which).order_by()
    return grants.union(assignments.values_list("user_id", Value(ASSIGNED), "unit_id"), all=True)
