"""What stands in a cell, as an answer, a figure or a note; or the sentence that says why it cannot be taken."""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from evaluations.scoring.answers import AnswerError, clean, quoted
from evaluations.scoring.types import Input, Question
from workbooks.layout import as_read
from workbooks.reading.sheets import Cell

MAX_NOTE = 5_000  # letters, as `actions.answers` takes
FORMULA = "Sel ini berisi rumus. Tempelkan nilainya saja."
WHAT = {"d": "tanggal", "b": "nilai benar/salah"}


class CannotTake(ValueError):
    """`str()` is a sentence for the person."""


def option_of(cell: Cell | None, question: Question) -> str | None:
    """The option, whatever its case and the blanks around it; None for an empty cell. Raises CannotTake."""
    if cell is None:
        return None
    _check_kind(cell)
    given = cell.value.strip().casefold() if isinstance(cell.value, str) else None
    option = next((value for value in question.scale.values if value.casefold() == given), None)
    return _cleaned(question, cell.value.strip() if isinstance(cell.value, str) else cell.value, option)


def figure_of(cell: Cell | None, question: Question, item: Input) -> Fraction | None:
    """The figure; None for an empty cell. Raises CannotTake."""
    if cell is None:
        return None
    _check_kind(cell, item.label)
    raw = Decimal(repr(cell.value)) if isinstance(cell.value, float) else cell.value
    try:
        figures = clean(question, {item.key: raw})
    except AnswerError as error:
        raise CannotTake(str(error)) from error
    return figures and figures[item.key]


def note_of(cell: Cell | None) -> str:
    """The note; "" for an empty cell. Raises CannotTake."""
    if cell is None:
        return ""
    if cell.kind == "f":
        raise CannotTake(FORMULA)
    if cell.kind == "e":
        raise CannotTake(_fault(cell))
    text = as_read(_text(cell.value))
    if len(text) > MAX_NOTE:
        raise CannotTake(f"Catatan terlalu panjang: {len(text)} huruf, paling banyak {MAX_NOTE}.")
    return text


def _cleaned(question: Question, raw: Any, option: str | None) -> str:
    if option is not None:
        return option
    try:
        return clean(question, str(raw))
    except AnswerError as error:
        raise CannotTake(str(error)) from error


def _check_kind(cell: Cell, label: str = "") -> None:
    what = f"{label}: sel" if label else "Sel"
    if cell.kind == "f":
        raise CannotTake(f"{label}: {FORMULA[0].lower()}{FORMULA[1:]}" if label else FORMULA)
    if cell.kind == "e":
        raise CannotTake(_fault(cell))
    if cell.kind in WHAT:
        raise CannotTake(f"{what} ini berisi {WHAT[cell.kind]}. Ubah format sel menjadi Umum, lalu tulis ulang.")


def _fault(cell: Cell) -> str:
    return f"Sel ini berisi kesalahan Excel ({quoted(cell.value)})."


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "Ya" if value else "Tidak"
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        return f"{day:%d/%m/%Y}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
