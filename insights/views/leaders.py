"""The board for leadership, on the screen and as files of what it shows."""

from collections.abc import Mapping
from dataclasses import replace

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from evaluations.enums import Assessor
from evaluations.models import Period
from evaluations.queries.board_view import DEFAULT_SORT, LATE, BoardView, view_from
from evaluations.queries.deadlines import deadlines
from evaluations.queries.distance import EXPLANATION, Distance
from evaluations.views.doors import period_for
from insights.permissions import may_read_board
from insights.queries.leaders import LeadersBoard, leaders_board
from insights.writing.leaders import leaders_csv, leaders_workbook
from plans.queries.plan import OVERDUE
from units.actors import Actor
from units.models import Predicate
from workbooks.tables import CONTENT_TYPE

PER_PAGE = 50


@require_safe
def show(request: HttpRequest, period) -> HttpResponse:
    """The board as the address asks for it."""
    row = _door(request, period)
    return render(request, "insights/leaders.html", leaders_context(request.actor, row, request.GET))


@never_cache
@require_safe
def csv(request: HttpRequest, period) -> HttpResponse:
    """The units of the board."""
    board = _asked(request, _door(request, period))
    return _attached(leaders_csv(board).encode(), "text/csv; charset=utf-8", board.period, "csv")


@never_cache
@require_safe
def xlsx(request: HttpRequest, period) -> HttpResponse:
    """Everything the board tells."""
    board = _asked(request, _door(request, period))
    return _attached(leaders_workbook(board, at=timezone.now()), CONTENT_TYPE, board.period, "xlsx")


def leaders_context(actor: Actor, period: Period, asked: Mapping[str, str]) -> dict:
    """What the board's template needs; the first page of leaders shows the same."""
    today = timezone.localdate()
    board = leaders_board(actor, period, _view(period, asked), today=today)
    address = reverse("insights:leaders", kwargs={"period": period})
    return {
        "period": period,
        "board": board,
        "page": Paginator(board.lines, PER_PAGE).get_page(asked.get("hal")),
        "address": address,
        "query": board.view.query.removeprefix("?"),
        "targets": Predicate.values,
        "assessors": _assessors(board.view),
        "links": _links(board),
        "explanation": EXPLANATION,
        "deadlines": deadlines(period, today) if period.is_open else [],
    }


def _door(request: HttpRequest, period) -> Period:
    row = period_for(request, period)
    if not may_read_board(request.actor):
        raise PermissionDenied("Papan pimpinan dibaca oleh Inspektorat dan pimpinan.")
    return row


def _view(period: Period, asked: Mapping[str, str]) -> BoardView:
    """Of what an address may ask of a board only whose values, and which units."""
    return replace(view_from(asked, period), sort=DEFAULT_SORT, descending=False, state="", passed="")


def _asked(request: HttpRequest, period: Period) -> LeadersBoard:
    return leaders_board(request.actor, period, _view(period, request.GET), today=timezone.localdate())


def _assessors(view: BoardView) -> list[tuple[str, str, bool]]:
    """The switch between the units' and the TPI's values: words, query, whether it is the present one."""
    words = {Assessor.UNIT: "Penilaian unit", Assessor.TPI: "Hasil TPI"}
    return [(label, replace(view, assessor=key.value).query, key == view.assessor) for key, label in words.items()]


def _links(board: LeadersBoard) -> dict[str, str]:
    """Where each figure leads: the list that holds what was counted."""
    units = reverse("evaluations:board", kwargs={"period": board.period})
    results = {where.name.lower(): replace(board.view, passed=where.value) for where in Distance}
    changes = {
        key: replace(board.view, assessor=Assessor.TPI.value, passed=key, sort="perubahan", descending=key != "turun")
        for key in ("naik", "turun", "baru", "lepas")
    }
    late = {"sheets": replace(board.view, state=LATE)}
    about = {key: value for key, value in board.view.about.items() if value}
    return {
        "units": units + board.view.query,
        **{key: units + view.query for key, view in (results | changes | late).items()},
        "advice": f"{reverse('evaluations:recommendations')}?{urlencode({'lewat': 'on', **about})}",
        "actions": f"{reverse('plans:all')}?{urlencode({'status': OVERDUE, **about})}",
    }


def _attached(content: bytes, content_type: str, period: Period, ending: str) -> HttpResponse:
    name = f"papan-pimpinan-{period.year}-tw{period.quarter}.{ending}"
    return HttpResponse(
        content, content_type=content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
