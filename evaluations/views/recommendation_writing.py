"""Writing a recommendation, and changing, removing or sending what the unit does not know yet."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from evaluations import permissions, policies
from evaluations.actions import recommendations as actions
from evaluations.exceptions import Invalid
from evaluations.forms.recommendations import RecommendationForm
from evaluations.models import Evaluation, Recommendation
from evaluations.queries.advice_on_sheet import snippets
from evaluations.queries.instruments import loaded
from evaluations.queries.parts import is_part, subjects
from evaluations.queries.question_view import dashed
from evaluations.views.doors import evaluation_for, recommendation_for
from evaluations.views.messages import refusals, taken
from evaluations.views.recommendations import render_thread
from evaluations.workflow import TPI_VISIBLE_TO_UNIT
from units.actors import Actor

require_form = require_http_methods(["GET", "HEAD", "POST"])


@require_form
@refusals
def write(request: HttpRequest, period, unit: str) -> HttpResponse:
    """A recommendation about a question (`?pertanyaan=`), another part of the sheet (`?bagian=`) or the whole unit."""
    evaluation = evaluation_for(request, period, unit)
    _require_adviser(request.actor, evaluation.unit_id)
    policies.check_period_open(evaluation.period)
    form = _form(request, evaluation)
    if form.is_valid() and (row := _written(request, evaluation, form)):
        messages.success(request, _done(row))
        return redirect(_back(evaluation, request.GET.get("pertanyaan", "")))
    code = request.POST.get("code", form.initial["code"])
    context = {
        "form": form,
        "evaluation": evaluation,
        "snippets": snippets(evaluation, code) if is_part(loaded(evaluation.period.instrument), code) else [],
        "at_once": evaluation.state in TPI_VISIBLE_TO_UNIT,
        "cancel": _back(evaluation, request.GET.get("pertanyaan", "")),
    }
    return render(request, "evaluations/recommendation_write.html", context, status=422 if form.is_bound else 200)


def _require_adviser(actor: Actor, unit_id: int) -> None:
    permissions.require(
        permissions.may_advise(actor, unit_id), "Rekomendasi ditulis oleh evaluator unit ini atau pengendali TPI."
    )


def _form(request: HttpRequest, evaluation: Evaluation) -> RecommendationForm:
    source, asked = loaded(evaluation.period.instrument), request.GET
    code = asked.get("pertanyaan") or asked.get("bagian") or asked.get("code") or ""
    return RecommendationForm(
        request.POST or None,
        unit=evaluation.unit,
        subjects=subjects(source),
        today=timezone.localdate(),
        initial={"code": code if is_part(source, code) else ""},
    )


def _written(request: HttpRequest, evaluation: Evaluation, form: RecommendationForm) -> Recommendation | None:
    where = {"unit": evaluation.unit, "evaluation": evaluation, "day": timezone.localdate()}
    return taken(request, form, actions.write, send="send" in request.POST, **where, **form.cleaned_data)


def _done(row: Recommendation) -> str:
    if row.is_sent:
        return f"Rekomendasi {row} disampaikan kepada unit."
    return "Rekomendasi disimpan. Unit diberi tahu saat penilaian dikembalikan, disetujui, atau periode dikunci."


def _back(evaluation: Evaluation, question: str) -> str:
    """Where the person came from: the question on the sheet, else the unit's page."""
    where = [evaluation.period, evaluation.unit.code]
    if question in loaded(evaluation.period.instrument).question_ids:
        return f"{reverse('evaluations:sheet', args=where)}#q-{dashed(question)}"
    return reverse("evaluations:unit", args=where)


@require_form
@refusals
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Reword a recommendation the unit does not know yet."""
    row = recommendation_for(request, pk)
    _require_adviser(request.actor, row.unit_id)
    policies.check_unsent(row)
    initial = {name: getattr(row, name) for name in ("text", "priority", "due_on", "area", "responsible")}
    today: date = timezone.localdate()
    form = RecommendationForm(request.POST or None, unit=row.unit, subjects=None, today=today, initial=initial)
    if form.is_valid() and taken(request, form, actions.change, recommendation=row, **form.cleaned_data):
        messages.success(request, "Rekomendasi diubah.")
        return redirect("evaluations:recommendation", pk=pk)
    return render(
        request,
        "evaluations/recommendation_change.html",
        {"form": form, "row": row},
        status=422 if form.is_bound else 200,
    )


@require_POST
@refusals
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell the unit at once; what stands against it is said where the buttons are."""
    row = recommendation_for(request, pk)
    try:
        row = actions.send(recommendation=row, by=request.actor, now=timezone.now())
    except Invalid as error:
        return render_thread(request, row, error=error, status=error.status)
    messages.success(request, f"Rekomendasi {row} disampaikan kepada unit.")
    return redirect("evaluations:recommendation", pk=pk)


@require_POST
@refusals
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what the unit does not know yet."""
    actions.remove(recommendation=recommendation_for(request, pk), by=request.actor, now=timezone.now())
    messages.success(request, "Rekomendasi dihapus sebelum disampaikan.")
    return redirect("evaluations:recommendations")
