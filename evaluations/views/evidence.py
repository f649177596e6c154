"""The evidence of one question: its panel beside the sheet, its page, and what adds to it."""

from collections.abc import Callable
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import retarget

from evaluations.actions import evidence as actions
from evaluations.exceptions import Invalid, NotAllowed, Refused
from evaluations.forms.evidence import DetailsForm, FileForm, LinkForm
from evaluations.models import Evaluation, Evidence, EvidenceUse
from evaluations.queries.evidence import reusable
from evaluations.queries.evidence_view import offers_of
from evaluations.queries.instruments import loaded
from evaluations.scoring.types import Question
from evaluations.views.doors import evaluation_for, question_or_404
from evaluations.views.evidence_page import answered, page_of, render_page
from evaluations.views.messages import refusals
from files.exceptions import Rejected
from units.forms.screens import search_text

ADDED = "“{}” ditambahkan."
BACK = "“{}” pernah ditarik dari pertanyaan ini, dan kini dipakai kembali."


@require_safe
def show(request: HttpRequest, period, unit: str, code: str) -> HttpResponse:
    """All evidence of a question: a page, for htmx the panel, its list alone, or the brief list on the sheet."""
    return render_page(request, *_door(request, period, unit, code))


def _door(request: HttpRequest, period, unit: str, code: str) -> tuple[Evaluation, Question]:
    evaluation = evaluation_for(request, period, unit)
    return evaluation, question_or_404(loaded(evaluation.period.instrument), code)


@require_POST
@refusals
def upload(request: HttpRequest, period, unit: str, code: str) -> HttpResponse:
    """One file: for the script the sentence as JSON, without it the page."""
    evaluation, question = _door(request, period, unit, code)
    form = FileForm(request.POST, request.FILES, auto_id="unggah-%s")

    now = timezone.now()

    def act() -> EvidenceUse:
        return actions.add_file(evaluation=evaluation, code=code, by=request.actor, now=now, **values_of(form))

    return send_file(request, evaluation, question, act, form, lambda use: _news(use, now), file_form=form)


def _news(use: EvidenceUse, now: datetime) -> str:
    """What became of what was given: new at the question, or there before and restored."""
    return (ADDED if use.added_at == now else BACK).format(use.version.title)


def send_file(
    request: HttpRequest,
    evaluation: Evaluation,
    question: Question,
    act: Callable[[], EvidenceUse],
    form: DetailsForm,
    words: Callable[[EvidenceUse], str],
    **more,
) -> HttpResponse:
    """Run what stores a file and answer: the script in JSON, a browser without it with the page (`more` for it).

    `retry` tells the script whether sending the same file once more may help.
    """
    try:
        use = act()
    except (Refused, Rejected) as error:
        if request.htmx:
            retry = not isinstance(error, Rejected) or error.status >= 500
            return JsonResponse({"sentence": str(error), "retry": retry}, status=error.status)
        if isinstance(error, NotAllowed):
            raise
        refuse(form, error)
        return render_page(request, evaluation, question, status=error.status, error=str(error), **more)
    sentence = words(use)
    return JsonResponse({"sentence": sentence}) if request.htmx else answered(request, evaluation, question, sentence)


@require_POST
@refusals
def link(request: HttpRequest, period, unit: str, code: str) -> HttpResponse:
    """A link."""
    evaluation, question = _door(request, period, unit, code)
    form, now = LinkForm(request.POST, auto_id="tautan-%s"), timezone.now()
    try:
        what = {"evaluation": evaluation, "code": code, "by": request.actor, "now": now}
        use = actions.add_link(**what, **values_of(form))
    except NotAllowed:
        raise
    except Refused as error:
        refuse(form, error)
        return render_page(request, evaluation, question, status=error.status, error=str(error), link_form=form)
    return answered(request, evaluation, question, _news(use, now))


def values_of(form: DetailsForm) -> dict:
    """What the form says. Raises Invalid with its first sentence when it cannot be read."""
    if not form.is_valid():
        field, errors = next(iter(form.errors.items()))
        raise Invalid(errors[0], field)
    return form.cleaned_data


def refuse(form: DetailsForm, error: Refused | Rejected) -> None:
    """Show what the action refused beside its field; what the form could not read it says itself."""
    if form.is_valid() and isinstance(error, Invalid):
        form.refuse(error)


# --- using again ----------------------------------------------------------------------------------
@require_http_methods(["GET", "HEAD", "POST"])
@refusals
def reuse(request: HttpRequest, period, unit: str, code: str) -> HttpResponse:
    """GET offers what the unit has already (`cari` searches in it), POST attaches one of them."""
    evaluation, question = _door(request, period, unit, code)
    if request.method == "POST":
        return _attach(request, evaluation, question)
    return _offer(request, evaluation, question)


def _attach(request: HttpRequest, evaluation: Evaluation, question: Question) -> HttpResponse:
    chosen, now = request.POST.get("evidence", ""), timezone.now()
    try:
        if not chosen:
            raise Invalid("Pilih dahulu salah satu data dukung.")
        use = actions.attach(
            evaluation=evaluation,
            code=question.code,
            evidence=_evidence_or_404(evaluation, chosen),
            place=request.POST.get("place", ""),
            by=request.actor,
            now=now,
        )
    except NotAllowed:
        raise
    except Refused as error:
        return _offer(request, evaluation, question, error=error)
    return answered(request, evaluation, question, _news(use, now))


def _evidence_or_404(evaluation: Evaluation, key: str) -> Evidence:
    """The unit's own; another unit's does not exist."""
    if not key.isdecimal() or len(key) > 18:
        raise Http404("Data dukung tidak ada.")
    return get_object_or_404(Evidence, unit=evaluation.unit_id, pk=int(key))


def _offer(
    request: HttpRequest, evaluation: Evaluation, question: Question, *, error: Refused | None = None
) -> HttpResponse:
    page = page_of(request, evaluation, question)
    search = search_text(request.GET.get("cari"))
    context = {
        "evaluation": evaluation,
        "question": question,
        "page": page,
        "search": search,
        "offers": offers_of(reusable(request.actor, evaluation, question.code, search)) if page.adds else [],
        "error": error,
        "place": request.POST.get("place", ""),
    }
    name = "evaluations/includes/evidence_offers.html" if request.htmx else "evaluations/evidence_reuse.html"
    response = render(request, name, context, status=error.status if error else 200)
    return retarget(response, "#bukti-pilihan") if error else response
