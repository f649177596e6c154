"""Work units: which somebody reads about; for the administration the list with its counts, and one unit's people."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from units.actors import Actor
from units.models import Assignment, RoleGrant, WorkUnit
from units.queries.validity import Line, lines

NO_AGENCY = "-"  # instead of a parent agency: units without one


def visible_units(actor: Actor) -> QuerySet[WorkUnit]:
    """The units an actor reads about: all, or those they belong to."""
    return WorkUnit.objects.all() if actor.reads_all else WorkUnit.objects.filter(pk__in=actor.unit_ids)


def agency_choices(names: Iterable[str]) -> dict[str, str]:
    """Parent agencies by name, as they stand in addresses -> in words; "" (units without one) stands at the end."""
    known = set(names)
    found = {name: name for name in sorted(known - {""}, key=str.casefold)}
    return found | ({NO_AGENCY: "Tanpa perangkat daerah induk"} if "" in known else {})


def agencies(actor: Actor) -> dict[str, str]:
    """The parent agencies of today of the units an actor reads about. One query."""
    return agency_choices(visible_units(actor).order_by().values_list("parent_agency", flat=True).distinct())


def about(agency: str, target: str, prefix: str = "") -> Q:
    """Filter for units, as they are today, below a parent agency (or NO_AGENCY) that aim at a predicate; "" for all.

    `prefix` leads to the unit: "unit__".
    """
    found = Q()
    if agency:
        found &= Q((f"{prefix}parent_agency", "" if agency == NO_AGENCY else agency))
    return found & Q((f"{prefix}target", target)) if target else found


def unit_list(*, today: date, text: str = "", active: bool | None = None) -> QuerySet[WorkUnit]:
    """Units with `people` and `evaluators` of that day; `text` looks in code, name, agency and head. One query."""
    rows = WorkUnit.objects.annotate(people=_persons(RoleGrant, today), evaluators=_persons(Assignment, today))
    if active is not None:
        rows = rows.filter(is_active=active)
    if text:
        fields = ("code", "name", "parent_agency", "head_name")
        rows = rows.filter(_any_contains(fields, text))
    return rows


def _any_contains(fields: tuple[str, ...], text: str) -> Q:
    found = Q()
    for field in fields:
        found |= Q(**{f"{field}__icontains": text})
    return found


def _persons(model, today: date) -> Coalesce:
    """How many people hold rows of that kind on the day: a person with two roles counts once."""
    rows = model.objects.on(today).filter(unit=OuterRef("pk")).order_by().values("unit")
    return Coalesce(Subquery(rows.annotate(n=Count("user", distinct=True)).values("n")), 0)


def members(unit: WorkUnit, today: date) -> list[Line]:
    """Everybody who belongs, will belong or belonged to the unit. One query."""
    rows = unit.grants.select_related("user").order_by("role", "user__full_name", F("starts_on").desc())
    return lines(rows, today)


def evaluators(unit: WorkUnit, today: date) -> list[Line]:
    """Everybody who verifies, will verify or verified the unit; team leads first. One query."""
    rows = unit.assignments.select_related("user").order_by("-kind", "user__full_name", F("starts_on").desc())
    return lines(rows, today)
