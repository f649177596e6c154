"""Where a unit asks for the sheet its head prepares the desk evaluation with."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from evaluations.permissions import require
from evaluations.quarters import Quarter
from evaluations.views.doors import evaluation_for
from evaluations.views.messages import refusals
from reports.enums import Form, Paper
from reports.permissions import may_make
from reports.queries.desk import tells_tpi
from reports.queries.prepared import Line, latest


@require_safe
@refusals
def show(request: HttpRequest, period: Quarter, unit: str) -> HttpResponse:
    """What the sheet holds, and how far it is; for whoever reads the unit's evaluation."""
    evaluation = evaluation_for(request, period, unit)
    require(may_make(request.actor, Paper.DESK, evaluation.unit_id))
    asked = latest(request.user, evaluation.period, timezone.now()).get((Paper.DESK, evaluation.unit_id, Form.PDF))
    line = Line(evaluation.period, Paper.DESK, Form.PDF, evaluation.unit, asked)
    context = {"evaluation": evaluation, "line": line, "tells_tpi": tells_tpi(evaluation)}
    return render(request, "reports/desk_page.html", context)
