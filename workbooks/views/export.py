"""Workbooks to download, and the page that says which there are."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from evaluations.enums import PeriodState
from evaluations.models import Evaluation
from evaluations.permissions import sees_tpi
from evaluations.queries.instruments import loaded
from evaluations.views.doors import evaluation_for, period_for
from evaluations.views.sheet import pen_for
from units.roles import Permission
from workbooks.positions import is_known
from workbooks.queries.lke import lke_book
from workbooks.queries.portalrb import portal_book
from workbooks.queries.recap import recap_book
from workbooks.tables import CONTENT_TYPE
from workbooks.writing.lke import lke_workbook
from workbooks.writing.portalrb import portal_workbook
from workbooks.writing.recap import recap_workbook


@require_safe
def index(request: HttpRequest, period, unit: str) -> HttpResponse:
    """The workbooks of a unit in a quarter, for everybody who reads its sheet."""
    evaluation = evaluation_for(request, period, unit)
    pen = pen_for(request.actor, evaluation)
    context = {
        "evaluation": evaluation,
        "pen": pen,
        "sees_tpi": sees_tpi(request.actor, evaluation),
        "has_portalrb": _is_known(evaluation),
    }
    return render(request, "workbooks/export.html", context)


@never_cache
@require_safe
def lke(request: HttpRequest, period, unit: str) -> HttpResponse:
    """The LKE of a unit with live scores, for everybody who reads it."""
    evaluation = evaluation_for(request, period, unit)
    pen = pen_for(request.actor, evaluation)
    told = lke_book(request.actor, evaluation, writer=pen.writer, why_not=pen.why_not, now=timezone.now())
    return _attached(lke_workbook(told), _name("lke", evaluation))


@never_cache
@require_safe
def portalrb(request: HttpRequest, period, unit: str) -> HttpResponse:
    """The answers in the cells of PortalRB; 404 for an instrument whose cells are not known."""
    evaluation = evaluation_for(request, period, unit)
    if not _is_known(evaluation):
        raise Http404("Letak sel PortalRB tidak dikenal untuk instrumen ini.")
    told = portal_book(request.actor, evaluation, now=timezone.now())
    return _attached(portal_workbook(told), _name("portalrb", evaluation))


@never_cache
@require_safe
def recap(request: HttpRequest, period) -> HttpResponse:
    """All units of a quarter; 403 for who may not read reports, 404 before the quarter is opened."""
    if not request.actor.may(Permission.READ_REPORTS):
        raise PermissionDenied("Anda tidak berwenang membaca laporan.")
    row = period_for(request, period)
    if row.state == PeriodState.PLANNED:
        raise Http404("Rekap belum ada: periode belum dibuka.")
    told = recap_book(request.actor, row, now=timezone.now())
    return _attached(recap_workbook(told), f"rekap-{row.year}-tw{row.quarter}")


def _is_known(evaluation: Evaluation) -> bool:
    return is_known(loaded(evaluation.period.instrument).instrument)


def _name(kind: str, evaluation: Evaluation) -> str:
    """lke-07-2024-tw3"""
    return f"{kind}-{evaluation.unit_code}-{evaluation.period.year}-tw{evaluation.period.quarter}".lower()


def _attached(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}.xlsx"'}
    return HttpResponse(content, content_type=CONTENT_TYPE, headers=headers)
