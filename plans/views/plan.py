"""A unit's plan: as a list and as a quarter's calendar."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from accounts.models import User
from evaluations import permissions
from evaluations.quarters import Quarter
from evaluations.queries.areas import area_titles
from evaluations.views.messages import refusals
from plans.enums import CLOSED
from plans.forms.plan import AllFilterForm, FilterForm
from plans.queries import calendar
from plans.queries.plan import ANY, UNFINISHED, everywhere, groups, mine, people_of, plan, planners, totals
from plans.queries.plan import line as line_of
from plans.views.doors import unit_for
from units.models import WorkUnit

PER_PAGE = 50
CALENDAR = "kalender"


@require_safe
def show(request: HttpRequest, unit: str) -> HttpResponse:
    """The plan by area, or with `?tampil=kalender` what falls due in a quarter."""
    row, areas = unit_for(request, unit), area_titles()
    people = people_of(row, today=timezone.localdate())
    form = filter_form(request, row, people, areas)
    context = {
        "unit": row,
        "form": form,
        "totals": totals(row, today=timezone.localdate()),
        "may_write": permissions.acts_for(request.actor, row.pk),
        "own_units": _own_units(request, row),
        "query": _query(request, "hal"),
        "clear": reverse("plans:plan", args=[unit]),
    }
    if _is_calendar(request):
        return render(request, "plans/calendar.html", context | _calendar(request, row, form))
    return render(request, "plans/plan.html", context | _list(request, row, form, people, areas))


def filter_form(request: HttpRequest, unit: WorkUnit, people: list[User], areas: dict[int, str]) -> FilterForm:
    """What the address asks for; the calendar shows what is done too unless told otherwise. One query."""
    usual = ANY if _is_calendar(request) else UNFINISHED
    return FilterForm(request.GET, people=planners(unit, people), areas=areas, usual=usual)


def _is_calendar(request: HttpRequest) -> bool:
    return request.GET.get("tampil") == CALENDAR


def _list(request: HttpRequest, unit: WorkUnit, form: FilterForm, people: list[User], areas: dict[int, str]) -> dict:
    today = timezone.localdate()
    page = Paginator(plan(unit, form.wanted, today=today), PER_PAGE).get_page(request.GET.get("hal"))
    own = {user.pk for user in people}
    return {"page": page, "groups": groups(page, areas, own, today=today)}


def _calendar(request: HttpRequest, unit: WorkUnit, form: FilterForm) -> dict:
    today = timezone.localdate()
    quarter = Quarter.read(request.GET.get("triwulan", "")) or Quarter.of(today)
    entries = calendar.due_in(request.actor, unit, quarter, form.wanted, today=today)
    hidden = {"tampil": CALENDAR, "triwulan": str(quarter)}
    return {
        "hidden": hidden.items(),
        "clear": f"{reverse('plans:plan', args=[unit.code])}?{urlencode(hidden)}",
        "quarter": quarter,
        "before": quarter.moved(-1),
        "after": quarter.moved(1),
        "is_now": quarter == Quarter.of(today),
        "months": calendar.months(quarter, entries, today=today),
        "steering": _query(request, "triwulan"),
    }


def _query(request: HttpRequest, *without: str) -> str:
    """The address's query but for these, encoded."""
    query = request.GET.copy()
    for name in without:
        query.pop(name, None)
    return query.urlencode()


def _own_units(request: HttpRequest, shown: WorkUnit) -> list[WorkUnit]:
    """The actor's units for a person of several, to go from one to the other; no query for others."""
    actor = request.actor
    if len(actor.unit_ids) < 2 or not actor.belongs_to(shown.pk):
        return []
    return list(WorkUnit.objects.filter(pk__in=actor.unit_ids))


@require_safe
@refusals
def first(request: HttpRequest) -> HttpResponse:
    """The menu's entry: to the plan of the person's unit."""
    _require_unit(request)
    unit = WorkUnit.objects.filter(pk__in=request.actor.unit_ids).order_by("code").first()
    return redirect("plans:plan", unit.code)


@require_safe
@refusals
def my_actions(request: HttpRequest) -> HttpResponse:
    """Everything that is the person's own, over all their units; with `?selesai` what is closed."""
    _require_unit(request)
    today, closed = timezone.localdate(), "selesai" in request.GET
    rows = mine(request.actor)
    rows = rows.filter(state__in=CLOSED).order_by("-closed_at") if closed else rows.exclude(state__in=CLOSED)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("hal"))
    context = {
        "page": page,
        "lines": [line_of(action, today) for action in page],
        "closed": closed,
        "query": "selesai" if closed else "",
        "several_units": len(request.actor.unit_ids) > 1,
    }
    return render(request, "plans/mine.html", context)


@require_safe
@refusals
def everything(request: HttpRequest) -> HttpResponse:
    """The actions of all units, the nearest first, for who reads about all of them."""
    permissions.require(request.actor.reads_all, "Rencana aksi semua unit dibaca oleh Inspektorat dan pimpinan.")
    form, today = AllFilterForm(request.GET, actor=request.actor), timezone.localdate()
    context = {"form": form, "query": _query(request, "hal"), "filtered": bool(form.told)}
    if not form.is_valid():
        return render(request, "plans/all.html", context, status=422)
    rows = everywhere(request.actor, form.wanted, today=today, **form.about)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("hal"))
    context |= {"page": page, "lines": [line_of(action, today) for action in page]}
    return render(request, "plans/all.html", context)


def _require_unit(request: HttpRequest) -> None:
    """Raise NotAllowed for people who belong to no unit."""
    permissions.require(
        bool(request.actor.unit_ids), "Rencana aksi disusun oleh unit kerja; Anda tidak termasuk unit mana pun."
    )
