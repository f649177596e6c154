"""The recap of a quarter as a workbook: it says what the board says."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from evaluations.actions.periods import lock_period
from evaluations.enums import Assessor
from evaluations.models import Answer, Period
from evaluations.queries.board import board
from evaluations.queries.instruments import loaded
from evaluations.scoring.rounding import missing_text
from tests.factories import (
    NOW,
    EvaluationFactory,
    PeriodFactory,
    WorkUnitFactory,
    actor,
    answer,
    fill,
    person,
    stricter_instrument,
)
from tests.integration.evaluations.pages_case import sign_in, statuses, text
from tests.integration.evaluations.people import everybody
from tests.integration.evaluations.sheet_case import CHOICE, make_sheet
from tests.integration.workbooks.export_case import table
from tests.office import recalculated
from units.roles import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("instrument")]
ADDRESS = "/tw/2024-3/rekap.xlsx"
EXACT = 1e-9


def make_quarters() -> Period:
    """TW II and III 2024 of four units: approved twice, approved anew, half verified, never filled."""
    quarters = [PeriodFactory(quarter=2), PeriodFactory(quarter=3)]
    for code, grades in {"07": "BA", "08": "CD", "09": "DB", "10": "A-"}.items():
        unit = WorkUnitFactory(code=code, name=f"Unit {code}")
        for quarter, grade in zip(quarters, grades, strict=True):
            done = grade != "-" and (quarter.quarter == 2 or code in {"07", "08"})
            sheet = EvaluationFactory(period=quarter, unit=unit, state="approved" if done else "draft")
            if grade != "-":
                fill(sheet, "unit", "A")
                fill(sheet, "tpi", grade, codes=None if done else list(loaded(quarter.instrument).question_ids)[:60])
    return quarters[1]


def downloaded(client, user=None):
    return sign_in(client, user or person(Role.LEADER)).get(ADDRESS).content


# --- who ------------------------------------------------------------------------------------------
def test_who_reads_reports_may_take_it(client):
    evaluation = make_sheet()
    people = everybody(evaluation.unit) | {"anonymous": None}
    told = statuses(client, people, ADDRESS)
    readers = ["administrator", "evaluator", "evaluator of another unit", "evaluator and member", "supervisor"]
    readers += ["supervisor who verified", "supervisor and member", "supervisor and evaluator", "leader"]
    away = {"anonymous": 302, "inactive head": 302}
    assert told == dict.fromkeys(people, 403) | dict.fromkeys(readers, 200) | away


def test_wrong_method_and_quarters_that_are_not_there(client):
    PeriodFactory(state="planned", quarter=4)
    sign_in(client, person(Role.SUPERVISOR))
    assert client.post(ADDRESS).status_code == 405
    assert client.get(ADDRESS).status_code == 404
    assert client.get("/tw/2024-4/rekap.xlsx").status_code == 404


def test_the_file_is_named_after_the_quarter(client):
    PeriodFactory()
    response = sign_in(client, person(Role.LEADER)).get(ADDRESS)
    assert response["Content-Disposition"] == 'attachment; filename="rekap-2024-tw3.xlsx"'
    assert "no-store" in response["Cache-Control"]


# --- what it says ---------------------------------------------------------------------------------
def test_recalculated_it_says_what_the_board_says(client):
    period, leader = make_quarters(), person(Role.LEADER)
    book = recalculated({"rekap": downloaded(client, leader)})["rekap"]
    rows = board(actor(leader), period, Assessor.TPI)
    assert [row.evaluation.unit.code for row in rows] == ["07", "08", "09", "10"]
    _totals(book, rows)
    _areas(book, rows)
    _gates(book, rows)
    _trend(book, rows)
    errors = [cell for page in book for line in page.iter_rows() for cell in line if cell.data_type == "e"]
    assert errors == []


def _number(value):
    return None if value is None else pytest.approx(float(value), abs=EXACT)


def _totals(book, rows):
    found = table(book["Rekap"], "Peringkat")[: len(rows)]
    for shown, row in zip(found, rows, strict=True):
        tpi, unit = row.tpi, row.unit
        complete = bool(tpi and unit and tpi.is_complete)
        assert shown[:3] == (row.rank, row.evaluation.unit.code, row.evaluation.unit.name)
        assert shown[5:11] == (
            _number(unit and unit.strict),
            _number(tpi and tpi.official),
            _number(tpi and tpi.strict),
            _number(tpi.strict - unit.strict if complete else None),
            _number(row.previous and row.previous.strict),
            _number(row.change),
        )
        verdicts = [_verdict(tpi, key) for key in ("WBK", "WBBM")]
        assert shown[11:14] == (*verdicts, row.proposed_for or "–")
    page = book["Rekap"]
    below = [[page.cell(7 + len(rows) + place, column).value for column in (3, 8)] for place in range(3)]
    totals = [float(row.tpi.strict) for row in rows if row.tpi]
    wanted = [sum(totals) / len(totals), max(totals), min(totals)]
    assert below == [
        [name, pytest.approx(value, abs=EXACT)]
        for name, value in zip(("Rata-rata", "Tertinggi", "Terendah"), wanted, strict=True)
    ]


def _verdict(tpi, key):
    if tpi is None:
        return "–"
    return f"Belum ({len(tpi.failed[key])})" if tpi.failed[key] else "Terpenuhi"


def _areas(book, rows):
    for shown, row in zip(table(book["Area"], "Kode")[: len(rows)], rows, strict=True):
        wanted = [_number(area.ratio) for area in row.tpi.areas] if row.tpi else [None] * 6
        assert list(shown[2:]) == wanted


def _gates(book, rows):
    page = book["Nilai minimal"]
    lines = table(page, "Kode")[3:]
    for shown, row in zip(lines, rows, strict=True):
        gates = row.tpi.gates["WBK"] if row.tpi else []
        assert list(shown[2:14]) == [_number(gate.reached) for gate in gates] or [None] * 12
        failed = [len(row.tpi.failed[key]) for key in ("WBK", "WBBM")] if row.tpi else [None, None]
        assert list(shown[14:16]) == failed
    _missing(page, rows)


def _missing(page, rows):
    """The two tables below: points missing to WBK and to WBBM, as the screens round them."""
    cells = list(page.iter_rows(values_only=True))
    for key in ("WBK", "WBBM"):
        start = next(number for number, row in enumerate(cells) if row[0] == f"Kekurangan terhadap {key} (poin)") + 2
        for shown, row in zip(cells[start:], rows, strict=False):
            told = [None if value is None else f"{value:.2f}".replace(".", ",") for value in shown[2:14]]
            gates = row.tpi.gates[key] if row.tpi else []
            assert told == ([missing_text(gate.missing) for gate in gates] or [None] * 12)


def _trend(book, rows):
    page = book["Tren"]
    heading, *lines = table_with_heading(page)
    assert heading == ("Kode", "Unit kerja", "TW II 2024", "TW III 2024", "Perubahan terakhir")
    for shown, row in zip(lines, rows, strict=False):
        earlier = row.previous and row.previous.strict
        now = row.tpi.strict if row.evaluation.is_approved else None
        change = None if earlier is None or now is None else now - earlier
        assert shown == (row.evaluation.unit.code, row.evaluation.unit.name, *map(_number, (earlier, now, change)))
    assert lines[len(rows) :] == [
        (None, "Minimal WBK", 75, 75, None),
        (None, "Minimal WBBM", 85, 85, None),
    ]


def table_with_heading(page):
    rows = [row for row in page.iter_rows(values_only=True) if any(row)]
    start = next(number for number, row in enumerate(rows) if row[0] == "Kode")
    return rows[start:]


def test_it_has_charts(client):
    make_quarters()
    book = load_workbook(BytesIO(downloaded(client)))
    assert {page.title: len(page._charts) for page in book} == {"Rekap": 1, "Area": 1, "Nilai minimal": 0, "Tren": 1}


def test_a_locked_quarter_tells_what_was_recorded(client):
    period = make_quarters()
    supervisor = person(Role.SUPERVISOR)
    before = table(load_workbook(BytesIO(downloaded(client)))["Tren"], "Kode")
    lock_period(period=Period.objects.get(quarter=2), by=actor(supervisor), now=NOW)
    lock_period(period=period, by=actor(supervisor), now=NOW)
    Answer.objects.filter(question__code=CHOICE, assessor="tpi").update(option="A")
    sheet = period.evaluations.get(unit__code="08")
    answer(sheet, "A.I.1.i.a", "tpi", "Ya")  # scores anew
    assert table(load_workbook(BytesIO(downloaded(client)))["Tren"], "Kode") == before


def test_quarters_of_another_instrument_are_left_out_of_the_trend(client):
    other = PeriodFactory(quarter=2, instrument=stricter_instrument())
    now = PeriodFactory(quarter=3)
    unit = WorkUnitFactory(code="07", name="Unit 07")
    for period in (other, now):
        fill(EvaluationFactory(period=period, unit=unit, state="approved"), "tpi", "A")
    row, *_ = table(load_workbook(BytesIO(downloaded(client)))["Tren"], "Kode")
    assert row[2:4] == (None, 100)


def test_a_quarter_without_units(client):
    PeriodFactory()
    book = load_workbook(BytesIO(downloaded(client)))
    assert book.sheetnames == ["Rekap"]
    assert book.active["A6"].value == "Tidak ada unit kerja yang dinilai pada periode ini."


def test_a_name_is_never_a_formula(client):
    EvaluationFactory(unit=WorkUnitFactory(code="07", name="=1+1"))
    book = load_workbook(BytesIO(downloaded(client)))
    cells = [cell for page in book for row in page.iter_rows() for cell in row if cell.value == "=1+1"]
    assert len(cells) == 6
    assert {(cell.data_type, cell.quotePrefix) for cell in cells} == {("s", True)}


@pytest.mark.parametrize("units", [1, 4])
def test_queries_do_not_grow(client, django_assert_num_queries, units):
    quarters = [PeriodFactory(quarter=2), PeriodFactory(quarter=3)]
    for _ in range(units):
        unit = WorkUnitFactory()
        for quarter in quarters:
            fill(EvaluationFactory(period=quarter, unit=unit, state="approved"), "tpi", "B")
    sign_in(client, person(Role.LEADER))
    # session, user, actor, period, sheets, recorded (two quarters), scores, quarters, recorded totals, totals
    with django_assert_num_queries(10):
        client.get(ADDRESS)


# --- page -----------------------------------------------------------------------------------------
def test_the_reports_of_a_quarter_offer_it(client):
    make_sheet()
    response = sign_in(client, person(Role.LEADER)).get("/tw/2024-3/laporan/")
    assert f'href="{ADDRESS}"' in response.content.decode()
    assert "Rekap semua unit kerja" in text(response)
