"""Signed copies of an issued paper: adding, fetching and withdrawing them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.hidden import hidden
from evaluations.exceptions import Invalid
from evaluations.views.messages import refusals
from files.exceptions import Rejected
from reports.actions.signed_copies import add_copy, withdraw_copy
from reports.queries.editions import view_of
from reports.views.doors import copy_for, edition_for
from reports.views.editions import edition_context, sent

NO_FILE = "Pilih berkas PDF yang sudah ditandatangani."


@require_POST
@refusals
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a copy; what is none comes back with the sentence that says why."""
    edition, upload = edition_for(request, pk), request.FILES.get("berkas")
    try:
        if upload is None:
            raise Invalid(NO_FILE, "berkas")
        copy = add_copy(edition=edition, upload=upload, by=request.actor, now=timezone.now())
    except (Invalid, Rejected) as error:
        context = edition_context(request, view_of(edition), error=str(error))
        return render(request, "reports/edition.html", context, status=error.status)
    messages.success(request, f"Salinan bertanda tangan {', '.join(copy.signatories.splitlines())} disimpan.")
    return redirect("reports:edition", pk)


@hidden
@never_cache
@require_safe
def pdf(request: HttpRequest, pk: int, copy: int) -> HttpResponseBase:
    """The copy as it was sent. 404 once it was withdrawn."""
    return sent(request, copy_for(request, pk, copy).file)


@require_POST
@refusals
def withdraw(request: HttpRequest, pk: int, copy: int) -> HttpResponse:
    """Hide a copy."""
    withdraw_copy(copy=copy_for(request, pk, copy), by=request.actor, now=timezone.now())
    messages.success(request, "Salinan bertanda tangan ditarik.")
    return redirect("reports:edition", pk)
