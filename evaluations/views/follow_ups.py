"""Reporting on a recommendation, judging it, and giving it more time."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from evaluations import permissions
from evaluations.actions.advice_days import move_day
from evaluations.actions.follow_ups import take as take_turn
from evaluations.exceptions import Invalid, Stale, WrongState
from evaluations.followup_workflow import MOVE, STEPS
from evaluations.forms.recommendations import MoveForm
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


@require_POST
@refusals
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Move the last day."""
    row, form = recommendation_for(request, pk), MoveForm(request.POST)
    permissions.require(permissions.may_follow_up(request.actor, row, MOVE))
    try:
        moved = form.is_valid() and _moved(request, row, form)
    except WrongState as error:
        return render_thread(request, recommendation_for(request, pk), error=error, status=error.status)
    if not moved:
        form.point()
        return render_thread(request, row, move_form=form, status=422)
    messages.success(request, MOVE.done)
    return redirect("evaluations:recommendation", pk=pk)


def _moved(request: HttpRequest, row: Recommendation, form: MoveForm) -> bool:
    try:
        move_day(recommendation=row, by=request.actor, now=timezone.now(), **form.cleaned_data)
    except Invalid as error:
        form.refuse(error)
        return False
    return True


def _seen(request: HttpRequest) -> int:
    """The last turn the sent page showed."""
    text = request.POST.get("langkah", "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _picked(request: HttpRequest, row: Recommendation) -> list[EvidenceVersion]:
    """The unit's evidence that was ticked; what is not there any more is passed over."""
    keys = picked_keys(request)
    return list(EvidenceVersion.objects.filter(pk__in=keys, evidence__unit=row.unit_id)) if keys else []
