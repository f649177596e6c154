"""Periods: the list, planning and changing one, opening and locking it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from evaluations import permissions, policies
from evaluations.actions.periods import lock_period, open_period, reopen_period, save_period
from evaluations.exceptions import Invalid
from evaluations.forms.periods import PeriodForm, initial_of
from evaluations.models import Period
from evaluations.quarters import Quarter
from evaluations.queries import evaluations
from evaluations.queries.deadlines import deadlines
from evaluations.queries.period_list import period_list, units_to_open
from evaluations.views.doors import period_for
from evaluations.views.messages import refusals, taken
from evaluations.workflow import PERIOD_STEPS
from units.actors import Actor
from units.roles import Permission

require_form = require_http_methods(["GET", "HEAD", "POST"])


def _require(actor: Actor, *wanted: Permission) -> None:
    """Raise NotAllowed unless the actor holds one of the permissions."""
    permissions.require(any(actor.may(permission) for permission in wanted))


@require_safe
@refusals
def index(request: HttpRequest) -> HttpResponse:
    """All quarters with their deadlines and how many sheets are approved."""
    _require(request.actor, Permission.MANAGE_PERIODS, Permission.LOCK_PERIODS)
    today = timezone.localdate()
    lines = [(period, deadlines(period, today)) for period in period_list(request.actor)]
    return render(request, "evaluations/periods.html", {"lines": lines, "may": _may(request.actor)})


def _may(actor: Actor) -> dict[str, bool]:
    return {"manage": actor.may(Permission.MANAGE_PERIODS), "lock": actor.may(Permission.LOCK_PERIODS)}


@require_form
@refusals
def create(request: HttpRequest) -> HttpResponse:
    """Plan a new quarter."""
    _require(request.actor, Permission.MANAGE_PERIODS)
    newest = period_list(request.actor).first()
    initial = {**newest.when.moved(1)._asdict(), "instrument": newest.instrument} if newest else {}
    return _edit(request, None, initial)


@require_form
@refusals
def change(request: HttpRequest, period) -> HttpResponse:
    """Change a planned quarter, or the deadlines of an open one."""
    _require(request.actor, Permission.MANAGE_PERIODS)
    row = period_for(request, period)
    policies.check_period_change(row)
    return _edit(request, row, initial_of(row))


def _edit(request: HttpRequest, period: Period | None, initial: dict) -> HttpResponse:
    form = PeriodForm(request.POST or None, initial=initial, period=period)
    if form.is_valid() and (saved := taken(request, form, save_period, period=period, **form.cleaned_data)):
        return _done(request, f"Periode {saved} disimpan.")
    status = 422 if form.is_bound else 200
    return render(request, "evaluations/periods_form.html", {"form": form, "edited": period}, status=status)


@require_form
@refusals
def open_(request: HttpRequest, period) -> HttpResponse:
    """GET asks which units take part, POST opens: each gets its sheet."""
    row = _asked(request, period, "open")
    units = units_to_open(row)
    chosen = set(request.POST.getlist("unit")) if request.method == "POST" else {line.unit.code for line in units}
    error = ""
    if request.method == "POST":
        try:
            without = {line.unit.pk for line in units if line.unit.code not in chosen}
            open_period(period=row, without=without, by=request.actor, now=timezone.now())
        except Invalid as invalid:
            error = str(invalid)
        else:
            return _done(request, f"Periode {row} dibuka. Unit kerja dapat mulai mengisi.")
    context = {"asked": row, "units": units, "chosen": chosen, "error": error}
    return render(request, "evaluations/periods_open.html", context, status=422 if error else 200)


@require_form
@refusals
def lock(request: HttpRequest, period) -> HttpResponse:
    """GET shows which sheets would stay "tidak selesai", POST locks."""
    row = _asked(request, period, "lock")
    if request.method == "POST":
        lock_period(period=row, by=request.actor, now=timezone.now())
        return _done(request, f"Periode {row} dikunci.")
    sheets = list(evaluations.visible(request.actor).filter(period=row).order_by("unit__code"))
    unfinished = [sheet for sheet in sheets if not sheet.is_approved]
    context = {"asked": row, "approved": len(sheets) - len(unfinished), "unfinished": unfinished}
    return render(request, "evaluations/periods_lock.html", context)


@require_form
@refusals
def reopen(request: HttpRequest, period) -> HttpResponse:
    """GET asks why, POST opens a locked quarter again."""
    row = _asked(request, period, "reopen")
    error = ""
    if request.method == "POST":
        try:
            reopen_period(period=row, reason=request.POST.get("reason", ""), by=request.actor, now=timezone.now())
        except Invalid as invalid:
            error = str(invalid)
        else:
            return _done(request, f"Periode {row} dibuka kembali. Periksa batas waktunya.")
    context = {"asked": row, "error": error, "reason": request.POST.get("reason", "")}
    return render(request, "evaluations/periods_reopen.html", context, status=422 if error else 200)


def _asked(request: HttpRequest, key: Quarter, action: str) -> Period:
    """The quarter a step is asked for. Raises NotAllowed, or WrongState when there is nothing to ask."""
    _require(request.actor, PERIOD_STEPS[action][2])
    row = period_for(request, key)
    policies.check_period_step(row, action)
    return row


def _done(request: HttpRequest, sentence: str) -> HttpResponse:
    """Back to the list, which says what happened."""
    messages.success(request, sentence)
    return redirect("evaluations:periods")
