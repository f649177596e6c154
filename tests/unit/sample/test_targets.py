"""The story the sample tells, judged by the engine alone."""

from itertools import pairwise

import pytest

from evaluations.sample import sheets
from evaluations.sample.targets import JUDGED_QUARTER, QUARTERS, TARGETS
from evaluations.scoring import library
from evaluations.scoring.answers import check, clean
from evaluations.scoring.engine import score
from evaluations.scoring.thresholds import judge

INSTRUMENT, _, _ = library.read(library.builtin_path())
SHEETS = sheets.build(INSTRUMENT)

# TW II 2024, verified: every WBK gate that fails.
FAILING = {
    "01": [],
    "02": [],
    "03": [],
    "04": [],
    "05": ["area-1"],
    "06": ["area-2", "area-3"],
    "07": ["B.II"],
    "08": ["area-4", "B.I.b"],
    "09": ["B.I.a"],
    "10": ["area-5", "area-6"],
    "11": ["total", "A"],
    "12": ["total", "A", "area-1", "area-3", "area-5", "B.I", "B.I.a", "B.I.b"],
}
PASSING = {
    (2023, 1): [],
    (2023, 2): [],
    (2023, 3): [],
    (2023, 4): ["02"],
    (2024, 1): ["01", "02"],
    (2024, 2): ["01", "02", "03", "04"],
}


def _scores(values):
    return score(INSTRUMENT, {code: clean(INSTRUMENT.questions[code], value) for code, value in values.items()})


def _verdict(unit, quarter, predicate="WBK"):
    return judge(INSTRUMENT, _scores(SHEETS[unit, quarter].tpi))[predicate]


def _failed(unit, quarter, predicate="WBK"):
    return [gate.code for gate in _verdict(unit, quarter, predicate).failed]


def test_failing_gates_of_the_judged_quarter():
    assert {unit: _failed(unit, JUDGED_QUARTER) for unit in TARGETS} == FAILING


def test_every_gate_there_is_fails_somewhere():
    gates = {gate.code for gate in _verdict("01", JUDGED_QUARTER).gates}

    assert {code for codes in FAILING.values() for code in codes} == gates
    assert len(gates) == 12


def test_no_two_units_fail_for_the_same_reasons():
    reasons = [tuple(codes) for codes in FAILING.values() if codes]

    assert len(set(reasons)) == len(reasons) == 8


@pytest.mark.parametrize("quarter", PASSING)
def test_who_passes_wbk(quarter):
    assert [unit for unit in TARGETS if not _failed(unit, quarter)] == PASSING[quarter]


def test_nobody_passes_wbbm_and_one_is_close():
    assert [unit for unit in TARGETS if not _failed(unit, JUDGED_QUARTER, "WBBM")] == []
    assert _failed("01", JUDGED_QUARTER, "WBBM") == ["total"]


def test_ranks_change_between_all_quarters():
    ranks = [
        sorted(TARGETS, key=lambda unit: -_scores(SHEETS[unit, quarter].tpi).strict["total"])
        for quarter in QUARTERS[:-1]
    ]

    assert all(before != after for before, after in pairwise(ranks))


def test_units_think_better_of_themselves_than_the_tpi_but_not_by_much():
    for sheet in SHEETS.values():
        unit, tpi = (_scores(values).strict["total"] for values in (sheet.unit, sheet.tpi))
        assert 0 < unit - tpi < 8


def test_areas_come_near_their_targets():
    for (unit, quarter), sheet in SHEETS.items():
        scores = _scores(sheet.tpi)
        for number, points in scores.areas.items():
            percent = points * 100 / INSTRUMENT.area_weights[number]
            assert abs(percent - TARGETS[unit].percent(number, QUARTERS.index(quarter))) < 2


def test_sheets_are_complete_and_any_form_would_take_them():
    for sheet in SHEETS.values():
        for values in (sheet.unit, sheet.tpi):
            assert list(values) == list(INSTRUMENT.questions)
            assert _scores(values).is_complete
            for code, value in values.items():
                question = INSTRUMENT.questions[code]
                if question.is_numeric:
                    assert check(question, clean(question, value)) == []


def test_the_figure_asked_twice_is_the_same_twice():
    for sheet in SHEETS.values():
        for values in (sheet.unit, sheet.tpi):
            assert values["A.II.1.i.a"]["perubahan"] == values["A.II.1.i.b"]["perubahan"]


def test_a_year_begins_with_the_breaches_the_last_one_ended_with():
    for unit in TARGETS:
        before, after = (SHEETS[unit, quarter].tpi["A.II.3.iii.a"] for quarter in ((2023, 4), (2024, 1)))
        assert after["pelanggaran_sebelumnya"] == before["pelanggaran_tahun_ini"]
