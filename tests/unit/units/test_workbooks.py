"""Reading a workbook of users, whatever somebody uploads, and the template."""

import tracemalloc
from datetime import date, datetime, time
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from tests import uploads
from tests.integration.units.import_case import HEADINGS, line, replaced, saved, with_member, workbook
from units.imports.rows import COLUMNS, MAX_ROWS
from units.models import WorkUnit
from units.roles import Role
from units.workbooks import MAX_BYTES, Unreadable, read, template

SHEET = "xl/worksheets/sheet1.xml"


def values(*lines, **more):
    return [(row.values, row.problems) for row in read(workbook(*lines, **more))]


def test_a_row_is_read_as_texts():
    cells = line(
        full_name="  Rina   Wati, S.E. ",
        email="rina@contoh.go.id",
        nip="19800101 200501 1 001",
        position="Auditor\nMuda",
        role="Evaluator TPI",
        unit=7,
        starts_on=date(2024, 8, 1),
        ends_on=datetime.combine(date(2024, 12, 31), time(13)),
    )
    (row,) = read(workbook(cells))
    assert (row.number, row.problems) == (2, [])
    assert row.values == {
        "full_name": "Rina Wati, S.E.",
        "username": "rina",
        "email": "rina@contoh.go.id",
        "nip": "19800101 200501 1 001",
        "position": "Auditor Muda",
        "role": "Evaluator TPI",
        "unit": "7",
        "starts_on": "2024-08-01",
        "ends_on": "2024-12-31",
    }


def test_columns_may_come_in_any_order_and_some_may_be_absent():
    assert values(["rina", None, "Rina"], headings=["NAMA  PENGGUNA *", None, "nama"]) == [
        ({**dict.fromkeys([column.key for column in COLUMNS], ""), "full_name": "Rina", "username": "rina"}, [])
    ]


def test_empty_rows_are_passed_over_and_numbers_are_those_of_the_sheet():
    book = Workbook()
    book.active["A3"], book.active["B3"] = "Nama lengkap", "Nama pengguna"
    book.active["A7"], book.active["B7"] = "Rina", "rina"
    book.active["A9"] = "  "
    assert [row.number for row in read(saved(book))] == [7]


def test_the_sheet_named_so_is_read_else_the_first():
    book = Workbook()
    book.active.append(["bukan ini"])
    sheet = book.create_sheet("Pengguna")
    sheet.append(HEADINGS)
    sheet.append(line())
    assert len(read(saved(book))) == 1
    assert len(read(workbook(line(), title="Lembar1"))) == 1


LOST = (
    "NIP tersimpan sebagai angka, sehingga Excel menghilangkan angka-angka terakhirnya. "
    "Ubah format kolom menjadi Teks, lalu tulis ulang NIP."
)


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"nip": 198001012005011001}, LOST),
        ({"nip": 1.98001012005011e17}, LOST),
        ({"nip": "1,98001E+17"}, LOST),
        ({"nip": "1.98E17"}, LOST),
        ({"email": "=A1&B1"}, "Surel berisi rumus. Tempelkan nilainya saja."),
        ({"position": "#N/A"}, "Jabatan berisi kesalahan Excel (#N/A)."),
        ({"position": True}, "Jabatan bukan teks. Ubah format sel menjadi Teks, lalu tulis ulang."),
        (
            {"username": date(2024, 8, 1)},
            "Nama pengguna berisi tanggal. Ubah format sel menjadi Teks, lalu tulis ulang.",
        ),
        ({"starts_on": 45505}, "Mulai berisi angka, bukan tanggal. Tulis seperti 31/12/2024."),
        ({"position": "x" * 301}, "Jabatan terlalu panjang; paling banyak 300 karakter."),
        ({"full_name": "Rina\u202eitaW"}, "Nama lengkap berisi karakter yang tidak dapat dibaca."),
    ],
)
def test_a_cell_that_cannot_be_taken_is_named(cells, sentence):
    ((read_values, problems),) = values(line(**cells))
    assert problems == [sentence]
    assert not read_values.keys() & cells.keys()


@pytest.mark.parametrize(("nip", "text"), [(123, "123"), (123456789012345, "123456789012345"), ("'1980", "'1980")])
def test_a_short_number_keeps_its_digits(nip, text):
    assert values(line(nip=nip))[0][0]["nip"] == text


@pytest.mark.parametrize(
    ("headings", "sentence"),
    [
        ([*HEADINGS, "Telepon"], "Judul kolom “Telepon” tidak dikenal."),
        ([*HEADINGS, "surel"], "Judul kolom “Surel” ada lebih dari sekali."),
        ([*HEADINGS, "E-mail"], "Judul kolom “Surel” ada lebih dari sekali."),
        (["Nama lengkap", "Surel"], "Kolom Nama pengguna tidak ada."),
        (["Surel"], "Kolom Nama lengkap dan Nama pengguna tidak ada."),
        (None, "Judul kolom “Rina Wati” tidak dikenal."),
    ],
)
def test_headings_that_do_not_fit(headings, sentence):
    with pytest.raises(Unreadable) as refused:
        read(workbook(line(), headings=headings))
    assert str(refused.value).startswith(sentence)


def no_sheet():
    return replaced(workbook(line()), "[Content_Types].xml", b"main+xml", b"other+xml")


NOT_EXCEL = "Berkas ini bukan buku kerja Excel (.xlsx)."
BROKEN = "Berkas ini rusak atau bukan buku kerja Excel. Simpan ulang dari Excel sebagai .xlsx."
TOO_BIG = "Isi berkas ini terlalu besar. Sisakan satu lembar dengan paling banyak 2.000 baris."
MACROS = "Berkas ini berisi makro. Simpan ulang sebagai .xlsx tanpa makro."
WITH_DTD = "Berkas ini rusak atau bukan dokumen Office. Buka di Office, simpan ulang, lalu unggah lagi."
ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: BytesIO(b""), NOT_EXCEL),
        (lambda: BytesIO(b"Nama lengkap;Nama pengguna\nRina;rina\n"), NOT_EXCEL),
        (lambda: BytesIO(b"PK\x03\x04 but no more"), NOT_EXCEL),
        (lambda: BytesIO(workbook(line()).getvalue()[:2000]), NOT_EXCEL),
        (lambda: with_member(BytesIO(), "catatan.txt", b"bukan Excel"), NOT_EXCEL),
        (
            lambda: BytesIO(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
            "Berkas ini .xls lama atau dilindungi kata sandi. Simpan ulang sebagai .xlsx tanpa kata sandi.",
        ),
        (lambda: with_member(workbook(line()), "xl/vbaProject.bin", b"makro"), MACROS),
        (
            lambda: replaced(
                workbook(line()),
                "[Content_Types].xml",
                b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
            ),
            MACROS,
        ),
        (lambda: with_member(workbook(line()), "xl/worksheets/bom.xml", bytes(41 * 1024 * 1024)), TOO_BIG),
        (lambda: with_member(workbook(line()), "xl/media/bom.png", bytes(3 * 1024 * 1024)), TOO_BIG),
        (lambda: BytesIO(uploads.lying_bomb(workbook(line()).getvalue())), TOO_BIG),
        (lambda: replaced(workbook(line()), SHEET, b"</row>", b"</baris>"), BROKEN),
        (lambda: replaced(workbook(line()), SHEET, b"<worksheet", ENTITIES + b"<worksheet"), WITH_DTD),
        (lambda: replaced(workbook(line()), SHEET, b'r="2"', b'r="dua"'), BROKEN),
        (lambda: workbook(headings=None), "Berkas ini kosong."),
        (workbook, "Berkas ini hanya berisi judul kolom; belum ada pengguna di bawahnya."),
    ],
    ids=[
        "nothing",
        "csv",
        "half a zip",
        "cut off",
        "a zip of something else",
        "xls",
        "macros",
        "xlsm",
        "bomb",
        "large picture",
        "bomb that lies",
        "torn xml",
        "entities",
        "bad row number",
        "no rows",
        "headings only",
    ],
)
def test_a_file_that_cannot_be_used_says_why(make, sentence):
    with pytest.raises(Unreadable) as refused:
        read(make())
    assert str(refused.value) == sentence


def many(rows: int) -> BytesIO:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Pengguna")
    sheet.append(HEADINGS)
    for number in range(rows):
        sheet.append(line(username=f"orang{number}"))
    return saved(book)


def test_as_many_rows_as_allowed():
    assert len(read(many(MAX_ROWS))) == MAX_ROWS


def test_fifty_thousand_rows_are_refused_without_keeping_them():
    file = many(50_000)
    tracemalloc.start()
    with pytest.raises(Unreadable, match=r"^Berkas ini berisi lebih dari 2\.000 baris\. Bagilah"):
        read(file)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 16 * 1024 * 1024


def test_rows_far_below_are_not_looked_for():
    book = Workbook()
    book.active.append(HEADINGS)
    book.active["A1048576"] = "Rina"
    with pytest.raises(Unreadable, match=r"^Lembar ini mempunyai lebih dari 10\.000 baris, termasuk yang kosong\."):
        read(saved(book))


def test_the_template_can_be_filled_and_read():
    units = [WorkUnit(code="07", name="RSUD Uji"), WorkUnit(code="08", name="=1+1")]
    content = template(units)
    assert len(content) < MAX_BYTES
    with pytest.raises(Unreadable, match="hanya berisi judul kolom"):
        read(BytesIO(content))
    book = load_workbook(BytesIO(content))
    assert [cell.value for cell in book["Pengguna"][1]] == HEADINGS
    assert [book["Pengguna"][f"{letter}2"].number_format for letter in "DGH"] == ["@", "@", "dd/mm/yyyy"]
    lists = [[cell.value for cell in row] for row in book["Daftar"].iter_rows(min_row=2)]
    assert [row[0] for row in lists] == [role.label for role in Role]
    assert [row[2:] for row in lists[:3]] == [["07", "RSUD Uji"], ["08", " =1+1"], [None, None]]
    for place, value in enumerate(line(role="Evaluator TPI"), start=1):
        book["Pengguna"].cell(2, place).value = value
    (row,) = read(saved(book))
    assert (row.text("username"), row.text("role"), row.problems) == ("rina", "Evaluator TPI", [])
