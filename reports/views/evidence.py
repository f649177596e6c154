"""The evidence of a sheet as an archive to take along."""

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from evaluations.models import Evaluation
from evaluations.permissions import sees_verdicts
from evaluations.queries.instruments import loaded
from evaluations.views.doors import evaluation_for
from evaluations.views.messages import refusals, refused
from files.archives import stream
from files.exceptions import Busy
from reports.actions.archives import log_archive
from reports.archives import entries
from reports.documents.evidence import Part
from reports.queries.evidence import WHOLE, collected, overview, parts


@require_safe
def evidence(request: HttpRequest, period, unit: str) -> HttpResponse:
    """What there is to take: the whole sheet, or a part of it."""
    evaluation = evaluation_for(request, period, unit)
    whole, *lines = overview(evaluation)
    context = {
        "evaluation": evaluation,
        "whole": whole,
        "lines": lines,
        "sees_verdicts": sees_verdicts(request.actor, evaluation),
    }
    return render(request, "reports/evidence.html", context)


@require_POST
@refusals
def evidence_zip(request: HttpRequest, period, unit: str) -> HttpResponse:
    """The archive, written while it is sent; `?area=` names a part. A download is noted, hence no GET."""
    evaluation = evaluation_for(request, period, unit)
    part = _part_or_404(evaluation, request.GET.get("area", ""))
    found = collected(request.actor, evaluation, part, now=timezone.now())
    try:
        with transaction.atomic():  # what cannot begin is not noted
            log_archive(evaluation=evaluation, index=found.index, by=request.actor, now=found.index.taken_at)
            return stream(request, entries(found), name=_name(evaluation, part))
    except Busy as error:
        return refused(request, error, reverse("reports:evidence", args=[period, unit]))


def _part_or_404(evaluation: Evaluation, key: str) -> Part:
    if not key:
        return WHOLE
    found = {part.key: part for part in parts(loaded(evaluation.period.instrument))}
    if key not in found:
        raise Http404("Area tidak ada.")
    return found[key]


def _name(evaluation: Evaluation, part: Part) -> str:
    """bukti-07-2024-tw3-bagian-1.zip"""
    period = evaluation.period
    end = f"-bagian-{part.key}" if part.key else ""
    return f"bukti-{evaluation.unit_code}-{period.year}-tw{period.quarter}{end}.zip".lower()
