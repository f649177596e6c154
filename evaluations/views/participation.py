"""Which units take part in an open quarter."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from evaluations import permissions, policies
from evaluations.actions.participation import add_unit, leave_out
from evaluations.exceptions import Invalid
from evaluations.models import Period
from evaluations.queries.participation import participation
from evaluations.views.doors import evaluation_for, period_for
from evaluations.views.messages import refusals
from units.models import WorkUnit
from units.roles import Permission


@require_safe
@refusals
def show(request: HttpRequest, period) -> HttpResponse:
    """Who takes part, who could, and the buttons for both."""
    row = _open_period(request, period)
    return render(request, "evaluations/periods_units.html", {"asked": row, "who": participation(row)})


@require_POST
@refusals
def join(request: HttpRequest, period, unit: str) -> HttpResponse:
    """Add a unit."""
    row = _open_period(request, period)
    sheet = add_unit(period=row, unit=get_object_or_404(WorkUnit, code=unit), by=request.actor, now=timezone.now())
    messages.success(request, f"{sheet.unit} ikut {row}.")
    return redirect("evaluations:period_units", period=period)


@require_POST
@refusals
def leave(request: HttpRequest, period, unit: str) -> HttpResponse:
    """Take out a unit that wrote nothing yet."""
    row = _open_period(request, period)
    evaluation = evaluation_for(request, period, unit)
    try:
        leave_out(evaluation=evaluation, reason=request.POST.get("reason", ""), by=request.actor, now=timezone.now())
    except Invalid as error:
        context = {"asked": row, "who": participation(row), "error": str(error)}
        return render(request, "evaluations/periods_units.html", context, status=error.status)
    messages.success(request, f"{evaluation.unit} tidak ikut {row}.")
    return redirect("evaluations:period_units", period=period)


def _open_period(request: HttpRequest, key) -> Period:
    """The open quarter. Raises NotAllowed or WrongState."""
    permissions.require(request.actor.may(Permission.MANAGE_PERIODS))
    row = period_for(request, key)
    policies.check_period_open(row)
    return row
