"""Putting values and formulas into cells, and what every sheet of ours has in common.

A text never becomes a formula by itself (the rule of `workbooks.tables`): formulas are put by `formula`, all else by
`put`.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from textwrap import wrap

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.worksheet import Worksheet

from evaluations.queries.history_export import safe
from evaluations.scoring.rounding import exact_decimal
from workbooks.tables import A4, LINE_HEIGHT, MAX_HEIGHT, Value, clean
from workbooks.writing.styles import add_styles

LETTERS = 1.1  # of text per unit of width: widths are counted in digits of the larger default font


def new_book(title: str, *, at: datetime) -> Workbook:
    """An empty workbook with our styles; programs calculate it when they open it, for no result is stored."""
    book = Workbook()
    book.remove(book.active)
    add_styles(book)
    book.properties.creator, book.properties.title = "zi_tracker", clean(title)
    book.properties.created = book.properties.modified = at.astimezone(UTC).replace(tzinfo=None)
    book.calculation.fullCalcOnLoad = True
    book.security = WorkbookProtection(lockStructure=True)
    return book


def content(book: Workbook) -> bytes:
    """The finished file."""
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def put(page: Worksheet, at: str, value: Value, style: str, number_format: str = "") -> Cell:
    """A value, never a formula."""
    cell = page[at]
    cell.style = style
    if isinstance(value, str):
        text = clean(value)
        cell.value = text or None
        if text:
            cell.data_type = "s"  # openpyxl takes a text that begins with = for a formula
            cell.quotePrefix = safe(text) != text
    else:
        cell.value = exact_decimal(value) if isinstance(value, Fraction) else value
    if number_format:
        cell.number_format = number_format
    return cell


def formula(page: Worksheet, at: str, text: str, style: str, number_format: str = "") -> Cell:
    """A formula of ours; nothing a user wrote may be part of it."""
    cell = page[at]
    cell.style, cell.value = style, text
    if number_format:
        cell.number_format = number_format
    return cell


def heading(page: Worksheet, row: int, texts: Sequence[str], style: str, first: int = 1) -> None:
    """The headings of a table, side by side."""
    for place, text in enumerate(texts, start=first):
        put(page, page.cell(row, place).coordinate, text, style)


def fit(page: Worksheet, row: int, texts: Iterable[tuple[str, float]]) -> None:
    """A row as high as its longest text (text and width of its column): not every program makes room by itself."""
    lines = max(sum(_lines(part, int(width * LETTERS)) for part in text.split("\n")) for text, width in texts)
    page.row_dimensions[row].height = min(lines * LINE_HEIGHT + 3, MAX_HEIGHT)


def _lines(text: str, letters: int) -> int:
    return 1 if len(text) <= letters else len(wrap(text, letters))


def widths(page: Worksheet, letters: dict[str, float]) -> None:
    """Widths of columns, in letters."""
    for letter, width in letters.items():
        page.column_dimensions[letter].width = width


def set_up(page: Worksheet, *, repeated: int = 0, freeze: str = "", area: str = "", upright: bool = False) -> None:
    """The printed page, what stays in view, and protection without a password.

    A4 across, as wide as the page, the `repeated` row on each; `upright`: everything on one page that stands.

    Locked cells may be selected and copied, rows and columns made wider; only unlocked cells may be changed.
    """
    page.sheet_view.showGridLines = False
    page.freeze_panes = freeze or None
    page.page_setup.orientation, page.page_setup.paperSize = ("portrait" if upright else "landscape"), A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, int(upright)  # 0: as many pages as it takes
    page.print_options.horizontalCentered = True
    page.sheet_properties.pageSetUpPr.fitToPage = True
    if repeated:
        page.print_title_rows = f"{repeated}:{repeated}"
    if area:
        page.print_area = area
    page.page_margins.left = page.page_margins.right = 0.4  # inches
    page.page_margins.top = page.page_margins.bottom = 0.5
    page.oddFooter.left.text, page.oddFooter.right.text = "&A", "Halaman &P dari &N"
    page.protection.sheet = True
    page.protection.formatColumns = page.protection.formatRows = False  # False: allowed


def plain(value: Fraction | Decimal | int) -> int | Decimal:
    """A figure as a person types it: whole where it is whole."""
    exact = exact_decimal(Fraction(value))
    return int(exact) if exact == exact.to_integral_value() else exact
