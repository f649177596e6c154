"""A domain "no" on the form it is about, or as a page: the sentence, what is missing, and the way back, under the
exception's status code."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from evaluations.exceptions import Invalid, Refused
from evaluations.forms.refusals import Refusable

Result = TypeVar("Result")

TITLES = {
    403: "Anda tidak berwenang",
    409: "Tidak dapat dilakukan sekarang",
    410: "Berkas tidak ditemukan",
    422: "Belum dapat diproses",
    503: "Coba lagi nanti",
}


def refused(request: HttpRequest, error: Refused, back: str) -> HttpResponse:
    """The page that says why nothing changed; `back` is the address its button leads to. Plain text for htmx."""
    if request.htmx:
        return HttpResponse(str(error), status=error.status, content_type="text/plain; charset=utf-8")
    context = {
        "title": TITLES[error.status],
        "sentence": str(error),
        "status": error.status,
        "missing": getattr(error, "missing", []),
        "back": back,
    }
    return render(request, "evaluations/refused.html", context, status=error.status)


def refusals(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Decorator: a Refused that leaves the view becomes the page above, leading back where the person came from."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except Refused as error:
            return refused(request, error, came_from(request))

    return guarded


def taken(request: HttpRequest, form: Refusable, action: Callable[..., Result], /, **values) -> Result | None:
    """What the person's action gives back; None when it found a value it does not take, which the form then says."""
    try:
        return action(by=request.actor, now=timezone.now(), **values)
    except Invalid as error:
        form.refuse(error)
        return None


def came_from(request: HttpRequest) -> str:
    """The page of ours that sent the request; the home page when there is none or it is somebody else's."""
    referer = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(referer, {request.get_host()}, require_https=request.is_secure())
    return referer if ours else reverse("home")
