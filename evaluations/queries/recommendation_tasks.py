"""What a person has to do about recommendations. Three queries at most."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Case, Count, Min, Q, Value, When
from django.urls import reverse
from django.utils.text import Truncator

from evaluations import permissions
from evaluations.enums import RecommendationState
from evaluations.followup_workflow import BEFORE_CLAIM
from evaluations.models import Recommendation
from evaluations.queries.area_owners import owned_areas
from evaluations.queries.deadlines import deadline
from evaluations.queries.home import Task
from units.actors import Actor
from units.models import WorkUnit
from units.roles import Permission

NAMED = 5  # own recommendations that are a task each; the rest is counted with the unit's


def tasks(actor: Actor, *, today: date) -> list[Task]:
    """Whatever waits for the actor: for a unit's person their own one by one, the unit's others as a number; for
    evaluators what their units report as done."""
    found = list(_unit_tasks(actor, today)) if actor.unit_ids else []
    return found + (list(_judge_tasks(actor)) if actor.may(Permission.VERIFY) and actor.assigned else [])


def _unit_tasks(actor: Actor, today: date) -> Iterable[Task]:
    rows = Recommendation.objects.filter(sent_at__isnull=False, state__in=BEFORE_CLAIM, unit__in=actor.unit_ids)
    undated_last = Case(When(due_on=None, then=Value(1)), default=Value(0))
    waiting = list(rows.select_related("unit").order_by(undated_last, "due_on", "pk"))
    owned = owned_areas(actor) if waiting else {}
    own = [row for row in waiting if _is_own(actor, row, owned)][:NAMED]
    for row in own:
        yield _named(row, today)
    for unit in dict.fromkeys(row.unit for row in waiting):
        rest = [row for row in waiting if row.unit == unit and row not in own]
        if len(rest) == 1:
            yield _named(rest[0], today)
        elif rest:
            more = " lain" if any(row.unit == unit for row in own) else ""
            yield _task(rest[0], f"Tindak lanjuti {len(rest)} rekomendasi{more}", _list(unit), today)


def _is_own(actor: Actor, row: Recommendation, owned: dict[int, set[int]]) -> bool:
    """Named in it, or of its Pokja while nobody is."""
    if row.responsible_id:
        return row.responsible_id == actor.user.pk
    return row.area in owned.get(row.unit_id, ())


def _named(row: Recommendation, today: date) -> Task:
    return _task(row, f"Tindak lanjuti {row}: {Truncator(row.text).chars(80)}", _page(row.pk), today)


def _task(nearest: Recommendation, sentence: str, url: str, today: date) -> Task:
    due = deadline("Batas", nearest.due_on, today) if nearest.due_on else None
    return Task(sentence, str(nearest.unit), url, "Laporkan", due)


def _page(key: int) -> str:
    return reverse("evaluations:recommendation", args=[key])


def _list(unit: WorkUnit, status: str = "terbuka") -> str:
    return f"{reverse('evaluations:recommendations')}?unit={unit.code}&status={status}"


def _judge_tasks(actor: Actor) -> Iterable[Task]:
    """One per unit the actor verifies that reported something as done; one query."""
    units = [unit for unit in actor.assigned if permissions.verifies(actor, unit)]
    claimed = Q(state=RecommendationState.DONE_BY_UNIT, unit__in=units)
    counted = Recommendation.objects.filter(claimed).order_by().values("unit").annotate(n=Count("pk"), first=Min("pk"))
    found = {row["unit"]: row for row in counted}
    for unit in WorkUnit.objects.filter(pk__in=list(found)).order_by("code") if found else ():
        count, first = found[unit.pk]["n"], found[unit.pk]["first"]
        url = _page(first) if count == 1 else _list(unit, "done_by_unit")
        yield Task(f"Nilai {count} tindak lanjut rekomendasi", str(unit), url, "Nilai")
