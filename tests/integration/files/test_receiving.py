"""While an upload comes in: nothing too large is written, a full disk is told, a broken line leaves nothing."""

import errno
import gc
from pathlib import Path

import pytest
from django.http import HttpResponse, JsonResponse
from django.test import Client, RequestFactory
from django.urls import path
from django.utils import timezone

from files import receiving
from files.exceptions import Rejected
from files.models import StoredFile
from files.receiving import Unreceived
from tests import uploads
from tests.factories import UserFactory
from tests.integration.files.contents import stored
from tests.uploads import store
from zi_tracker.urls import urlpatterns as real

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
MEGABYTE = 1024 * 1024


def take(request):
    """A view as small as they come: one file, one action."""
    if request.method != "POST":
        return HttpResponse(status=405)
    try:
        file = store(upload=request.FILES["berkas"], by=request.user, now=timezone.now())
    except Rejected as error:
        return JsonResponse({"error": str(error)}, status=error.status)
    return JsonResponse({"name": file.name})


urlpatterns = [path("uji/unggah/", take), *real]


@pytest.fixture
def incoming(settings, tmp_path) -> Path:
    """Where uploads lie while they come in."""
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "incoming"
    settings.FILE_UPLOAD_TEMP_DIR.mkdir()
    return settings.FILE_UPLOAD_TEMP_DIR


@pytest.fixture
def browser(incoming) -> Client:
    """Somebody signed in."""
    client = Client()
    client.force_login(UserFactory(), backend="accounts.backends.Backend")
    return client


def send(browser, name, content, **headers):
    return browser.post("/uji/unggah/", {"berkas": uploads.sent(name, content)}, headers=headers)


@pytest.mark.parametrize("size", [1000, 5 * MEGABYTE], ids=["in memory", "on the disk"])
def test_an_upload_arrives_whole(browser, incoming, size):
    content = uploads.mp4(b"f" * size)
    assert send(browser, "kegiatan.mp4", content).json() == {"name": "kegiatan.mp4"}
    assert list(stored().values()) == [content]
    assert list(incoming.iterdir()) == []


NAMES = {
    "../../etc/sk.pdf": "sk.pdf",
    "C:\\Users\\Rina\\sk.pdf": "sk.pdf",
    "dua\x0bbaris.pdf": "duabaris.pdf",
    "SK 😀👍.pdf": "SK 😀👍.pdf",
    "sk\u202efdp.pdf": "skfdp.pdf",
    "\u200b.pdf": "berkas.pdf",
    "a" * 300 + ".pdf": "a" * 196 + ".pdf",
    "😀" * 200 + ".pdf": "😀" * 196 + ".pdf",
    "&lt;b&gt;.pdf": "<b>.pdf",
}


@pytest.mark.parametrize("name", NAMES)
def test_names_are_made_fit_to_show(browser, name):
    assert (raw(browser, name).status_code, StoredFile.objects.get().name) == (200, NAMES[name])


def test_a_name_that_no_disk_could_hold(browser):
    """Django reads no more than a kilobyte of a part's head; a name that a browser found on a disk fits."""
    assert (raw(browser, "😀" * 300 + ".pdf").status_code, stored()) == (400, {})


def raw(browser, name):
    """Sends the name as it is; Django's own client would tidy it up."""
    head = f'--x\r\nContent-Disposition: form-data; name="berkas"; filename="{name}"\r\n\r\n'
    body = head.encode() + uploads.pdf() + b"\r\n--x--\r\n"
    return browser.post("/uji/unggah/", body, content_type="multipart/form-data; boundary=x")


def test_over_the_limit_of_its_kind(browser, incoming, settings):
    """Five megabytes named .pdf where three are allowed; a film of that size may pass."""
    settings.UPLOAD_MAX_MB = 3
    answer = send(browser, "sk.pdf", uploads.pdf() + b"\0" * 5 * MEGABYTE)
    sentence = "Berkas ini terlalu besar; paling besar 3 MB. Perkecil berkasnya atau sertakan sebagai tautan."
    assert (answer.status_code, answer.json()) == (413, {"error": sentence})
    assert (list(incoming.iterdir()), stored(), StoredFile.objects.count()) == ([], {}, 0)
    assert send(browser, "kegiatan.mp4", uploads.mp4(b"f" * 5 * MEGABYTE)).status_code == 200


def test_what_is_over_the_limit_is_never_written(settings, incoming):
    settings.UPLOAD_MAX_MB = 1
    handler = receiving.UploadHandler()
    handler.new_file("berkas", "sk.pdf", "application/pdf", None)
    for start in range(0, 10 * MEGABYTE, 64 * 1024):
        handler.receive_data_chunk(b"x" * 64 * 1024, start)
        assert sum(path.stat().st_size for path in incoming.iterdir()) <= MEGABYTE
    upload = handler.file_complete(10 * MEGABYTE)
    assert (type(upload), upload.size, upload.refusal.status) == (Unreceived, 10 * MEGABYTE, 413)
    assert list(incoming.iterdir()) == []


TOO_LARGE = "Kiriman ini terlalu besar. Berkas paling besar 25 MB, video MP4 paling besar 100 MB."


def announce(browser, size: int, **headers):
    """The head of a request that says how much follows."""
    return browser.generic(
        "POST", "/uji/unggah/", b"", "multipart/form-data; boundary=x", CONTENT_LENGTH=str(size), headers=headers
    )


def test_two_gigabytes_are_refused_before_a_byte_is_read(browser, incoming):
    answer = announce(browser, 2 * 1024 * MEGABYTE, Accept="application/json")
    assert (answer.status_code, answer.json()) == (413, {"error": TOO_LARGE})
    page = announce(browser, 2 * 1024 * MEGABYTE, Accept="text/html")
    assert (page.status_code, page.templates[0].name) == (413, "413.html")
    assert TOO_LARGE in page.text
    fragment = announce(browser, 2 * 1024 * MEGABYTE, HX_Request="true")
    assert (fragment.status_code, fragment.text) == (413, TOO_LARGE)
    assert list(incoming.iterdir()) == []


@pytest.mark.parametrize(("size", "status"), [(101 * MEGABYTE, 400), (101 * MEGABYTE + 1, 413)])
def test_the_largest_request(browser, size, status):
    """400: it is let in, and then says less than it announced."""
    browser.raise_request_exception = False
    assert (announce(browser, size).status_code == 413) == (status == 413)


def test_nobody_uploads_without_signing_in(incoming):
    assert announce(Client(), 6 * MEGABYTE).status_code == 413


def test_a_line_that_breaks_leaves_nothing(incoming):
    body = uploads.mp4(b"f" * 5 * MEGABYTE)
    head = b'--x\r\nContent-Disposition: form-data; name="berkas"; filename="a.mp4"\r\n\r\n'
    request = RequestFactory().post("/", head + body, content_type="multipart/form-data; boundary=x")

    class Broken:
        """The browser goes away in the middle."""

        def __init__(self, stream):
            self._stream, self._left = stream, 3 * MEGABYTE

        def read(self, size):
            self._left -= size
            if self._left < 0:
                raise OSError(errno.ECONNRESET, "gone")
            return self._stream.read(size)

    request._stream = Broken(request._stream)
    assert _receive(request) == "gone"
    del request
    gc.collect()  # request and handlers know each other
    assert list(incoming.iterdir()) == []


def _receive(request) -> str:
    try:
        return str(request.FILES)
    except OSError as error:
        return error.strerror
