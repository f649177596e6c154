"""Our own workbook: the hidden sheet says where it comes from, the hidden column which question a row is."""

import json
from collections.abc import Sequence
from typing import Any

from evaluations.enums import Assessor
from evaluations.scoring.types import Instrument
from workbooks.enums import Layout
from workbooks.exceptions import Unreadable
from workbooks.layout import ABOUT, FIGURE, HEADING_ROW, LKE, NODE, VERSION, About
from workbooks.layout import Column as Letter
from workbooks.reading.columns import Place, column
from workbooks.reading.sheets import Cell, Sheet, check_length
from workbooks.reading.types import Book, Origin

TORN = "Lembar tersembunyi buku kerja ini rusak. Unduh ulang LKE dari aplikasi, lalu isi berkas yang baru."
NEWER = "Buku kerja ini dibuat oleh versi aplikasi yang lebih baru. Unduh ulang LKE dari aplikasi ini."
LETTERS = {
    Assessor.UNIT: (Letter.UNIT_ANSWER, Letter.UNIT_NOTE),
    Assessor.TPI: (Letter.TPI_ANSWER, Letter.TPI_NOTE),
}


def about(pages: Sequence[Sheet]) -> dict[str, Cell]:
    """What the hidden sheet says; empty for a workbook that is not ours."""
    page = next((page for page in pages if page.title == ABOUT), None)
    if page is None:
        return {}
    rows = range(1, min(page.rows, 100) + 1)
    named = {page.text("A", row): page.at("B", row) for row in rows}
    return {name: cell for name, cell in named.items() if cell is not None} if About.FORMAT in named else {}


def read(pages: Sequence[Sheet], told: dict[str, Cell], instrument: Instrument) -> Book:
    """The workbook; `told` is what its hidden sheet says. Raises Unreadable when it is torn or another instrument's."""
    origin = _origin(told)
    if origin.instrument != name_of(instrument) or origin.fingerprint != instrument.fingerprint:
        raise Unreadable(
            f"Buku kerja ini memakai instrumen {origin.instrument}, sedangkan yang berlaku {name_of(instrument)}. "
            "Unduh ulang LKE dari aplikasi, lalu isi berkas yang baru."
        )
    page = next((page for page in pages if page.title == LKE), None)
    if page is None:
        raise Unreadable(f"Buku kerja ini tidak mempunyai lembar “{LKE}”. Unduh ulang LKE dari aplikasi.")
    check_length(page)
    places = _places(page)
    columns = {
        assessor: column(page, instrument, places, *letters)
        for assessor, letters in LETTERS.items()
        if assessor in origin.versions
    }
    return Book(Layout.OWN, columns, origin)


def name_of(instrument: Instrument) -> str:
    """How the hidden sheet names an instrument."""
    return f"{instrument.id} {instrument.version}"


def _origin(told: dict[str, Cell]) -> Origin:
    if _whole(told.get(About.FORMAT)) > VERSION:
        raise Unreadable(NEWER)
    texts = {}
    for name in (About.UNIT, About.PERIOD, About.INSTRUMENT, About.FINGERPRINT, About.MADE_AT):
        if name not in told:
            raise Unreadable(TORN)
        texts[name] = str(told[name].value).strip()
    return Origin(
        unit=texts[About.UNIT],
        period=texts[About.PERIOD],
        instrument=texts[About.INSTRUMENT],
        fingerprint=texts[About.FINGERPRINT],
        made_at=texts[About.MADE_AT],
        versions=_by_question(told.get(About.VERSIONS), int),
        marks=_by_question(told.get(About.CONTENTS), str),
    )


def _whole(cell: Cell | None) -> int:
    text = str(cell.value).strip() if cell else ""
    if not text.isdecimal() or len(text) > 9:
        raise Unreadable(TORN)
    return int(text)


def _by_question(cell: Cell | None, kind: type) -> dict[str, dict[str, Any]]:
    """Assessor -> question code -> value, as JSON in the cell. Raises Unreadable for anything else."""
    try:
        data = json.loads(cell.value)
        whole = all(isinstance(value, kind) for part in data.values() for value in part.values())
    except (AttributeError, TypeError, ValueError, RecursionError) as error:
        raise Unreadable(TORN) from error
    if not whole:
        raise Unreadable(TORN)
    return data


def _places(page: Sheet) -> dict[str, Place]:
    """Where the rows of the questions are. Of a row that is there twice the first counts."""
    answers: dict[str, dict[str, int]] = {}
    notes: dict[str, list[int]] = {}
    for row in range(HEADING_ROW + 1, page.rows + 1):
        key = page.text(Letter.KEY, row)
        if not key or key.startswith(NODE):
            continue
        code, _, figure = key.partition(FIGURE)
        answers.setdefault(code, {}).setdefault(figure, row)
        if not figure:
            notes.setdefault(code, [row])
    return {code: Place(rows, notes.get(code, [])) for code, rows in answers.items()}
