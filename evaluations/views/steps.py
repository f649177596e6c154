"""Moving an evaluation from state to state."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from evaluations.actions.workflow import take_step
from evaluations.views.doors import evaluation_for
from evaluations.views.messages import refusals
from evaluations.workflow import STEPS


@require_POST
@refusals
def take(request: HttpRequest, period, unit: str, action: str) -> HttpResponse:
    """Take one step of the transition table; an action that is not in it does not exist (404)."""
    if action not in STEPS:
        raise Http404("Langkah tidak ada.")
    evaluation = evaluation_for(request, period, unit)
    reason = request.POST.get("reason", "")
    take_step(evaluation=evaluation, action=action, by=request.actor, now=timezone.now(), reason=reason)
    messages.success(request, STEPS[action].done)
    return redirect("evaluations:unit", period=period, unit=unit)
