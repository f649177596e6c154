"""What is done to one piece of evidence at a question: by the unit, and the TPI's verdict."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from evaluations.actions import evidence as actions
from evaluations.actions.evidence_verdicts import judge
from evaluations.exceptions import Invalid, NotAllowed, Refused
from evaluations.forms.evidence import DetailsForm, FileForm, LinkForm
from evaluations.models import Evaluation, EvidenceUse
from evaluations.queries.instruments import loaded
from evaluations.scoring.types import Question
from evaluations.views.doors import evaluation_for, use_or_404
from evaluations.views.evidence import refuse, send_file, values_of
from evaluations.views.evidence_page import answered, render_page
from evaluations.views.evidence_viewer import render_viewer, viewer_url
from evaluations.views.messages import refusals

CONFIRMED = "“{}” dinyatakan masih berlaku."
WITHDRAWN = "“{}” ditarik. Bila keliru, pakai kembali dari “Yang ditarik”."
RESTORED = "“{}” dipakai kembali."
CHANGED = "Keterangan “{}” diubah."
REPLACED = "“{}” diganti dengan versi baru."
JUDGED = "Penilaian atas “{}” tersimpan."


@require_POST
@refusals
def take(request: HttpRequest, period, unit: str, pk: int, action: str) -> HttpResponse:
    """One of ACTIONS on one use; another action does not exist (404)."""
    if action not in ACTIONS:
        raise Http404("Tindakan tidak ada.")
    evaluation = evaluation_for(request, period, unit)
    use = use_or_404(request, evaluation, pk)
    source = loaded(evaluation.period.instrument)
    return ACTIONS[action](request, evaluation, source.instrument.questions[source.codes[use.question_id]], use)


def _simple(act: Callable, words: str) -> Callable[..., HttpResponse]:
    """A change without a form."""

    def run(request: HttpRequest, evaluation: Evaluation, question: Question, use: EvidenceUse) -> HttpResponse:
        def change() -> EvidenceUse:
            return act(use=use, by=request.actor, now=timezone.now())

        return _run(request, evaluation, question, change, words)

    return run


def _run(request: HttpRequest, evaluation, question, change: Callable, words: str, **more) -> HttpResponse:
    """Do it and show the panel with the sentence, or with the reason why not."""
    try:
        use = change()
    except NotAllowed:
        raise
    except Refused as error:
        for form in more.values():
            if isinstance(form, DetailsForm):
                refuse(form, error)
        return render_page(request, evaluation, question, status=error.status, error=str(error), **more)
    return answered(request, evaluation, question, words.format(use.version.title))


def _edit(request: HttpRequest, evaluation: Evaluation, question: Question, use: EvidenceUse) -> HttpResponse:
    form = DetailsForm(request.POST, auto_id=f"ubah-{use.pk}-%s")

    def change() -> EvidenceUse:
        return actions.edit(use=use, by=request.actor, now=timezone.now(), **values_of(form))

    return _run(request, evaluation, question, change, CHANGED, edited=use.pk, edit_form=form)


def _replace(request: HttpRequest, evaluation: Evaluation, question: Question, use: EvidenceUse) -> HttpResponse:
    more = {"edited": use.pk}
    if use.version.file is None:
        form = LinkForm(request.POST, auto_id=f"ganti-{use.pk}-%s")
        return _run(request, evaluation, question, _replacing(request, use, form), REPLACED, replace_form=form, **more)
    form = FileForm(request.POST, request.FILES, auto_id=f"ganti-{use.pk}-%s")
    change = _replacing(request, use, form)

    def words(use: EvidenceUse) -> str:
        return REPLACED.format(use.version.title)

    return send_file(request, evaluation, question, change, form, words, replace_form=form, **more)


def _replacing(request: HttpRequest, use: EvidenceUse, form: DetailsForm) -> Callable[[], EvidenceUse]:
    act = actions.replace_file if isinstance(form, FileForm) else actions.replace_link
    return lambda: act(use=use, by=request.actor, now=timezone.now(), **values_of(form))


def _judge(request: HttpRequest, evaluation: Evaluation, question: Question, use: EvidenceUse) -> HttpResponse:
    said = {"verdict": request.POST.get("verdict", ""), "note": request.POST.get("note", "")}
    in_viewer = request.POST.get("dari") == "lihat"
    try:
        by = {"by": request.actor, "now": timezone.now()}
        use = judge(use=use, seen_version=_seen(request), **said, **by)
    except NotAllowed:
        raise
    except Refused as error:
        if in_viewer:
            return render_viewer(request, evaluation, use, status=error.status, error=str(error), judged_as=said)
        told = {"edited": use.pk, "judged": said}
        return render_page(request, evaluation, question, status=error.status, error=str(error), **told)
    sentence = JUDGED.format(use.version.title)
    if not in_viewer:
        return answered(request, evaluation, question, sentence)
    messages.success(request, sentence)
    return redirect(viewer_url(evaluation, use.pk, request.POST.get("hal", "")))


def _seen(request: HttpRequest) -> int:
    """The version the evaluator looked at. Raises Invalid when the form does not say it."""
    number = request.POST.get("versi", "")
    if not number.isdecimal() or len(number) > 5:
        raise Invalid("Nomor versi data dukung tidak sah. Muat ulang halaman.")
    return int(number)


ACTIONS = {
    "konfirmasi": _simple(actions.confirm, CONFIRMED),
    "tarik": _simple(actions.withdraw, WITHDRAWN),
    "pulihkan": _simple(actions.restore, RESTORED),
    "ubah": _edit,
    "ganti": _replace,
    "nilai": _judge,
}
