"""What is read of filled workbooks: every answer and note, and every cell that cannot be taken."""

import json
from datetime import date
from fractions import Fraction
from io import BytesIO

import pytest
from openpyxl import Workbook

from tests.unit.workbooks.books import INSTRUMENT, cleaned, lampiran_iii, own, portalrb, saved
from workbooks.enums import Layout
from workbooks.exceptions import Unreadable
from workbooks.layout import ABOUT, LKE, About, mark
from workbooks.reading.book import UNKNOWN, read
from workbooks.reading.types import ANYBODY

SOME = {"A.I.1.i.a": "Ya", "A.II.1.i.a": {"agen_perubahan": 15, "perubahan": 10}, "B.I.a": {"indeks": 3.84}}


def opened(content: bytes):
    return read(BytesIO(content), INSTRUMENT)


def answers(column) -> dict:
    return {code: said.value for code, said in column.said.items()}


def faults(content: bytes, assessor: str = "unit") -> list[tuple[str, str]]:
    return [(fault.cell, fault.sentence) for fault in opened(content).columns[assessor].misread]


@pytest.fixture(scope="module", params=range(6))
def golden(request, golden_path) -> dict:
    return json.loads(golden_path.read_text(encoding="utf-8"))[request.param]["answers"]


# --- the three layouts --------------------------------------------------------------------------------
def test_our_own_workbook_holds_both_columns_and_its_origin(golden):
    book = opened(own(unit=golden, tpi=SOME, notes={"unit": {"A.I.1.i.a": " SK ada.\r\nBaru. "}}))
    assert (book.layout, list(book.columns)) == (Layout.OWN, ["unit", "tpi"])
    assert [column.misread for column in book.columns.values()] == [[], []]
    assert answers(book.columns["unit"]) == cleaned(golden)
    assert answers(book.columns["tpi"]) == cleaned(SOME)
    said = book.columns["unit"].said["A.I.1.i.a"]
    assert (said.note, said.cell) == ("SK ada.\nBaru.", "LKE!D11")
    assert (book.origin.unit, book.origin.period) == ("07", "2024-3")
    assert book.origin.versions["tpi"] == dict.fromkeys(INSTRUMENT.questions, 0)


def test_what_the_file_says_of_its_making_is_what_its_cells_say_while_nobody_touched_them():
    book = opened(own(unit=SOME, notes={"unit": {"B.I.a": "Survei\x0b 2024 "}}))
    told = {code: mark(_as_stored(said.value), said.note) for code, said in book.columns["unit"].said.items()}
    assert told == book.origin.marks["unit"]


def _as_stored(value):
    return {key: f"{float(figure):g}" for key, figure in value.items()} if isinstance(value, dict) else value


def test_the_portalrb_layout_holds_both_columns(golden):
    def with_notes(book):
        book["Jawaban"]["L126"], book["Jawaban"]["L127"] = "Agen ada.", "Sepuluh perubahan."
        book["Jawaban"]["Q6"] = "Setuju."

    book = opened(portalrb(unit=golden, tpi=SOME, edit=with_notes))
    assert (book.layout, book.origin) == (Layout.PORTALRB, None)
    assert answers(book.columns["unit"]) == cleaned(golden)
    assert answers(book.columns["tpi"]) == cleaned(SOME)
    assert book.columns["unit"].said["A.II.1.i.a"].note == "Agen ada.\nSepuluh perubahan."
    assert book.columns["tpi"].said["A.I.1.i.a"].note == "Setuju."


def test_the_official_form_holds_one_column_of_whoever_hands_it_in(golden, shared_file):
    def with_notes(book):
        book["LKE ZI"]["O8"], book["LKE ZI"]["O177"], book["LKE ZI"]["O182"] = "SK ada.", "Semua.", "Semua."

    book = opened(lampiran_iii(shared_file, golden, edit=with_notes))
    assert (book.layout, list(book.columns), book.origin) == (Layout.LAMPIRAN_III, [ANYBODY], None)
    column = book.columns[ANYBODY]
    assert column.misread == []
    assert answers(column) == cleaned(golden)
    noted = {code: said.note for code, said in column.said.items() if said.note}
    assert noted == {"A.I.1.i.a": "SK ada.", "A.II.5.iii.a": "Semua."}  # the same note twice is one


def test_the_blank_form_says_nothing(shared_file):
    column = opened(shared_file("lke/lampiran-iii-form.xlsx").read_bytes()).columns[ANYBODY]
    assert (column.misread, len(column.said)) == ([], 113)
    assert {(said.value, said.note) for said in column.said.values()} == {(None, "")}


def test_the_form_is_known_by_its_cells_whatever_its_sheet_is_called(shared_file):
    def rename(book):
        book["LKE ZI"].title = "Lembar1"

    book = opened(lampiran_iii(shared_file, SOME, edit=rename))
    assert book.columns[ANYBODY].said["A.I.1.i.a"].cell == "Lembar1!K8"


def test_a_form_with_a_row_more_is_refused_since_its_answers_would_be_another_questions(shared_file):
    def insert(book):
        book["LKE ZI"].insert_rows(200)

    with pytest.raises(Unreadable) as refused:
        opened(lampiran_iii(shared_file, SOME, edit=insert))
    assert str(refused.value) == (
        "Lembar “LKE ZI” mirip formulir Lampiran III, tetapi kolom J pada baris 202 bukan seperti aslinya. Salin "
        "jawaban ke formulir yang barisnya belum ditambah atau dihapus."
    )


# --- cells ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("value", "read_as"),
    [(" ya ", "Ya"), ("TIDAK", "Tidak"), ("", None), ("  ", None), (None, None)],
)
def test_an_option_counts_whatever_its_case_and_the_blanks_around_it(value, read_as):
    assert answers(opened(own(unit={"A.I.1.i.a": value})).columns["unit"])["A.I.1.i.a"] == read_as


@pytest.mark.parametrize(
    ("value", "read_as"),
    [
        (3.84, Fraction(384, 100)),
        (3.0, 3),
        ("3,84", Fraction(384, 100)),
        (4, 4),
    ],
)
def test_an_index_is_read_exactly(value, read_as):
    assert answers(opened(own(unit={"B.I.a": {"indeks": value}})).columns["unit"])["B.I.a"] == {"indeks": read_as}


FORMULA = "Sel ini berisi rumus. Tempelkan nilainya saja."
INDEX = "Indeks Persepsi Anti Korupsi (IPAK) hasil survei eksternal, skala 0-4"


@pytest.mark.parametrize(
    ("unit", "cell", "sentence"),
    [
        ({"A.I.1.i.a": "Mungkin"}, "LKE!D11", 'Pilihan "Mungkin" tidak dikenal; pilih salah satu dari Ya, Tidak.'),
        ({"A.I.1.i.a": 1}, "LKE!D11", 'Pilihan "1" tidak dikenal; pilih salah satu dari Ya, Tidak.'),
        (
            {"A.I.1.i.a": True},
            "LKE!D11",
            "Sel ini berisi nilai benar/salah. Ubah format sel menjadi Umum, lalu tulis ulang.",
        ),
        ({"A.I.1.i.a": "#N/A"}, "LKE!D11", 'Sel ini berisi kesalahan Excel ("#N/A").'),
        ({"A.I.1.i.a": '=IF(1=1,"Ya","Tidak")'}, "LKE!D11", FORMULA),
        ({"B.I.a": {"indeks": "=SUM(1,2)"}}, "LKE!D200", f"{INDEX}: sel ini berisi rumus. Tempelkan nilainya saja."),
        ({"B.I.a": {"indeks": "tiga"}}, "LKE!D200", f'{INDEX}: "tiga" tidak dapat dibaca sebagai angka.'),
        ({"B.I.a": {"indeks": 4.01}}, "LKE!D200", f'{INDEX}: "4.01" melebihi nilai tertinggi 4.'),
        ({"B.I.a": {"indeks": -1}}, "LKE!D200", f'{INDEX}: "-1" kurang dari 0.'),
        ({"B.I.a": {"indeks": 3.845}}, "LKE!D200", f'{INDEX}: "3.845" memuat lebih dari 2 angka di belakang koma.'),
        (
            {"B.I.a": {"indeks": date(2024, 8, 3)}},
            "LKE!D200",
            f"{INDEX}: sel ini berisi tanggal. Ubah format sel menjadi Umum, lalu tulis ulang.",
        ),
    ],
)
def test_a_cell_that_cannot_be_taken_is_named_and_nothing_of_its_question_is_taken(unit, cell, sentence):
    content = own(unit=SOME | unit, notes={"unit": dict.fromkeys(unit, "Catatan.")})
    assert faults(content) == [(cell, sentence)]
    column = opened(content).columns["unit"]
    assert answers(column) == {code: value for code, value in cleaned(SOME).items() if code not in unit}


def test_every_wrong_cell_is_named_and_the_right_figure_beside_it_is_not_taken():
    unit = {"A.II.5.iii.a": {"kepala_satker": 1, "pejabat_wajib": "dua", "sudah_lapor": "=1+1"}}
    assert [cell for cell, _ in faults(own(unit=unit))] == ["LKE!D180", "LKE!D182"]
    assert "A.II.5.iii.a" not in opened(own(unit=unit)).columns["unit"].said


def test_some_of_the_figures_are_read_as_some():
    column = opened(own(unit={"A.II.1.i.a": {"perubahan": 3}})).columns["unit"]
    assert column.said["A.II.1.i.a"].value == {"perubahan": 3}


@pytest.mark.parametrize(
    ("note", "read_as"),
    [
        ("Baris satu\nbaris dua", "Baris satu\nbaris dua"),
        (5, "5"),
        (date(2024, 8, 3), "03/08/2024"),
        ("x" * 5000, "x" * 5000),
    ],
)
def test_a_note_is_read_as_text(note, read_as):
    assert (
        opened(own(notes={"unit": {"A.I.1.i.a": "-"}}, edit=_at("E11", note))).columns["unit"].said["A.I.1.i.a"].note
        == read_as
    )


def _at(address: str, value):
    def edit(book):
        book[LKE][address] = value

    return edit


@pytest.mark.parametrize(
    ("note", "sentence"),
    [
        ("=A1", FORMULA),
        ("#REF!", 'Sel ini berisi kesalahan Excel ("#REF!").'),
        ("x" * 5001, "Catatan terlalu panjang: 5001 huruf, paling banyak 5000."),
    ],
)
def test_a_note_that_cannot_be_taken_is_named(note, sentence):
    assert faults(own(unit=SOME, edit=_at("E11", note))) == [("LKE!E11", sentence)]


def test_a_question_whose_row_is_gone_is_named():
    def delete(book):
        book[LKE].delete_rows(11)

    content = own(unit={"A.I.1.i.b": "A"}, edit=delete)
    assert faults(content) == [("LKE", "Baris pertanyaan ini tidak ada lagi dalam berkas, atau tidak lengkap.")]
    assert opened(content).columns["unit"].said["A.I.1.i.b"].value == "A"  # found by its key, not by its row


# --- our own, torn or another's ------------------------------------------------------------------------
TORN = "Lembar tersembunyi buku kerja ini rusak. Unduh ulang LKE dari aplikasi, lalu isi berkas yang baru."
OTHER = (
    "Buku kerja ini memakai instrumen {}, sedangkan yang berlaku permenpanrb-90-2021 1. Unduh ulang LKE dari aplikasi, "
    "lalu isi berkas yang baru."
)


@pytest.mark.parametrize(
    ("about", "sentence"),
    [
        ({About.INSTRUMENT: "permenpanrb-90-2021 2"}, OTHER.format("permenpanrb-90-2021 2")),
        ({About.FINGERPRINT: "0" * 64}, OTHER.format("permenpanrb-90-2021 1")),
        (
            {About.FORMAT: "2"},
            "Buku kerja ini dibuat oleh versi aplikasi yang lebih baru. Unduh ulang LKE dari aplikasi ini.",
        ),
        ({About.FORMAT: "dua"}, TORN),
        ({About.UNIT: None}, TORN),
        ({About.VERSIONS: None}, TORN),
        ({About.VERSIONS: "{"}, TORN),
        ({About.VERSIONS: "[]"}, TORN),
        ({About.VERSIONS: '{"unit": 3}'}, TORN),
        ({About.VERSIONS: '{"unit": {"A.I.1.i.a": "1"}}'}, TORN),
        ({About.VERSIONS: "[" * 30_000}, TORN),
        ({About.CONTENTS: "3"}, TORN),
    ],
)
def test_our_own_workbook_that_cannot_be_used_says_why(about, sentence):
    with pytest.raises(Unreadable) as refused:
        opened(own(unit=SOME, about=about))
    assert str(refused.value) == sentence


def test_our_own_workbook_without_its_sheet():
    def drop(book):
        book[LKE].title = "Lembar1"

    with pytest.raises(Unreadable, match="tidak mempunyai lembar “LKE”"):
        opened(own(unit=SOME, edit=drop))


# --- not one of the three ------------------------------------------------------------------------------
def other(title: str, **cells) -> bytes:
    book = Workbook()
    book.active.title = title
    for address, value in cells.items():
        book.active[address] = value
    return saved(book)


@pytest.mark.parametrize(
    "content",
    [
        other("LKE", D11="Ya"),
        other("Jawaban"),
        other("Jawaban", K6="Nama", K7="Alamat", K9="Telepon", N6="Ya"),
        other("LKE ZI", K8="Ya"),
        other(ABOUT, A1="unit", B1="07"),
    ],
    ids=["no hidden sheet", "an empty one", "another's answers", "the form's name only", "a torn hidden sheet"],
)
def test_a_workbook_of_something_else_is_told_so(content):
    with pytest.raises(Unreadable) as refused:
        opened(content)
    assert str(refused.value) == UNKNOWN
