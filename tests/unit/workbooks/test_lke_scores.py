"""A filled workbook says what the app says: exported, calculated by LibreOffice, compared with the engine to 1e-9."""

import json
from fractions import Fraction
from typing import Any

import pytest

from evaluations.scoring.engine import score
from evaluations.scoring.rounding import missing_text
from evaluations.scoring.thresholds import judge
from evaluations.scoring.types import Question
from tests.conftest import ROOT
from tests.office import recalculated
from tests.unit.scoring.sheets import best_sheet, worst
from tests.unit.scoring.test_thresholds import AREA_2_AT_75_PERCENT, AREA_3_AT_60_PERCENT, answers_worth
from tests.unit.workbooks.book_case import (
    INSTRUMENT,
    areas_in,
    cleaned,
    document,
    expected,
    gates_in,
    points_in,
)
from workbooks.writing.lke import lke_workbook

EXACT = 1e-9
NUMERIC = {code: question for code, question in INSTRUMENT.questions.items() if question.is_numeric}
BEST = best_sheet(INSTRUMENT)


def zeros(pattern: int) -> dict[str, Any]:
    """Every numeric question with some figures 0 and the others 3: bit n of the pattern is figure n."""
    return {
        code: {item.key: Fraction(3 * (pattern >> place & 1)) for place, item in enumerate(question.inputs)}
        for code, question in NUMERIC.items()
    }


def short(question: Question) -> dict[str, Any]:
    """All figures but the last."""
    return {item.key: Fraction(2) for item in question.inputs[:-1]}


def one_breach_more(sheet: dict[str, Any], code: str) -> dict[str, Any]:
    """The same sheet with one breach of discipline more among millions: worth a little less."""
    figures = {key: figure * 10**6 for key, figure in sheet[code].items()}
    return sheet | {code: figures | {NUMERIC[code].formula.current: figures[NUMERIC[code].formula.current] + 1}}


def _cases() -> dict[str, dict[str, Any]]:
    golden = json.loads((ROOT / "tests/data/golden-cases.json").read_text(), parse_float=str)
    halves = list(INSTRUMENT.questions)
    area_3 = BEST | answers_worth(INSTRUMENT, AREA_3_AT_60_PERCENT)
    cases = {f"golden {number} {case['kind']}": cleaned(case["answers"]) for number, case in enumerate(golden, start=1)}
    cases |= {
        "empty": {},
        "best": BEST,
        "worst": {code: worst(question) for code, question in INSTRUMENT.questions.items()},
        "every second": {code: BEST[code] for code in halves[::2]},
        "the first half": {code: BEST[code] for code in halves[:56]},
        "the second half": {code: BEST[code] for code in halves[56:]},
        "a figure missing": BEST | {code: short(question) for code, question in NUMERIC.items()},
        "only LHKPN": {"A.II.5.iii.a": {"kepala_satker": 1, "pejabat_wajib": 2, "lainnya_wajib": 4, "sudah_lapor": 3}},
        "only LHKASN": {
            "A.II.5.iii.b": {"administrator": 3, "pengawas": 0, "fungsional_pelaksana": 8, "sudah_lapor": 1}
        },
        "area 3 at 60 %": area_3,
        "area 3 just below 60 %": one_breach_more(area_3, "A.II.3.iii.a"),
        "area 2 at 75 %": BEST | answers_worth(INSTRUMENT, AREA_2_AT_75_PERCENT),
    }
    return cases | {f"zeros {pattern:04b}": zeros(pattern) for pattern in range(16)}


CASES = _cases()


@pytest.fixture(scope="module")
def found():
    """Case -> recalculated workbook and the column its answers stand in; two cases share a workbook."""
    names = list(CASES)
    pairs = list(zip(names[::2], names[1::2], strict=True))
    made = recalculated({unit: lke_workbook(document(CASES[unit], CASES[tpi])) for unit, tpi in pairs})
    return {unit: (made[unit], "unit") for unit, _ in pairs} | {tpi: (made[unit], "tpi") for unit, tpi in pairs}


@pytest.mark.parametrize("name", CASES)
def test_every_node_and_the_total_equal_the_app(found, name):
    wanted, shown = expected(score(INSTRUMENT, CASES[name])), points_in(*found[name])
    assert len(wanted) == 64
    assert list(shown) == list(wanted)
    gaps = [
        abs(Fraction(cell) - exact) for code in wanted for cell, exact in zip(shown[code], wanted[code], strict=True)
    ]
    assert max(gaps) < EXACT


@pytest.mark.parametrize("name", CASES)
def test_areas_gates_and_missing_points_equal_the_app(found, name):
    scores = score(INSTRUMENT, CASES[name])
    assert areas_in(*found[name]) == pytest.approx([float(points) for points in scores.areas.values()], abs=EXACT)
    assert gates_in(*found[name]) == {
        key: (verdict.passed, [(gate.label, gate.passed, missing_text(gate.missing)) for gate in verdict.gates])
        for key, verdict in judge(INSTRUMENT, scores).items()
    }


@pytest.mark.parametrize(
    ("name", "gate", "line"),
    [
        ("area 3 at 60 %", "Area 3", (True, "0,00")),
        ("area 3 just below 60 %", "Area 3", (False, "0,01")),
        ("area 2 at 75 %", "Area 2", (True, "0,00")),
    ],
)
def test_a_gate_that_is_met_exactly_is_met(found, name, gate, line):
    wbk, wbbm = gates_in(*found[name]).values()
    lines = {label[:6]: rest for label, *rest in (wbbm if gate == "Area 2" else wbk)[1]}
    assert tuple(lines[gate]) == line


def test_no_cell_shows_an_error(found):
    errors = [
        (name, page.title, cell.coordinate, cell.value)
        for name, (book, _) in found.items()
        for page in book
        for row in page.iter_rows()
        for cell in row
        if cell.data_type == "e"
    ]
    assert errors == []
