"""Issued papers: the list of a quarter, asking for one, one edition with its file."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.hidden import hidden
from evaluations.exceptions import Invalid
from evaluations.models import Period
from evaluations.permissions import require
from evaluations.quarters import Quarter
from evaluations.views.doors import evaluation_for
from evaluations.views.messages import refusals
from files.exceptions import Rejected
from files.serving import download
from reports import policies
from reports.actions.editions import ask, cancel, correct
from reports.enums import ISSUED, PER_UNIT, Paper
from reports.forms.editions import PATTERN_HELP, PATTERNS, CorrectForm, IssueForm, NumbersForm, numbers_by
from reports.models import Edition
from reports.permissions import may_issue
from reports.qr import address_of
from reports.queries.editions import editions_of_unit, first_of, view_of
from reports.queries.issuing import issuing, unissued
from reports.views.doors import edition_for, reports_of
from units.roles import Permission

require_form = require_http_methods(["GET", "HEAD", "POST"])
PREPARING = "Terbitan sedang disiapkan. Halaman ini boleh ditinggalkan; kabarnya masuk ke kotak masuk Anda."


# --- the quarter ----------------------------------------------------------------------------------
@require_safe
def card(request: HttpRequest, period: Quarter) -> HttpResponse:
    """A fragment: the card of issued papers, which asks again while one is being prepared."""
    row = reports_of(request, period)
    return render(request, "reports/includes/editions_card.html", {"issuing": issuing(request.actor, row)})


@require_safe
def of_unit(request: HttpRequest, period: Quarter, unit: str) -> HttpResponse:
    """A fragment for the unit's page: what was issued about it in the quarter."""
    evaluation = evaluation_for(request, period, unit)
    views = editions_of_unit(request.actor, evaluation)
    may_draft = evaluation.is_approved and request.actor.may(Permission.READ_REPORTS)
    context = {"evaluation": evaluation, "views": views, "may_draft": may_draft}
    return render(request, "reports/unit_block.html", context)


@require_form
@refusals
def create(request: HttpRequest, period: Quarter, paper: str) -> HttpResponse:
    """Ask for number and date, of one paper or of those of many units; POST has them prepared."""
    row = reports_of(request, period, Permission.ISSUE_REPORTS)
    if paper not in ISSUED:
        raise Http404("Jenis ini tidak diterbitkan.")
    policies.check_locked(row)
    return (_many if paper in PER_UNIT else _single)(request, row, Paper(paper))


def _single(request: HttpRequest, period: Period, paper: Paper) -> HttpResponse:
    policies.check_not_there(first_of(paper, period, None))
    form = IssueForm(request.POST or None, paper=paper, initial={"dated": timezone.localdate()})
    if form.is_valid() and (asked := _asked(request, form, period, paper)):
        return redirect("reports:edition", asked[0].pk)
    return _form(request, form, period, paper)


def _many(request: HttpRequest, period: Period, paper: Paper) -> HttpResponse:
    sheets = unissued(request.actor, period, paper)
    pattern, first = _pattern(request, paper)
    numbers = numbers_by(pattern, first, period, sheets)
    form = NumbersForm(request.POST or None, sheets=sheets, initial={"dated": timezone.localdate(), **numbers})
    if form.is_valid() and _asked(request, form, period, paper):
        return redirect("reports:index", period)
    return _form(request, form, period, paper, sheets=sheets, pattern=pattern, first=first, pattern_help=PATTERN_HELP)


def _pattern(request: HttpRequest, paper: Paper) -> tuple[str, int]:
    """The pattern of numbers in the address, and the first number."""
    pattern = request.GET.get("pola", "").replace("\x00", "").strip()[:100] or PATTERNS[paper]
    first = request.GET.get("mulai", "")
    return pattern, int(first) if first.isascii() and first.isdecimal() and len(first) < 8 else 1


def _asked(request: HttpRequest, form: IssueForm | NumbersForm, period: Period, paper: Paper) -> list[Edition] | None:
    """What was asked for; None when the action found a value it does not take."""
    try:
        asked = ask(
            paper=paper,
            period=period,
            papers=form.papers,
            dated=form.cleaned_data["dated"],
            by=request.actor,
            now=timezone.now(),
        )
    except Invalid as error:
        form.refuse(error)
        return None
    messages.success(request, PREPARING if len(asked) == 1 else f"{len(asked)} {PREPARING[0].lower()}{PREPARING[1:]}")
    return asked


def _form(request: HttpRequest, form, period: Period, paper: Paper, **more) -> HttpResponse:
    context = {"form": form, "shown": period, "paper": paper, **more}
    return render(request, "reports/edition_form.html", context, status=422 if form.is_bound else 200)


# --- one edition ----------------------------------------------------------------------------------
@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """All about one edition; for htmx only how its preparation goes, and a fresh page once that is over."""
    view = view_of(edition_for(request, pk))
    if request.htmx:
        response = render(request, "reports/edition_progress.html", {"view": view, "asked": True})
        if view.state != "preparing":
            response["HX-Refresh"] = "true"
        return response
    return render(request, "reports/edition.html", edition_context(request, view))


def edition_context(request: HttpRequest, view, error: str = "") -> dict:
    """What the page shows; `error`: why a copy that was sent is not kept."""
    edition = view.edition
    return {
        "view": view,
        "edition": edition,
        "address": address_of(edition.token),
        "may_issue": may_issue(request.actor, edition.unit_id),
        "reads_reports": request.actor.may(Permission.READ_REPORTS),
        "error": error,
    }


@hidden
@never_cache
@require_safe
@refusals
def pdf(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The issued file, byte by byte as it was kept. 404 before it is issued."""
    edition = edition_for(request, pk)
    if not edition.is_issued:
        raise Http404("Terbitan ini belum terbit.")
    return sent(request, edition.file)


def sent(request: HttpRequest, file) -> HttpResponseBase:
    """A kept file, or in plain words why it cannot be had."""
    try:
        return download(request, file)
    except Rejected as error:
        return HttpResponse(str(error), status=error.status, content_type="text/plain; charset=utf-8")


@require_form
@refusals
def replace(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask what a correction says and why; POST has it prepared."""
    edition = edition_for(request, pk)
    require(may_issue(request.actor, edition.unit_id), "Anda tidak berwenang menerbitkan laporan ini.")
    policies.check_current(edition, view_of(edition).later)
    form = CorrectForm(request.POST or None, edition=edition, today=timezone.localdate())
    if form.is_valid() and (new := _corrected(request, form, edition)):
        messages.success(request, PREPARING)
        return redirect("reports:edition", new.pk)
    context = {"form": form, "edition": edition, "shown": edition.period}
    return render(request, "reports/edition_correct.html", context, status=422 if form.is_bound else 200)


def _corrected(request: HttpRequest, form: CorrectForm, edition: Edition) -> Edition | None:
    try:
        return correct(edition=edition, by=request.actor, now=timezone.now(), **form.cleaned_data)
    except Invalid as error:
        form.refuse(error)
        return None


@require_POST
@refusals
def give_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove what could not be prepared."""
    edition = edition_for(request, pk)
    cancel(edition=edition, by=request.actor, now=timezone.now())
    messages.success(request, f"Terbitan nomor {edition.letter_number} dibatalkan. Nomornya dapat dipakai lagi.")
    return redirect(reverse("reports:index", args=[edition.period]))
