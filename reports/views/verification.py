"""The public page behind the QR code: what was issued, and whether a file is that.

Nobody signs in, nothing is stored. A file that is sent is hashed piece by piece while it comes in and forgotten.
"""

import hashlib
from functools import wraps

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.network import client_ip
from files.kinds import MEGABYTE
from files.middleware import files_from_anybody
from reports.models import Edition, SignedCopy
from reports.queries.editions import issued_under, largest, recognised

WINDOW = 10 * 60  # seconds
LOOKS, FILES = 300, 60  # in that time from one address, which a whole office may share
NOT_FOUND = "Tidak ada terbitan dengan alamat ini. Periksa kembali alamat pada dokumen."
TOO_MANY = "Terlalu banyak permintaan dari jaringan Anda. Coba lagi sepuluh menit lagi."
NO_FILE = "Pilih berkas PDF yang ingin diperiksa."
TOO_LARGE = "Berkas ini lebih besar daripada berkas terbitan mana pun, jadi bukan berkas yang sama."


class Digest(UploadedFile):
    """Stands for a file that was read and not kept."""

    def __init__(self, name: str, sha256: str, size: int):
        super().__init__(None, name, size=size)
        self.sha256 = sha256


class DigestHandler(FileUploadHandler):
    """Hashes what comes in and keeps nothing, up to `limit` bytes; the rest of a larger file is passed over."""

    chunk_size = 2**18

    def __init__(self, request: HttpRequest, limit: int):
        super().__init__(request)
        self.limit = limit

    def new_file(self, *args, **kwargs):
        """A file begins."""
        super().new_file(*args, **kwargs)
        self.digest, self.size = hashlib.sha256(), 0

    def receive_data_chunk(self, raw_data, start):
        """Hash a piece; nothing is handed on to another handler."""
        self.size += len(raw_data)
        if self.size <= self.limit:
            self.digest.update(raw_data)

    def file_complete(self, file_size):
        """What the view gets to see of the file."""
        return Digest(self.file_name, self.digest.hexdigest(), self.size)


def throttled(view):
    """Decorator: 429 for an address that asks too often. Counted by each server process for itself."""

    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        sends = request.method == "POST"
        if _count(f"verifikasi-{'berkas' if sends else 'halaman'}-{client_ip(request)}") > (FILES if sends else LOOKS):
            response = _page(request, {"sentence": TOO_MANY, "title": "Terlalu banyak permintaan"}, 429)
            response["Retry-After"] = str(WINDOW)
            return response
        return view(request, *args, **kwargs)

    return guarded


def _count(key: str) -> int:
    """How often this was asked within the present window."""
    cache.add(key, 0, WINDOW)
    try:
        return cache.incr(key)
    except ValueError:  # the window ended in between
        return 1


# No token against forgery: nobody is signed in and nothing is changed, and checking it would read the file first.
@csrf_exempt
@files_from_anybody
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@throttled
def verify(request: HttpRequest, token: str) -> HttpResponse:
    """What was issued under that address; POST compares a file with it. 404 in the same form for an unknown one."""
    edition = issued_under(token)
    if edition is None:
        return _page(request, {"sentence": NOT_FOUND, "title": "Terbitan tidak ditemukan"}, 404)
    if request.method != "POST":
        return _page(request, _told(edition))
    return _compared(request, edition)


def _compared(request: HttpRequest, edition: Edition) -> HttpResponse:
    limit = max(settings.UPLOAD_MAX_MB * MEGABYTE, largest(edition))
    request.upload_handlers = [DigestHandler(request, limit)]
    sent = request.FILES.get("berkas")
    if sent is None or not sent.size:
        return _page(request, _told(edition) | {"error": NO_FILE}, 422)
    if sent.size > limit:
        return _page(request, _told(edition) | {"answer": "different", "reason": TOO_LARGE})
    return _page(request, _told(edition) | {"answer": _answer(recognised(edition, sent.sha256)), "checked": sent.name})


def _answer(found: Edition | SignedCopy | None) -> str:
    if found is None:
        return "different"
    return "copy" if isinstance(found, SignedCopy) else "identical"


def _told(edition: Edition) -> dict:
    later = getattr(edition, "replaced_by", None)
    return {"edition": edition, "replacement": later if later and later.is_issued else None}


def _page(request: HttpRequest, context: dict, status: int = 200) -> HttpResponse:
    response = render(request, "reports/verification.html", context, status=status)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
