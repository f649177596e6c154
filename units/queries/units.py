"""Work units: which somebody reads about; for the administration the list with its counts, and one unit's people."""

from datetime import date

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from units.actors import Actor
from units.models import Assignment, RoleGrant, WorkUnit
from units.queries.validity import Line, lines


def visible_units(actor: Actor) -> QuerySet[WorkUnit]:
    """The units an actor reads about: all, or those they belong to."""
    return WorkUnit.objects.all() if actor.reads_all else WorkUnit.objects.filter(pk__in=actor.unit_ids)


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
