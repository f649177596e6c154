"""What the sheet posts: one answer, an agreement, or the whole sheet without JavaScript."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import retarget

from evaluations import permissions
from evaluations.actions import answers as actions
from evaluations.enums import Assessor
from evaluations.exceptions import Invalid, NotAllowed, Refused, Stale
from evaluations.models import Evaluation
from evaluations.queries.instruments import loaded
from evaluations.queries.sheet_page import Draft, View
from evaluations.scoring import answers as reading
from evaluations.scoring.types import Question
from evaluations.views.doors import evaluation_for, question_or_404
from evaluations.views.messages import refusals
from evaluations.views.sheet import column_of, page_for, render_sheet


@require_POST
@refusals
def save(request: HttpRequest, period, unit: str, code: str) -> HttpResponse:
    """Save one answer; the reply is the question's status with the moved scores."""
    evaluation = evaluation_for(request, period, unit)
    question = question_or_404(loaded(evaluation.period.instrument), code)
    column = _own_column(request, evaluation)
    sent = _sent(request.POST, question)
    act = partial(_save, request, evaluation, question, column, sent)
    return _write(request, evaluation, question, column, act, sent)


def _save(request, evaluation: Evaluation, question: Question, column: str, sent: Draft) -> actions.Saved:
    return actions.save_answer(
        evaluation=evaluation,
        code=question.code,
        assessor=column,
        value=sent.value,
        note=sent.note,
        version=_version(request.POST, question.code),
        by=request.actor,
        now=timezone.now(),
    )


@require_POST
@refusals
def agree(request: HttpRequest, period, unit: str, code: str) -> HttpResponse:
    """The TPI takes over the unit's value."""
    evaluation = evaluation_for(request, period, unit)
    question = question_or_404(loaded(evaluation.period.instrument), code)
    act = partial(
        actions.agree,
        evaluation=evaluation,
        code=code,
        version=_version(request.POST, code),
        by=request.actor,
        now=timezone.now(),
    )
    return _write(request, evaluation, question, Assessor.TPI, act, _sent(request.POST, question))


def _write(request, evaluation: Evaluation, question: Question, column: str, act, sent: Draft) -> HttpResponse:
    """Run one action on one question and answer in kind: a fragment for htmx, else a page."""
    try:
        saved = act()
    except NotAllowed:
        raise
    except Refused as error:
        return _refused(request, evaluation, question, sent, error)
    if not request.htmx:
        return redirect(f"{_sheet_url(evaluation)}#q-{_slug(question)}")
    return render(request, "evaluations/includes/saved.html", _saved(request, evaluation, question, column, saved))


def _saved(request, evaluation: Evaluation, question: Question, column: str, saved: actions.Saved) -> dict:
    """What the reply to htmx shows: the status, the moved scores, and after an agreement the whole question."""
    page = page_for(request.actor, evaluation, column, rows=saved.rows)
    context = {
        "page": page,
        "evaluation": evaluation,
        "section": page.section_of(question.code),
        "slug": _slug(question),
        "code": question.code,
        "question": question,
        "own": View(question, saved.answer),
        "version": saved.answer.version,
        "changed": saved.changed,
        "saved_at": timezone.now(),
    }
    if request.resolver_match.url_name == "agree":
        context["view"] = page.question(question.code)
    return context


def _refused(request, evaluation: Evaluation, question: Question, sent: Draft, error: Refused) -> HttpResponse:
    if not request.htmx:
        return render_sheet(request, evaluation, drafts={question.code: _draft(sent, error)}, status=error.status)
    current = error.current if isinstance(error, Stale) else None
    context = {
        "question": question,
        "error": error,
        "current": current and View(question, current),
        "version": current.version if current else _version(request.POST, question.code),
        "slug": _slug(question),
        "sheet_url": _sheet_url(evaluation),
    }
    response = render(request, "evaluations/includes/not_saved.html", context, status=error.status)
    return retarget(response, f"#s-{_slug(question)}")


def _slug(question: Question) -> str:
    return question.code.replace(".", "-")


def _draft(sent: Draft, error: Refused) -> Draft:
    return Draft(sent.value, sent.note, str(error), getattr(error, "field", ""))


@require_POST
@refusals
def save_sheet(request: HttpRequest, period, unit: str) -> HttpResponse:
    """Save every question of the page (a browser without JavaScript); what is refused is shown again."""
    evaluation = evaluation_for(request, period, unit)
    column = _own_column(request, evaluation)
    saved, drafts, status = 0, {}, 200
    for code, question in loaded(evaluation.period.instrument).instrument.questions.items():
        if f"{code}.r" not in request.POST:
            continue
        sent = _sent(request.POST, question)
        try:
            saved += _save(request, evaluation, question, column, sent).changed
        except NotAllowed:
            raise
        except Refused as error:
            drafts[code] = _draft(sent, error)
            status = max(status, error.status)
    return _sheet_saved(request, evaluation, saved, drafts, status)


def _sheet_saved(request, evaluation: Evaluation, saved: int, drafts: dict[str, Draft], status: int) -> HttpResponse:
    if saved:
        messages.success(request, f"{saved} jawaban tersimpan.")
    if drafts:
        first = next(iter(drafts))
        messages.error(request, f"{len(drafts)} jawaban belum tersimpan, mulai dari {first}: {drafts[first].error}")
        return render_sheet(request, evaluation, drafts=drafts, status=status)
    if not saved:
        messages.info(request, "Tidak ada jawaban yang berubah.")
    return redirect(_sheet_url(evaluation))


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
    column = column_of(request.actor, evaluation)
    permissions.require(bool(column))
    return column


def _sent(data: QueryDict, question: Question) -> Draft:
    """What the form said to one question, unread."""
    value = _figures(data, question) if question.is_numeric else data.get(f"{question.code}.v") or None
    return Draft(value, data.get(f"{question.code}.n", ""), "")


def _figures(data: QueryDict, question: Question) -> dict[str, str]:
    return {item.key: data.get(f"{question.code}.f.{item.key}", "") for item in question.inputs}


def _version(data: QueryDict, code: str) -> int:
    """The version the writer saw. Raises Invalid when the form does not say it as a whole number."""
    version = data.get(f"{code}.r", "0")
    if not version.isdecimal() or len(version) > 9:
        raise Invalid("Nomor versi jawaban tidak sah. Muat ulang halaman.")
    return int(version)


def _sheet_url(evaluation: Evaluation) -> str:
    return reverse("evaluations:sheet", kwargs={"period": evaluation.period, "unit": evaluation.unit.code})
