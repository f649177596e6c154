"""Work units: the list, one unit with its people, and whether it takes part."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from units.actions.units import switch_unit
from units.forms.screens import search_text
from units.forms.units import UnitForm
from units.models import WorkUnit
from units.queries import units as queries
from units.roles import Permission
from units.views.doors import done, for_holders_of, form_page, sent

require_form = require_http_methods(["GET", "HEAD", "POST"])
manages_units = for_holders_of(Permission.MANAGE_UNITS)
STATUSES = {"aktif": True, "tidak-aktif": False}


@require_safe
@manages_units
def index(request: HttpRequest) -> HttpResponse:
    """All units with how many belong to each and how many verify it."""
    text, status = search_text(request.GET.get("cari")), request.GET.get("status", "")
    units = queries.unit_list(today=timezone.localdate(), text=text, active=STATUSES.get(status))
    context = {"units": units, "text": text, "status": status, "filtered": bool(text or status in STATUSES)}
    return render(request, "units/units.html", context)


@require_form
@manages_units
def create(request: HttpRequest) -> HttpResponse:
    """A new unit."""
    form = UnitForm(sent(request), actor=request.actor)
    if unit := form.saved():
        return done(request, f"{unit} ditambahkan. Tentukan anggota dan evaluatornya.", "units:unit", unit.code)
    return form_page(request, "units/unit_form.html", form)


@require_safe
@manages_units
def show(request: HttpRequest, unit: str) -> HttpResponse:
    """One unit with everybody who belongs to it or verifies it, now, later and earlier."""
    row, today = get_object_or_404(WorkUnit, code=unit), timezone.localdate()
    groups = {"members": queries.members(row, today), "evaluators": queries.evaluators(row, today)}
    may_assign = request.actor.may(Permission.MANAGE_USERS)
    return render(request, "units/unit.html", {"unit": row, **groups, "may_assign": may_assign})


@require_form
@manages_units
def change(request: HttpRequest, unit: str) -> HttpResponse:
    """Name, code, target, head."""
    row = get_object_or_404(WorkUnit, code=unit)
    form = UnitForm(sent(request), instance=row, actor=request.actor)
    stored = {"code": row.code, "name": row.name}  # the form fills the row with what was typed
    if saved := form.saved():
        return done(request, f"{saved} disimpan.", "units:unit", saved.code)
    return form_page(request, "units/unit_form.html", form, stored=stored)


@require_form
@manages_units
def switch(request: HttpRequest, unit: str, active: bool) -> HttpResponse:
    """GET says what it means, POST activates or deactivates."""
    row = get_object_or_404(WorkUnit, code=unit)
    if request.method == "POST":
        switch_unit(unit=row, active=active, by=request.actor, now=timezone.now())
        return done(request, f"{row} {'diaktifkan' if active else 'dinonaktifkan'}.", "units:unit", row.code)
    return render(request, "units/unit_switch.html", {"unit": row, "active": active})
