"""A unit over the quarters."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from evaluations import permissions
from evaluations.enums import Assessor
from evaluations.models import Evaluation
from evaluations.queries.audience import audience
from evaluations.queries.instruments import loaded
from evaluations.queries.unit import main_assessor
from evaluations.scoring.types import Area
from evaluations.views.doors import evaluation_for
from insights.queries.unit_trend import comparison, unit_trend
from insights.views import trend_charts
from insights.views.switches import switch
from units.actors import Actor

ORDERS = {"poin": "Naik dan turun", "bagian": "Menurut area"}


@require_safe
def show(request: HttpRequest, period, unit: str) -> HttpResponse:
    """Total and areas by quarter, and what went up or down since the quarter before."""
    evaluation = evaluation_for(request, period, unit)
    return render(request, "insights/unit_trend.html", _context(request.actor, evaluation, request.GET))


def _context(actor: Actor, evaluation: Evaluation, asked) -> dict:
    """What the page shows; whatever the address asks wrongly is ignored."""
    source = loaded(evaluation.period.instrument)
    sees_tpi = permissions.sees_tpi(actor, evaluation)
    assessor = asked.get("penilai")
    if assessor not in Assessor.values or (assessor == Assessor.TPI and not sees_tpi):
        assessor = main_assessor(actor, evaluation)
    found = unit_trend(actor, evaluation)
    area = next((one for one in source.instrument.areas if str(one.number) == asked.get("area")), None)
    order = asked.get("urut") if asked.get("urut") in ORDERS else "poin"
    orders = switch(asked, "urut", ORDERS, order)
    return {
        "evaluation": evaluation,
        "audience": audience(actor, evaluation.unit_id),
        "trend": found,
        "now": found.quarters[-1],
        "assessor": assessor,
        "assessors": switch(asked, "penilai", trend_charts.NAMES, assessor) if sees_tpi else [],
        "areas": switch(asked, "area", _area_names(source.instrument.areas), str(area.number) if area else ""),
        "chart": trend_charts.area_chart(found, source, area) if area else trend_charts.total_chart(found, source),
        "earlier_minimums": trend_charts.earlier_minimums(found, of_area=area is not None),
        "map": trend_charts.area_map(found, source, assessor),
        "comparison": comparison(actor, evaluation, assessor),
        "order": order,
        "orders": orders,
        "by_area": orders[-1]["url"],
    }


def _area_names(areas: tuple[Area, ...]) -> dict[str, str]:
    return {"": "Nilai total", **{str(area.number): f"Area {area.number}" for area in areas}}
