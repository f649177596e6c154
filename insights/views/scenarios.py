"""Bagaimana jika: trying other answers in a sheet, and what a unit keeps of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from evaluations.exceptions import NotAllowed, Refused
from evaluations.models import Evaluation
from evaluations.queries.unit import main_assessor
from evaluations.views.doors import evaluation_for
from evaluations.views.messages import refusals
from insights import permissions, policies
from insights.actions import scenarios as actions
from insights.documents.tried import stored, trial
from insights.documents.way import impossible_sentence, obstacle_sentence, unsolved_sentence
from insights.forms.scenario import number, tried
from insights.models import Scenario
from insights.queries.efforts import marks_of
from insights.queries.judged import aim_of
from insights.queries.scenario_page import TrialPage
from insights.queries.scenarios import columns, copyable, ground, readable
from insights.queries.shortest_way import shortest_way
from insights.shortest.way import Impossible


@dataclass(frozen=True)
class Trial:
    """What somebody tries: in whose values, which answers (unread), under which name, starting from what."""

    assessor: str
    raw: Mapping[str, Any]
    name: str = ""
    scenario: Scenario | None = None
    version: int = 0
    order: str = ""
    told: str = ""  # where it comes from, in a sentence


@require_safe
@refusals
def show(request: HttpRequest, period, unit: str) -> HttpResponse:
    """A trial from the sheet as it is, with `?jalur=` from the shortest way, with `?salin=` from a scenario."""
    evaluation = evaluation_for(request, period, unit)
    return _page(request, evaluation, _begun(request, evaluation))


@require_safe
def scenario(request: HttpRequest, period, unit: str, pk: int) -> HttpResponse:
    """A scenario, to be read and tried further."""
    evaluation = evaluation_for(request, period, unit)
    return _page(request, evaluation, _opened(_scenario_for(request, evaluation, pk)))


@require_POST
def compute(request: HttpRequest, period, unit: str) -> HttpResponse:
    """What the answers sent would give; writes nothing. What moved for htmx, else the whole page."""
    evaluation = evaluation_for(request, period, unit)
    return _page(request, evaluation, _sent(request, evaluation))


@require_POST
@refusals
def keep(request: HttpRequest, period, unit: str) -> HttpResponse:
    """Keep what was tried under a new name."""
    evaluation = evaluation_for(request, period, unit)
    sent = _sent(request, evaluation)
    act = partial(actions.keep, evaluation=evaluation, assessor=sent.assessor, name=sent.name)
    return _store(request, evaluation, sent, act)


@require_POST
@refusals
def change(request: HttpRequest, period, unit: str, pk: int) -> HttpResponse:
    """Let a scenario hold what was tried."""
    evaluation = evaluation_for(request, period, unit)
    row = _scenario_for(request, evaluation, pk)
    sent = replace(_sent(request, evaluation), scenario=row, assessor=row.assessor)
    return _store(request, evaluation, sent, partial(actions.change, scenario=row, seen=sent.version))


def _store(request: HttpRequest, evaluation: Evaluation, sent: Trial, action: Callable[..., Scenario]) -> HttpResponse:
    """Store what was tried; what is refused is shown again with the reason."""
    try:
        row = action(answers=sent.raw, by=request.actor, now=timezone.now())
    except NotAllowed:
        raise
    except Refused as error:
        return _page(request, evaluation, sent, error=error)
    messages.success(request, f"Skenario “{row.name}” tersimpan. Jawaban di LKE tidak berubah.")
    return redirect("insights:scenario", evaluation.period, evaluation.unit.code, row.pk)


@require_POST
@refusals
def rename(request: HttpRequest, period, unit: str, pk: int) -> HttpResponse:
    """Give a scenario another name."""
    evaluation = evaluation_for(request, period, unit)
    row, data = _scenario_for(request, evaluation, pk), request.POST
    try:
        actions.rename(
            scenario=row,
            name=data.get("nama", ""),
            seen=number(data, "versi") or 0,
            by=request.actor,
            now=timezone.now(),
        )
    except NotAllowed:
        raise
    except Refused as error:
        return _page(request, evaluation, _opened(row), error=error)
    messages.success(request, "Nama skenario diganti.")
    return redirect("insights:scenario", evaluation.period, evaluation.unit.code, row.pk)


@require_POST
@refusals
def remove(request: HttpRequest, period, unit: str, pk: int) -> HttpResponse:
    """Remove a scenario."""
    evaluation = evaluation_for(request, period, unit)
    row = _scenario_for(request, evaluation, pk)
    actions.remove(scenario=row, seen=number(request.POST, "versi") or 0, by=request.actor, now=timezone.now())
    messages.success(request, f"Skenario “{row.name}” dihapus. Jawaban di LKE tidak berubah.")
    return redirect("insights:scenarios", evaluation.period, evaluation.unit.code)


# --- where a trial comes from ---------------------------------------------------------------------
def _scenario_for(request: HttpRequest, evaluation: Evaluation, pk: int) -> Scenario:
    """The sheet's scenario, if the actor may read it; else 404."""
    row = get_object_or_404(readable(request.actor, evaluation), pk=pk)
    row.evaluation = evaluation  # as it was recorded, where it was
    return row


def _column(request: HttpRequest, evaluation: Evaluation, data: QueryDict) -> str:
    """Whose values are asked for; 404 for those the actor does not see."""
    asked = data.get("penilai", "")
    if asked and asked not in columns(request.actor, evaluation):
        raise Http404("Nilai itu tidak ada.")
    return asked or main_assessor(request.actor, evaluation)


def _opened(row: Scenario) -> Trial:
    return Trial(row.assessor, row.answers, row.name, scenario=row, version=row.version)


def _sent(request: HttpRequest, evaluation: Evaluation) -> Trial:
    """What the form says."""
    data, assessor = request.POST, _column(request, evaluation, request.POST)
    pk = number(data, "skenario")
    return Trial(
        assessor=assessor,
        raw=tried(ground(evaluation, assessor).instrument, data),
        name=data.get("nama", ""),
        scenario=_scenario_for(request, evaluation, pk) if pk is not None else None,
        version=number(data, "versi") or 0,
        order=data.get("urut", ""),
    )


def _begun(request: HttpRequest, evaluation: Evaluation) -> Trial:
    """What the address asks to start from."""
    data = request.GET
    if "salin" in data:
        return _copied(request, evaluation, number(data, "salin"))
    start = Trial(_column(request, evaluation, data), {}, order=data.get("urut", ""))
    return _along_the_way(evaluation, start, data["jalur"]) if "jalur" in data else start


def _copied(request: HttpRequest, evaluation: Evaluation, pk: int | None) -> Trial:
    """A scenario of the unit, of this quarter or another, under no name yet; 404 for one of another unit.

    Raises WrongState for one of a quarter whose instrument scores otherwise.
    """
    row = next((row for row in copyable(request.actor, evaluation) if row.pk == pk), None)
    if row is None:
        raise Http404("Skenario itu tidak ada.")
    policies.check_alike(row, evaluation)
    told = f"Salinan skenario “{row.name}” dari {row.evaluation.period}."
    return Trial(row.assessor, row.answers, told=told)


def _along_the_way(evaluation: Evaluation, start: Trial, predicate: str) -> Trial:
    """The steps of the shortest way as answers; 404 for a predicate the instrument does not have."""
    base = ground(evaluation, start.assessor)
    if predicate not in base.instrument.predicates:
        raise Http404("Predikat itu tidak ada.")
    known = marks_of(evaluation.unit_id, base.source)
    way = shortest_way(base.source, base.answers, predicate, effort=known.effort, ruled_out=known.ruled_out)
    if way is None:
        return replace(start, told=unsolved_sentence(predicate))
    if isinstance(way, Impossible):
        reasons = " ".join(obstacle_sentence(obstacle) for obstacle in way.obstacles)
        return replace(start, told=f"{impossible_sentence(way)} {reasons}")
    if not way.steps:
        return replace(start, told=f"Lembar ini sudah memenuhi semua nilai minimal {predicate}.")
    raw = stored(trial(base.answers, {step.code: step.after for step in way.steps}))
    return replace(start, raw=raw, told=f"Diisi dengan {len(way.steps)} langkah jalur tercepat ke {predicate}.")


# --- the page -------------------------------------------------------------------------------------
def _page(request: HttpRequest, evaluation: Evaluation, sent: Trial, *, error: Refused | None = None) -> HttpResponse:
    base = ground(evaluation, sent.assessor)
    page = TrialPage(base, sent.raw, marks_of(evaluation.unit_id, base.source), aim_of(evaluation), sent.order)
    status = error.status if error else 422 if page.problems and request.method == "POST" else 200
    context = {"evaluation": evaluation, "page": page, "trial": sent, "error": error}
    if request.htmx:
        return render(request, "insights/includes/scenario_moved.html", context, status=status)
    kept = copyable(request.actor, evaluation)
    others = [row for row in kept if row.evaluation_id != evaluation.pk]
    context |= {
        "kept": [row for row in kept if row.evaluation_id == evaluation.pk],
        "earlier": [row for row in others if policies.is_alike(row, evaluation)],
        "may_keep": permissions.may_keep_scenarios(request.actor, evaluation.unit_id),
        "columns": columns(request.actor, evaluation),
    }
    return render(request, "insights/scenario.html", context, status=status)
