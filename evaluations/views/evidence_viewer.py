"""Looking at one piece of evidence: pages as pictures, the file itself, and the TPI's verdict beside it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.hidden import hidden
from evaluations.models import Evaluation, EvidenceUse
from evaluations.queries.evidence_view import Content, Look
from evaluations.queries.instruments import loaded
from evaluations.views.doors import evaluation_for, use_or_404, version_or_404
from evaluations.views.evidence_page import page_of, page_url
from evaluations.views.messages import refused
from files import serving
from files.exceptions import Rejected
from files.previews import page_picture


@hidden
@require_safe
def show(request: HttpRequest, period, unit: str, pk: int) -> HttpResponse:
    """One piece of evidence; `versi` an earlier version, `hal` the page, `zoom` its size."""
    evaluation = evaluation_for(request, period, unit)
    return render_viewer(request, evaluation, use_or_404(request, evaluation, pk))


def render_viewer(
    request: HttpRequest, evaluation: Evaluation, use: EvidenceUse, *, status: int = 200, **more
) -> HttpResponse:
    """The evidence with its facts. `more`: why a verdict was refused (`error`), and what was said (`judged_as`).

    A refused verdict says itself which page was looked at.
    """
    source = loaded(evaluation.period.instrument)
    question = source.instrument.questions[source.codes[use.question_id]]
    page = page_of(request, evaluation, question)
    content = Content(version_or_404(use, request.GET.get("versi", "")))
    look = Look(content, request.GET.get("hal", "") or request.POST.get("hal", ""), request.GET.get("zoom", ""))
    proof = page.proof(use)
    context = {
        "evaluation": evaluation,
        "question": question,
        "page": page,
        "proof": proof,
        "look": look,
        "is_present": content.version == use.version,
        "fault": _fault(content, look),
        "judged_as": {"verdict": proof.verdict, "note": use.present_note},
        "next": page.next_unjudged(use) if page.judges else None,
    }
    return render(request, "evaluations/evidence_view.html", context | more, status=status)


def _fault(content: Content, look: Look) -> str:
    """Why the page cannot be shown as a picture, "" when it can; drawn once, the picture itself is then at hand."""
    if not content.pages:
        return ""
    try:
        page_picture(content.file, look.number)
    except Rejected as error:
        return str(error)
    return ""


def viewer_url(evaluation: Evaluation, pk: int, page: str = "") -> str:
    """The address of one piece of evidence, at a page."""
    kwargs = {"period": evaluation.period, "unit": evaluation.unit.code, "pk": pk}
    return reverse("evaluations:evidence_view", kwargs=kwargs) + (f"?hal={page}" if page.isdecimal() else "")


@hidden
@require_safe
def picture(request: HttpRequest, period, unit: str, pk: int, page: int) -> HttpResponse:
    """One page as a picture; nothing for what has no pages, or may not be shown."""
    use = use_or_404(request, evaluation_for(request, period, unit), pk)
    content = Content(version_or_404(use, request.GET.get("versi", "")))
    if not 1 <= page <= content.pages:
        raise Http404("Halaman tidak ada.")
    try:
        return serving.show(request, page_picture(content.file, page))
    except Rejected as error:
        return HttpResponse(str(error), status=error.status, content_type="text/plain; charset=utf-8")


@hidden
@require_safe
def fetch(request: HttpRequest, period, unit: str, pk: int) -> HttpResponse:
    """The file itself, to be saved; `versi` an earlier version."""
    evaluation = evaluation_for(request, period, unit)
    use = use_or_404(request, evaluation, pk)
    content = Content(version_or_404(use, request.GET.get("versi", "")))
    if content.file is None:
        raise Http404("Tautan tidak mempunyai berkas.")
    try:
        return serving.download(request, content.file)
    except Rejected as error:
        code = loaded(evaluation.period.instrument).codes[use.question_id]
        return refused(request, error, page_url(evaluation, code))
