"""The public page behind the QR code."""

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile

from files.models import StoredFile
from reports.actions.editions import correct, issue
from reports.qr import address_of, qr_of
from reports.views import verification
from tests.factories import NOW, TODAY, StoredFileFactory, UserFactory, actor, person
from tests.integration.files.contents import stored
from tests.integration.reports.edition_case import asked, drawn, issued, quarter
from tests.integration.reports.test_edition_views import text
from tests.uploads import pdf
from units.roles import Role

pytestmark = pytest.mark.django_db
CONTENT = pdf(pages=3, text="Terbit")
ANSWERS = {"Identik": "identical", "Identik dengan salinan bertanda tangan": "copy", "Berbeda": "different"}


@pytest.fixture(autouse=True)
def _count_from_zero():
    cache.clear()


@pytest.fixture
def edition(instrument):
    return issued(quarter(), content=CONTENT)


def send(client, edition, content: bytes, name: str = "laporan.pdf"):
    return client.post(f"/verifikasi/{edition.token}/", {"berkas": SimpleUploadedFile(name, content)})


def verdict(response) -> str:
    """Which of the three answers the page gives."""
    titles = [
        title for title in ANSWERS if f'<strong class="alert-title">{title}</strong>' in response.content.decode()
    ]
    assert len(titles) == 1
    return ANSWERS[titles[0]]


def main(response) -> str:
    return text(response).partition("Dokumen pada alamat ini")[0]


def test_it_shows_what_was_issued_and_nothing_else(client, edition):
    response = client.get(f"/verifikasi/{edition.token}/")
    assert response.status_code == 200
    shown = main(response).partition("Periksa berkas Anda")[0].split(" Verifikasi dokumen ", 1)[1].strip()
    assert shown == f"{edition.title} Nomor 700/1 Tanggal 21 Agustus 2024 Edisi 1 SHA-256 {edition.file.sha256}"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("token", ["tidakada", "x" * 500, "%00"])
def test_an_unknown_address_looks_the_same(client, edition, method, token):
    response = getattr(client, method)(f"/verifikasi/{token}/")
    assert response.status_code == 404
    assert "Tidak ada terbitan dengan alamat ini." in text(response)
    assert response["X-Robots-Tag"] == "noindex, nofollow"


def test_what_is_not_issued_is_unknown(client, instrument):
    assert client.get(f"/verifikasi/{asked(quarter()).token}/").status_code == 404


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_only_looking_and_comparing(client, edition, method):
    assert getattr(client, method)(f"/verifikasi/{edition.token}/").status_code == 405


def changed(place: int) -> bytes:
    return CONTENT[:place] + bytes([CONTENT[place] ^ 1]) + CONTENT[place + 1 :]


@pytest.mark.parametrize(
    ("content", "answer"),
    [
        (CONTENT, "identical"),
        (changed(0), "different"),
        (changed(len(CONTENT) // 2), "different"),
        (changed(len(CONTENT) - 1), "different"),
        (CONTENT[:-1], "different"),
        (CONTENT + b"\n", "different"),
        (b"x", "different"),
    ],
)
def test_a_file_is_identical_or_different(client, edition, content, answer):
    response = send(client, edition, content)
    assert (response.status_code, verdict(response)) == (200, answer)
    assert (StoredFile.objects.count(), len(stored())) == (1, 1)


def test_the_icon_says_it_too(client, edition):
    pages = [send(client, edition, content).content.decode() for content in (CONTENT, CONTENT[1:])]
    assert ["alert-success" in page for page in pages] == [True, False]
    assert all("<svg" in page.partition('class="alert ')[2] for page in pages)


def test_a_large_file_is_read_in_pieces(client, instrument):
    content = pdf() + b"%" * 7_000_000
    edition = issued(quarter(), content=content)
    assert verdict(send(client, edition, content)) == "identical"
    assert verdict(send(client, edition, content[:-1] + b"!")) == "different"
    assert len(stored()) == 1


def test_larger_than_anything_issued(client, edition, settings):
    settings.UPLOAD_MAX_MB = 1
    response = send(client, edition, CONTENT + b"%" * 1_100_000)
    assert (response.status_code, verdict(response)) == (200, "different")
    assert "lebih besar daripada berkas terbitan mana pun" in text(response)


def test_a_request_beyond_all_measure_is_not_read(client, edition, settings):
    settings.UPLOAD_MAX_VIDEO_MB = 1
    response = send(client, edition, b"%" * 6_000_000)
    assert response.status_code == 413


@pytest.mark.parametrize("data", [{}, {"berkas": "teks"}, {"berkas": SimpleUploadedFile("kosong.pdf", b"")}])
def test_without_a_file_one_is_asked_for(client, edition, data):
    response = client.post(f"/verifikasi/{edition.token}/", data)
    assert response.status_code == 422
    assert "Pilih berkas PDF yang ingin diperiksa." in text(response)


def test_a_signed_copy_is_recognised_until_it_is_withdrawn(client, edition):
    sha256 = "f6b1a2a7a02fba56a5b6a3f48ec1ae6d3c8d0cf4a4e5ea5b9d4c3ddd1c5b9a66"
    file = StoredFileFactory(sha256=sha256)
    copy = edition.signed_copies.create(file=file, signatories="A", added_at=NOW, added_by=UserFactory())
    content = CONTENT + b"tanda tangan"
    StoredFile.objects.filter(pk=file.pk).update(sha256=__import__("hashlib").sha256(content).hexdigest())
    assert verdict(send(client, edition, content)) == "copy"
    copy.withdrawn_at, copy.withdrawn_by = NOW, copy.added_by
    copy.save()
    assert verdict(send(client, edition, content)) == "different"


def test_what_was_changed_in_the_storage_is_different(client, edition):
    """Somebody with the server's disk in hand cannot make it "identical"."""
    ((name, _),) = stored().items()
    with open(edition.file.content.storage.path(name), "wb") as file:
        file.write(changed(5))
    enter = person(Role.LEADER)
    client.force_login(enter, backend="accounts.backends.Backend")
    fetched = b"".join(client.get(f"/terbitan/{edition.pk}/berkas/"))
    assert verdict(send(client, edition, fetched)) == "different"


def test_a_replaced_edition_says_by_which(client, edition):
    by = actor(person(Role.SUPERVISOR))
    new = correct(edition=edition, letter_number="700/2", dated=TODAY, reason="Keliru.", by=by, now=NOW)
    assert "Digantikan" not in text(client.get(f"/verifikasi/{edition.token}/"))
    issue(edition=new, drawn=drawn(edition.period, pdf(text="dua")), by=by, now=NOW)
    page = client.get(f"/verifikasi/{edition.token}/")
    assert "Digantikan oleh edisi 2 Nomor 700/2, tanggal 21 Agustus 2024." in text(page)
    assert f"/verifikasi/{new.token}/" in page.content.decode()
    assert verdict(send(client, edition, CONTENT)) == "identical"
    assert "Keliru." not in page.content.decode()


@pytest.mark.parametrize(("method", "limit"), [("get", "LOOKS"), ("post", "FILES")])
def test_an_address_that_asks_without_end_is_asked_to_wait(client, edition, monkeypatch, method, limit):
    monkeypatch.setattr(verification, limit, 3)
    url = f"/verifikasi/{edition.token}/"
    answers = [getattr(client, method)(url, REMOTE_ADDR="10.0.0.1") for _ in range(4)]
    usual = 200 if method == "get" else 422
    assert [answer.status_code for answer in answers] == [usual, usual, usual, 429]
    assert answers[-1]["Retry-After"] == "600"
    assert "Terlalu banyak permintaan dari jaringan Anda." in text(answers[-1])
    assert getattr(client, method)(url, REMOTE_ADDR="10.0.0.2").status_code == usual


def test_the_address_is_the_sites_own_and_the_code_asks_for_nothing():
    assert address_of("abc") == "https://zi.example.go.id/verifikasi/abc/"
    code = qr_of(address_of("abc"))
    assert code.startswith("data:image/svg+xml")
    assert "href" not in code
