"""The sheets of an uploaded workbook as cells, within limits. The one place that opens a workbook to read it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, BinaryIO
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from files.contents import workbooks
from files.contents.zips import TooMuch
from files.exceptions import Rejected
from workbooks.exceptions import Unreadable

MAX_SHEETS = 30
MAX_ROWS = 5_000  # of a sheet; no form has more than a few hundred
MAX_COLUMNS = 26
LIMITS = workbooks.Limits()
FAST = 2 * 1024 * 1024  # bytes of XML that are read in a second; a filled form has half a megabyte

BROKEN = "Berkas ini rusak atau bukan buku kerja Excel. Simpan ulang dari Excel atau LibreOffice sebagai .xlsx."
TOO_BIG = "Isi berkas ini terlalu besar. Hapus lembar, gambar, dan baris kosong yang tidak perlu, lalu simpan ulang."
TOO_LONG = (
    f"mempunyai lebih dari {MAX_ROWS:,} baris, termasuk yang kosong. Hapus baris di bawah tabelnya, lalu simpan ulang."
).replace(",", ".", 1)

Progress = Callable[[int, int], None]  # done, of how many


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that holds something. `kind` is openpyxl's: s text, n number, f formula, d date, b boolean, e error."""

    value: Any
    kind: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: (column letter, row) -> cell, of those that hold something."""

    title: str
    cells: dict[tuple[str, int], Cell]
    rows: int

    def at(self, column: str, row: int) -> Cell | None:
        """The cell; None when it is empty."""
        return self.cells.get((column, row))

    def text(self, column: str, row: int) -> str:
        """What stands there as text, without the blanks around it; "" for nothing and for anything else."""
        cell = self.at(column, row)
        return cell.value.strip() if cell is not None and cell.kind == "s" else ""

    def address(self, column: str, row: int) -> str:
        """As a person finds it: "LKE!D14"."""
        return f"{self.title}!{column}{row}"


def sheets(file: BinaryIO, tell: Progress = lambda _done, _of: None) -> list[Sheet]:
    """Every sheet of the workbook, hidden ones too. Raises Unreadable with a sentence for the person.

    `tell` hears how far it is: one step for looking at the file, one for its texts and styles, one for each sheet.
    """
    _check(file)
    with _broken(), _opened(file) as book:
        pages = book.worksheets
        if len(pages) > MAX_SHEETS:
            raise Unreadable(f"Berkas ini mempunyai {len(pages)} lembar; paling banyak {MAX_SHEETS}.")
        found, steps = [], 2 + len(pages)
        for done, page in enumerate(pages, start=2):
            tell(done, steps)
            found.append(_read(page))
        tell(steps, steps)
        return found


def _check(file: BinaryIO) -> None:
    try:
        workbooks.check(file, LIMITS)
    except TooMuch as error:
        raise Unreadable(TOO_BIG) from error
    except Rejected as error:
        raise Unreadable(str(error)) from error


@contextmanager
def _broken() -> Iterator[None]:
    """openpyxl raises nearly anything about a file that is not what it should be."""
    try:
        yield
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable(BROKEN) from error


@contextmanager
def _opened(file: BinaryIO) -> Iterator:
    file.seek(0)
    book = load_workbook(file, read_only=True, keep_links=False)
    try:
        yield book
    finally:
        book.close()


def _read(page) -> Sheet:
    page.reset_dimensions()  # a file may say anything about its size
    cells, rows = {}, 0
    for number, row in enumerate(page.iter_rows(max_row=MAX_ROWS + 1, max_col=MAX_COLUMNS), start=1):
        rows = number
        for place, cell in enumerate(row, start=1):
            if not _is_empty(cell.value):
                cells[get_column_letter(place), number] = Cell(cell.value, cell.data_type)
    return Sheet(page.title, cells, rows)


def check_length(sheet: Sheet) -> None:
    """Raises Unreadable for a sheet of which not every row was read."""
    if sheet.rows > MAX_ROWS:
        raise Unreadable(f"Lembar “{sheet.title}” {TOO_LONG}")


def _is_empty(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def is_slow(file: BinaryIO) -> bool:
    """Does the workbook unpack to so much that reading it takes over a second? False for what is no zip at all."""
    try:
        with ZipFile(file) as archive:
            return sum(member.file_size for member in archive.infolist()) > FAST
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        return False
