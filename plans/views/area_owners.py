"""Who in a unit works on which area (Pokja)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from evaluations import permissions
from evaluations.exceptions import Invalid, Refused, Stale
from evaluations.queries.area_owners import owners
from evaluations.queries.areas import area_titles
from evaluations.views.messages import refusals
from plans.actions.area_owners import mark, share_out
from plans.forms.area_owners import AreaOwnersForm
from plans.queries.area_owners import shares
from plans.queries.plan import people_of
from plans.views.doors import unit_for
from units.models import WorkUnit


@require_http_methods(["GET", "HEAD", "POST"])
@refusals
def show(request: HttpRequest, unit: str) -> HttpResponse:
    """GET shows the areas with their people (with `?ubah` to be ticked), POST names them anew."""
    row = unit_for(request, unit)
    if request.method == "POST" or "ubah" in request.GET:
        return _change(request, row)
    return render(request, "plans/area_owners.html", _context(request, row))


def _context(request: HttpRequest, row: WorkUnit) -> dict:
    people, areas, shared = people_of(row, today=timezone.localdate()), area_titles(), owners(row)
    return {
        "unit": row,
        "areas": areas,
        "shared": shared,
        "shares": shares(areas, shared, people),
        "people": people,
        "may_write": permissions.acts_for(request.actor, row.pk),
    }


def _change(request: HttpRequest, row: WorkUnit) -> HttpResponse:
    permissions.require(permissions.acts_for(request.actor, row.pk))
    context = _context(request, row)
    form = _form(context, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _form_page(request, context, form, 422 if form.is_bound else 200)
    try:
        share_out(unit=row, wanted=form.wanted, by=request.actor, now=timezone.now(), seen=form.cleaned_data["seen"])
    except (Invalid, Stale) as error:
        return _refused(request, row, error)
    messages.success(request, "Pembagian Pokja disimpan.")
    return redirect("plans:area_owners", row.code)


def _refused(request: HttpRequest, row: WorkUnit, error: Refused) -> HttpResponse:
    """The person's own ticks; after somebody else's, saving again writes over those knowingly."""
    context, data = _context(request, row), request.POST.copy()
    data["seen"] = mark(context["shared"])
    form = _form(context, data)
    form.is_valid()
    form.refuse(error)
    return _form_page(request, context, form, error.status)


def _form(context: dict, data) -> AreaOwnersForm:
    return AreaOwnersForm(data, areas=context["areas"], people=context["people"], shared=context["shared"])


def _form_page(request: HttpRequest, context: dict, form: AreaOwnersForm, status: int) -> HttpResponse:
    told = {"form": form, "is_overtaken": status == Stale.status}
    return render(request, "plans/area_owners_form.html", context | told, status=status)
