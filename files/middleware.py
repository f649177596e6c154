"""The door before the upload: who sends more than anybody may is told so before a byte of it is read."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from files.kinds import MEGABYTE

AROUND = MEGABYTE  # other fields of the form, and what stands between them


class UploadLimitMiddleware:
    """413 for a request larger than the largest file; for somebody not signed in, than a form without files."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _length(request) <= settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            return self.get_response(request)
        most = settings.UPLOAD_MAX_VIDEO_MB if request.user.is_authenticated else 0
        if _length(request) <= most * MEGABYTE + AROUND:
            return self.get_response(request)
        return _refused(request)


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
