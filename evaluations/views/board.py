"""The board: all units of a quarter on one screen."""

from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from evaluations.enums import Assessor
from evaluations.models import Period
from evaluations.queries.board import board
from evaluations.queries.board_view import (
    AREAS,
    DEFAULT_SORT,
    LATE,
    PASSED,
    BoardView,
    agencies,
    arrange,
    counts,
    fitting,
    view_from,
)
from evaluations.queries.deadlines import deadlines
from evaluations.queries.instruments import loaded
from evaluations.views.doors import period_for
from evaluations.workflow import INSPECTORATE_WORDS, UNIT_WORDS
from units.actors import Actor
from units.models import Predicate
from units.roles import Permission


@dataclass(frozen=True, slots=True)
class Header:
    """A sortable column: its address orders by it; `sort` is the value of aria-sort ("" = not by this one)."""

    label: str
    title: str
    url: str
    order: str
    sort: str
    css: str


@require_safe
def show(request: HttpRequest, period) -> HttpResponse:
    """The board as the address asks for it."""
    row = period_for(request, period)
    return render(request, "evaluations/board.html", board_context(request.actor, row, view_from(request.GET, row)))


def board_context(actor: Actor, period: Period, view: BoardView) -> dict:
    """What the board's templates need."""
    rows, today = board(actor, period, view.assessor), timezone.localdate()
    view = fitting(view, rows)
    sees_all = actor.may(Permission.READ_ALL)
    return {
        "period": period,
        "rows": arrange(rows, view, today=today),
        "counts": counts(rows),
        "view": view,
        "headers": _headers(period, view),
        "sees_all": sees_all,
        "assessors": _assessors(view),
        "states": (INSPECTORATE_WORDS if sees_all else UNIT_WORDS) | {LATE: "Lewat batas waktu"},
        "agencies": agencies(rows),
        "targets": Predicate.values,
        "passes": {key: label for key, (label, _) in PASSED.items()},
        "deadlines": deadlines(period, today) if period.is_open else [],
    }


def _assessors(view: BoardView) -> list[dict]:
    """The switch between the units' and the TPI's values."""
    plain = replace(view, sort=DEFAULT_SORT, descending=False)
    names = {Assessor.UNIT: "Penilaian unit", Assessor.TPI: "Hasil TPI"}
    return [
        {
            "label": label,
            "url": plain.query.replace(f"penilai={view.assessor}", f"penilai={key}"),
            "current": key == view.assessor,
        }
        for key, label in names.items()
    ]


CHANGE = ("perubahan", "Perubahan", "Perubahan nilai TPI dari triwulan lalu, poin")
BEFORE = ("lalu", "TW lalu", "Nilai TPI triwulan lalu, poin")


def _headers(period: Period, view: BoardView) -> list[Header]:
    areas = [area for area in loaded(period.instrument).instrument.areas if area.number in AREAS]
    by_tpi = view.assessor == Assessor.TPI
    columns = [
        ("peringkat", "Peringkat", "Peringkat menurut nilai ketat"),
        ("unit", "Unit kerja", "Unit kerja menurut kode"),
        ("status", "Status", "Status penilaian"),
        ("progres", "Terverifikasi" if by_tpi else "Terjawab", "Banyaknya pertanyaan yang selesai"),
        ("nilai-unit", "Nilai unit", "Nilai ketat menurut unit, poin"),
        ("nilai-tpi", "Nilai TPI", "Nilai ketat menurut TPI, poin"),
        CHANGE if by_tpi else BEFORE,
        *((f"area-{area.number}", f"Area {area.number}", f"{area.title}, persen dari bobot") for area in areas),
        ("predikat", "Nilai minimal", "Banyaknya nilai minimal yang belum terpenuhi"),
    ]
    return [_header(view, *column) for column in columns]


def _header(view: BoardView, key: str, label: str, title: str) -> Header:
    turned = view.sorted_by(key)
    if key != view.sort:
        return Header(label, title, turned.query, turned.order, "", key.partition("-")[0])
    sort = "descending" if view.descending else "ascending"
    return Header(label, title, turned.query, view.order, sort, key.partition("-")[0])
