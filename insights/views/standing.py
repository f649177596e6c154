"""Where a sheet stands: its minimums, what still counts most, what it can still reach."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from evaluations.permissions import require
from evaluations.queries.instruments import loaded
from evaluations.views.doors import evaluation_for
from evaluations.views.messages import refusals
from insights.actions.efforts import weigh
from insights.documents.influence import deciding_lines, influence_lines
from insights.enums import Effort
from insights.forms.steps import marks_in
from insights.permissions import may_weigh
from insights.queries.efforts import marks_of
from insights.queries.gates import panels
from insights.queries.judged import judged_of
from insights.shortest.band import band as band_of
from insights.shortest.influence import influence as influence_of
from insights.views.asked import asked_for


@require_safe
def gates(request: HttpRequest, period, unit: str) -> HttpResponse:
    """The minimums of WBK and WBBM by unit and TPI, as a block for the unit's page."""
    evaluation = evaluation_for(request, period, unit)
    source = loaded(evaluation.period.instrument)
    context = {
        "evaluation": evaluation,
        "panels": panels(evaluation, judged_of(request.actor, evaluation)),
        "legal_basis": source.instrument.legal_basis,
    }
    return render(request, "insights/gates_block.html", context)


@require_safe
def influence(request: HttpRequest, period, unit: str) -> HttpResponse:
    """Every question by the points it can still bring, with the unit's marks; its own people change them here."""
    asked = asked_for(request, period, unit)
    evaluation, context = asked.evaluation, asked.context
    if asked.side:
        source = loaded(evaluation.period.instrument)
        marks = marks_of(evaluation.unit_id, source)
        found = influence_of(source.instrument, asked.side.answers)
        context["lines"] = influence_lines(source.instrument, found, marks.effort, marks.ruled_out)
    context |= {"efforts": Effort.choices, "may_weigh": may_weigh(request.actor, evaluation.unit_id)}
    return render(request, "insights/influence.html", context)


@require_safe
def band(request: HttpRequest, period, unit: str) -> HttpResponse:
    """The least and the most an unfinished sheet can come to, and the questions that decide it."""
    asked = asked_for(request, period, unit)
    context = asked.context
    if asked.side:
        instrument = loaded(asked.evaluation.period.instrument).instrument
        found = band_of(instrument, asked.side.answers)
        context |= {"band": found, "deciding": deciding_lines(instrument, found)}
    return render(request, "insights/band.html", context)


@require_POST
@refusals
def efforts(request: HttpRequest, period, unit: str) -> HttpResponse:
    """Mark how hard the questions that were sent are, and which of them are ruled out."""
    evaluation = evaluation_for(request, period, unit)
    require(may_weigh(request.actor, evaluation.unit_id))
    marks = marks_in(request.POST)
    changed = weigh(evaluation=evaluation, marks=marks, by=request.actor, now=timezone.now())
    messages.success(request, f"Upaya {changed} pertanyaan disimpan." if changed else "Tidak ada yang berubah.")
    return redirect(_back(request) or reverse("insights:way", args=[period, unit]))


def _back(request: HttpRequest) -> str:
    """The page of ours that the form names, "" when it names none."""
    asked = request.POST.get("kembali", "")
    ours = url_has_allowed_host_and_scheme(asked, None) and asked.startswith("/")
    return asked if ours else ""
