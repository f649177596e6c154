"""The supervisor's desk."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from evaluations import permissions
from evaluations.queries.desk import desk
from evaluations.views.doors import period_for
from evaluations.views.messages import refusals
from units.roles import Permission

ORDERS = {"kode": "Urut kode", "selisih": "Urut selisih"}


@require_safe
@refusals
def show(request: HttpRequest, period) -> HttpResponse:
    """What waits for approval, every unit's difference, and how the evaluators judge."""
    row = period_for(request, period)
    permissions.require(request.actor.may(Permission.COMPARE_EVALUATORS))
    found = desk(request.actor, row, today=timezone.localdate())
    by_loss = request.GET.get("urut") == "selisih"
    context = {
        "asked": row,
        "desk": found,
        "rows": found.by_loss if by_loss else found.rows,
        "order": "selisih" if by_loss else "kode",
        "orders": ORDERS,
        "approves": request.actor.may(Permission.APPROVE),
    }
    return render(request, "evaluations/desk.html", context)
