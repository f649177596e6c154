"""The LKE sheet: the page, and what its answers post to."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from evaluations import permissions, policies
from evaluations.exceptions import Refused
from evaluations.models import Evaluation
from evaluations.queries.audience import audience
from evaluations.queries.instruments import loaded
from evaluations.queries.question_history import question_history
from evaluations.queries.question_view import Draft
from evaluations.queries.sheet_page import SheetPage, sheet_page
from evaluations.queries.sheets import Rows
from evaluations.queries.unit import available_steps, submit_warnings
from evaluations.views.doors import evaluation_for, question_or_404
from units.actors import Actor


@dataclass(frozen=True, slots=True)
class Pen:
    """Whose column this person may write now ("" = none), and the sentence that says why not."""

    writer: str
    why_not: str = ""


@require_safe
def show(request: HttpRequest, period, unit: str) -> HttpResponse:
    """The whole sheet of a unit in a quarter."""
    return render_sheet(request, evaluation_for(request, period, unit))


def render_sheet(
    request: HttpRequest, evaluation: Evaluation, *, drafts: dict[str, Draft] | None = None, status: int = 200
) -> HttpResponse:
    """The page, with what could not be saved shown again."""
    pen = pen_for(request.actor, evaluation)
    page = page_for(request.actor, evaluation, pen.writer, drafts=drafts, sieve=request.GET.get("saring", ""))
    steps = available_steps(request.actor, evaluation, page.marks)
    context = {
        "evaluation": evaluation,
        "page": page,
        "pen": pen,
        "deadline": policies.deadline_for(evaluation, pen.writer),
        "steps": steps,
        "submit_warnings": submit_warnings(evaluation, steps),
        "audience": audience(request.actor, evaluation.unit_id),
    }
    return render(request, "evaluations/sheet.html", context, status=status)


def page_for(
    actor: Actor,
    evaluation: Evaluation,
    writer: str,
    *,
    drafts: dict[str, Draft] | None = None,
    rows: Rows | None = None,
    sieve: str = "",
) -> SheetPage:
    """The sheet as this actor may see it."""
    return sheet_page(
        evaluation,
        writer=writer,
        sees_tpi=permissions.sees_tpi(actor, evaluation),
        drafts=drafts,
        rows=rows,
        sieve=sieve,
        audience=audience(actor, evaluation.unit_id),
        advises=evaluation.period.is_open and permissions.may_advise(actor, evaluation.unit_id),
    )


def pen_for(actor: Actor, evaluation: Evaluation) -> Pen:
    """Which column the actor may write at this moment."""
    column = permissions.own_column(actor, evaluation)
    if not column:
        return Pen("", "Anda hanya dapat membaca lembar ini.")
    try:
        policies.check_writable(evaluation, column, today=timezone.localdate())
    except Refused as error:
        return Pen("", str(error))
    return Pen(column)


@require_safe
def history(request: HttpRequest, period, unit: str, code: str) -> HttpResponse:
    """What happened to one question: a fragment for htmx, else a page."""
    evaluation = evaluation_for(request, period, unit)
    question = question_or_404(loaded(evaluation.period.instrument), code)
    sees_tpi = permissions.sees_tpi(request.actor, evaluation)
    inside = not request.actor.belongs_to(evaluation.unit_id)
    context = {
        "evaluation": evaluation,
        "question": question,
        "changes": question_history(evaluation, question, sees_tpi=sees_tpi, inside=inside),
    }
    name = "evaluations/includes/history.html" if request.htmx else "evaluations/history.html"
    return render(request, name, context)
