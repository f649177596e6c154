"""What the sheet posts: one answer, an agreement, or the whole sheet without JavaScript."""

from dataclasses import replace
from functools import partial
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh, retarget

from evaluations import permissions
from evaluations.actions import answers as actions
from evaluations.actions.answers import Saved
from evaluations.actions.texts import plain
from evaluations.enums import Assessor
from evaluations.exceptions import Invalid, NotAllowed, Refused, Stale, UnitChanged
from evaluations.models import Evaluation
from evaluations.queries.instruments import loaded
from evaluations.queries.question_view import SIEVES, Draft, QuestionView, View, dashed
from evaluations.scoring import answers as reading
from evaluations.scoring.types import Question
from evaluations.views.doors import evaluation_for, part_or_404, question_or_404
from evaluations.views.messages import refusals
from evaluations.views.repairs import apply_mark
from evaluations.views.sheet import page_for, render_sheet


@require_POST
@refusals
def save(request: HttpRequest, period, unit: str, code: str) -> HttpResponse:
    """Save one answer for htmx; the reply is the question's status with the moved scores."""
    return _write(request, evaluation_for(request, period, unit), code, _save)


@require_POST
@refusals
def agree(request: HttpRequest, period, unit: str, code: str) -> HttpResponse:
    """The TPI takes over the unit's value, for htmx; the reply is the whole question with the moved scores."""
    return _write(request, evaluation_for(request, period, unit), code, _agree)


@require_POST
@refusals
def agree_part(request: HttpRequest, period, unit: str, node: str) -> HttpResponse:
    """The TPI agrees with everything still open in one indicator or one part, after reading it."""
    evaluation = evaluation_for(request, period, unit)
    codes = part_or_404(loaded(evaluation.period.instrument), node)
    seen = {code: _number(request.POST, f"{code}.u", 0) for code in codes if f"{code}.u" in request.POST}
    agreed = actions.agree_all(evaluation=evaluation, seen=seen, by=request.actor, now=timezone.now())
    messages.success(request, f"{len(agreed)} jawaban disetujui pada {node}.")
    where = f"{_sheet_url(evaluation)}{_query(request)}#{_part_id(node, evaluation)}"
    return HttpResponseClientRefresh() if request.htmx else redirect(where)


def _part_id(node: str, evaluation: Evaluation) -> str:
    """The element of an indicator or of the part above it."""
    is_indicator = loaded(evaluation.period.instrument).instrument.nodes[node].is_indicator
    return f"{'i' if is_indicator else 'b'}-{dashed(node)}"


def _save(request, evaluation: Evaluation, question: Question, column: str, *, confirm: bool = False) -> Saved:
    code, sent = question.code, _sent(request.POST, question)
    return actions.save_answer(
        evaluation=evaluation,
        code=code,
        assessor=column,
        value=sent.value,
        note=sent.note,
        version=_number(request.POST, f"{code}.r", 0),
        unit_version=_number(request.POST, f"{code}.u", None),
        confirm=confirm or f"{code}.k" in request.POST,
        response=request.POST.get(f"{code}.t"),
        by=request.actor,
        now=timezone.now(),
    )


def _agree(request, evaluation: Evaluation, question: Question, column: str) -> Saved:
    return actions.agree(
        evaluation=evaluation,
        code=question.code,
        version=_number(request.POST, f"{question.code}.r", 0),
        unit_version=_number(request.POST, f"{question.code}.u", None),
        by=request.actor,
        now=timezone.now(),
    )


def _write(request, evaluation: Evaluation, code: str, act) -> HttpResponse:
    """Run one action on one question and answer with fragments."""
    question = question_or_404(loaded(evaluation.period.instrument), code)
    column = Assessor.TPI if act is _agree else _own_column(request, evaluation)
    try:
        saved = act(request, evaluation, question, column)
    except NotAllowed:
        raise
    except UnitChanged as error:
        return _unit_changed(request, evaluation, question, column, error)
    except Refused as error:
        return _refused(request, evaluation, question, error)
    whole = act is _agree or f"{code}.k" in request.POST
    return render(
        request, "evaluations/includes/saved.html", _moved(request, evaluation, question, column, saved, whole)
    )


def _moved(request, evaluation: Evaluation, question: Question, column: str, saved: Saved, whole: bool) -> dict:
    """What the reply shows: the status or the whole question, and the moved scores."""
    page = page_for(request.actor, evaluation, column, rows=saved.rows)
    return {
        "page": page,
        "evaluation": evaluation,
        "section": page.section_of(question.code),
        "slug": dashed(question.code),
        "code": question.code,
        "question": question,
        "own": View(question, saved.answer),
        "version": saved.answer.version,
        "changed": saved.changed,
        "saved_at": timezone.now(),
        "view": page.question(question.code) if whole else None,
    }


def _refused(request, evaluation: Evaluation, question: Question, error: Refused) -> HttpResponse:
    """The question's status: why not, and after a conflict what stands there and the choice between the two."""
    current = error.current if isinstance(error, Stale) else None
    context = {
        "question": question,
        "error": error,
        "current": current and View(question, current),
        "version": current.version if current else _number(request.POST, f"{question.code}.r", 0),
        "slug": dashed(question.code),
        "sheet_url": _sheet_url(evaluation),
    }
    response = render(request, "evaluations/includes/not_saved.html", context, status=error.status)
    return retarget(response, f"#s-{dashed(question.code)}")


def _unit_changed(request, evaluation: Evaluation, question: Question, column: str, error: Refused) -> HttpResponse:
    """The whole question anew, with the unit's new answer and what the TPI was about to save."""
    drafts = {question.code: _draft(_sent(request.POST, question), error)}
    view = page_for(request.actor, evaluation, column, drafts=drafts).question(question.code)
    context = {"evaluation": evaluation, "view": view}
    response = render(request, "evaluations/includes/question.html", context, status=error.status)
    return retarget(response, f"#q-{dashed(question.code)}")


def _draft(sent: Draft, error: Refused) -> Draft:
    return replace(sent, error=str(error), field=getattr(error, "field", ""))


@require_POST
@refusals
def save_sheet(request: HttpRequest, period, unit: str) -> HttpResponse:
    """Save every touched question of the page (a browser without JavaScript); what is refused is shown again.

    The button may name one question to agree with (`setuju`) or to keep on purpose (`tetap`); the rest is saved too.
    """
    evaluation = evaluation_for(request, period, unit)
    column = _own_column(request, evaluation)
    page = page_for(request.actor, evaluation, column)
    saved, drafts, status = 0, {}, 200
    for code, question in page.loaded.instrument.questions.items():
        act = _wanted(request.POST, page.question(code))
        if act is None:
            continue
        try:
            saved += act(request, evaluation, question, column).changed
        except NotAllowed:
            raise
        except Refused as error:
            drafts[code] = _draft(_sent(request.POST, question), error)
            status = max(status, error.status)
    return _sheet_saved(request, evaluation, saved, drafts, status)


def _wanted(data: QueryDict, view: QuestionView):
    """What the form asks to do with one question; None when it was not sent or left as it stands."""
    if data.get("setuju") == view.code:
        return _agree
    if data.get("tetap") == view.code:
        return partial(_save, confirm=True)
    if view.code in (data.get("tandai"), data.get("batal-tandai")):
        return apply_mark
    sent = _sent(data, view.question)
    untouched = view.matches(sent.value, plain(sent.note), plain(sent.response))
    return None if f"{view.code}.r" not in data or untouched else _save


def _sheet_saved(request, evaluation: Evaluation, saved: int, drafts: dict[str, Draft], status: int) -> HttpResponse:
    if saved:
        messages.success(request, f"{saved} jawaban tersimpan.")
    if drafts:
        first = next(iter(drafts))
        messages.error(request, f"{len(drafts)} jawaban belum tersimpan, mulai dari {first}: {drafts[first].error}")
        return render_sheet(request, evaluation, drafts=drafts, status=status)
    if not saved:
        messages.info(request, "Tidak ada jawaban yang berubah.")
    return redirect(f"{_sheet_url(evaluation)}{_query(request)}{_anchor(request.POST)}")


def _anchor(data: QueryDict) -> str:
    """Back to the question whose button was pressed."""
    code = next((data[name] for name in ("setuju", "tetap", "tandai", "batal-tandai") if name in data), "")
    return f"#q-{quote(dashed(code))}" if code else ""


def _query(request: HttpRequest) -> str:
    """The sieve of the page, kept."""
    sieve = request.GET.get("saring", "")
    return f"?saring={sieve}" if sieve in SIEVES else ""


@require_safe
def preview(request: HttpRequest, period, unit: str, code: str) -> HttpResponse:
    """The percentage that the figures typed so far give; saves nothing."""
    evaluation = evaluation_for(request, period, unit)
    question = question_or_404(loaded(evaluation.period.instrument), code)
    try:
        value = reading.clean(question, _figures(request.GET, question))
    except reading.AnswerError:
        value = None
    return render(request, "evaluations/includes/percent.html", {"points": question.value(value)})


def _own_column(request: HttpRequest, evaluation: Evaluation) -> str:
    column = permissions.own_column(request.actor, evaluation)
    permissions.require(bool(column))
    return column


def _sent(data: QueryDict, question: Question) -> Draft:
    """What the form said to one question, unread."""
    value = _figures(data, question) if question.is_numeric else data.get(f"{question.code}.v") or None
    return Draft(value, data.get(f"{question.code}.n", ""), "", response=data.get(f"{question.code}.t", ""))


def _figures(data: QueryDict, question: Question) -> dict[str, str]:
    return {item.key: data.get(f"{question.code}.f.{item.key}", "") for item in question.inputs}


def _number(data: QueryDict, name: str, absent: int | None) -> int | None:
    """A version the writer saw. Raises Invalid when the form does not say it as a whole number."""
    if name not in data:
        return absent
    number = data[name]
    if not number.isdecimal() or len(number) > 9:
        raise Invalid("Nomor versi jawaban tidak sah. Muat ulang halaman.")
    return int(number)


def _sheet_url(evaluation: Evaluation) -> str:
    return reverse("evaluations:sheet", kwargs={"period": evaluation.period, "unit": evaluation.unit.code})
