"""The LKE workbook: Rekap, LKE, Catatan dan Rekomendasi, and two hidden sheets."""

import json
from collections.abc import Callable, Mapping

from django.utils import timezone
from openpyxl import Workbook

from evaluations.enums import Assessor
from evaluations.queries.sheets import stored_figures
from workbooks.documents.lke import Given, LkeBook
from workbooks.layout import ABOUT, VERSION, About, mark
from workbooks.writing.cells import content, new_book, put, set_up, widths
from workbooks.writing.lke_advice import add_advice
from workbooks.writing.lke_recap import add_recap
from workbooks.writing.lke_rows import rows_of
from workbooks.writing.lke_sheet import add_lke
from workbooks.writing.scales import add_scales
from workbooks.writing.styles import TEXT


def lke_workbook(told: LkeBook) -> bytes:
    """The file."""
    book = new_book(f"LKE {told.unit_code} {told.unit_name} {told.period_name}", at=told.taken_at)
    rows = rows_of(told.instrument)
    add_recap(book, told, rows)
    scales = add_scales(book, told.instrument.scales)
    add_lke(book, told, rows, scales)
    add_advice(book, told)
    _add_about(book, told)
    book.move_sheet(book.worksheets[1], offset=2)  # the scales, written before the formulas that name them
    return content(book)


def _add_about(book: Workbook, told: LkeBook) -> None:
    page = book.create_sheet(ABOUT)
    page.sheet_state = "hidden"
    set_up(page)
    widths(page, {"A": 12, "B": 60})
    facts = {
        About.FORMAT: str(VERSION),
        About.UNIT: told.unit_code,
        About.PERIOD: told.period,
        About.INSTRUMENT: f"{told.instrument.id} {told.instrument.version}",
        About.FINGERPRINT: told.instrument.fingerprint,
        About.MADE_AT: timezone.localtime(told.taken_at).isoformat(timespec="seconds"),
        About.VERSIONS: _json(told, lambda given: given.version if given else 0),
        About.CONTENTS: _json(told, _mark),
    }
    for row, (name, value) in enumerate(facts.items(), start=1):
        put(page, f"A{row}", name.value, TEXT)
        put(page, f"B{row}", value, TEXT)


def _json(told: LkeBook, of: Callable[[Given | None], int | str]) -> str:
    """Something of every question by assessor; of the TPI only where the reader may see what it says."""
    columns = {Assessor.UNIT.value: told.unit} | ({} if told.tpi is None else {Assessor.TPI.value: told.tpi})
    codes = told.instrument.questions
    found = {assessor: {code: of(column.get(code)) for code in codes} for assessor, column in columns.items()}
    return json.dumps(found, separators=(",", ":"))


def _mark(given: Given | None) -> str:
    if given is None:
        return mark(None, "")
    value = stored_figures(given.value) if isinstance(given.value, Mapping) else given.value
    return mark(value, given.note)
