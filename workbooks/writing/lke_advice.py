"""The sheet Catatan dan Rekomendasi: what the TPI changed and why, and what the unit was advised. Values only."""

from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from workbooks.documents.lke import AdviceLine, ChangedLine, LkeBook
from workbooks.layout import ADVICE
from workbooks.writing import styles
from workbooks.writing.cells import fit, heading, put, set_up, widths

WIDTHS = {"A": 12, "B": 50, "C": 18, "D": 24, "E": 17, "F": 26, "G": 11, "H": 12}
CHANGED = ("Kode", "Pertanyaan", "Jawaban unit", "Jawaban TPI", "Pengaruh (poin)", "Catatan TPI", "", "")
ADVISED = (
    "Nomor",
    "Rekomendasi",
    "Tentang",
    "Status",
    "Batas waktu",
    "Penanggung jawab",
    "Prioritas",
    "Umur (triwulan)",
)
NOTE_WIDTH = WIDTHS["F"] + WIDTHS["G"] + WIDTHS["H"]


def add_advice(book: Workbook, told: LkeBook) -> None:
    """Write the sheet."""
    page = book.create_sheet(ADVICE)
    put(page, "A1", "Catatan dan Rekomendasi", styles.TITLE)
    put(page, "A2", f"{told.unit_code} {told.unit_name}, {told.period_name}", styles.FACT)
    row = _changed(page, told, 4)
    last = _advised(page, told.advice, row + 1)
    widths(page, WIDTHS)
    set_up(page, area=f"A1:H{last}")


def _changed(page: Worksheet, told: LkeBook, row: int) -> int:
    """The answers the TPI changed; returns the row below."""
    put(page, f"A{row}", "Jawaban yang dinilai berbeda oleh TPI", styles.SECTION)
    if told.tpi is None:
        return _nothing(page, row + 1, "Catatan TPI tampil setelah penilaian dikembalikan atau disetujui.")
    if not told.changed:
        return _nothing(page, row + 1, "Tidak ada jawaban yang dinilai berbeda.")
    _heading(page, row + 1, CHANGED)
    page.merge_cells(f"F{row + 1}:H{row + 1}")
    for number, line in enumerate(told.changed, start=row + 2):
        _changed_line(page, number, line)
    return row + 2 + len(told.changed)


def _changed_line(page: Worksheet, row: int, line: ChangedLine) -> None:
    texts = {"A": line.code, "B": line.question, "C": line.unit or "–", "D": line.tpi or "–", "F": line.note}
    for column in WIDTHS:
        put(page, f"{column}{row}", texts.get(column, ""), styles.TEXT)
    put(page, f"E{row}", line.effect, styles.SCORE, styles.SIGNED)
    page.merge_cells(f"F{row}:H{row}")
    fit(page, row, [(texts[column], WIDTHS[column]) for column in "ABCD"] + [(line.note, NOTE_WIDTH)])


def _advised(page: Worksheet, advice: Sequence[AdviceLine], row: int) -> int:
    """The recommendations; returns the last row written."""
    put(page, f"A{row}", "Rekomendasi", styles.SECTION)
    if not advice:
        return _nothing(page, row + 1, "Tidak ada rekomendasi yang terbuka.") - 1
    _heading(page, row + 1, ADVISED)
    for number, line in enumerate(advice, start=row + 2):
        _advice_line(page, number, line)
    return row + 1 + len(advice)


def _advice_line(page: Worksheet, row: int, line: AdviceLine) -> None:
    state = f"{line.state}, lewat batas" if line.is_overdue else line.state
    texts = dict(
        zip("ABCDFG", (line.name, line.text, line.subject, state, line.responsible, line.priority), strict=True)
    )
    for column, text in texts.items():
        put(page, f"{column}{row}", text, styles.TEXT)
    put(page, f"E{row}", line.due_on, styles.DATE)
    put(page, f"H{row}", line.age, styles.SCORE, "0")
    fit(page, row, [(text, WIDTHS[column]) for column, text in texts.items()])


def _heading(page: Worksheet, row: int, texts: Sequence[str]) -> None:
    heading(page, row, texts, styles.HEADING)
    page.row_dimensions[row].height = 30


def _nothing(page: Worksheet, row: int, sentence: str) -> int:
    put(page, f"A{row}", sentence, styles.FACT)
    return row + 1
