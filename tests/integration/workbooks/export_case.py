"""What the tests of downloaded workbooks share."""

import json
from io import BytesIO

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.integration.evaluations.pages_case import sign_in
from workbooks.layout import ABOUT, HEADING_ROW, LKE, Column


def address(evaluation, rest: str = "lke.xlsx") -> str:
    period = evaluation.period
    return f"/tw/{period.year}-{period.quarter}/unit/{evaluation.unit.code}/buku-kerja/{rest}"


def download(client, user, url: str) -> Workbook:
    """The workbook as that person gets it."""
    response = sign_in(client, user).get(url)
    assert response.status_code == 200, response.content
    return load_workbook(BytesIO(response.content))


def row_of(book: Workbook, key: str) -> int:
    """The row of a question, a figure or a node in the sheet LKE."""
    page = book[LKE]
    return next(row for row in range(HEADING_ROW + 1, page.max_row + 1) if page[f"{Column.KEY}{row}"].value == key)


def said(book: Workbook, key: str) -> tuple:
    """Answer and note of the unit and of the TPI."""
    row, page = row_of(book, key), book[LKE]
    return tuple(page[f"{column}{row}"].value for column in "DEFG")


def unlocked(page: Worksheet) -> set[str]:
    return {cell.coordinate for row in page.iter_rows() for cell in row if not cell.protection.locked}


def texts(book: Workbook) -> list[str]:
    """Every text of every sheet, hidden ones too."""
    cells = (cell.value for page in book for row in page.iter_rows() for cell in row)
    return [value for value in cells if isinstance(value, str)]


def about(book: Workbook) -> dict:
    """What the hidden sheet says, JSON read."""
    rows = dict(book[ABOUT].iter_rows(values_only=True))
    return {name: json.loads(value) if value.startswith("{") else value for name, value in rows.items()}


def table(page: Worksheet, heading: str) -> list[tuple]:
    """The rows below the heading row that begins so, up to the first empty one."""
    rows = list(page.iter_rows(values_only=True))
    start = next(number for number, row in enumerate(rows) if row[0] == heading) + 1
    found = []
    for row in rows[start:]:
        if not any(cell is not None for cell in row[:3]):
            break
        found.append(row)
    return found
