"""Users in an .xlsx: reading what somebody uploads, writing the template. The only place of this app that knows Excel.

A workbook is a zip of XML: before it is opened its members are unpacked and counted (files.contents.workbooks), and
rows are read one by one and no further than the limit.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from io import BytesIO
from typing import BinaryIO

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from files.contents import workbooks
from files.contents.zips import TooMuch
from files.exceptions import Rejected
from units.imports.rows import COLUMNS, HEADINGS, MAX_ROWS, MAX_TEXT, Column, Row
from units.models import WorkUnit
from units.roles import ROLES, Role

MAX_BYTES = 5 * 1024 * 1024
MAX_SCANNED = 10_000  # rows looked at, empty ones among them
MAX_COLUMNS = 40
LIMITS = workbooks.Limits(kept=2 * 1024 * 1024, other=2 * 1024 * 1024)
SHEET = "Pengguna"

EXPONENT = re.compile(r"\d(?:[.,]\d+)?E\+?\d+", re.IGNORECASE)
EXACT_DIGITS = 10**15  # Excel keeps fifteen digits of a number and makes zeros of the rest


class Unreadable(Exception):
    """The file as a whole cannot be used; `str()` is a sentence for the user."""


# --- reading ------------------------------------------------------------------------------------------
def read(file: BinaryIO) -> list[Row]:
    """The rows of the sheet "Pengguna", or of the first one. Raises Unreadable."""
    _check_archive(file)
    try:
        raw = _raw_rows(file)
    except Unreadable:
        raise
    except Exception as error:  # openpyxl raises nearly anything about a file that is not what it should be
        raise Unreadable(
            "Berkas ini rusak atau bukan buku kerja Excel. Simpan ulang dari Excel sebagai .xlsx."
        ) from error
    return _rows(raw)


def _check_archive(file: BinaryIO) -> None:
    try:
        workbooks.check(file, LIMITS)
    except TooMuch as error:
        rows = _written(MAX_ROWS)
        sentence = f"Isi berkas ini terlalu besar. Sisakan satu lembar dengan paling banyak {rows} baris."
        raise Unreadable(sentence) from error
    except Rejected as error:
        raise Unreadable(str(error)) from error


def _raw_rows(file: BinaryIO) -> list[tuple[int, tuple]]:
    """(number, cells) of the rows that hold something, the heading first."""
    file.seek(0)
    book = load_workbook(file, read_only=True, keep_links=False)
    try:
        sheets = book.worksheets
        sheet = next((sheet for sheet in sheets if sheet.title == SHEET), sheets[0] if sheets else None)
        if sheet is None:
            raise Unreadable("Berkas ini tidak mempunyai lembar.")
        sheet.reset_dimensions()  # a file may say anything about its size
        return list(_filled(sheet.iter_rows(max_col=MAX_COLUMNS)))
    finally:
        book.close()


def _filled(rows: Iterable[tuple]) -> Iterator[tuple[int, tuple]]:
    found = 0
    for number, cells in enumerate(rows, start=1):
        if number > MAX_SCANNED:
            raise Unreadable(
                f"Lembar ini mempunyai lebih dari {_written(MAX_SCANNED)} baris, termasuk yang kosong. "
                f"Paling banyak {_written(MAX_ROWS)} pengguna sekali impor."
            )
        if all(_is_empty(cell.value) for cell in cells):
            continue
        found += 1
        if found > MAX_ROWS + 1:  # the heading is one of them
            raise Unreadable(
                f"Berkas ini berisi lebih dari {_written(MAX_ROWS)} baris. Bagilah menjadi beberapa berkas."
            )
        yield number, cells


def _written(count: int) -> str:
    return f"{count:,}".replace(",", ".")


def _is_empty(value) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _rows(raw: list[tuple[int, tuple]]) -> list[Row]:
    if not raw:
        raise Unreadable("Berkas ini kosong.")
    columns = _columns(raw[0][1])
    if len(raw) == 1:
        raise Unreadable("Berkas ini hanya berisi judul kolom; belum ada pengguna di bawahnya.")
    return [_row(number, cells, columns) for number, cells in raw[1:]]


def _columns(heading: tuple) -> dict[int, Column]:
    """Which column stands where. Raises Unreadable for a heading that is missing, unknown or there twice."""
    found: dict[int, Column] = {}
    for place, cell in enumerate(heading):
        if _is_empty(cell.value):
            continue
        name = " ".join(str(cell.value).split()).rstrip(" *")[:60]
        column = HEADINGS.get(name.casefold())
        if column is None:
            known = ", ".join(column.heading for column in COLUMNS)
            raise Unreadable(f"Judul kolom “{name}” tidak dikenal. Judul yang dikenal: {known}.")
        if column in found.values():
            raise Unreadable(f"Judul kolom “{column.heading}” ada lebih dari sekali.")
        found[place] = column
    if missing := [column.heading for column in COLUMNS if column.required and column not in found.values()]:
        raise Unreadable(f"Kolom {' dan '.join(missing)} tidak ada. Judul kolom berada pada baris pertama yang terisi.")
    return found


def _row(number: int, cells: tuple, columns: dict[int, Column]) -> Row:
    values = {column.key: "" for column in COLUMNS if column not in columns.values()}
    problems = []
    for place, column in columns.items():
        try:
            values[column.key] = _text(cells[place], column)
        except ValueError as problem:
            problems.append(str(problem))
    return Row(number, values, problems)


def _text(cell, column: Column) -> str:
    """What a cell says, as text; a date as 2024-12-31. Raises ValueError with a sentence for what cannot be taken."""
    value, kind = cell.value, cell.data_type
    if _is_empty(value):
        return ""
    if kind == "f":
        raise ValueError(f"{column.heading} berisi rumus. Tempelkan nilainya saja.")
    if kind == "e":
        raise ValueError(f"{column.heading} berisi kesalahan Excel ({value}).")
    if isinstance(value, date):
        if column.is_date:
            return (value.date() if isinstance(value, datetime) else value).isoformat()
        raise ValueError(f"{column.heading} berisi tanggal. Ubah format sel menjadi Teks, lalu tulis ulang.")
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError(f"{column.heading} bukan teks. Ubah format sel menjadi Teks, lalu tulis ulang.")
    return _number(value, column) if isinstance(value, int | float) else _string(value, column)


def _number(value: float, column: Column) -> str:
    if column.is_date:
        raise ValueError(f"{column.heading} berisi angka, bukan tanggal. Tulis seperti 31/12/2024.")
    if column.key == "nip" and abs(value) >= EXACT_DIGITS:
        raise ValueError(_lost_digits())
    return str(int(value)) if float(value).is_integer() else str(value)


def _string(value: str, column: Column) -> str:
    text = " ".join(value.split())
    if len(text) > MAX_TEXT:
        raise ValueError(f"{column.heading} terlalu panjang; paling banyak {MAX_TEXT} karakter.")
    if not text.isprintable():
        raise ValueError(f"{column.heading} berisi karakter yang tidak dapat dibaca.")
    if column.key == "nip" and EXPONENT.fullmatch(text):
        raise ValueError(_lost_digits())
    return text


def _lost_digits() -> str:
    return (
        "NIP tersimpan sebagai angka, sehingga Excel menghilangkan angka-angka terakhirnya. "
        "Ubah format kolom menjadi Teks, lalu tulis ulang NIP."
    )


# --- the template -------------------------------------------------------------------------------------
def template(units: list[WorkUnit]) -> bytes:
    """An empty workbook to fill: the headings, what belongs where, and lists of roles and units to choose from."""
    book = Workbook()
    _write_sheet(book.active, len(units))
    _write_help(book.create_sheet("Petunjuk"))
    _write_lists(book.create_sheet("Daftar"), units)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _write_sheet(sheet, units: int) -> None:
    sheet.title = SHEET
    sheet.append([column.heading for column in COLUMNS])
    _as_headings(sheet)
    sheet.freeze_panes = "A2"
    for letter, column in zip("ABCDEFGHI", COLUMNS, strict=True):
        sheet.column_dimensions[letter].width = 16 if column.is_date else 28
        for number in range(2, 202):  # texts stay texts: a NIP keeps its digits, 07 its zero
            sheet[f"{letter}{number}"].number_format = "dd/mm/yyyy" if column.is_date else "@"
    _offer(sheet, "F", f"Daftar!$A$2:$A${len(Role) + 1}")
    if units:
        _offer(sheet, "G", f"Daftar!$C$2:$C${units + 1}")


def _offer(sheet, letter: str, cells: str) -> None:
    choice = DataValidation(type="list", formula1=f"={cells}", allow_blank=True)
    choice.error, choice.errorTitle = "Pilih dari daftar pada lembar Daftar.", "Tidak dikenal"
    sheet.add_data_validation(choice)
    choice.add(f"{letter}2:{letter}{MAX_ROWS + 1}")


def _write_help(sheet) -> None:
    sheet.append(["Kolom", "Isi"])
    for column in COLUMNS:
        sheet.append([column.heading, column.help])
    sheet.append([])
    sheet.append(["Batas", f"Paling banyak {_written(MAX_ROWS)} baris dan 5 MB, tanpa rumus dan makro."])
    sheet.append(
        ["Contoh", "Rina Wati, S.E. | rina.wati | rina@contoh.go.id | 198001012005011001 | Auditor | Evaluator TPI"]
    )
    _as_headings(sheet)
    _wide(sheet, A=18, B=90)


def _write_lists(sheet, units: list[WorkUnit]) -> None:
    sheet.append(["Peran", "Tugas", "Kode unit", "Unit kerja"])
    for number in range(max(len(Role), len(units))):
        role = list(Role)[number] if number < len(Role) else None
        unit = units[number] if number < len(units) else None
        sheet.append(
            [role and str(role.label), role and ROLES[role].purpose, unit and unit.code, unit and _plain(unit.name)]
        )
    _as_headings(sheet)
    _wide(sheet, A=28, B=64, C=12, D=50)


def _plain(text: str) -> str:
    """Nothing that openpyxl would write as a formula."""
    return f" {text}" if text.startswith("=") else text


def _as_headings(sheet) -> None:
    for cell in sheet[1]:
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="0956C3")
        cell.alignment = Alignment(vertical="center")


def _wide(sheet, **widths: int) -> None:
    for letter, width in widths.items():
        sheet.column_dimensions[letter].width = width
