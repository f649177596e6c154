"""The first page: where do I stand, what next?

It stands here and not in `evaluations`, since what next comes from several apps.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from evaluations.enums import Assessor
from evaluations.models import Period
from evaluations.queries import periods
from evaluations.queries.board import BoardRow, area_cells, board, verdict_cells
from evaluations.queries.board_view import BoardView, default_assessor
from evaluations.queries.deadlines import running
from evaluations.queries.home import Task, soonest_first
from evaluations.queries.home import tasks as sheet_tasks
from evaluations.queries.recommendation_tasks import tasks as recommendation_tasks
from evaluations.queries.standing import Standing
from evaluations.queries.unit import writes_as
from evaluations.views.board import board_context
from insights.views.leaders import leaders_context
from plans.queries.tasks import tasks as plan_tasks
from units.actors import Actor
from units.roles import Permission, Role
from visits.queries import upcoming

LEADER_ALONE = frozenset({Role.LEADER})  # changes nothing, so has no tasks to be told first


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """A unit's dashboard, leadership's board, the Inspectorate's board with its tasks, or what to do when there is
    nothing yet."""
    actor = request.actor
    if not (actor.roles or actor.unit_ids):
        return render(request, "home/no_role.html")
    period = periods.current(list(periods.visible(actor)))
    if period is None:
        return render(request, "home/no_period.html", {"may": _may(actor)})
    if actor.roles == LEADER_ALONE and not actor.unit_ids:
        return render(request, "insights/leaders.html", leaders_context(actor, period, request.GET))
    context = {"period": period, "tasks": _tasks(actor), "may": _may(actor)}
    if actor.may(Permission.READ_ALL):
        view = BoardView(assessor=default_assessor(period))
        return render(request, "home/board.html", {**context, **board_context(actor, period, view)})
    return render(request, "home/unit.html", {**context, **_unit_context(actor, period)})


def _tasks(actor: Actor) -> list[Task]:
    """What the person has to do, of every app that knows some."""
    today = timezone.localdate()
    found = [*sheet_tasks(actor, today=today), *recommendation_tasks(actor, today=today)]
    found += [*plan_tasks(actor, today=today), *upcoming(actor, today)]
    return soonest_first(found)


def _may(actor: Actor) -> dict[str, bool]:
    """The doors of an administrator or supervisor."""
    return {
        "units": actor.may(Permission.MANAGE_UNITS),
        "users": actor.may(Permission.MANAGE_USERS),
        "periods": actor.may(Permission.MANAGE_PERIODS),
    }


def _unit_context(actor: Actor, period: Period) -> dict:
    """One card per unit of the actor: usually one."""
    rows = board(actor, period, default_assessor(period))
    return {"cards": [_card(actor, row, _standing(row)) for row in rows]}


def _card(actor: Actor, row: BoardRow, standing: Standing | None) -> dict:
    target = row.evaluation.target
    return {
        "row": row,
        "standing": standing,
        "progress": "Terverifikasi" if standing and standing.score.assessor == Assessor.TPI else "Terjawab",
        "areas": area_cells(standing, target) if standing else [],
        "verdicts": verdict_cells(standing, target) if standing else [],
        "deadline": running(row.evaluation, timezone.localdate()),
        "writes": writes_as(actor, row.evaluation),
    }


def _standing(row: BoardRow) -> Standing | None:
    """The TPI's result once it counts and may be seen, else the unit's own."""
    return row.tpi if row.tpi and (row.evaluation.is_approved or not row.evaluation.period.is_open) else row.unit
