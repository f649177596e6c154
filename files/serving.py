"""Handing a stored file to a browser. Who may have it is the calling view's question."""

import hashlib
from urllib.parse import quote

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, quote_etag

from files.enums import FileKind, ScanState
from files.exceptions import NotShown
from files.kinds import ABOUT
from files.models import StoredFile
from files.previews import Picture

# Whatever is in the file, the browser neither runs nor loads anything for it, and gives it no origin of ours.
SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'"
WAITS = "Berkas ini masih menunggu pemindaian virus. Coba lagi beberapa saat lagi."
INFECTED = "Berkas ini tidak dapat dibuka karena pemindai virus menemukan ancaman di dalamnya."


def check_shown(file: StoredFile) -> None:
    """Raises NotShown while the scanner has not said that the file is clean."""
    if not file.is_shown:
        raise NotShown(INFECTED if file.scan == ScanState.INFECTED else WAITS)


def download(request: HttpRequest, file: StoredFile, *, inline: bool = False) -> HttpResponseBase:
    """The content as it came, under the name the person gave it; `inline` shows it in the browser where that can.

    With X_ACCEL_PREFIX the proxy sends it, else Django, piece by piece. Raises NotShown, Gone.
    """
    check_shown(file)
    storage = file.content.storage
    if settings.X_ACCEL_PREFIX and isinstance(storage, FileSystemStorage):
        response = HttpResponse()
        response["X-Accel-Redirect"] = settings.X_ACCEL_PREFIX + quote(file.content.name)
    elif request.method == "HEAD":
        response = HttpResponse()
        response["Content-Length"] = file.size
    else:
        response = FileResponse(file.opened())
        response["Content-Length"] = file.size
    response["Content-Disposition"] = content_disposition_header(not inline, file.name)
    return _guarded(response, ABOUT[FileKind(file.kind)].content_type)


def hand_out(content: bytes, *, name: str, content_type: str) -> HttpResponse:
    """What the server made, to be kept by the browser under that name."""
    response = _guarded(HttpResponse(content), content_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


def show(request: HttpRequest, picture: Picture) -> HttpResponseBase:
    """A picture made by the server, for an <img> of ours. The browser keeps it, and asks each time whether it may."""
    response = _guarded(HttpResponse(picture.content), picture.content_type)
    response["Cache-Control"] = "private, no-cache"
    response["ETag"] = quote_etag(hashlib.sha256(picture.content).hexdigest())
    return get_conditional_response(request, etag=response["ETag"], response=response)


def _guarded(response: HttpResponseBase, content_type: str) -> HttpResponseBase:
    response["Content-Type"] = content_type
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SANDBOX
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response
