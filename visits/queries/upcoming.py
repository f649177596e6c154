"""What comes next for a person: visits to take part in, and those that wait to be recorded."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import ExtractQuarter, ExtractYear
from django.urls import reverse

from evaluations.models import Period
from evaluations.models.period import LOCKED
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
    rows = rows.annotate(day_year=ExtractYear("day"), day_quarter=ExtractQuarter("day"))
    locked = Period.objects.filter(state__in=LOCKED, year=OuterRef("day_year"), quarter=OuterRef("day_quarter"))
    rows = rows.annotate(is_too_late=Exists(locked))
    return [task for visit in with_people(rows) for task in _tasks(actor, visit, today)]


def _tasks(actor: Actor, visit: Visit, today: date) -> Iterable[Task]:
    where, due = f"{visit.units_in_short}, {visit.place}", deadline("Pelaksanaan", visit.day, today)
    kind = visit.get_kind_display().lower()
    if visit.last_day >= today:
        yield Task(f"Ikuti {kind}: {visit.topic}", where, reverse("visits:show", args=[visit.pk]), "Lihat", due)
    elif actor.user.pk in visit.member_ids and visit.is_too_late:  # nothing is recorded in a locked quarter
        sentence = f"Jadwalkan ulang atau batalkan {kind}: {visit.topic}"
        yield Task(sentence, where, reverse("visits:show", args=[visit.pk]), "Buka", due)
    elif actor.user.pk in visit.member_ids:
        yield Task(f"Catat hasil {kind}: {visit.topic}", where, reverse("visits:record", args=[visit.pk]), "Catat", due)
