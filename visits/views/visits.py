"""Visits: the list, the calendar, one visit, and a unit's block on its page."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from evaluations.views.doors import evaluation_for
from evaluations.views.messages import refusals
from files.kinds import PICTURES, limits
from units.roles import Permission
from visits.forms.filters import VisitFilterForm
from visits.queries import calendar, ekspose
from visits.queries.visits import Wanted, advice_of, photos_of, story_of, wanted
from visits.queries.writing import offer
from visits.views.doors import visit_for

PER_PAGE = 25
IN_BLOCK = 10


@require_safe
@refusals
def index(request: HttpRequest) -> HttpResponse:
    """The visits that fit the filters, the latest day first."""
    form = VisitFilterForm(request.GET, actor=request.actor)
    valid = form.is_valid()
    rows = wanted(request.actor, form.wanted) if valid else wanted(request.actor, Wanted()).none()
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("hal"))
    query = request.GET.copy()
    query.pop("hal", None)
    context = {**_list(request, form), "page": page, "query": query.urlencode()}
    return render(request, "visits/index.html", context, status=200 if valid else 422)


@require_safe
@refusals
def month(request: HttpRequest) -> HttpResponse:
    """The visits of one month on a calendar; cancelled ones are left out."""
    form = VisitFilterForm(request.GET, actor=request.actor, calendar=True)
    valid, today = form.is_valid(), timezone.localdate()
    rows = wanted(request.actor, form.wanted) if valid else wanted(request.actor, Wanted()).none()
    shown = calendar.month(rows, calendar.first_of(request.GET.get("bulan", ""), today), today)
    query = request.GET.copy()
    query.pop("bulan", None)
    context = {**_list(request, form), "month": shown, "query": query.urlencode()}
    return render(request, "visits/calendar.html", context, status=200 if valid else 422)


def _list(request: HttpRequest, form: VisitFilterForm) -> dict:
    return {
        "form": form,
        "filters": form.told,
        "may_plan": request.actor.may(Permission.VISIT),
        "reads_all": request.actor.reads_all,
        "today": timezone.localdate(),
    }


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One visit: the plan, what came of it, pictures, and what this person may do."""
    visit, today = visit_for(request, pk), timezone.localdate()
    context = {
        "visit": visit,
        "advice": advice_of(request.actor, visit),
        "photos": photos_of(visit),
        "limits": limits(PICTURES),
        "offer": offer(request.actor, visit, today=today),
        "begun": visit.day <= today,
        "today": today,
        "story": story_of(visit) if request.actor.reads_all else [],
    }
    return render(request, "visits/visit.html", context)


@require_safe
def of_unit(request: HttpRequest, period, unit: str) -> HttpResponse:
    """A unit's visits in a quarter, as a block for its page."""
    evaluation = evaluation_for(request, period, unit)
    rows = wanted(request.actor, Wanted(unit=evaluation.unit, period=evaluation.period))
    view = ekspose.seen(request.actor, evaluation.period)
    context = {
        "evaluation": evaluation,
        "visits": rows[:IN_BLOCK],
        "today": timezone.localdate(),
        "ekspose": view and view.ekspose,
    }
    return render(request, "visits/unit_block.html", context)
