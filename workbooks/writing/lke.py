"""The LKE workbook: Rekap, LKE, Catatan dan Rekomendasi, and two hidden sheets."""

import json

from django.utils import timezone
from openpyxl import Workbook

from evaluations.enums import Assessor
from workbooks.documents.lke import Column, LkeBook
from workbooks.layout import ABOUT, VERSION, About
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
        About.VERSIONS: json.dumps(_versions(told), separators=(",", ":")),
    }
    for row, (name, value) in enumerate(facts.items(), start=1):
        put(page, f"A{row}", name.value, TEXT)
        put(page, f"B{row}", value, TEXT)


def _versions(told: LkeBook) -> dict[str, dict[str, int]]:
    """Every question's version by assessor; of the TPI only where the reader may see what it says."""
    columns = {Assessor.UNIT.value: told.unit} | ({} if told.tpi is None else {Assessor.TPI.value: told.tpi})
    return {assessor: _of(told, column) for assessor, column in columns.items()}


def _of(told: LkeBook, column: Column) -> dict[str, int]:
    return {code: column[code].version if code in column else 0 for code in told.instrument.questions}
