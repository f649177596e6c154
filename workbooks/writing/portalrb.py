"""The PortalRB workbook: the sheet Jawaban with answers and notes in the ministry's cells.

Only where the cells stand is known (`positions`, `layout.PortalRb`), not the ministry's file. What this file says
besides, in the columns before the answers, is ours: so that people know what they copy.
"""

from openpyxl.worksheet.worksheet import Worksheet

from workbooks.documents.portalrb import Cell, PortalBook, PortalRow
from workbooks.layout import PORTALRB_SHEET, PortalRb
from workbooks.positions import positions
from workbooks.words import moment_text
from workbooks.writing import styles
from workbooks.writing.cells import content, fit, new_book, plain, put, set_up, widths

HEADING = 5  # the ministry's first answer stands in the row below
CODE, TEXT = "A", "B"
HEADINGS = {
    CODE: "Kode",
    TEXT: "Pertanyaan atau isian",
    PortalRb.UNIT_ANSWER: "Jawaban unit",
    PortalRb.UNIT_NOTE: "Catatan unit",
    PortalRb.UNIT_EVIDENCE: "Data dukung unit",
    PortalRb.TPI_ANSWER: "Jawaban TPI",
    PortalRb.TPI_NOTE: "Catatan TPI",
}
WIDTHS = dict(zip(HEADINGS, (12, 48, 10, 36, 36, 10, 36), strict=True))
BETWEEN = "CDEFGHIJOP"  # the ministry's, not known


def portal_workbook(told: PortalBook) -> bytes:
    """The file."""
    book = new_book(f"PortalRB {told.unit_code} {told.unit_name} {told.period_name}", at=told.taken_at)
    page = book.create_sheet(PORTALRB_SHEET)
    _head(page, told)
    for row in told.rows:
        _row(page, row)
    widths(page, WIDTHS)
    for column in BETWEEN:
        page.column_dimensions[column].hidden = True
    last = max(place.portalrb_row for place in positions())
    set_up(page, repeated=HEADING, freeze=f"C{HEADING + 1}", area=f"A1:{PortalRb.TPI_NOTE}{last}")
    page.protection.sheet = False  # made to be copied from
    return content(book)


def _head(page: Worksheet, told: PortalBook) -> None:
    put(page, "A1", "Jawaban menurut letak sel PortalRB", styles.TITLE)
    put(page, "A2", f"{told.unit_code} {told.unit_name}, {told.period_name}", styles.SECTION)
    put(page, "A3", f"Diunduh oleh {told.taken_by} pada {moment_text(told.taken_at)}.", styles.FACT)
    note = "Hanya letak sel yang mengikuti PortalRB; ini bukan berkas Kementerian PANRB. Salin isinya ke berkas resmi."
    put(page, "A4", note if told.sees_tpi else f"{note} Jawaban TPI belum dapat dilihat.", styles.HINT)
    for column, text in HEADINGS.items():
        put(page, f"{column}{HEADING}", text, styles.HEADING)
    page.row_dimensions[HEADING].height = 30


def _row(page: Worksheet, row: PortalRow) -> None:
    texts = {
        CODE: row.code,
        TEXT: row.text,
        PortalRb.UNIT_NOTE: row.unit_note,
        PortalRb.UNIT_EVIDENCE: row.evidence,
        PortalRb.TPI_NOTE: row.tpi_note,
    }
    for column, text in texts.items():
        put(page, f"{column}{row.row}", text, styles.TEXT)
    for column, answer in ((PortalRb.UNIT_ANSWER, row.unit_answer), (PortalRb.TPI_ANSWER, row.tpi_answer)):
        put(page, f"{column}{row.row}", _plain(answer), styles.CENTRE)
    fit(page, row.row, [(text, WIDTHS[column]) for column, text in texts.items()])


def _plain(answer: Cell):
    return answer if answer is None or isinstance(answer, str) else plain(answer)
