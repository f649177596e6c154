"""Importing a filled workbook: hand in, see every question's fate, confirm."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRefresh

from evaluations import permissions
from evaluations.exceptions import Invalid
from evaluations.models import Evaluation
from evaluations.views.doors import evaluation_for
from evaluations.views.messages import refusals
from evaluations.views.sheet import Pen, pen_for
from files.exceptions import Rejected
from units.views.doors import sent
from workbooks.actions import imports as actions
from workbooks.enums import Layout
from workbooks.exceptions import Changed, NothingWaits
from workbooks.forms.imports import PickForm, UploadForm
from workbooks.imports.fates import Fate, preview
from workbooks.models import WorkbookImport
from workbooks.queries.imports import own, waiting_of

require_form = require_http_methods(["GET", "HEAD", "POST"])


@require_form
@refusals
@never_cache
def start(request: HttpRequest, period, unit: str) -> HttpResponse:
    """Takes a workbook for the column this person writes in; no answer is touched."""
    evaluation, pen = _opened(request, period, unit)
    form = UploadForm(sent(request), request.FILES or None)
    if form.is_valid():
        try:
            waiting = actions.hand_in(
                evaluation=evaluation, upload=form.cleaned_data["file"], by=request.actor, now=timezone.now()
            )
        except Rejected as error:
            form.refuse(error)
        else:
            return redirect(actions.address(waiting))
    context = {
        "evaluation": evaluation,
        "pen": pen,
        "form": form,
        "layouts": Layout,
        "waiting": waiting_of(request.actor, evaluation, timezone.now()),
    }
    return render(request, "workbooks/import.html", context, status=form.status)


@require_form
@refusals
@never_cache
def show(request: HttpRequest, period, unit: str, pk: int) -> HttpResponse:
    """How far the reading is, then every question's fate; POST imports what is ticked."""
    evaluation, pen = _opened(request, period, unit)
    waiting = _import_or_404(request, evaluation, pk)
    if request.method == "POST":
        return _import(request, evaluation, pen, waiting)
    if request.htmx:
        if not waiting.is_waiting or waiting.job is None or waiting.job.is_over:
            return HttpResponseClientRefresh()
        return render(request, "workbooks/import_progress.html", {"waiting": waiting})
    return _page(request, evaluation, pen, waiting)


@require_POST
@refusals
def give_up(request: HttpRequest, period, unit: str, pk: int) -> HttpResponse:
    """Throws the workbook away."""
    evaluation, _ = _opened(request, period, unit)
    actions.give_up(waiting=_import_or_404(request, evaluation, pk), by=request.actor)
    messages.success(request, "Buku kerja dibuang; tidak ada jawaban yang berubah.")
    return redirect("workbooks:import_start", evaluation.period, evaluation.unit.code)


def _opened(request: HttpRequest, period, unit: str) -> tuple[Evaluation, Pen]:
    """The sheet and whose column this person writes in it; who writes in none has nothing to import."""
    evaluation = evaluation_for(request, period, unit)
    permissions.require(bool(permissions.own_column(request.actor, evaluation)))
    return evaluation, pen_for(request.actor, evaluation)


def _import_or_404(request: HttpRequest, evaluation: Evaluation, pk: int) -> WorkbookImport:
    waiting = get_object_or_404(own(request.actor, evaluation, timezone.now()), pk=pk)
    waiting.evaluation = evaluation
    return waiting


def _import(request: HttpRequest, evaluation: Evaluation, pen: Pen, waiting: WorkbookImport) -> HttpResponse:
    form = PickForm(request.POST)
    form.is_valid()
    what = {"waiting": waiting, "codes": form.codes, "digest": form.cleaned_data.get("digest", "")}
    try:
        count = actions.import_answers(**what, by=request.actor, now=timezone.now())
    except NothingWaits as error:
        messages.warning(request, str(error))
        return redirect("workbooks:import_start", evaluation.period, evaluation.unit.code)
    except (Changed, Invalid) as error:
        return _page(request, evaluation, pen, waiting, picked=form.codes, error=error)
    messages.success(request, f"{count} jawaban diimpor dari “{waiting.file_name}”.")
    return redirect("evaluations:sheet", evaluation.period, evaluation.unit.code)


def _page(request, evaluation: Evaluation, pen: Pen, waiting: WorkbookImport, *, picked=None, error=None):
    """`picked` are the codes that were ticked, None while nobody ticked any."""
    seen = preview(waiting) if waiting.is_ready else None
    context = {
        "evaluation": evaluation,
        "pen": pen,
        "waiting": waiting,
        "seen": seen,
        "fates": Fate,
        "picked": _first_picked(seen) if seen and picked is None else picked,
        "error": error,
    }
    return render(request, "workbooks/import_preview.html", context, status=error.status if error else 200)


def _first_picked(seen) -> set[str]:
    return {line.code for line in seen.lines if line.is_picked_first}
