"""A unit's page in a quarter."""

from dataclasses import replace
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from charts.bars import Bar, Level, area_bars
from charts.base import Chart, Mark
from evaluations import permissions
from evaluations.enums import Assessor
from evaluations.models import Evaluation
from evaluations.queries import unit as queries
from evaluations.queries.advice_on_sheet import advice_of
from evaluations.queries.audience import audience
from evaluations.queries.board import area_cells
from evaluations.queries.deadlines import deadlines_of, running
from evaluations.queries.instruments import loaded
from evaluations.queries.recommendations import view_of
from evaluations.queries.standing import AreaStanding, Standing
from evaluations.queries.unit_tables import area_lines, node_lines
from evaluations.scoring.rounding import percent_text
from evaluations.views.doors import evaluation_for
from units.actors import Actor
from units.models import Predicate


@require_safe
def show(request: HttpRequest, period, unit: str) -> HttpResponse:
    """Scores, gates, what is missing, what happened, and the steps this person may take."""
    evaluation = evaluation_for(request, period, unit)
    assessor = request.GET.get("penilai", "")
    return render(request, "evaluations/unit.html", unit_context(request.actor, evaluation, assessor))


def unit_context(actor: Actor, evaluation: Evaluation, asked: str) -> dict:
    """What the page shows; `asked` is the assessor in the address, ignored when it is not one."""
    today = timezone.localdate()
    told = queries.past(evaluation)
    standings = queries.standings(actor, evaluation, told)
    assessor = asked if asked in Assessor.values else queries.main_assessor(actor, evaluation)
    judged = standings.of(assessor) or standings.unit
    source = loaded(evaluation.period.instrument)
    writes, steps = queries.writes_as(actor, evaluation), queries.available_steps(actor, evaluation)
    return {
        "evaluation": evaluation,
        "audience": audience(actor, evaluation.unit_id),
        "standings": standings,
        "judged": judged,
        "assessor": judged.score.assessor if judged else assessor,
        "running": running(evaluation, today),
        "deadlines": deadlines_of(evaluation, today) if evaluation.period.is_open else [],
        "writes": writes,
        "may_extend": evaluation.period.is_open and permissions.may_extend(actor, evaluation),
        "steps": steps,
        "submit_warnings": queries.submit_warnings(evaluation, steps),
        "unproven": queries.unproven(actor, evaluation, told),
        "step_leads": not writes and any(not step.reason for step in steps),
        "sees_tpi": permissions.sees_tpi(actor, evaluation),
        "verdicts": _verdicts(judged, evaluation.target),
        "legal_basis": source.instrument.legal_basis,
        "cells": area_cells(judged, evaluation.target) if judged else [],
        "chart": _chart(judged) if judged else "",
        "areas": area_lines(standings, judged) if judged else [],
        "nodes": node_lines(source, standings) if judged else [],
        "gaps": queries.gaps(actor, evaluation),
        "trend": queries.trend(told),
        "story": queries.story(actor, evaluation),
        **advice_context(actor, evaluation, today),
    }


def advice_context(actor: Actor, evaluation: Evaluation, today: date) -> dict:
    """The block of recommendations, and whether this person may write one; of a locked quarter as it stood then."""
    rows = advice_of(evaluation, audience(actor, evaluation.unit_id))
    if evaluation.recorded:
        today = timezone.localdate(evaluation.period.locked_at)
    return {
        "advice": [view_of(actor, row, today, evaluation.period.when) for row in rows],
        "unsent": sum(not row.is_sent for row in rows),
        "advises": evaluation.period.is_open and permissions.may_advise(actor, evaluation.unit_id),
    }


def _verdicts(judged: Standing | None, target: str) -> list[dict]:
    """WBK and WBBM: the sentence that names what failed, and every gate."""
    return [_verdict(judged, key, target) for key in judged.gates] if judged else []


def _verdict(judged: Standing, key: str, target: str) -> dict:
    failed, in_reach = judged.failed[key], _in_reach(judged, key, target)
    is_told = in_reach and len(failed) <= queries.NAMED
    return {
        "predicate": key,
        "passed": judged.passes(key),
        "sentence": queries.verdict_sentence(judged, key, named=is_told),
        "listed": failed if in_reach and not is_told else [],  # too many for a sentence
        "gates": [replace(gate, source=_below(gate.source, judged)) for gate in judged.gates[key]],
    }


def _in_reach(judged: Standing, predicate: str, target: str) -> bool:
    """WBK and the predicate aimed at are always told in full; WBBM besides once WBK is met."""
    return predicate in {Predicate.WBK, target} or judged.passes(Predicate.WBK)


def _below(source: str, judged: Standing) -> str:
    """A gate's rule without the regulation's name, which the panel tells once."""
    detail = source.removeprefix(f"{judged.loaded.instrument.legal_basis}, ")
    return detail[0].upper() + detail[1:]


def _chart(judged: Standing) -> Chart:
    """The six areas against the minimums of WBK and WBBM."""
    bars = [
        Bar(f"{area.number}. {area.title}", area.ratio, percent_text(area.ratio), _level(area)) for area in judged.areas
    ]
    marks = [_mark(key, gate.required / gate.weight) for key, gate in judged.areas[0].gates.items()]
    return area_bars(bars, marks=marks, key="area", title="Capaian enam area terhadap nilai minimal")


def _mark(predicate: str, share) -> Mark:
    return Mark(predicate, f"{predicate} {percent_text(share, 0)}", share)


def _level(area: AreaStanding) -> Level:
    if area.passes_wbbm:
        return Level.SECOND
    return Level.FIRST if area.passes_wbk else Level.BELOW
