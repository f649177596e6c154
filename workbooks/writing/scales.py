"""The hidden sheet with the options of every scale and their points: two columns each, looked up by the formulas."""

from collections.abc import Mapping
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from evaluations.scoring.types import Scale
from workbooks.layout import SCALES
from workbooks.writing import styles
from workbooks.writing.cells import put, set_up


@dataclass(frozen=True, slots=True)
class Place:
    """Where a scale stands: the ranges of its options and of their points, as formulas name them."""

    options: str
    points: str


def add_scales(book: Workbook, scales: Mapping[str, Scale]) -> dict[str, Place]:
    """Write the sheet and say where each scale stands, by its key."""
    page = book.create_sheet(SCALES)
    page.sheet_state = "hidden"
    set_up(page)
    places: dict[str, Place] = {}
    for number, (key, scale) in enumerate(scales.items()):
        left, right = (get_column_letter(2 * number + place) for place in (1, 2))
        put(page, f"{left}1", key, styles.HEADING)
        put(page, f"{right}1", "Nilai", styles.HEADING)
        for row, option in enumerate(scale.options, start=2):
            put(page, f"{left}{row}", option.value, styles.CENTRE)
            put(page, f"{right}{row}", option.points, styles.SCORE, "General")
        last = len(scale.options) + 1
        places[key] = Place(f"'{SCALES}'!${left}$2:${left}${last}", f"'{SCALES}'!${right}$2:${right}${last}")
    return places
