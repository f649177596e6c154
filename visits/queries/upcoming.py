"""What comes next for a person: visits to take part in, and those that wait to be recorded."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse

from evaluations.queries.deadlines import deadline
from evaluations.queries.home import Task
from units.actors import Actor
from units.roles import Permission
from visits.enums import VisitState
from visits.models import Visit, VisitMember, VisitUnit
from visits.queries.visits import visible, with_people

AHEAD = 30  # days


def upcoming(actor: Actor, today: date) -> list[Task]:
    """Tasks for the first page: planned visits of the next days for who is in the team or of a unit that takes part,
    and for the team those that are over and not recorded. Three queries at most, however many visits."""
    if not (actor.unit_ids or actor.may(Permission.VISIT)):
        return []
    in_team = VisitMember.objects.filter(user=actor.user).values("visit")
    of_unit = VisitUnit.objects.filter(unit__in=actor.unit_ids).values("visit")
    concerned = visible(actor).filter(Q(pk__in=in_team) | Q(pk__in=of_unit), state=VisitState.PLANNED)
    rows = concerned.filter(day__lte=today + timedelta(days=AHEAD)).order_by("day", "pk")
    return [task for visit in with_people(rows) for task in _tasks(actor, visit, today)]


def _tasks(actor: Actor, visit: Visit, today: date) -> Iterable[Task]:
    where, due = f"{visit.units_in_short}, {visit.place}", deadline("Pelaksanaan", visit.day, today)
    kind = visit.get_kind_display().lower()
    if visit.last_day >= today:
        yield Task(f"Ikuti {kind}: {visit.topic}", where, reverse("visits:show", args=[visit.pk]), "Lihat", due)
    elif actor.user.pk in visit.member_ids:
        yield Task(f"Catat hasil {kind}: {visit.topic}", where, reverse("visits:record", args=[visit.pk]), "Catat", due)
