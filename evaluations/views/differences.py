"""Why a unit's total and the TPI's differ."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from evaluations import permissions
from evaluations.queries.audience import audience
from evaluations.queries.differences import differences
from evaluations.queries.unit import available_steps
from evaluations.views.doors import evaluation_for
from evaluations.views.messages import refusals

ORDERS = {"bagian": "Urut bagian", "selisih": "Urut selisih"}


@require_safe
@refusals
def show(request: HttpRequest, period, unit: str) -> HttpResponse:
    """Every question judged differently with its effect, and the steps a supervisor may take after reading them."""
    evaluation = evaluation_for(request, period, unit)
    permissions.require(
        permissions.sees_tpi(request.actor, evaluation),
        "Nilai TPI dapat dilihat unit setelah penilaian dikembalikan atau disetujui.",
    )
    order = request.GET.get("urut", "")
    context = {
        "evaluation": evaluation,
        "found": differences(evaluation),
        "order": order if order in ORDERS else "bagian",
        "orders": ORDERS,
        "audience": audience(request.actor, evaluation.unit_id),
        "steps": available_steps(request.actor, evaluation),
    }
    return render(request, "evaluations/desk_differences.html", context)
