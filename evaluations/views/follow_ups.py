"""Reporting on a recommendation, and judging it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from evaluations.actions.follow_ups import take as take_turn
from evaluations.exceptions import Invalid, Stale, WrongState
from evaluations.followup_workflow import STEPS
from evaluations.models import EvidenceVersion, Recommendation
from evaluations.views.doors import recommendation_for
from evaluations.views.messages import refusals
from evaluations.views.recommendations import picked_keys, render_thread
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
            seen=_seen(request),
            by=request.actor,
            now=timezone.now(),
        )
    except (Invalid, Rejected, Stale, WrongState) as error:
        return render_thread(request, recommendation_for(request, pk), error=error, status=error.status)
    messages.success(request, STEPS[action].done)
    return redirect("evaluations:recommendation", pk=pk)


def _seen(request: HttpRequest) -> int:
    """The last turn the sent page showed."""
    text = request.POST.get("langkah", "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _picked(request: HttpRequest, row: Recommendation) -> list[EvidenceVersion]:
    """The unit's evidence that was ticked; what is not there any more is passed over."""
    keys = picked_keys(request)
    return list(EvidenceVersion.objects.filter(pk__in=keys, evidence__unit=row.unit_id)) if keys else []
