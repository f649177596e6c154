"""Roles and assignments: the lists, giving, ending, taking back."""

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from units.actions.dated import cancel
from units.forms.duties import AssignForm, AssignmentLastDayForm, GrantForm, LastDayForm
from units.forms.screens import search_text
from units.models import Assignment, RoleGrant, WorkUnit
from units.models.dated import Dated
from units.queries import duties
from units.queries.validity import Validity, line
from units.roles import ROLES, Permission, Role
from units.views.doors import done, for_holders_of, form_page, sent

require_form = require_http_methods(["GET", "HEAD", "POST"])
manages_users = for_holders_of(Permission.MANAGE_USERS)
PER_PAGE = 50
ALL = "semua"


@require_safe
@manages_users
def grants(request: HttpRequest) -> HttpResponse:
    """Who holds which role; those in force today unless asked otherwise."""
    today, asked = timezone.localdate(), request.GET
    validity, unit = asked.get("masa", Validity.NOW), _named_unit(asked.get("unit"))
    filters = {"role": search_text(asked.get("peran")), "unit": unit, "text": search_text(asked.get("cari"))}
    page = Paginator(duties.grant_list(today=today, validity=validity, **filters), PER_PAGE).get_page(asked.get("hal"))
    context = {
        "page": page,
        "lines": [line(row, today) for row in page],
        "filters": {**filters, "validity": validity},
        "filtered": any(filters.values()) or validity != Validity.NOW,
        "roles": Role.choices,
        "units": WorkUnit.objects.all(),
        "validities": [*Validity.choices, (ALL, "Semua masa")],
        "query": _without_page(asked),
    }
    return render(request, "units/grants.html", context)


def _named_unit(code: str | None) -> WorkUnit | None:
    """The unit an address names; None when it names none that exists."""
    return WorkUnit.objects.filter(code=search_text(code)).first() if code else None


def _without_page(asked) -> str:
    rest = asked.copy()
    rest.pop("hal", None)
    return rest.urlencode()


@require_form
@manages_users
def grant(request: HttpRequest) -> HttpResponse:
    """Give a role; with `?unit=07` a role in that unit, with `?pengguna=5` to that person."""
    unit = _named_unit(request.GET.get("unit"))
    initial = {"starts_on": timezone.localdate(), "user": request.GET.get("pengguna")}
    form = GrantForm(sent(request), unit=unit, actor=request.actor, initial=initial)
    if row := form.saved():
        return _back(request, row, f"{row.user} mendapat peran {row.get_role_display()}.")
    return form_page(request, "units/grant_form.html", form, unit=unit, roles=_purposes())


def _purposes() -> list[tuple[str, str]]:
    """Every role with what it is for."""
    return [(str(role.label), info.purpose) for role, info in ROLES.items()]


@require_form
@manages_users
def grant_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Set the last day of a role, or take it back while it is new."""
    return _change(request, _row(RoleGrant, pk), LastDayForm)


@require_POST
@manages_users
def grant_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a role that begins today or later."""
    return _cancel(request, _row(RoleGrant, pk))


@require_safe
@manages_users
def assignments(request: HttpRequest) -> HttpResponse:
    """Which evaluators verify which unit, and what each evaluator has on their hands."""
    today = timezone.localdate()
    teams = duties.teams(today)
    missing = [team.unit for team in teams if team.unit.is_active and not (team.leads or team.members)]
    context = {"teams": teams, "loads": duties.loads(teams, today), "missing": missing}
    return render(request, "units/assignments.html", context)


@require_form
@manages_users
def assign(request: HttpRequest) -> HttpResponse:
    """Assign an evaluator to units; `?unit=07` ticks one."""
    unit = _named_unit(request.GET.get("unit"))
    initial = {"starts_on": timezone.localdate(), "units": [unit] if unit else []}
    form = AssignForm(sent(request), actor=request.actor, initial=initial)
    if rows := form.saved():
        sentence = f"{rows[0].user} ditugaskan pada {len(rows)} unit kerja."
        return done(request, sentence, *(["units:unit", unit.code] if unit else ["units:assignments"]))
    return form_page(request, "units/assign_form.html", form, unit=unit)


@require_form
@manages_users
def assignment_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Set the last day of an assignment, or take it back while it is new."""
    return _change(request, _row(Assignment, pk), AssignmentLastDayForm)


@require_POST
@manages_users
def assignment_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back an assignment that begins today or later."""
    return _cancel(request, _row(Assignment, pk))


def _row(model: type[Dated], pk: int) -> Dated:
    return get_object_or_404(model.objects.select_related("user", "unit"), pk=pk)


def _change(request: HttpRequest, row: Dated, form_class: type[LastDayForm]) -> HttpResponse:
    today = timezone.localdate()
    context = {"line": line(row, today), "is_new": row.starts_on >= today}
    form = form_class(sent(request), instance=row, actor=request.actor)
    if saved := form.saved():
        return _back(request, saved, f"Masa berlaku {saved} disimpan.")
    return form_page(request, "units/last_day.html", form, **context)


def _cancel(request: HttpRequest, row: Dated) -> HttpResponse:
    name = str(row)
    try:
        cancel(record=row, by=request.actor, now=timezone.now())
    except ValidationError as error:
        context = {"line": line(row, timezone.localdate()), "sentence": " ".join(error.messages)}
        return render(request, "units/not_cancelled.html", context, status=409)
    return _back(request, row, f"{name} dibatalkan.")


def _back(request: HttpRequest, row: Dated, sentence: str) -> HttpResponse:
    """To the page of the unit the row is about, else to the list of roles."""
    return done(request, sentence, *(["units:unit", row.unit.code] if row.unit_id else ["units:grants"]))
