"""What was recorded of a sheet: the list, one snapshot to read, and its file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from evaluations import permissions
from evaluations.queries.audience import audience
from evaluations.queries.snapshot_list import SnapshotView, snapshot_list, snapshot_view
from evaluations.views.doors import evaluation_for
from evaluations.views.messages import refusals


@require_safe
def index(request: HttpRequest, period, unit: str) -> HttpResponse:
    """Every snapshot of a sheet."""
    evaluation = evaluation_for(request, period, unit)
    lines = snapshot_list(request.actor, evaluation)
    context = {
        "evaluation": evaluation,
        "lines": lines,
        "audience": audience(request.actor, evaluation.unit_id),
        "hides_tpi": not all(line.sees_tpi for line in lines),
    }
    return render(request, "evaluations/snapshots.html", context)


@require_safe
def show(request: HttpRequest, period, unit: str, number: int) -> HttpResponse:
    """One snapshot: the sheet as it stood, and whether its content still gives its digest."""
    view = _view(request, period, unit, number)
    context = {
        "record": view,
        "snapshot": view.snapshot,
        "evaluation": view.evaluation,
        "page": view.page,
        "audience": audience(request.actor, view.evaluation.unit_id),
    }
    return render(request, "evaluations/snapshot.html", context)


@never_cache
@require_safe
@refusals
def download(request: HttpRequest, period, unit: str, number: int) -> HttpResponse:
    """The recorded document; the SHA-256 of these bytes is the digest."""
    view = _view(request, period, unit, number)
    permissions.require(view.may_download, "Berkas ini memuat nilai TPI yang belum dapat dilihat unit.")
    name = f"rekaman-zi-{period.year}-tw{period.quarter}-{unit}-{number}.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(view.snapshot.content, content_type="application/json", headers=headers)


def _view(request: HttpRequest, period, unit: str, number: int) -> SnapshotView:
    """The snapshot of that number, if the actor may read the sheet; else 404."""
    evaluation = evaluation_for(request, period, unit)
    return snapshot_view(request.actor, evaluation, get_object_or_404(evaluation.snapshots, number=number))
