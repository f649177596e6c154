"""All units over the quarters, and all their answers to each question: for those who read all units."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from evaluations import permissions
from evaluations.enums import Assessor
from evaluations.models import Period
from evaluations.queries.board_view import default_assessor
from evaluations.queries.instruments import loaded
from evaluations.views.doors import period_for
from evaluations.views.messages import refusals
from insights.queries.proofs import proofs
from insights.queries.question_spread import ORDERS, sheets_of, spreads, with_advice
from insights.queries.trends import trends
from insights.views import trend_charts
from insights.views.switches import switch
from units.roles import Permission

PER_PAGE = 24
WORDS = {Assessor.UNIT: "Penilaian unit", Assessor.TPI: "Hasil TPI"}


@require_safe
@refusals
def show(request: HttpRequest, period) -> HttpResponse:
    """Lines, ranks and areas of all units."""
    row = _period(request, period)
    assessor = _known(request.GET.get("penilai"), Assessor.values, default_assessor(row))
    found, source = trends(request.actor, row, assessor), loaded(row.instrument)
    page = Paginator(found.lines, PER_PAGE).get_page(request.GET.get("hal"))
    context = {
        "asked": row,
        "assessor": assessor,
        "trends": found,
        "page": page,
        "query": f"penilai={assessor}",
        "assessors": switch(request.GET, "penilai", WORDS, assessor),
        "lines_chart": trend_charts.unit_lines(found, page.object_list, source),
        "map": trend_charts.unit_map(found, page.object_list, source),
        "named": trend_charts.NAMED,
    }
    return render(request, "insights/trends.html", context)


@require_safe
@refusals
def questions(request: HttpRequest, period) -> HttpResponse:
    """The spread of every question, the weakest with what was advised, and the completeness of evidence."""
    row = _period(request, period)
    assessor = _known(request.GET.get("penilai"), Assessor.values, default_assessor(row))
    order = _known(request.GET.get("urut"), ORDERS, "poin")
    sheets = sheets_of(request.actor, row)
    found = spreads(row, sheets, assessor)
    number = _known(request.GET.get("bagian"), [str(place) for place in range(len(found.groups))], "0")
    group = found.groups[int(number)]
    weakest, proven = with_advice(request.actor, found, order), proofs(request.actor, row, sheets)
    context = {
        "asked": row,
        "spreads": found,
        "weakest": weakest,
        "weakest_chart": trend_charts.spread_chart(
            row, [weak.spread for weak in weakest], key="terlemah", title="Sebaran jawaban pertanyaan terlemah"
        ),
        "group": group,
        "group_chart": trend_charts.spread_chart(
            row, group.lines, key="sebaran", title=f"Sebaran jawaban, {group.title}"
        ),
        "proofs": proven,
        "page": Paginator(proven.lines, PER_PAGE).get_page(request.GET.get("hal")),
        "query": urlencode({"penilai": assessor, "urut": order, "bagian": number}),
        "assessors": switch(request.GET, "penilai", WORDS, assessor),
        "orders": switch(request.GET, "urut", ORDERS, order),
        "parts": [(str(place), one.title, str(place) == number) for place, one in enumerate(found.groups)],
        "assessor": assessor,
        "order": order,
    }
    return render(request, "insights/questions.html", context)


def _period(request: HttpRequest, key) -> Period:
    """The quarter, for those who read all units."""
    row = period_for(request, key)
    permissions.require(
        request.actor.may(Permission.READ_ALL), "Perkembangan semua unit hanya untuk Inspektorat dan pimpinan."
    )
    return row


def _known(value: str | None, choices, default: str) -> str:
    return value if value in choices else default
