"""The slides of an ekspose."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from evaluations.quarters import Quarter
from evaluations.views.messages import refusals
from reports.enums import Paper
from reports.papers import document_of
from reports.views.doors import reports_of


@never_cache
@require_safe
@refusals
def show(request: HttpRequest, period: Quarter) -> HttpResponse:
    """The slides, one after the other; 409 while the quarter is planned."""
    row = reports_of(request, period)
    deck = document_of(Paper.SLIDES, row, None, reader=request.actor, today=timezone.localdate())
    return render(request, "reports/slides_page.html", {"shown": row, "deck": deck})
