"""The record of a quarter's ekspose."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from evaluations.exceptions import NotAllowed, Refused
from evaluations.models import Period
from evaluations.permissions import require
from evaluations.views.doors import period_for
from evaluations.views.messages import refusals
from visits import permissions, policies
from visits.actions.ekspose import save_ekspose
from visits.forms.ekspose import BaseDecisionFormSet, EksposeForm, decision_forms
from visits.models import Ekspose
from visits.queries.ekspose import ekspose_of, seen
from visits.views.plans import require_form


@require_safe
def show(request: HttpRequest, period) -> HttpResponse:
    """What the ekspose decided, as far as this person may read it; 404 where there is nothing for them."""
    row = period_for(request, period)
    view = seen(request.actor, row)
    if view is None:
        raise Http404("Ekspose tidak ada.")
    return render(request, "visits/ekspose.html", {"shown": row, "view": view, "ekspose": view.ekspose})


@require_form
@refusals
def edit(request: HttpRequest, period) -> HttpResponse:
    """Record it, or change the record."""
    row = period_for(request, period)
    require(permissions.may_record_ekspose(request.actor))
    policies.check_ekspose(row)
    ekspose, data = ekspose_of(row), request.POST or None
    form, decisions = EksposeForm(data, initial=_initial(ekspose)), decision_forms(data, ekspose)
    if form.is_bound and all([form.is_valid(), decisions.is_valid()]) and _try(request, row, form, decisions):
        messages.success(request, "Catatan ekspose disimpan.")
        return redirect("visits:ekspose", period)
    version = form.version(ekspose.version if ekspose else 0)
    context = {"shown": row, "ekspose": ekspose, "form": form, "decisions": decisions, "version": version}
    return render(request, "visits/ekspose_form.html", context, status=form.status if form.is_bound else 200)


def _initial(ekspose: Ekspose | None) -> dict:
    return {name: getattr(ekspose, name) for name in ("day", "place", "participants")} if ekspose else {}


def _try(request: HttpRequest, row: Period, form: EksposeForm, decisions: BaseDecisionFormSet) -> Ekspose | None:
    """The stored record; None when the action refused, which the form then says and keeps what was typed."""
    try:
        return save_ekspose(
            period=row,
            decisions=decisions.texts,
            seen=form.seen,
            by=request.actor,
            now=timezone.now(),
            **form.cleaned_data,
        )
    except NotAllowed:
        raise
    except Refused as error:
        if not decisions.refuse(error):
            form.refuse(error)
        return None
