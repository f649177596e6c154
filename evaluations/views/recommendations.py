"""Recommendations: the list for units and Inspectorate, one recommendation with its thread, its evidence."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from evaluations.exceptions import Invalid
from evaluations.followup_workflow import MOVE
from evaluations.forms.recommendations import AdviceFilterForm, MoveForm
from evaluations.models import Recommendation
from evaluations.queries.recommendation_list import counts, recommendation_list
from evaluations.queries.recommendation_thread import offered, thread
from evaluations.queries.recommendations import newest_quarter, view_of
from evaluations.views.doors import recommendation_for
from files.kinds import limits

PER_PAGE = 25


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What the actor may read, filtered, in pages."""
    form = AdviceFilterForm(request.GET, actor=request.actor)
    rest = request.GET.copy()
    rest.pop("hal", None)
    context = {"form": form, "query": rest.urlencode(), "filtered": any(request.GET.get(name) for name in form.fields)}
    if not form.is_valid():
        return render(request, "evaluations/recommendations.html", context, status=422)
    actor, today = request.actor, timezone.localdate()
    page = Paginator(recommendation_list(actor, form.wanted, today=today), PER_PAGE).get_page(request.GET.get("hal"))
    now = newest_quarter()
    context |= {
        "page": page,
        "lines": [view_of(actor, row, today, now) for row in page],
        "counts": counts(actor, today=today),
        "shows_unit": "unit" in form.fields,
    }
    return render(request, "evaluations/recommendations.html", context)


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One recommendation: what was said, and what this person may do about it."""
    return render_thread(request, recommendation_for(request, pk))


def render_thread(
    request: HttpRequest,
    row: Recommendation,
    *,
    error: Exception | None = None,
    move_form: MoveForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page; after a refusal with what was typed, and why it was not taken."""
    found = thread(request.actor, row, timezone.localdate())
    context = {
        "thread": found,
        "row": row,
        "view": found.view,
        "offered": offered(row.unit, row.code) if found.reports else [],
        "limits": limits(),
        "chosen": picked_keys(request),
        "typed": request.POST.get("text") or (request.POST.get("reason", "") if error else ""),
        "move": MOVE,
        "move_form": move_form or MoveForm(),
        "error": error,
        "field": error.field if isinstance(error, Invalid) else "",
    }
    return render(request, "evaluations/recommendation.html", context, status=status)


def picked_keys(request: HttpRequest) -> set[int]:
    """Keys of the evidence that was ticked; what cannot be a key is passed over."""
    return {int(key) for key in request.POST.getlist("evidence") if key.isdecimal() and len(key) < 19}
