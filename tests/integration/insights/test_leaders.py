"""The board for leadership: who reads it, what it counts, where figures lead, what it says when there is little."""

import csv
import re
from datetime import date, timedelta
from io import BytesIO, StringIO

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from evaluations.actions.periods import lock_period
from evaluations.models import Period, Score
from evaluations.queries.board_view import BoardView
from insights.queries.leaders import leaders_board
from tests.factories import (
    NOW,
    TODAY,
    ActionFactory,
    EvaluationFactory,
    PeriodFactory,
    RecommendationFactory,
    WorkUnitFactory,
    actor,
    answer,
    fill,
    person,
    stricter_instrument,
)
from tests.integration.evaluations.pages_case import sign_in, statuses, text
from tests.integration.evaluations.people import everybody
from units.models import WorkUnit
from units.roles import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("instrument")]

URL = "/tw/2024-3/pimpinan/"
TPI = f"{URL}?penilai=tpi"
CSV, XLSX = f"{URL}papan-pimpinan.csv", f"{URL}papan-pimpinan.xlsx"
YESTERDAY = timezone.localdate() - timedelta(days=1)


def make(code: str, grade: str = "", *, before: str = "", period: Period | None = None, **unit):
    """A unit with a sheet in TW III 2024 that both judged with the grade ("" for nothing), and one in TW II."""
    unit = WorkUnitFactory(code=code, name=f"Unit {code}", **unit)
    if before:
        earlier = Period.objects.filter(quarter=2).first() or PeriodFactory(quarter=2)
        fill(EvaluationFactory(unit=unit, period=earlier, state="approved"), "tpi", before)
    sheet = EvaluationFactory(unit=unit, state="in_review" if grade else "draft")
    for assessor in ("unit", "tpi") if grade else ():
        fill(sheet, assessor, grade)
    return sheet


@pytest.fixture
def units():
    """Passing both, WBK lacking one minimum, far, far and gone down, nothing written."""
    make("01", "A", before="C", parent_agency="Dinas Kesehatan", target="WBBM")
    near = make("02", "A", before="A", parent_agency="Dinas Kesehatan")
    for assessor in ("unit", "tpi"):
        answer(near, "B.I.a", assessor, {"indeks": 3})
    make("03", "C", parent_agency="Badan Pendapatan Daerah")
    make("04", "D", before="C")
    make("05")
    return WorkUnit.objects.all()


@pytest.fixture
def leader(client):
    user = person(Role.LEADER)
    sign_in(client, user)
    return user


def shown(client, address: str = TPI):
    response = client.get(address)
    assert response.status_code == 200
    return response.context["board"]


def codes(lines) -> list[str]:
    return [line.row.evaluation.unit.code for line in lines]


# --- who ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("address", [URL, CSV, XLSX])
def test_who_reads_it(client, address):
    sheet = make("07", "A")
    people = everybody(sheet.unit) | {"anonymous": None}
    people["head of another unit"].grants.get().unit.evaluations.create(period=sheet.period)
    assert statuses(client, people, address) == {
        "administrator": 200,
        "member": 403,
        "head": 403,
        "head of another unit": 403,
        "evaluator": 200,
        "evaluator of another unit": 200,
        "evaluator and member": 200,
        "supervisor": 200,
        "supervisor who verified": 200,
        "supervisor and member": 200,
        "supervisor and evaluator": 200,
        "leader": 200,
        "without a role": 404,
        "inactive head": 302,
        "anonymous": 302,
    }


@pytest.mark.parametrize("address", [URL, CSV, XLSX])
def test_it_is_only_read(client, leader, address):
    make("07")
    assert client.post(address).status_code == 405
    assert client.get(address.replace("2024-3", "2019-1")).status_code == 404


def test_the_tpis_values_of_ones_own_unit_wait(client):
    """Whoever reads everything and belongs to a unit meets its values as its people do."""
    sheet = make("07", "A")
    user = everybody(sheet.unit)["supervisor and member"]
    line = leaders_board(actor(user), sheet.period, BoardView("tpi"), today=TODAY).lines[0]
    assert (line.row.tpi, line.distance) == (None, "tanpa-nilai")


def test_it_is_the_first_page_of_leaders_alone(client, units):
    both = person(Role.LEADER)
    both.grants.create(role=Role.SUPERVISOR, starts_on=date(2020, 1, 1))
    for user, page in [(person(Role.LEADER), "insights/leaders.html"), (both, "home/board.html")]:
        response = sign_in(client, user).get("/")
        assert response.templates[0].name == page
        assert URL in response.content.decode()
        assert [entry.label for entry in response.context["navigation"] if entry.active] == ["Beranda"]


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_units(client, leader, django_assert_num_queries, count):
    for number in range(count):
        sheet = make(f"{number:02}", "A", before="B")
        RecommendationFactory(evaluation=sheet, due_on=YESTERDAY)
        ActionFactory(unit=sheet.unit, due_on=YESTERDAY)
    lock_period(period=Period.objects.get(quarter=2), by=actor(person(Role.SUPERVISOR)), now=NOW)
    client.get(URL)
    with django_assert_num_queries(14):
        client.get(URL)
    with django_assert_num_queries(14):
        client.get("/tw/2024-2/pimpinan/")


# --- what it counts -------------------------------------------------------------------------------
def test_where_the_units_stand(client, leader, units):
    board = shown(client)
    assert {str(where): count for where, count in board.counts.items()} == {
        "wbbm": 1,
        "wbk": 0,
        "menuju": 1,
        "jauh": 2,
        "tanpa-nilai": 1,
    }
    assert (board.wbk, board.units, codes(board.lines)) == (1, 5, ["01", "02", "03", "04", "05"])
    assert [len(line.failed) for line in board.lines] == [0, 2, 11, 12, 0]
    assert [line.row.rank for line in board.lines] == [1, 2, 3, 4, None]


def test_what_changed(client, leader, units):
    changes = shown(client).changes
    assert codes(changes.compared) == ["01", "02", "04"]
    assert (codes(changes.up), codes(changes.down), changes.same) == (["01"], ["04", "02"], 0)
    assert (codes(changes.gained), codes(changes.lost)) == (["01"], ["02"])
    assert (changes.otherwise, changes.unverified, changes.unknown) == (0, 1, 1)
    ahead = shown(client, URL).changes  # the TPI's, whoever's values are shown
    assert [sorted(codes(side)) for side in (ahead.up, ahead.down, ahead.gained)] == [["01"], ["02", "04"], ["01"]]


def test_every_figure_leads_to_the_list_it_counts(client, leader, units):
    board = shown(client)
    sheet = units.get(code="03").evaluations.get()
    RecommendationFactory(evaluation=sheet, due_on=YESTERDAY, text="Telat")
    RecommendationFactory(evaluation=sheet, due_on=date(2099, 1, 1))
    ActionFactory(unit=sheet.unit, due_on=YESTERDAY, text="Telat")
    ActionFactory(unit=sheet.unit, due_on=YESTERDAY, state="done")
    Period.objects.filter(quarter=3).update(fill_deadline=YESTERDAY)
    board = shown(client)
    links = client.get(TPI).context["links"]

    def rows(key):
        return [row.evaluation.unit.code for row in client.get(links[key]).context["rows"]]

    assert {key: rows(key) for key in links if key not in {"advice", "actions"}} == {
        "units": ["01", "02", "03", "04", "05"],
        "wbbm": ["01"],
        "wbk": ["01"],
        "near": ["02"],
        "far": ["03", "04"],
        "none": ["05"],
        "naik": ["01"],
        "turun": ["04", "02"],
        "baru": ["01"],
        "lepas": ["02"],
        "sheets": ["05"],
    }
    assert [line.row.text for line in client.get(links["advice"]).context["lines"]] == ["Telat"]
    assert [line.action.text for line in client.get(links["actions"]).context["lines"]] == ["Telat"]
    assert (board.late_advice, board.late_actions, board.late_sheets) == (1, 1, 1)
    assert [(line.advice, line.actions, line.is_late) for line in board.lines[2:]] == [
        (1, 1, False),
        (0, 0, False),
        (0, 0, True),
    ]


def test_filters_by_agency_and_target_go_along_to_the_lists(client, leader, units):
    for code in ("01", "03", "04"):
        sheet = units.get(code=code).evaluations.get(period__quarter=3)
        RecommendationFactory(evaluation=sheet, due_on=YESTERDAY, text=f"Saran {code}")
        ActionFactory(unit=sheet.unit, due_on=YESTERDAY, text=f"Aksi {code}")
    found = {}
    for query in ("induk=Dinas+Kesehatan", "tujuan=WBBM", "induk=Dinas+Kesehatan&tujuan=WBK", "induk=-", "induk=x"):
        response = client.get(f"{TPI}&{query}")
        board, links = response.context["board"], response.context["links"]
        found[query] = (
            codes(board.lines),
            [row.evaluation.unit.code for row in client.get(links["units"]).context["rows"]],
            [line.row.text for line in client.get(links["advice"]).context["lines"]],
            [line.action.text for line in client.get(links["actions"]).context["lines"]],
            (board.late_advice, board.late_actions),
        )
    every = ["01", "02", "03", "04", "05"]
    assert found == {
        "induk=Dinas+Kesehatan": (["01", "02"], ["01", "02"], ["Saran 01"], ["Aksi 01"], (1, 1)),
        "tujuan=WBBM": (["01"], ["01"], ["Saran 01"], ["Aksi 01"], (1, 1)),
        "induk=Dinas+Kesehatan&tujuan=WBK": (["02"], ["02"], [], [], (0, 0)),
        "induk=-": (["04", "05"], ["04", "05"], ["Saran 04"], ["Aksi 04"], (1, 1)),
        "induk=x": (every, every, ["Saran 01", "Saran 03", "Saran 04"], ["Aksi 01", "Aksi 03", "Aksi 04"], (3, 3)),
    }


def test_a_locked_quarter_is_told_as_it_was_recorded(client, leader, units):
    for period in Period.objects.all():
        lock_period(period=period, by=actor(person(Role.SUPERVISOR)), now=NOW)
    before = text(client.get(URL))
    assert "Dinas Kesehatan · dituju WBBM" in before
    Score.objects.update(strict=1, official=1, passes_wbk=False, passes_wbbm=False)
    WorkUnit.objects.update(parent_agency="Dinas Lain", target="WBK")
    assert text(client.get(URL)) == before


def test_the_course_tells_approved_results_and_marks_another_instrument(client, leader):
    unit = WorkUnitFactory()
    quarters = [(2023, 4, None, "A"), (2024, 1, stricter_instrument(), "A"), (2024, 2, None, "C")]
    for year, quarter, instrument, grade in quarters:
        fields = {"instrument": instrument} if instrument else {}
        period = PeriodFactory(year=year, quarter=quarter, **fields)
        fill(EvaluationFactory(unit=unit, period=period, state="approved"), "tpi", grade)
    fill(EvaluationFactory(unit=unit, state="in_review"), "tpi", "A")
    board = shown(client)
    told = [(at.when.name, at.approved, at.wbk, at.wbbm, round(at.mean, 2), at.otherwise) for at in board.course]
    third = Score.objects.get(evaluation__period__year=2024, evaluation__period__quarter=2).strict
    assert told == [
        ("TW IV 2023", 1, 1, 1, 100, False),
        ("TW I 2024", 1, 1, 1, 100, True),
        ("TW II 2024", 1, 0, 0, round(third, 2), True),
    ]
    assert board.breaks


def test_instruments_that_score_otherwise_are_not_compared_and_this_is_said(client, leader):
    unit = WorkUnitFactory()
    earlier = PeriodFactory(quarter=2, instrument=stricter_instrument())
    fill(EvaluationFactory(unit=unit, period=earlier, state="approved"), "tpi", "C")
    fill(EvaluationFactory(unit=unit, state="in_review"), "tpi", "A")
    response = client.get(TPI)
    assert response.context["board"].changes.compared == []
    assert "1 unit tidak dibandingkan: instrumen TW II 2024 menilai dengan cara lain." in text(response)


# --- when there is little -------------------------------------------------------------------------
def test_without_a_quarter_before(client, leader):
    make("07", "A")
    assert "Belum ada yang dapat dibandingkan dengan TW II 2024. 1 unit tanpa hasil" in text(client.get(TPI))


def test_before_anybody_wrote_anything(client, leader):
    make("07")
    assert "Belum ada unit yang mengisi penilaiannya pada TW III 2024." in text(client.get(URL))
    assert "TPI belum menilai satu unit pun pada TW III 2024." in text(client.get(TPI))
    assert "Belum ada hasil yang disetujui sampai TW III 2024." in text(client.get(URL))
    assert "Tidak ada yang terlambat." in text(client.get(URL))


def test_a_quarter_without_sheets_and_filters_without_units(client, leader):
    PeriodFactory()
    words = text(client.get(URL))
    assert "Belum ada penilaian" in words
    assert "CSV" not in words
    make("07", parent_agency="Dinas")
    assert "Tidak ada unit yang cocok" in text(client.get(f"{URL}?tujuan=WBBM"))


def test_without_any_quarter_the_first_page_says_so(client, leader):
    response = client.get("/")
    assert response.templates[0].name == "home/no_period.html"


def test_wrong_words_in_the_address_are_ignored(client, leader, units):
    expected = text(client.get(URL))
    assert text(client.get(f"{URL}?penilai=x&induk=%00&tujuan=XYZ&hal=abc&lulus=wbk&status=draft")) == expected


def test_many_units_come_in_pages(client, leader):
    period = PeriodFactory()
    EvaluationFactory.create_batch(51, period=period)
    assert [len(client.get(f"{URL}?hal={page}").context["page"]) for page in (1, 2)] == [50, 1]


# --- as files -------------------------------------------------------------------------------------
def test_the_csv_opens_in_excel_and_calculates_nothing(client, leader, units):
    WorkUnit.objects.filter(code="03").update(name="=1+1", parent_agency="@SUM(A1)")
    response = client.get(f"{CSV}?penilai=tpi")
    content = response.content.decode()
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="papan-pimpinan-2024-tw3.csv"'
    assert content.startswith("\ufeffPeringkat;Kode;Unit kerja;")
    heading, *rows = csv.reader(StringIO(content.removeprefix("\ufeff")), delimiter=";")
    assert [row[:6] for row in rows] == [
        ["1", "01", "Unit 01", "Dinas Kesehatan", "WBBM", "Sedang diverifikasi"],
        ["2", "02", "Unit 02", "Dinas Kesehatan", "WBK", "Sedang diverifikasi"],
        ["3", "03", "'=1+1", "'@SUM(A1)", "WBK", "Sedang diverifikasi"],
        ["4", "04", "Unit 04", "", "WBK", "Sedang diverifikasi"],
        ["", "05", "Unit 05", "", "WBK", "Diisi unit"],
    ]
    shown_rows = shown(client).lines
    change = heading.index("Perubahan nilai TPI dari triwulan lalu")
    assert [bool(re.fullmatch(r"-?\d+,\d\d|", row[change])) for row in rows] == [True] * 5
    assert rows[3][change].startswith("-")
    assert [row[heading.index("Kedudukan")] for row in rows] == [line.distance.label for line in shown_rows]
    assert {len(row) for row in rows} == {len(heading)}


def test_the_workbook_holds_what_is_shown(client, leader, units):
    response = client.get(f"{XLSX}?penilai=tpi&induk=Dinas+Kesehatan")
    assert response["Content-Disposition"] == 'attachment; filename="papan-pimpinan-2024-tw3.xlsx"'
    book = load_workbook(BytesIO(response.content))
    assert book.sheetnames == ["Ringkasan", "Unit kerja", "Per triwulan"]
    assert book["Ringkasan"]["A2"].value == (
        "Perangkat daerah: Dinas Kesehatan. Predikat yang dituju: WBK dan WBBM. Nilai menurut TPI."
    )
    figures = {row[0].value: row[1].value for row in book["Ringkasan"].iter_rows(min_row=7, max_col=2)}
    assert figures["Unit kerja yang dilihat"] == 2
    assert figures["Memenuhi WBK, termasuk yang memenuhi WBBM"] == 1
    assert figures["Menuju WBK"] == 1
    assert figures["Baru memenuhi WBK/WBBM sejak TW II 2024 (nilai TPI)"] == 1
    units = [[cell.value for cell in row] for row in book["Unit kerja"].iter_rows(min_row=5, max_col=3)]
    assert units == [[1, "01", "Unit 01"], [2, "02", "Unit 02"]]


def test_files_hold_every_page(client, leader):
    period = PeriodFactory()
    EvaluationFactory.create_batch(51, period=period)
    assert len(client.get(CSV).content.decode().splitlines()) == 52
