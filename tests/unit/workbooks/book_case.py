"""What the tests of the LKE workbook share: a document with given answers, and what stands in the recalculated file."""

from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

from openpyxl import Workbook

from evaluations.scoring import library
from evaluations.scoring.answers import clean
from evaluations.scoring.engine import Scores, score
from evaluations.scoring.thresholds import judge
from evaluations.scoring.types import Instrument
from workbooks.documents.lke import Column, Given, LkeBook
from workbooks.layout import LKE, NODE, RECAP
from workbooks.layout import Column as At
from workbooks.writing.lke_recap import MET, NOT_MET

INSTRUMENT: Instrument = library.read(library.builtin_path())[0]
AT = datetime(2024, 8, 21, 2, 0, tzinfo=UTC)  # 09.00 WIB
SIDES = {"unit": (At.UNIT_OFFICIAL, At.UNIT_STRICT), "tpi": (At.TPI_OFFICIAL, At.TPI_STRICT)}


def column(answers: dict[str, Any]) -> Column:
    """Answers as one assessor gave them, without notes."""
    return {code: Given(answer, "", 1) for code, answer in answers.items()}


def document(unit: dict[str, Any], tpi: dict[str, Any] | None, **fields) -> LkeBook:
    """A workbook of those answers for a member of the unit; tpi=None: not for this reader."""
    made: dict[str, Any] = {
        "instrument": INSTRUMENT,
        "gates": {key: verdict.gates for key, verdict in judge(INSTRUMENT, score(INSTRUMENT, {})).items()},
        "unit_code": "07",
        "unit_name": "Unit Kerja 07",
        "parent_agency": "Dinas Uji",
        "target": "WBK",
        "year": 2024,
        "quarter": 3,
        "quarter_name": "III",
        "state": "Sedang diisi",
        "taken_by": "Rina",
        "taken_at": AT,
        "locked_on": None,
        "writer": "unit",
        "open_codes": frozenset(INSTRUMENT.questions),
        "why_not": "",
        "unit": column(unit),
        "tpi": None if tpi is None else column(tpi),
        "changed": (),
        "advice": (),
    }
    return LkeBook(**made | fields)


def cleaned(raw: dict[str, Any]) -> dict[str, Any]:
    """Answers of a file as the engine takes them."""
    return {code: clean(INSTRUMENT.questions[code], value) for code, value in raw.items()}


# --- reading ------------------------------------------------------------------------------------------
def points_in(book: Workbook, assessor: str) -> dict[str, tuple[float, float]]:
    """Node code (and "total") -> nilai LKE and nilai ketat, as the sheet LKE shows them."""
    page = book[LKE]
    rows = {page[f"{At.KEY}{row}"].value: row for row in range(7, page.max_row + 1)}
    return {
        key.removeprefix(NODE): tuple(page[f"{letter}{row}"].value for letter in SIDES[assessor])
        for key, row in rows.items()
        if key and key.startswith(NODE)
    }


def expected(scores: Scores) -> dict[str, tuple[Fraction, Fraction]]:
    """The same figures as the engine has them."""
    return {code: (scores.official[code], scores.strict[code]) for code in scores.official}


def gates_in(book: Workbook, assessor: str) -> dict[str, tuple[bool, list[tuple[str, bool, str]]]]:
    """Predicate -> passed?, and for every gate its label, passed? and the missing points, as Rekap shows them."""
    page = book[RECAP]
    status, missing = {"unit": (5, 6), "tpi": (8, 9)}[assessor]
    found, lines = {}, []
    for row in page.iter_rows(values_only=True):
        if row[status - 1] in {MET, NOT_MET}:
            lines.append((row[1], row[status - 1] == MET, f"{row[missing - 1]:.2f}".replace(".", ",")))
        elif lines and row[status - 1] in {"Ya", "Tidak"}:
            assert row[missing - 1] == sum(not passed for _, passed, _ in lines)
            found[row[1].split()[-1]] = row[status - 1] == "Ya", lines
            lines = []
    return found


def areas_in(book: Workbook, assessor: str) -> list[float]:
    """Nilai ketat of the six areas, as Rekap shows them."""
    rows = list(book[RECAP].iter_rows(values_only=True))
    start = next(number for number, row in enumerate(rows) if row[0] == "Area") + 1
    return [row[{"unit": 4, "tpi": 7}[assessor]] for row in rows[start : start + 6]]
