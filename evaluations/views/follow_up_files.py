"""The files a unit put forward about a recommendation: fetched by whoever may read the recommendation."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from accounts.hidden import hidden
from evaluations.exceptions import WrongState
from evaluations.queries.recommendation_thread import attached
from evaluations.views.doors import recommendation_for
from evaluations.views.messages import refusals
from files.exceptions import Rejected
from files.serving import download as serve


@hidden
@require_safe
@refusals
def download(request: HttpRequest, pk: int, version: int) -> HttpResponseBase:
    """One file of the thread; a link has none (404), and one the scanner did not pass is refused with a sentence."""
    row = recommendation_for(request, pk)
    found = get_object_or_404(attached(row), pk=version)
    if found.file is None:
        raise Http404("Data dukung ini sebuah tautan.")
    try:
        return serve(request, found.file)
    except Rejected as error:
        raise WrongState(str(error)) from error
