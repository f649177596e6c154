"""The board's view: reading an address, ordering and filtering rows, counting them. No database."""

from dataclasses import dataclass, replace
from decimal import Decimal
from types import SimpleNamespace

import pytest

from evaluations.models import Evaluation, Period
from evaluations.queries.board import BoardRow, _ranked
from evaluations.queries.board_view import BoardView, Counts, agencies, arrange, counts, fitting, view_from
from evaluations.queries.deadlines import deadline
from tests.factories import TODAY
from units.models import WorkUnit

OPEN = Period(year=2024, quarter=3, state="open")
LOCKED = Period(year=2024, quarter=2, state="locked")


@dataclass(frozen=True)
class Points:
    """As much of a standing as ordering needs."""

    strict: Decimal
    passed: frozenset[str] = frozenset()
    answered: int = 113

    @property
    def score(self):
        return SimpleNamespace(answered=self.answered, questions=113)

    @property
    def is_complete(self):
        return self.answered == 113

    def passes(self, predicate):
        return predicate in self.passed


def row(
    code,
    unit=None,
    tpi=None,
    *,
    state="draft",
    passed=(),
    period=OPEN,
    assessor="unit",
    agency="",
    target="WBK",
) -> BoardRow:
    work_unit = WorkUnit(code=code, name=f"Unit {code}", parent_agency=agency)
    evaluation = Evaluation(period=period, unit=work_unit, state=state, target=target)
    points = [value if value is None else Points(Decimal(value), frozenset(passed)) for value in (unit, tpi)]
    return BoardRow(evaluation, *points, None, assessor, "inspectorate")


def codes(rows) -> list[str]:
    return [row.evaluation.unit.code for row in rows]


@pytest.mark.parametrize(
    ("query", "period", "expected"),
    [
        ({}, OPEN, BoardView("unit")),
        ({}, LOCKED, BoardView("tpi")),
        (
            {"penilai": "tpi", "urut": "-area-3", "status": "draft", "lulus": "wbk"},
            OPEN,
            BoardView("tpi", "area-3", True, "draft", "wbk"),
        ),
        ({"penilai": "TPN", "urut": "nilai; DROP", "status": "hapus", "lulus": "semua"}, OPEN, BoardView("unit")),
        ({"urut": "-"}, OPEN, BoardView("unit")),
        ({"urut": "--unit"}, OPEN, BoardView("unit")),
        (
            {"induk": "Dinas A", "tujuan": "WBBM", "status": "lewat", "lulus": "menuju"},
            OPEN,
            BoardView("unit", state="lewat", passed="menuju", agency="Dinas A", target="WBBM"),
        ),
    ],
)
def test_an_address_is_read_and_wrong_values_fall_back(query, period, expected):
    assert view_from(query, period) == expected


def test_a_view_writes_the_address_it_is_read_from():
    view = BoardView("tpi", "nilai-tpi", True, "approved", "belum")
    assert view.query == "?penilai=tpi&urut=-nilai-tpi&status=approved&lulus=belum"


def test_a_click_orders_by_the_column_and_the_next_one_turns_it():
    first = BoardView("unit").sorted_by("nilai-unit")
    assert (first.order, first.sorted_by("nilai-unit").order) == ("-nilai-unit", "nilai-unit")
    first = BoardView("unit").sorted_by("unit")
    assert (first.order, first.sorted_by("unit").order) == ("unit", "-unit")
    assert BoardView("unit").sorted_by("peringkat").order == "-peringkat"


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("unit", ["01", "02", "03"]),
        ("-unit", ["03", "02", "01"]),
        ("nilai-unit", ["03", "01", "02"]),
        ("-nilai-unit", ["01", "03", "02"]),
        ("status", ["03", "01", "02"]),
    ],
)
def test_rows_without_a_value_stand_last_in_either_direction(order, expected):
    rows = [row("01", "80", state="submitted"), row("02", state="approved"), row("03", "70")]
    assert codes(arrange(rows, view_from({"urut": order}, OPEN), today=TODAY)) == expected


def test_rows_are_filtered_by_state_and_by_verdict():
    rows = [row("01", "80", passed=["WBK"]), row("02", "90", passed=["WBK", "WBBM"], state="submitted"), row("03")]
    found = {
        key: codes(arrange(rows, view_from({"urut": "unit", **query}, OPEN), today=TODAY))
        for key, query in {
            "submitted": {"status": "submitted"},
            "wbk": {"lulus": "wbk"},
            "wbbm": {"lulus": "wbbm"},
            "belum": {"lulus": "belum"},
            "both": {"status": "draft", "lulus": "wbk"},
        }.items()
    }
    assert found == {"submitted": ["02"], "wbk": ["01", "02"], "wbbm": ["02"], "belum": ["03"], "both": ["01"]}


def test_rows_are_filtered_by_agency_target_and_lateness():
    late = Period(year=2024, quarter=3, state="open", fill_deadline=TODAY - TODAY.resolution)
    rows = [row("01", agency="Dinas A"), row("02", agency="Dinas A", target="WBBM"), row("03", period=late)]
    rows[:2] = [replace(line, evaluation=_in_time(line.evaluation)) for line in rows[:2]]
    found = {
        address: codes(arrange(rows, fitting(view_from(query, OPEN), rows), today=TODAY))
        for address, query in {
            "induk": {"induk": "Dinas A"},
            "tanpa induk": {"induk": "-"},
            "tujuan": {"tujuan": "WBBM"},
            "keduanya": {"induk": "Dinas A", "tujuan": "WBK"},
            "lewat": {"status": "lewat"},
            "tidak dikenal": {"induk": "Dinas B", "tujuan": "WBX"},
        }.items()
    }
    assert found == {
        "induk": ["01", "02"],
        "tanpa induk": ["03"],
        "tujuan": ["02"],
        "keduanya": ["01"],
        "lewat": ["03"],
        "tidak dikenal": ["01", "02", "03"],
    }
    assert agencies(rows) == {"Dinas A": "Dinas A", "-": "Tanpa perangkat daerah induk"}


def _in_time(evaluation: Evaluation) -> Evaluation:
    evaluation.period = Period(year=2024, quarter=3, state="open", fill_deadline=TODAY)
    return evaluation


def test_rows_are_filtered_by_what_changed():
    before = Points(Decimal(75), frozenset({"WBK"}))
    rows = [
        replace(row("01", tpi="80", passed=["WBK", "WBBM"]), previous=before),
        replace(row("02", tpi="70"), previous=before),
        replace(row("03", tpi="75", passed=["WBK"]), previous=before),
        row("04", tpi="90", passed=["WBK"]),
    ]
    found = {
        key: codes(arrange(rows, view_from({"urut": "unit", "lulus": key}, OPEN), today=TODAY))
        for key in ("naik", "turun", "baru", "lepas", "tanpa-nilai")
    }
    assert found == {
        "naik": ["01"],
        "turun": ["02"],
        "baru": ["01"],
        "lepas": ["02"],
        "tanpa-nilai": ["01", "02", "03", "04"],
    }


def test_counts_cover_every_row():
    rows = [row("01", "80", passed=["WBK"], state="approved"), row("02", "90", passed=["WBK", "WBBM"]), row("03")]
    assert counts(rows) == Counts(units=3, approved=1, wbk=2, wbbm=1)
    assert counts(rows).unfinished == 2


def test_equal_points_share_a_rank_and_unfinished_sheets_stand_last():
    rows = [
        row("01", tpi="70", state="approved", period=LOCKED, assessor="tpi"),
        row("02", tpi="99", state="in_review", period=LOCKED, assessor="tpi"),
        row("03", tpi="80", state="approved", period=LOCKED, assessor="tpi"),
        row("04", tpi="80", state="approved", period=LOCKED, assessor="tpi"),
        row("05", state="draft", period=LOCKED, assessor="tpi"),
    ]
    assert [(line.evaluation.unit.code, line.rank) for line in _ranked(rows)] == [
        ("03", 1),
        ("04", 1),
        ("01", 3),
        ("02", 4),
        ("05", None),
    ]


@pytest.mark.parametrize(
    ("days", "words"),
    [(30, "30 hari lagi"), (1, "besok"), (0, "hari ini"), (-1, "lewat sejak kemarin"), (-12, "lewat 12 hari")],
)
def test_a_deadline_is_told_in_days(days, words):
    last = deadline("Batas pengisian", TODAY + (TODAY.resolution * days), TODAY)
    assert (last.words, last.is_past) == (words, days < 0)
