"""One action: its page, writing it, and the steps it takes."""

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from evaluations import permissions
from evaluations.exceptions import Stale
from evaluations.models import Recommendation
from evaluations.quarters import Quarter
from evaluations.queries.area_owners import owners
from evaluations.queries.areas import area_titles
from evaluations.queries.history_words import Teller
from evaluations.views.messages import refusals, taken
from history import log
from plans import policies
from plans.actions import add as add_action
from plans.actions import change as change_action
from plans.actions import take as take_step
from plans.forms.plan import ActionForm, initial_of
from plans.models import Action
from plans.queries.plan import area_name, line, people_of
from plans.queries.subjects import open_recommendations, subjects, told_recommendations
from plans.views.doors import action_for, unit_for
from plans.workflow import STEPS, steps_from
from units.models import WorkUnit

require_form = require_http_methods(["GET", "HEAD", "POST"])
HISTORY_LENGTH = 20


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """What is to be done, by whom, until when; what happened, and what the person may do."""
    action = action_for(request, pk)
    today = timezone.localdate()
    may_write = permissions.acts_for(request.actor, action.unit_id)
    entries = log.about(action)[:HISTORY_LENGTH]
    context = {
        "action": action,
        "line": line(action, today, {user.pk for user in people_of(action.unit, today=today)}),
        "area": area_name(action.area, area_titles()),
        "may_write": may_write,
        "steps": steps_from(action.state) if may_write else [],
        "story": Teller(request.actor).tell(entries),
    }
    return render(request, "plans/action.html", context)


@require_form
@refusals
def add(request: HttpRequest, unit: str) -> HttpResponse:
    """GET asks, POST adds. `?rekomendasi=` (its key), `?pertanyaan=` and `?area=` say what it is about."""
    row = unit_for(request, unit)
    permissions.require(permissions.acts_for(request.actor, row.pk))
    form = _form(request, row, initial=_initial(request, row))
    if form.is_valid() and taken(request, form, add_action, unit=row, draft=form.draft):
        messages.success(request, "Rencana aksi ditambahkan.")
        return redirect("plans:plan", unit)
    return render(request, "plans/action_form.html", {"form": form, "unit": row}, status=422 if form.is_bound else 200)


@require_form
@refusals
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """GET shows the action in a form, POST changes it."""
    action = action_for(request, pk)
    permissions.require(permissions.acts_for(request.actor, action.unit_id))
    policies.check_changeable(action)
    form = _form(request, action.unit, action, initial=initial_of(action))
    context = {"form": form, "unit": action.unit, "action": action}
    if form.is_valid():
        asked = {"draft": form.draft, "seen": form.cleaned_data["seen"]}
        try:
            changed = taken(request, form, change_action, action=action, **asked)
        except Stale as error:
            return _overtaken(request, error, context)
        if changed:
            messages.success(request, "Rencana aksi diubah.")
            return redirect("plans:action", pk)
    return render(request, "plans/action_form.html", context, status=422 if form.is_bound else 200)


def _overtaken(request: HttpRequest, error: Stale, context: dict) -> HttpResponse:
    """The person's own words beside those of whoever came first; saving again writes over them knowingly."""
    data = request.POST.copy()
    data["seen"] = error.current.version
    form = _form(request, context["unit"], context["action"], data=data)
    form.is_valid()
    form.add_error(None, str(error))
    current = action_for(request, error.current.pk)
    return render(request, "plans/action_form.html", {**context, "form": form, "current": current}, status=error.status)


@require_POST
@refusals
def take(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Take one step; one that is not in the table does not exist (404)."""
    if step not in STEPS:
        raise Http404("Langkah tidak ada.")
    action = action_for(request, pk)
    take_step(action=action, step=step, by=request.actor, now=timezone.now(), reason=request.POST.get("reason", ""))
    messages.success(request, f"Rencana aksi {STEPS[step].done}.")
    return redirect("plans:action", pk)


def _form(request: HttpRequest, unit: WorkUnit, action: Action | None = None, *, data=None, initial=None) -> ActionForm:
    """The form with what can be chosen in that unit today, and what the action has already."""
    today = timezone.localdate()
    people, advice = Q(pk__in=[user.pk for user in people_of(unit, today=today)]), open_recommendations(unit)
    if action:
        people |= Q(pk=action.owner_id)
        advice = told_recommendations(unit).filter(Q(pk__in=advice.values("pk")) | Q(pk=action.recommendation_id))
    return ActionForm(
        data if data is not None else request.POST if request.method == "POST" else None,
        people=User.objects.filter(people).order_by("full_name", "pk"),
        advice=advice.order_by("number"),
        subjects=subjects(),
        today=today,
        action=action,
        initial=initial or {},
    )


def _initial(request: HttpRequest, unit: WorkUnit) -> dict:
    """What the address says the action is about, and who would do such a thing: nothing that is not there."""
    advice = _asked_advice(request, unit)
    area = advice.area if advice else _asked_area(request)
    code = advice.code if advice else request.GET.get("pertanyaan", "")[:20]
    owner = advice.responsible_id if advice else None
    if owner is None and area:
        owner = next((user.pk for user in owners(unit).get(area, [])), None)
    return {
        "target": str(Quarter.of(timezone.localdate())),
        "recommendation": advice and advice.pk,
        "area": area,
        "code": code,
        "due_on": advice and advice.due_on,
        "owner": owner or request.actor.user.pk,
    }


def _asked_advice(request: HttpRequest, unit: WorkUnit) -> Recommendation | None:
    asked = request.GET.get("rekomendasi", "")
    return open_recommendations(unit).filter(pk=int(asked)).first() if asked.isdecimal() and len(asked) < 19 else None


def _asked_area(request: HttpRequest) -> int | None:
    asked = request.GET.get("area", "")
    return int(asked) if asked.isdecimal() and len(asked) < 3 else None
