"""Moving an evaluation from state to state."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from evaluations.actions.workflow import take_step
from evaluations.enums import Assessor
from evaluations.exceptions import Incomplete, Invalid, Refused
from evaluations.models import Evaluation
from evaluations.queries.missing import gap_lines, unproven_sentences
from evaluations.queries.sheets import rows_of
from evaluations.views.doors import evaluation_for
from evaluations.views.messages import refusals
from evaluations.workflow import STEPS, Step

PREFIX = "alasan."


@require_POST
@refusals
def take(request: HttpRequest, period, unit: str, action: str) -> HttpResponse:
    """Take one step of the transition table; an action that is not in it does not exist (404)."""
    if action not in STEPS:
        raise Http404("Langkah tidak ada.")
    evaluation = evaluation_for(request, period, unit)
    try:
        take_step(
            evaluation=evaluation,
            action=action,
            by=request.actor,
            now=timezone.now(),
            reason=request.POST.get("reason", ""),
            gap_reasons=_gap_reasons(request.POST),
        )
    except (Incomplete, Invalid) as error:
        if STEPS[action].complete != Assessor.UNIT:
            raise
        return _explain(request, evaluation, STEPS[action], error)
    messages.success(request, STEPS[action].done)
    return redirect("evaluations:unit", period=period, unit=unit)


def _gap_reasons(data: QueryDict) -> dict[str, str]:
    """What the head wrote about unanswered questions, by code."""
    return {name.removeprefix(PREFIX): data[name] for name in data if name.startswith(PREFIX)}


def _explain(request: HttpRequest, evaluation: Evaluation, step: Step, error: Refused) -> HttpResponse:
    """What is missing, each unanswered question with room for the reason why it stays so (422)."""
    lines = gap_lines(evaluation)
    given = _gap_reasons(request.POST)
    context = {
        "evaluation": evaluation,
        "step": step,
        "error": error if given or not lines.gaps else None,
        "gaps": [(gap, f"{PREFIX}{gap.code}", given.get(gap.code, "")) for gap in lines.gaps],
        "unresponded": lines.unresponded,
        "submit_warnings": unproven_sentences(evaluation, rows_of(evaluation)),
    }
    return render(request, "evaluations/submit_gaps.html", context, status=error.status)
