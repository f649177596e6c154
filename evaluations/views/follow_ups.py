"""Reporting on a recommendation, and judging it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from evaluations.actions.follow_ups import take as take_turn
from evaluations.exceptions import Invalid
from evaluations.followup_workflow import STEPS
from evaluations.models import EvidenceVersion, Recommendation
from evaluations.views.doors import recommendation_for
from evaluations.views.messages import refusals
from evaluations.views.recommendations import render_thread
from files.exceptions import Rejected


@require_POST
@refusals
def take(request: HttpRequest, pk: int, action: str) -> HttpResponse:
    """Take one step of the table; an action that is not in it does not exist (404)."""
    if action not in STEPS:
        raise Http404("Langkah tidak ada.")
    row = recommendation_for(request, pk)
    try:
        take_turn(
            recommendation=row,
            action=action,
            text=request.POST.get("text", ""),
            evidence=_picked(request, row),
            uploads=request.FILES.getlist("files"),
            by=request.actor,
            now=timezone.now(),
        )
    except (Invalid, Rejected) as error:
        return render_thread(request, row, error=error, status=error.status)
    messages.success(request, STEPS[action].done)
    return redirect("evaluations:recommendation", pk=pk)


def _picked(request: HttpRequest, row: Recommendation) -> list[EvidenceVersion]:
    """The unit's evidence that was ticked; what is not there any more is passed over."""
    keys = [key for key in request.POST.getlist("evidence") if key.isdecimal()]
    rows = EvidenceVersion.objects.filter(pk__in=keys, evidence__unit=row.unit_id) if keys else []
    return list(rows)
