"""What people upload is kept whole, or refused with a reason and nothing left behind."""

import hashlib

import pytest
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db import transaction

from files.actions import receive
from files.enums import FileKind, ScanState
from files.exceptions import Rejected, TooLarge
from files.kinds import PICTURES
from files.models import StoredFile
from history import log
from history.models import Entry
from tests import uploads
from tests.factories import NOW, UserFactory
from tests.integration.files.contents import stored
from tests.uploads import store

pytestmark = pytest.mark.django_db


@pytest.fixture
def user(db):
    return UserFactory()


def keep(user, name, content, **more) -> StoredFile:
    return store(upload=uploads.sent(name, content), by=user, now=NOW, **more)


GOOD = {
    "sk.pdf": (uploads.pdf(3, "Surat Keputusan"), FileKind.PDF, 3),
    "FOTO.JPG": (uploads.jpeg(place=True), FileKind.JPEG, None),
    "foto.jpeg": (uploads.jpeg(), FileKind.JPEG, None),
    "layar.png": (uploads.png(), FileKind.PNG, None),
    "surat.docx": (uploads.docx(), FileKind.DOCX, None),
    "rencana.xlsx": (uploads.xlsx(), FileKind.XLSX, None),
    "paparan.pptx": (uploads.pptx(), FileKind.PPTX, None),
    "kegiatan.mp4": (uploads.mp4(), FileKind.MP4, None),
}


@pytest.mark.parametrize("name", GOOD)
def test_each_kind_is_kept_as_it_came(user, name):
    content, kind, pages = GOOD[name]
    file = keep(user, name, content)
    file.refresh_from_db()
    assert (file.name, file.kind, file.size, file.pages) == (name, kind, len(content), pages)
    assert file.sha256 == hashlib.sha256(content).hexdigest()
    assert (file.stored_at, file.stored_by, file.scan, file.is_shown) == (NOW, user, ScanState.UNSCANNED, True)
    assert stored() == {file.content.name: content}
    assert file.content.read() == content


def test_the_name_on_the_disk_tells_nothing(user):
    one, two = (keep(user, "SK rahasia.pdf", uploads.pdf()) for _ in range(2))
    assert one.content.name != two.content.name
    assert all(set(name) <= set("0123456789abcdef/") for name in stored())


def test_storing_is_in_the_history(user):
    file = keep(user, "sk.pdf", uploads.pdf())
    entries = [(entry.verb, entry.by, entry.at, entry.new) for entry in log.about(file)]
    assert entries == [("berkas diunggah", user, NOW, {"name": "sk.pdf", "sha256": file.sha256})]


def test_a_large_upload_on_the_disk_is_kept_too(user):
    content = uploads.mp4(b"film" * 2_000_000)
    upload = TemporaryUploadedFile("kegiatan.mp4", "video/mp4", len(content), None)
    upload.write(content)
    file = store(upload=upload, by=user, now=NOW)
    assert stored() == {file.content.name: content}
    upload.close()


KINDS = "Unggah PDF, JPEG, PNG, DOCX, XLSX, PPTX, atau MP4."
MACROS = "Berkas ini berisi makro. Simpan ulang tanpa makro (.docx, .xlsx, atau .pptx), atau sebagai PDF."
BOMB = "Isi berkas ini mengembang terlalu besar saat dibuka (bom zip). Simpan ulang dari Office atau sebagai PDF."
OPEN = "Berkas ini rusak dan tidak dapat dibuka. Periksa berkas aslinya, lalu unggah lagi."
OFFICE = "Berkas ini rusak atau bukan dokumen Office. Buka di Office, simpan ulang, lalu unggah lagi."
FILM = "Video ini rusak atau belum terunggah seluruhnya. Periksa apakah dapat diputar, lalu unggah lagi."
PASSWORD = (
    "Berkas ini dilindungi kata sandi atau berformat Office lama. "
    "Simpan ulang sebagai .docx, .xlsx, .pptx, atau PDF tanpa kata sandi."
)


def is_not(what: str, but: str) -> str:
    return f"Isi berkas ini bukan {what}, {but}. Unggah berkas aslinya."


BAD = {
    "nothing in it": ("sk.pdf", b"", "Berkas ini kosong (0 bita). Periksa berkas aslinya, lalu unggah lagi."),
    "no extension": (
        "sk",
        uploads.pdf(),
        f"Nama berkas ini tidak berakhiran, sehingga jenisnya tidak diketahui. {KINDS}",
    ),
    "svg": ("a.svg", uploads.svg(), f"Berkas .svg tidak diterima karena dapat berisi program. {KINDS}"),
    "html": ("a.html", uploads.html(), f"Berkas .html tidak diterima karena dapat berisi program. {KINDS}"),
    "program": ("a.exe", uploads.exe(), f"Berkas .exe adalah program dan tidak diterima. {KINDS}"),
    "macros": ("a.docm", uploads.docm(), f"Berkas .docm dapat berisi makro dan tidak diterima. {KINDS}"),
    "archive": (
        "a.zip",
        uploads.zipped({"a": "b"}),
        f"Arsip .zip tidak diterima; unggah isinya satu per satu. {KINDS}",
    ),
    "old office": ("a.doc", b"x", f"Berkas .doc tidak diterima; simpan ulang sebagai .docx atau PDF. {KINDS}"),
    "unknown": ("a.dwg", b"x", f"Berkas .dwg tidak diterima. {KINDS}"),
    "svg as png": ("a.png", uploads.svg(), is_not("PNG", "melainkan gambar SVG, yang dapat berisi program")),
    "html as pdf": (
        "a.pdf",
        uploads.html(),
        is_not("PDF", "melainkan halaman web (HTML), yang dapat berisi program"),
    ),
    "program as pdf": ("a.pdf", uploads.exe(), is_not("PDF", "melainkan program")),
    "picture as pdf": ("a.pdf", uploads.png(), is_not("PDF", "melainkan PNG")),
    "pdf as picture": ("a.jpg", uploads.pdf(), is_not("JPEG", "melainkan PDF")),
    "pdf as film": ("a.mp4", uploads.pdf(), is_not("MP4", "melainkan PDF")),
    "pdf as document": ("a.docx", uploads.pdf(), is_not("DOCX", "melainkan PDF")),
    "text as pdf": ("a.pdf", b"halo dunia", is_not("PDF", "meskipun namanya demikian")),
    "document as pdf": ("a.pdf", uploads.docx(), is_not("PDF", "melainkan arsip atau dokumen Office")),
    "workbook as document": ("a.docx", uploads.xlsx(), "Isi berkas ini bukan DOCX, melainkan XLSX."),
    "zip as document": ("a.docx", uploads.zipped({"a": "b"}), OFFICE),
    "macros as document": ("a.docx", uploads.docm(), MACROS),
    "macros under another name": ("a.docx", uploads.docx(**{"word/x.bin": uploads.ole("_VBA_PROJECT")}), MACROS),
    "vbaProject": ("a.docx", uploads.docx(**{"word/vbaProject.bin": b"x"}), MACROS),
    "macros inside": ("a.docx", uploads.nested_docx(uploads.docm()), MACROS),
    "a program inside": (
        "a.docx",
        uploads.docx(**{"word/embeddings/oleObject1.bin": uploads.ole("\x01Ole10Native")}),
        "Berkas ini menyimpan berkas lain atau program di dalamnya. Hapus objek yang disisipkan, lalu simpan ulang.",
    ),
    "password of office": ("a.docx", uploads.encrypted_docx(), PASSWORD),
    "password of pdf": (
        "a.pdf",
        uploads.encrypted_pdf(),
        "PDF ini dilindungi kata sandi. Simpan ulang tanpa kata sandi.",
    ),
    "password of zip": (
        "a.docx",
        uploads.locked_zip(),
        "Berkas ini dilindungi kata sandi. Simpan ulang tanpa kata sandi.",
    ),
    "bomb": ("a.docx", uploads.zip_bomb_docx(), BOMB),
    "bomb that lies": ("a.docx", uploads.lying_bomb_docx(), BOMB),
    "bomb inside": ("a.docx", uploads.nested_docx(uploads.lying_bomb_docx()), BOMB),
    "bombs side by side inside": (
        "a.docx",
        uploads.docx(
            **dict.fromkeys([f"word/embeddings/{n}.docx" for n in range(6)], uploads.zip_bomb_docx(90_000_000))
        ),
        BOMB,
    ),
    "members without end": ("a.docx", uploads.docx(**{f"word/media/{n}": b"" for n in range(10_000)}), BOMB),
    "document in document in ...": (
        "a.docx",
        uploads.nested_docx(uploads.docx(), 4),
        "Berkas ini berisi dokumen di dalam dokumen yang terlalu dalam. Hapus objek yang disisipkan.",
    ),
    "half a pdf": ("a.pdf", uploads.pdf()[:200], OPEN),
    "half a png": ("a.png", uploads.png()[:-20], OPEN),
    "half a jpeg": ("a.jpg", uploads.jpeg((2000, 2000))[:-600], OPEN),
    "half a film": ("a.mp4", uploads.mp4()[:-10], FILM),
    "half a document": ("a.docx", uploads.docx()[:-100], OFFICE),
    "entities that multiply": ("a.docx", uploads.billion_laughs_docx(), OFFICE),
    "too many pixels": (
        "a.png",
        uploads.huge_png(),
        "Gambar ini terlalu besar untuk dibuka; paling besar 120 megapiksel. Perkecil, lalu unggah lagi.",
    ),
}


@pytest.mark.parametrize("what", BAD)
def test_bad_input_is_refused_with_a_reason_and_leaves_nothing(user, what):
    name, content, sentence = BAD[what]
    with pytest.raises(Rejected) as refusal:
        keep(user, name, content)
    assert (str(refusal.value), refusal.value.status) == (sentence, 422)
    assert not StoredFile.objects.exists()
    assert stored() == {}
    assert not Entry.objects.filter(subject="storedfile").exists()


@pytest.mark.parametrize(
    ("name", "limit", "sentence"),
    [
        (
            "sk.pdf",
            {"UPLOAD_MAX_MB": 1},
            "Berkas ini terlalu besar; paling besar 1 MB. Perkecil berkasnya atau sertakan sebagai tautan.",
        ),
        (
            "a.mp4",
            {"UPLOAD_MAX_VIDEO_MB": 1},
            "Video MP4 ini terlalu besar; paling besar 1 MB. Perkecil berkasnya atau sertakan sebagai tautan.",
        ),
    ],
)
def test_too_large_by_the_limit_of_its_kind(user, settings, name, limit, sentence):
    for key, value in limit.items():
        setattr(settings, key, value)
    with pytest.raises(TooLarge) as refusal:
        keep(user, name, uploads.pdf() + b"\0" * 1024 * 1024)
    assert (str(refusal.value), refusal.value.status) == (sentence, 413)
    assert stored() == {}


def test_only_the_kinds_that_are_asked_for(user):
    with pytest.raises(Rejected) as refusal:
        keep(user, "sk.pdf", uploads.pdf(), kinds=PICTURES)
    assert str(refusal.value) == "PDF tidak diterima di sini. Unggah JPEG atau PNG."
    assert keep(user, "foto.png", uploads.png(), kinds=PICTURES).kind == FileKind.PNG


@transaction.atomic
def _keep_and_fail(user):
    file = keep(user, "lain.pdf", uploads.pdf(2))
    assert file.content.name in stored()
    raise ZeroDivisionError


@pytest.mark.django_db(transaction=True)
def test_content_goes_with_the_transaction(user):
    """Somebody later in the same transaction fails: the row is gone, and so is the content."""
    with pytest.raises(ZeroDivisionError):
        _keep_and_fail(user)
    assert (StoredFile.objects.count(), stored()) == (0, {})


@pytest.mark.django_db(transaction=True)
def test_content_goes_with_a_savepoint_and_its_neighbour_stays(user):
    with transaction.atomic():
        kept = keep(user, "sk.pdf", uploads.pdf())
        with pytest.raises(ZeroDivisionError):
            _keep_and_fail(user)
        assert set(stored()) == {kept.content.name}
    assert set(stored()) == {kept.content.name}


@pytest.mark.django_db(transaction=True)
def test_content_stays_once_committed(user):
    file = keep(user, "sk.pdf", uploads.pdf())
    assert set(stored()) == {file.content.name}


def test_what_was_received_and_not_stored_leaves_nothing(user):
    with receive(uploads.sent("sk.pdf", uploads.pdf())) as ready:
        assert set(stored()) == {ready.held.name}
    assert stored() == {}
