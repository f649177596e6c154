"""Papers made in the background: asked for, followed, fetched."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from evaluations.exceptions import WrongState
from evaluations.quarters import Quarter
from evaluations.queries import evaluations, periods
from evaluations.views.doors import evaluation_for, period_for
from evaluations.views.messages import refusals, refused
from files.enums import FileKind
from files.kinds import ABOUT
from files.serving import hand_out
from jobs.models import Job
from jobs.queries import of_person
from reports.actions.prepared import ask, content_of
from reports.enums import PER_UNIT, Form, Paper, forms_of
from reports.permissions import may_make
from reports.queries.prepared import KIND, Line, Prepared, sight
from reports.views.doors import reports_of

CONTENT_TYPES = {Form.PDF: "application/pdf", Form.DOCX: ABOUT[FileKind.DOCX].content_type}


@require_POST
@refusals
def ask_for(request: HttpRequest, period: Quarter, paper: str, form: str, unit: str = "") -> HttpResponse:
    """Have a paper made. Leads back to the page where one asks for it and sees how far it is."""
    row = period_for(request, period) if paper == Paper.DESK else reports_of(request, period)
    kind, shape = _known_or_404(paper, form, unit)
    evaluation = evaluation_for(request, period, unit) if unit else None
    job = ask(paper=kind, form=shape, period=row, evaluation=evaluation, by=request.actor, now=timezone.now())
    if job.is_over:
        messages.info(request, f"{job.title} sudah disusun dan tidak ada yang berubah sejak itu.")
    line = Line(row, kind, shape, evaluation.unit if evaluation else None, None)
    return redirect(f"{line.page}#{line.place}")


@require_safe
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a paper is: the part of the page of reports that renews itself."""
    return render(request, "reports/includes/prepared.html", {"line": _own_or_404(request, pk)})


@require_safe
def fetch(request: HttpRequest, pk: int) -> HttpResponse:
    """The file, for whoever asked for it and may still read it; 409 before it is made, 410 when it has expired or their
    roles are others than those it was made for."""
    line = _own_or_404(request, pk)
    job = line.prepared.job
    if not job.is_over or job.has_failed:
        return refused(request, WrongState(_not_made(job)), line.page)
    is_theirs = job.result.get("sight") == sight(request.actor)
    content = content_of(job) if line.prepared.is_ready and is_theirs else None
    if content is None:
        return render(request, "reports/expired.html", {"line": line, "is_theirs": is_theirs}, status=410)
    return hand_out(content, name=job.result["name"], content_type=CONTENT_TYPES[line.form])


def _known_or_404(paper: str, form: str, unit: str) -> tuple[Paper, Form]:
    if paper not in Paper.values or form not in forms_of(Paper(paper)) or (paper in PER_UNIT) != bool(unit):
        raise Http404("Laporan tidak ada.")
    return Paper(paper), Form(form)


def _own_or_404(request: HttpRequest, pk: int) -> Line:
    """What the person asked for themselves, while they may read it."""
    job = get_object_or_404(of_person(request.user).filter(kind=KIND), pk=pk)
    prepared = Prepared(job, timezone.now())
    if not may_make(request.actor, prepared.paper, prepared.unit_id):
        raise PermissionDenied("Anda tidak berwenang membaca laporan.")
    period = get_object_or_404(periods.visible(request.actor), pk=prepared.period_id)
    unit = None
    if prepared.unit_id:
        sheets = evaluations.visible(request.actor).filter(period=period)
        unit = get_object_or_404(sheets, unit=prepared.unit_id).unit
    return Line(period, prepared.paper, prepared.form, unit, prepared)


def _not_made(job: Job) -> str:
    return f"{job.title} tidak berhasil disusun. {job.error}" if job.has_failed else f"{job.title} masih disusun."
