"""What came of a visit: recording it, and correcting the record."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from evaluations.exceptions import NotAllowed, Refused
from evaluations.permissions import require
from evaluations.views.messages import refusals
from visits import permissions, policies
from visits.actions.recording import record_visit
from visits.forms.records import BaseAdviceFormSet, RecordForm, advice_forms, record_of
from visits.models import Visit
from visits.queries.visits import advice_of
from visits.queries.writing import period_of
from visits.views.doors import visit_for
from visits.views.plans import require_form


@require_form
@refusals
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """GET shows the plan and asks what came of it, POST records it; each row of advice becomes a recommendation."""
    visit, actor = visit_for(request, pk), request.actor
    require(permissions.may_keep(actor, visit))
    policies.check_recordable(visit)
    policies.check_quarter(period_of(visit))
    data, today = request.POST or None, timezone.localdate()
    form = RecordForm(data, initial=record_of(visit), actor=actor, today=today, visit=visit)
    advice = advice_forms(data, actor, visit)
    if form.is_bound and all([form.is_valid(), advice.is_valid()]) and _try(request, visit, form, advice):
        messages.success(request, "Catatan disimpan. Saran yang baru sudah disampaikan sebagai rekomendasi.")
        return redirect("visits:show", pk)
    context = {
        "form": form,
        "advice": advice,
        "given": advice_of(actor, visit),
        "visit": visit,
        "version": form.version(visit.version),
    }
    return render(request, "visits/record.html", context, status=form.status if form.is_bound else 200)


def _try(request: HttpRequest, visit: Visit, form: RecordForm, advice: BaseAdviceFormSet) -> Visit | None:
    """The recorded visit; None when the action refused, which the form then says and keeps what was typed."""
    outcome = replace(form.outcome, advice=advice.advice)
    try:
        return record_visit(
            visit=visit, plan=form.plan, outcome=outcome, seen=form.seen, by=request.actor, now=timezone.now()
        )
    except NotAllowed:
        raise
    except Refused as error:
        if not advice.refuse(error):
            form.refuse(error)
        return None
