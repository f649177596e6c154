"""The history of everything, searched and exported. Nothing here changes or removes an entry."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from evaluations import permissions
from evaluations.actions.history_log import log_export
from evaluations.forms.history_log import SearchForm
from evaluations.queries.history_export import csv_lines
from evaluations.queries.history_log import entries
from evaluations.queries.history_words import Teller
from evaluations.views.messages import refusals
from units.roles import Permission

PER_PAGE = 50


@require_safe
@refusals
def show(request: HttpRequest) -> HttpResponse:
    """The entries that fit the filters, newest first."""
    permissions.require(request.actor.may(Permission.READ_HISTORY))
    form = SearchForm(request.GET)
    if not form.is_valid():
        return _page(request, form, status=422)
    page = Paginator(entries(request.actor, form.wanted), PER_PAGE).get_page(request.GET.get("hal"))
    return _page(request, form, page=page, lines=Teller(request.actor).tell(page))


def _page(request: HttpRequest, form: SearchForm, status: int = 200, **found) -> HttpResponse:
    query = request.GET.copy()
    query.pop("hal", None)
    context = {"form": form, "filters": form.told, "query": query.urlencode(), **found}
    return render(request, "evaluations/history_log.html", context, status=status)


@require_POST
@refusals
def export(request: HttpRequest) -> HttpResponse:
    """The same entries as a CSV file, written while it is read; the export is an entry of its own."""
    permissions.require(request.actor.may(Permission.READ_HISTORY))
    form = SearchForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    now = timezone.now()
    entry = log_export(filters=form.told, by=request.actor, now=now)
    rows = entries(request.actor, form.wanted).filter(pk__lt=entry.pk)
    return StreamingHttpResponse(
        csv_lines(request.actor, rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="riwayat-{timezone.localtime(now):%Y%m%d-%H%M}.csv"'},
    )
