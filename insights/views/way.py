"""The shortest way to WBK or WBBM, and its steps as actions of the unit's plan."""

from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from evaluations.enums import Assessor, EvaluationState
from evaluations.models import Evaluation
from evaluations.permissions import acts_for, require
from evaluations.quarters import Quarter
from evaluations.queries.area_owners import owners
from evaluations.queries.deadlines import running
from evaluations.queries.instruments import Loaded, loaded
from evaluations.queries.parts import title_of
from evaluations.queries.question_view import dashed
from evaluations.views.messages import refusals, taken
from evaluations.workflow import WRITER
from insights.actions.steps import plan_steps
from insights.documents.way import (
    GateChange,
    gate_changes,
    most_valuable,
    obstacle_sentence,
    remedy_sentence,
)
from insights.enums import Effort
from insights.forms.steps import StepsForm, suggested
from insights.permissions import may_weigh
from insights.queries.way import WayFound, planned, way_of
from insights.views.asked import Asked, asked_for
from plans.queries.plan import people_of

FIRST = 3  # steps on the unit's page
ROOM = timedelta(14)  # days that a step has at least, when no deadline says otherwise


@require_safe
def show(request: HttpRequest, period, unit: str) -> HttpResponse:
    """The steps, what they bring, and for the unit's own people the form that makes them actions."""
    asked = asked_for(request, period, unit)
    if asked.side is None:
        return render(request, "insights/way.html", asked.context)
    found = way_of(asked.evaluation, asked.side, asked.predicate)
    return render(request, "insights/way.html", _context(request, asked, found, _form(request, asked, found)))


@require_POST
@refusals
def plan(request: HttpRequest, period, unit: str) -> HttpResponse:
    """Make the chosen steps actions of the plan; those it holds already stay as they are."""
    asked = asked_for(request, period, unit)
    require(acts_for(request.actor, asked.evaluation.unit_id))
    if asked.side is None:
        return redirect(way_url(asked))
    found = way_of(asked.evaluation, asked.side, asked.predicate)
    form = _form(request, asked, found)
    if form and form.is_valid():
        made = taken(request, form, plan_steps, unit=asked.evaluation.unit, drafts=form.drafts)
        if made is not None:
            messages.success(request, _made(len(made), len(form.drafts)))
            return redirect("plans:plan", unit)
    return render(request, "insights/way.html", _context(request, asked, found, form), status=422)


@require_safe
def first(request: HttpRequest, period, unit: str) -> HttpResponse:
    """What to do first, as a block for the unit's page."""
    asked = asked_for(request, period, unit)
    context = asked.context
    if asked.side:
        found = way_of(asked.evaluation, asked.side, asked.predicate)
        context |= {"found": found, "sentences": _obstacles(found)}
        context["first"] = most_valuable(found.lines, FIRST)
        scores = asked.side.scores
        context["is_open"] = scores.answered < scores.questions
    return render(request, "insights/first_block.html", context)


def way_url(asked: Asked) -> str:
    """The page of this way."""
    evaluation = asked.evaluation
    where = reverse("insights:way", args=[evaluation.period, evaluation.unit.code])
    return f"{where}?predikat={asked.predicate}&penilai={asked.assessor}"


def _context(request: HttpRequest, asked: Asked, found: WayFound, form: StepsForm | None) -> dict:
    evaluation, source = asked.evaluation, loaded(asked.evaluation.period.instrument)
    held = planned(evaluation.unit, [line.code for line in found.lines])
    return asked.context | {
        "found": found,
        "obstacles": _obstacles(found),
        "changes": _changes(asked, found),
        "ruled_out": [_out(source, found, code) for code in found.marks.ruled_out],
        "groups": [(group, [(line, held.get(line.code)) for line in group.lines]) for group in found.groups],
        "choices": [(row, held.get(row.line.code)) for row in form.rows] if form else [],
        "all_held": len(held) == len(found.lines),
        "back": way_url(asked),
        "efforts": Effort.choices,
        "may_weigh": may_weigh(request.actor, evaluation.unit_id),
        "form": form,
    }


def _out(source: Loaded, found: WayFound, code: str) -> tuple[str, str, str, int]:
    return code, dashed(code), title_of(source, code), found.marks.of(code)


def _obstacles(found: WayFound) -> list[tuple[str, str]]:
    """Why there is no way, and what would help."""
    obstacles = found.impossible.obstacles if found.impossible else ()
    return [(obstacle_sentence(one), remedy_sentence(one)) for one in obstacles]


def _changes(asked: Asked, found: WayFound) -> list[GateChange]:
    after = found.way or found.impossible
    return [] if after is None else gate_changes(asked.side.verdicts[asked.predicate], after.verdict)


def _form(request: HttpRequest, asked: Asked, found: WayFound) -> StepsForm | None:
    """The form for whoever may write the plan, filled in with what is likely; None for others and without steps."""
    unit = asked.evaluation.unit
    if not found.lines or not acts_for(request.actor, unit.pk):
        return None
    today = timezone.localdate()
    people = people_of(unit, today=today)
    usual = next((user for user in people if user.pk == request.actor.user.pk), None)
    own = {user.pk for user in people}
    shared = {area: [user for user in users if user.pk in own] for area, users in owners(unit).items()}
    return StepsForm(
        request.POST if request.method == "POST" else None,
        lines=found.lines,
        people=people,
        now=found.seen,
        quarter=_quarter(asked.evaluation, today),
        initial=suggested(found.lines, shared, usual, _last_day(asked.evaluation, today)),
    )


def _quarter(evaluation: Evaluation, today: date) -> Quarter:
    """The quarter the steps are to show in: the sheet's while it is open, else today's."""
    return evaluation.period.when if evaluation.period.is_open else Quarter.of(today)


def _last_day(evaluation: Evaluation, today: date) -> date:
    """The unit's own deadline while it runs, else the end of the quarter that leaves time enough."""
    last = running(evaluation, today) if WRITER[EvaluationState(evaluation.state)] == Assessor.UNIT else None
    if last and not last.is_past:
        return last.date
    return Quarter.of(today + ROOM).last


def _made(made: int, asked: int) -> str:
    if not made:
        return "Semua langkah yang dipilih sudah ada dalam rencana aksi."
    rest = f" {asked - made} langkah sudah ada sebelumnya." if made < asked else ""
    return f"{made} langkah masuk ke rencana aksi.{rest}"
