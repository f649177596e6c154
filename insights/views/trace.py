"""Where every figure of a sheet comes from."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from evaluations.views.doors import evaluation_for
from insights.queries.trace import trace_of


@require_safe
def show(request: HttpRequest, period, unit: str) -> HttpResponse:
    """Answers, means, weights, sums and minimums of the sheet, one place for each figure."""
    evaluation = evaluation_for(request, period, unit)
    context = {"evaluation": evaluation, "trace": trace_of(request.actor, evaluation)}
    return render(request, "insights/trace.html", context)
