"""Our own workbook, written and read again: what comes back is what went out, and nothing counts as changed."""

import json
from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook

from evaluations.queries.sheets import stored_figures
from tests.conftest import ROOT
from tests.unit.workbooks.book_case import INSTRUMENT, cleaned, document
from workbooks.documents.lke import Given
from workbooks.layout import LKE, Column, mark
from workbooks.reading.book import read
from workbooks.writing.lke import lke_workbook

GOLDEN = [case["answers"] for case in json.loads((ROOT / "tests/data/golden-cases.json").read_text(), parse_float=str)]
HALF = {"A.I.1.i.a": "Tidak", "A.II.1.i.a": {"perubahan": 10}, "B.I.a": {"indeks": "3.84"}}
NOTES = ["=1+1", "  \x0bBaris satu\r\nbaris dua ", "x" * 5_000, "'kutip", "+62 812", "_x000D_", "5"]


def changed(book) -> list[tuple[str, str]]:
    """(assessor, code) of what its cells say otherwise than when it was made."""
    return [
        (assessor, code)
        for assessor, column_ in book.columns.items()
        for code, said in column_.said.items()
        if mark(_stored(said.value), said.note) != book.origin.marks[assessor][code]
    ]


def _stored(value):
    return stored_figures(value) if isinstance(value, dict) else value


def values(column_) -> dict:
    return {code: said.value for code, said in column_.said.items() if said.value is not None}


@pytest.mark.parametrize("raw", [*GOLDEN, HALF, {}])
def test_what_went_out_comes_back(raw):
    answers = {code: value for code, value in cleaned(raw).items() if value is not None}
    book = read(BytesIO(lke_workbook(document(answers, cleaned(HALF)))), INSTRUMENT)
    assert [column_.misread for column_ in book.columns.values()] == [[], []]
    assert (values(book.columns["unit"]), values(book.columns["tpi"])) == (answers, cleaned(HALF))
    assert changed(book) == []
    assert set(book.origin.versions["unit"].items()) == {(code, int(code in answers)) for code in INSTRUMENT.questions}


def test_notes_come_back_and_count_as_untouched():
    noted = dict(zip(INSTRUMENT.questions, NOTES, strict=False))
    told = replace(document({}, None), unit={code: Given(None, note, 2) for code, note in noted.items()})
    book = read(BytesIO(lke_workbook(told)), INSTRUMENT)
    assert list(book.columns) == ["unit"]
    assert book.columns["unit"].misread == []
    assert changed(book) == []
    assert [book.columns["unit"].said[code].note for code in noted] == [
        "=1+1",
        "Baris satu\nbaris dua",
        "x" * 5_000,
        "'kutip",
        "+62 812",
        "",
        "5",
    ]


def test_exactly_what_was_changed_in_the_file_counts_as_changed():
    content = lke_workbook(document(cleaned(GOLDEN[0]), None))
    book = load_workbook(BytesIO(content))
    rows = {book[LKE][f"{Column.KEY}{row}"].value: row for row in range(7, book[LKE].max_row + 1)}
    book[LKE][f"D{rows['A.I.1.i.a']}"] = "Ya"
    book[LKE][f"E{rows['A.I.1.i.b']}"] = "SK 2024"
    book[LKE][f"D{rows['B.I.a#indeks']}"] = None
    out = BytesIO()
    book.save(out)
    assert changed(read(out, INSTRUMENT)) == [("unit", "A.I.1.i.a"), ("unit", "A.I.1.i.b"), ("unit", "B.I.a")]
