"""The reports of a quarter: which there are, and how far those are that one asked for."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from evaluations.quarters import Quarter
from reports.permissions import may_write_narrative
from reports.queries.issuing import issuing
from reports.queries.overview import overview
from reports.views.doors import reports_of


@require_safe
def index(request: HttpRequest, period: Quarter) -> HttpResponse:
    """The reports of a quarter, ready or not."""
    row = reports_of(request, period)
    shown = overview(request.actor, row, now=timezone.now())  # who reads reports reads every evaluation
    context = {
        "overview": shown,
        "issuing": issuing(request.actor, row, shown.evaluations),
        "may_write": may_write_narrative(request.actor, None),
    }
    return render(request, "reports/index.html", context)
