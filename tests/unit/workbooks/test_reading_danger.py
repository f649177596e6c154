"""What somebody may send in a workbook's name: each ends in a sentence, within a memory that does not grow with it."""

import tracemalloc
import zipfile
from io import BytesIO

import pytest
from openpyxl import Workbook

from tests import uploads
from tests.unit.workbooks.books import INSTRUMENT, own, saved
from workbooks.exceptions import Unreadable
from workbooks.reading.book import read

MEGABYTE = 1024 * 1024
NOT_ONE = "Berkas ini bukan buku kerja Excel (.xlsx)."
BROKEN = "Berkas ini rusak atau bukan buku kerja Excel. Simpan ulang dari Excel atau LibreOffice sebagai .xlsx."
TOO_BIG = "Isi berkas ini terlalu besar. Hapus lembar, gambar, dan baris kosong yang tidak perlu, lalu simpan ulang."
NOT_OFFICE = "Berkas ini rusak atau bukan dokumen Office. Buka di Office, simpan ulang, lalu unggah lagi."
ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
LINKED = (
    "Berkas ini mengambil data dari buku kerja lain. Putuskan tautannya (Data, Edit Tautan, Putuskan Tautan), "
    "lalu simpan ulang."
)


def changed(*, add: dict[str, bytes] | None = None, edit: dict[str, tuple[bytes, bytes]] | None = None) -> bytes:
    """Our own workbook with members added or their content replaced."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(own())) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name in (edit or {}):
                before, after = edit[name]
                assert before in content
                content = content.replace(before, after)
            new.writestr(name, content)
        for name, content in (add or {}).items():
            new.writestr(name, content)
    return out.getvalue()


def sheet_of(rows: bytes) -> bytes:
    """Our own workbook with these rows besides."""
    return changed(edit={"xl/worksheets/sheet1.xml": (b"</sheetData>", rows + b"</sheetData>")})


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: b"", NOT_ONE),
        (lambda: b"kode;jawaban\nA.I.1.i.a;Ya\n", NOT_ONE),
        (uploads.docx, NOT_ONE),
        (lambda: own()[:3000], NOT_ONE),
        (
            lambda: uploads.ole("EncryptedPackage"),
            "Berkas ini .xls lama atau dilindungi kata sandi. Simpan ulang sebagai .xlsx tanpa kata sandi.",
        ),
        (uploads.locked_zip, "Berkas ini dilindungi kata sandi. Simpan ulang tanpa kata sandi."),
        (
            lambda: changed(add={"xl/vbaProject.bin": b"x"}),
            "Berkas ini berisi makro. Simpan ulang sebagai .xlsx tanpa makro.",
        ),
        (lambda: changed(add={"xl/externalLinks/externalLink1.xml": b"<externalLink/>"}), LINKED),
        (lambda: changed(edit={"xl/worksheets/sheet1.xml": (b"<worksheet", ENTITIES + b"<worksheet")}), NOT_OFFICE),
        (lambda: changed(edit={"xl/workbook.xml": (b"<workbook", ENTITIES + b"<workbook")}), NOT_OFFICE),
        (lambda: changed(edit={"xl/worksheets/sheet1.xml": (b"</row>", b"</baris>")}), BROKEN),
        (lambda: changed(add={"xl/worksheets/besar.xml": bytes(41 * MEGABYTE)}), TOO_BIG),
        (lambda: changed(add={"xl/media/gambar.png": bytes(21 * MEGABYTE)}), TOO_BIG),
        (lambda: changed(add={"xl/gaya.xml": bytes(5 * MEGABYTE)}), TOO_BIG),
        (lambda: uploads.lying_bomb(own()), TOO_BIG),
        (lambda: changed(add={f"xl/x{n}.bin": b"x" for n in range(1_001)}), TOO_BIG),
    ],
    ids=[
        "nothing",
        "csv",
        "a Word document",
        "cut off",
        "password",
        "password of the zip",
        "macros",
        "external links",
        "entities in a sheet",
        "entities in the list of sheets",
        "torn xml",
        "huge sheet",
        "huge picture",
        "huge styles",
        "a bomb that lies",
        "a thousand members",
    ],
)
def test_a_file_that_cannot_be_used_says_why(make, sentence):
    with pytest.raises(Unreadable) as refused:
        read(BytesIO(make()), INSTRUMENT)
    assert str(refused.value) == sentence


def refusal(content: bytes) -> tuple[str, int]:
    """Why it is refused, and the bytes that reading took at most."""
    tracemalloc.start()
    try:
        with pytest.raises(Unreadable) as refused:
            read(BytesIO(content), INSTRUMENT)
        return str(refused.value), tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_huge_shared_strings_are_refused_before_they_are_kept():
    strings = b"<sst>" + b"<si><t>panjang</t></si>" * 1_000_000 + b"</sst>"
    content = changed(add={"xl/sharedStrings.xml": strings})
    sentence, peak = refusal(content)
    assert sentence == TOO_BIG
    assert peak < 8 * MEGABYTE


TOO_LONG = (
    "Lembar “LKE” mempunyai lebih dari 5.000 baris, termasuk yang kosong. Hapus baris di bawah tabelnya, "
    "lalu simpan ulang."
)


def test_a_million_rows_are_refused_without_reading_them():
    content = sheet_of(b"".join(b'<row r="%d"/>' % number for number in range(1_000, 1_000_000)))
    sentence, peak = refusal(content)
    assert sentence == TOO_LONG
    assert peak < 16 * MEGABYTE


def test_one_row_a_million_rows_below_is_refused():
    with pytest.raises(Unreadable) as refused:
        read(BytesIO(sheet_of(b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>')), INSTRUMENT)
    assert str(refused.value) == TOO_LONG


def test_a_long_sheet_beside_the_answers_harms_nobody():
    def add(book: Workbook) -> None:
        page = book.create_sheet("Data")
        for number in range(6_000):
            page.append([number])

    assert read(BytesIO(own(unit={"A.I.1.i.a": "Ya"}, edit=add)), INSTRUMENT).columns["unit"].misread == []


def test_more_sheets_than_anybody_needs_are_refused():
    book = Workbook()
    for number in range(30):
        book.create_sheet(f"L{number}")
    with pytest.raises(Unreadable, match=r"^Berkas ini mempunyai 31 lembar; paling banyak 30\.$"):
        read(BytesIO(saved(book)), INSTRUMENT)


def test_how_far_the_reading_is_is_told_sheet_by_sheet():
    told = []
    read(BytesIO(own()), INSTRUMENT, lambda done, steps: told.append((done, steps)))
    assert told == [(2, 4), (3, 4), (4, 4)]
