"""Planning, moving and cancelling."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from evaluations.exceptions import NotAllowed, Refused
from evaluations.permissions import require
from evaluations.views.messages import refusals
from units.roles import Permission
from visits import permissions, policies
from visits.actions.visits import cancel_visit, change_visit, plan_visit
from visits.forms.plans import PlanForm, plan_of
from visits.models import Visit
from visits.views.doors import visit_for

require_form = require_http_methods(["GET", "HEAD", "POST"])


@require_form
@refusals
def create(request: HttpRequest) -> HttpResponse:
    """Plan a new visit; who plans it leads it unless they say otherwise."""
    require(request.actor.may(Permission.VISIT))
    initial = {"lead": request.actor.user, "day": request.GET.get("hari") or None}
    form = PlanForm(request.POST or None, initial=initial, actor=request.actor, today=timezone.localdate())
    if form.is_valid() and (visit := _try(request, form, None)):
        messages.success(request, f"{visit.get_kind_display()} {visit.when} direncanakan.")
        return redirect("visits:show", visit.pk)
    return _page(request, form, None)


@require_form
@refusals
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what is still planned."""
    visit = visit_for(request, pk)
    require(permissions.may_keep(request.actor, visit))
    policies.check_planned(visit)
    today = timezone.localdate()
    form = PlanForm(request.POST or None, initial=plan_of(visit), actor=request.actor, today=today, visit=visit)
    if form.is_valid() and _try(request, form, visit):
        messages.success(request, "Rencana disimpan.")
        return redirect("visits:show", pk)
    return _page(request, form, visit)


def _try(request: HttpRequest, form: PlanForm, visit: Visit | None) -> Visit | None:
    """The stored visit; None when the action refused, which the form then says and keeps what was typed."""
    who = {"plan": form.plan, "by": request.actor, "now": timezone.now()}
    try:
        return change_visit(visit=visit, seen=form.seen, **who) if visit else plan_visit(**who)
    except NotAllowed:
        raise
    except Refused as error:
        form.refuse(error)
        return None


def _page(request: HttpRequest, form: PlanForm, visit: Visit | None) -> HttpResponse:
    context = {"form": form, "visit": visit, "version": form.version(visit.version) if visit else 0}
    return render(request, "visits/plan.html", context, status=form.status if form.is_bound else 200)


@require_POST
@refusals
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancel what is still planned; the page's dialog asks why."""
    visit = visit_for(request, pk)
    cancel_visit(visit=visit, reason=request.POST.get("reason", ""), by=request.actor, now=timezone.now())
    messages.success(request, "Kegiatan dibatalkan. Unit kerja dan tim sudah diberi tahu.")
    return redirect("visits:show", pk)
