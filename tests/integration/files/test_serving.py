"""A stored file reaches the browser as it came, and the browser runs nothing of it."""

import pytest
from django.core.files.storage import storages
from django.test import RequestFactory

from files.enums import ScanState
from files.exceptions import Gone, NotShown
from files.previews import Picture
from files.serving import download, show
from tests import uploads
from tests.factories import NOW, StoredFileFactory, UserFactory
from tests.uploads import store

pytestmark = pytest.mark.django_db
SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'"
MEMORY = {"BACKEND": "django.core.files.storage.InMemoryStorage"}


@pytest.fixture
def request_(rf: RequestFactory):
    return rf.get("/")


def keep(name="sk.pdf", content=None):
    return store(upload=uploads.sent(name, content or uploads.pdf()), by=UserFactory(), now=NOW)


def test_a_download_and_its_headers(request_):
    content = uploads.pdf(2)
    response = download(request_, keep("SK “Tim” ZI é.pdf", content))
    assert b"".join(response.streaming_content) == content
    assert dict(response.headers) == {
        "Content-Type": "application/pdf",
        "Content-Length": str(len(content)),
        "Content-Disposition": "attachment; filename*=utf-8''SK%20%E2%80%9CTim%E2%80%9D%20ZI%20%C3%A9.pdf",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": SANDBOX,
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, no-store",
    }
    response.close()


def test_inline_only_changes_the_disposition(request_):
    response = download(request_, keep(), inline=True)
    assert response["Content-Disposition"] == 'inline; filename="sk.pdf"'
    assert response["Content-Security-Policy"] == SANDBOX
    response.close()


def test_a_name_with_quotes_and_a_new_line_makes_no_header(request_):
    response = download(request_, keep('a"; x=\r\nSet-Cookie: a=b.pdf'))
    assert response["Content-Disposition"] == 'attachment; filename="a\\"; x= Set-Cookie: a=b.pdf"'
    response.close()


def test_the_proxy_sends_it_when_it_can(request_, settings):
    settings.X_ACCEL_PREFIX = "/private/"
    file = keep()
    response = download(request_, file)
    assert response.content == b""
    assert response["X-Accel-Redirect"] == f"/private/{file.content.name}"
    assert response["Content-Disposition"] == 'attachment; filename="sk.pdf"'
    assert (response["Content-Type"], response["Content-Security-Policy"]) == ("application/pdf", SANDBOX)
    assert not response.has_header("Content-Length")


def test_a_storage_that_is_no_folder_is_served_by_django(request_, settings, use_storage):
    """Storing, serving and drawing work with a storage that has no paths, as S3 has none."""
    settings.X_ACCEL_PREFIX = "/private/"
    use_storage(MEMORY)
    content = uploads.pdf(3)
    file = keep("sk.pdf", content)
    response = download(request_, file)
    assert b"".join(response.streaming_content) == content
    assert not response.has_header("X-Accel-Redirect")
    response.close()
    assert storages["private"].exists(file.content.name)


def test_head_tells_the_length_and_opens_nothing(rf):
    file = keep()
    response = download(rf.head("/"), file)
    assert (response.content, response["Content-Length"]) == (b"", str(file.size))


@pytest.mark.parametrize(
    ("scan", "sentence"),
    [
        (
            {"scan": ScanState.WAITING},
            "Berkas ini masih menunggu pemindaian virus. Coba lagi beberapa saat lagi.",
        ),
        (
            {"scan": ScanState.INFECTED, "scanned_at": NOW, "threat": "Eicar"},
            "Berkas ini tidak dapat dibuka karena pemindai virus menemukan ancaman di dalamnya.",
        ),
    ],
)
def test_what_is_not_clean_is_not_shown(request_, settings, scan, sentence):
    settings.X_ACCEL_PREFIX = "/private/"
    with pytest.raises(NotShown) as refusal:
        download(request_, StoredFileFactory(**scan))
    assert (str(refusal.value), refusal.value.status) == (sentence, 409)


def test_a_content_that_is_gone_is_told(request_):
    with pytest.raises(Gone) as refusal:
        download(request_, StoredFileFactory())  # whose content was never written
    assert (str(refusal.value), refusal.value.status) == (
        "Isi berkas ini tidak ada di penyimpanan server. Hubungi administrator.",
        410,
    )


def test_a_picture_is_asked_for_each_time_but_sent_once(rf):
    picture = Picture(b"gambar", "image/webp")
    first = show(rf.get("/"), picture)
    assert (first.status_code, first.content) == (200, b"gambar")
    assert (first["Content-Type"], first["Cache-Control"]) == ("image/webp", "private, no-cache")
    assert (first["X-Content-Type-Options"], first["Content-Security-Policy"]) == ("nosniff", SANDBOX)
    again = show(rf.get("/", headers={"If-None-Match": first["ETag"]}), picture)
    assert (again.status_code, again.content) == (304, b"")
