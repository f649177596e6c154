"""The one way a table becomes a sheet of a workbook: title, heading, rows, ready to be filtered and printed.

Rows are written as they are read, into a temporary file, so a long sheet needs no more memory than its finished file.
A text stays a text: what a spreadsheet would calculate (the rule of the history's export) is stored as text and marked
the way Excel marks it, by the apostrophe that nobody sees, so that editing the cell makes no formula of it either.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from io import BytesIO

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from evaluations.queries.history_export import safe
from evaluations.scoring.rounding import exact_decimal
from workbooks.layout import NOT_IN_XML

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Value = str | int | Decimal | Fraction | date | datetime | bool | None

MAX_TEXT = 32_767  # characters Excel keeps in a cell
MAX_TAB = 31
NOT_IN_TAB = re.compile(r"[\[\]:*?/\\']")

# What the styles are called in Excel's own list, and how their values are written.
TITLE, FACT, HEADING, TEXT, WHOLE, POINTS, DAY, MOMENT = (
    "Judul",
    "Keterangan",
    "Kepala tabel",
    "Teks",
    "Bilangan",
    "Nilai",
    "Tanggal",
    "Waktu",
)
FORMATS = {
    TEXT: "@",
    WHOLE: "0",
    POINTS: "#,##0.00",
    DAY: "[$-421]d mmmm yyyy",  # 0x421: the months in Indonesian, wherever it is opened
    MOMENT: "[$-421]d mmmm yyyy hh:mm",
}
FONT, BLUE, LINE = "Calibri", "083575", "B8C4D6"
A4 = 9
LINE_HEIGHT, MAX_HEIGHT = 13, 409  # points; Excel's own limit


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its width in letters, and how its numbers are written where the usual way is not meant."""

    heading: str
    width: float
    number_format: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with what stands above it. `rows` are read once; `empty` stands in their place when there are none.

    Values are written by their type: a `date` as a day, a `datetime` as WIB, a `Decimal` or `Fraction` with two places.
    A printed page is as wide as the table; one too wide to be read so goes over `pages_across`, each of which begins
    with the first `kept` columns.
    """

    tab: str
    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]
    empty: str
    facts: Sequence[str] = ()
    pages_across: int = 1
    kept: int = 0


def workbook(*sheets: Sheet, at: datetime) -> bytes:
    """The file. `at` is when it was made, as its properties tell."""
    book = Workbook(write_only=True)
    book.properties.creator = "zi_tracker"
    book.properties.title = clean(sheets[0].title)
    book.properties.created = at.astimezone(UTC).replace(tzinfo=None)
    for style in _styles():
        book.add_named_style(style)
    out = BytesIO()
    try:
        for sheet in sheets:
            _write(book.create_sheet(_tab(sheet.tab)), sheet)
    finally:
        book.save(out)  # also when the rows failed: it removes the temporary files
    return out.getvalue()


# --- a sheet --------------------------------------------------------------------------------------
def _write(page: Worksheet, sheet: Sheet) -> None:
    heading = len(sheet.facts) + 3  # the title, the facts, an empty row
    _set_up(page, sheet, heading)
    page.append([_cell(page, sheet.title, TITLE)])
    for fact in sheet.facts:
        page.append([_cell(page, fact, FACT)])
    page.append([])
    _append(page, heading, [_cell(page, column.heading, HEADING) for column in sheet.columns], sheet.columns)
    last = heading
    for row in _rows(page, sheet):
        last += 1
        _append(page, last, row, sheet.columns)
    if last == heading:
        page.append([_cell(page, sheet.empty, FACT)])
    else:
        page.auto_filter.ref = f"A{heading}:{get_column_letter(len(sheet.columns))}{last}"


def _rows(page: Worksheet, sheet: Sheet) -> Iterator[list[WriteOnlyCell]]:
    for row in sheet.rows:
        yield [_value(page, value, column) for value, column in zip(row, sheet.columns, strict=True)]


def _append(page: Worksheet, number: int, row: list[WriteOnlyCell], columns: Sequence[Column]) -> None:
    """A row as high as its longest text: not every program makes room for wrapped lines by itself."""
    lines = max(_lines(cell.value, column.width) for cell, column in zip(row, columns, strict=True))
    page.row_dimensions[number].height = min(lines * LINE_HEIGHT + 2, MAX_HEIGHT)
    page.append(row)
    del page.row_dimensions[number]  # written; kept ones would grow with the table


def _lines(value, width: float) -> int:
    """How many lines a text takes in a column; words wrap a little before the edge."""
    if not isinstance(value, str):
        return 1
    return sum(1 + int(len(line) // (width * 0.95)) for line in value.split("\n"))


def _set_up(page: Worksheet, sheet: Sheet, heading: int) -> None:
    """Widths, what stays in view, and the printed page: A4 across, the heading on each."""
    for number, column in enumerate(sheet.columns, start=1):
        page.column_dimensions[get_column_letter(number)].width = column.width
    page.freeze_panes = f"{get_column_letter(sheet.kept + 1)}{heading + 1}"
    page.sheet_view.showGridLines = False
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = sheet.pages_across, 0  # as many pages down as it takes
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = f"{heading}:{heading}"
    if sheet.kept:
        page.print_title_cols = f"A:{get_column_letter(sheet.kept)}"
    page.page_margins.left = page.page_margins.right = 0.4  # inches
    page.oddFooter.right.text = "Halaman &P dari &N"


def _tab(name: str) -> str:
    """A name that Excel takes for a sheet; equal ones are told apart by openpyxl."""
    return NOT_IN_TAB.sub(" ", clean(name))[: MAX_TAB - 2].strip() or "Lembar"


# --- a cell ---------------------------------------------------------------------------------------
def _value(page: Worksheet, value: Value, column: Column) -> WriteOnlyCell:
    """A value of a row; the order matters: a bool is an int, and a datetime a date."""
    if value is None or isinstance(value, str | bool):
        text = value if isinstance(value, str) else {True: "Ya", False: "Tidak", None: ""}[value]
        return _cell(page, text, TEXT)
    if isinstance(value, int):
        cell = _cell(page, value, WHOLE)
    elif isinstance(value, Decimal | Fraction):
        cell = _cell(page, exact_decimal(value) if isinstance(value, Fraction) else value, POINTS)
    elif isinstance(value, datetime):
        return _cell(page, timezone.localtime(value).replace(tzinfo=None), MOMENT)  # Excel knows no time zones
    else:
        return _cell(page, value, DAY)
    if column.number_format:
        cell.number_format = column.number_format
    return cell


def _cell(page: Worksheet, value, style: str) -> WriteOnlyCell:
    text = clean(value) if isinstance(value, str) else None
    cell = WriteOnlyCell(page, value=value if text is None else text or None)
    cell.style = style
    if text:
        cell.data_type = "s"  # openpyxl takes a text that begins with = for a formula
        if safe(text) != text:
            cell.quotePrefix = True
    return cell


def clean(text: str) -> str:
    """Without what cannot stand in the file, and no longer than a cell may be."""
    text = NOT_IN_XML.sub("", text.replace("\r\n", "\n"))
    return text if len(text) <= MAX_TEXT else f"{text[: MAX_TEXT - 2]} …"


def _styles() -> Iterator[NamedStyle]:
    yield NamedStyle(TITLE, font=Font(name=FONT, bold=True, size=14, color=BLUE))
    yield NamedStyle(FACT, font=Font(name=FONT, size=10))
    yield NamedStyle(
        HEADING,
        font=Font(name=FONT, bold=True, size=10, color="FFFFFF"),
        fill=PatternFill("solid", fgColor=BLUE),
        alignment=Alignment(vertical="center", wrap_text=True),
    )
    for name, number_format in FORMATS.items():
        yield NamedStyle(
            name,
            font=Font(name=FONT, size=10),
            border=Border(bottom=Side("thin", color=LINE)),
            alignment=_alignment(name),
            number_format=number_format,
        )


def _alignment(name: str) -> Alignment:
    """Texts and dates at the left, numbers at the right, a little away from the next column."""
    if name in {WHOLE, POINTS}:
        return Alignment(vertical="top", horizontal="right", indent=1)
    return Alignment(vertical="top", horizontal="left", wrap_text=name == TEXT)
