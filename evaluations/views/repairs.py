"""Marking questions that go back to the unit."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from evaluations import permissions
from evaluations.actions import repairs
from evaluations.enums import Assessor
from evaluations.exceptions import Invalid, Stale
from evaluations.models import Evaluation
from evaluations.queries.instruments import loaded
from evaluations.scoring.types import Question
from evaluations.views.doors import evaluation_for, question_or_404
from evaluations.views.messages import refusals
from evaluations.views.sheet import page_for


@dataclass(frozen=True, slots=True)
class Marked:
    """Whether a mark changed, in the manner of `actions.answers.Saved`."""

    changed: bool


@require_POST
@refusals
def mark(request: HttpRequest, period, unit: str, code: str) -> HttpResponse:
    """Mark a question for repair, reword the mark or take it back, for htmx; the reply is the mark as it stands."""
    evaluation = evaluation_for(request, period, unit)
    question = question_or_404(loaded(evaluation.period.instrument), code)
    permissions.require(permissions.may_verify(request.actor, evaluation))
    error, status = "", 200
    try:
        apply_mark(request, evaluation, question)
    except (Invalid, Stale) as refused:
        error, status = str(refused), refused.status
    page = page_for(request.actor, evaluation, Assessor.TPI)
    context = {"evaluation": evaluation, "view": page.question(code), "page": page, "oob": True}
    context |= {"mark_error": error, "mark_text": request.POST.get(f"{code}.m", "")}
    return render(request, "evaluations/includes/marked.html", context, status=status)


def apply_mark(request: HttpRequest, evaluation: Evaluation, question: Question, _column: str = "") -> Marked:
    """Do what the form says about the mark of one question."""
    code = question.code
    what = {"evaluation": evaluation, "code": code, "by": request.actor, "now": timezone.now()}
    if request.POST.get("batal-tandai") == code:
        return Marked(repairs.unmark(**what))
    repairs.mark(reason=request.POST.get(f"{code}.m", ""), seen=request.POST.get(f"{code}.s"), **what)
    return Marked(changed=True)
