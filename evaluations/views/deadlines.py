"""More time for one unit."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from evaluations import permissions, policies
from evaluations.actions.deadlines import extend_deadline
from evaluations.exceptions import Invalid
from evaluations.forms.deadlines import ExtensionForm
from evaluations.models import Evaluation
from evaluations.queries.deadlines import deadlines_of
from evaluations.views.doors import evaluation_for
from evaluations.views.messages import refusals


@require_http_methods(["GET", "HEAD", "POST"])
@refusals
def extend(request: HttpRequest, period, unit: str) -> HttpResponse:
    """GET asks which deadline and until when, POST extends it."""
    evaluation = evaluation_for(request, period, unit)
    permissions.require(permissions.may_extend(request.actor, evaluation))
    policies.check_period_open(evaluation.period)
    form = ExtensionForm(request.POST or None)
    if form.is_valid() and _extended(request, evaluation, form):
        messages.success(request, "Batas waktu diperpanjang.")
        return redirect("evaluations:unit", period=period, unit=unit)
    context = {"form": form, "evaluation": evaluation, "deadlines": deadlines_of(evaluation, timezone.localdate())}
    return render(request, "evaluations/unit_extend.html", context, status=422 if form.is_bound else 200)


def _extended(request: HttpRequest, evaluation: Evaluation, form: ExtensionForm) -> bool:
    try:
        extend_deadline(evaluation=evaluation, by=request.actor, now=timezone.now(), **form.cleaned_data)
    except Invalid as error:
        form.refuse(error)
        return False
    return True
