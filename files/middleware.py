"""The door before the upload: who sends more than anybody may is told so before a byte of it is read."""

from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import resolve

from files.kinds import MEGABYTE

AROUND = MEGABYTE  # other fields of the form, and what stands between them


def files_from_anybody(view: Callable) -> Callable:
    """Decorator: this view takes files from people who are not signed in, too. It must not keep them."""
    view.takes_files_from_anybody = True
    return view


class UploadLimitMiddleware:
    """413 for a request larger than the largest file; for somebody not signed in, than a form without files, where the
    view is not open to them (`files_from_anybody`)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _length(request) <= settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            return self.get_response(request)
        most = settings.UPLOAD_MAX_VIDEO_MB if request.user.is_authenticated or _is_open(request) else 0
        if _length(request) <= most * MEGABYTE + AROUND:
            return self.get_response(request)
        return _refused(request)


def _is_open(request: HttpRequest) -> bool:
    try:
        view = resolve(request.path_info).func
    except Http404:
        return False
    return getattr(view, "takes_files_from_anybody", False)


def _length(request: HttpRequest) -> int:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isdecimal() else 0


def _refused(request: HttpRequest) -> HttpResponse:
    sentence = (
        f"Kiriman ini terlalu besar. Berkas paling besar {settings.UPLOAD_MAX_MB} MB, "
        f"video MP4 paling besar {settings.UPLOAD_MAX_VIDEO_MB} MB."
    )
    if request.accepts("text/html") and "HX-Request" not in request.headers:
        return render(request, "413.html", {"sentence": sentence}, status=413)
    if "HX-Request" in request.headers:
        return HttpResponse(sentence, status=413, content_type="text/plain; charset=utf-8")
    return JsonResponse({"error": sentence}, status=413)
