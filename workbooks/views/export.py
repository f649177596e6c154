"""Workbooks to download."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from evaluations.views.doors import evaluation_for
from evaluations.views.sheet import pen_for
from workbooks.queries.lke import Pen, lke_book
from workbooks.tables import CONTENT_TYPE
from workbooks.writing.lke import lke_workbook


@never_cache
@require_safe
def lke(request: HttpRequest, period, unit: str) -> HttpResponse:
    """The LKE of a unit with live scores, for everybody who reads it."""
    evaluation = evaluation_for(request, period, unit)
    pen = pen_for(request.actor, evaluation)
    told = lke_book(request.actor, evaluation, Pen(pen.writer, pen.why_not), now=timezone.now())
    return _attached(lke_workbook(told), f"lke-{told.unit_code}-{told.year}-tw{told.quarter}")


def _attached(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name.lower()}.xlsx"'}
    return HttpResponse(content, content_type=CONTENT_TYPE, headers=headers)
