"""More time for one unit."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from evaluations import permissions, policies
from evaluations.actions.deadlines import extend_deadline
from evaluations.forms.deadlines import ExtensionForm
from evaluations.queries.deadlines import deadlines_of
from evaluations.views.doors import evaluation_for
from evaluations.views.messages import refusals, taken


@require_http_methods(["GET", "HEAD", "POST"])
@refusals
def extend(request: HttpRequest, period, unit: str) -> HttpResponse:
    """GET asks which deadline and until when, POST extends it."""
    evaluation = evaluation_for(request, period, unit)
    permissions.require(permissions.may_extend(request.actor, evaluation))
    policies.check_period_open(evaluation.period)
    form = ExtensionForm(request.POST or None)
    if form.is_valid() and taken(request, form, extend_deadline, evaluation=evaluation, **form.cleaned_data):
        messages.success(request, "Batas waktu diperpanjang.")
        return redirect("evaluations:unit", period=period, unit=unit)
    context = {"form": form, "evaluation": evaluation, "deadlines": deadlines_of(evaluation, timezone.localdate())}
    return render(request, "evaluations/unit_extend.html", context, status=422 if form.is_bound else 200)
