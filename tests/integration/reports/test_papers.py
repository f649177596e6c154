"""Every paper from the database: what it says, for whom there is none, and what it costs."""

import re

import pytest

from evaluations.actions.periods import lock_period
from evaluations.actions.scores import rescore
from evaluations.enums import Assessor
from evaluations.exceptions import WrongState
from evaluations.queries.trends import totals
from evaluations.scoring.rounding import text, to_storage
from reports.documents.imprint import Imprint
from reports.enums import ON_RESULT, PER_UNIT, Paper
from reports.papers import compose, compose_parts, document_of
from tests.factories import (
    LONG_AGO,
    NOW,
    TODAY,
    EvaluationFactory,
    PeriodFactory,
    WorkUnitFactory,
    actor,
    fill,
    person,
    stricter_instrument,
)
from units.models import Assignment, Organisation, WorkUnit

pytestmark = pytest.mark.django_db

ISSUED = Imprint("700/12/ITPROV", TODAY, addressee="Gubernur Kalimantan Tengah")


def sheet(period, code: str, grade: str = "A", state: str = "approved", **unit):
    """A sheet with equal answers of unit and TPI."""
    evaluation = EvaluationFactory(period=period, unit=WorkUnitFactory(code=code, **unit), state=state)
    fill(evaluation, Assessor.UNIT, grade)
    fill(evaluation, Assessor.TPI, grade)
    rescore(evaluation)
    return evaluation


def composed(paper, period, unit=None, **fields):
    return compose(paper, period, unit, reader=actor(person("supervisor")), today=TODAY, **fields)


@pytest.fixture
def period(instrument):
    return PeriodFactory(quarter=2)


# --- which there are ------------------------------------------------------------------------------
@pytest.mark.parametrize("paper", list(Paper))
def test_every_paper_of_a_locked_quarter(period, paper):
    unit = sheet(period, "07", name="RSUD <b>Contoh</b>").unit
    period = lock_period(period=period, by=actor(person("supervisor")), now=NOW)
    made = composed(paper, period, unit if paper in PER_UNIT else None, imprint=ISSUED)
    stems = {
        "triwulan": "laporan-zi-2024-tw2",
        "surat-pengantar": "surat-pengantar-zi-2024-tw2",
        "rekap": "rekap-zi-2024-tw2",
        "lhe": "lhe-zi-2024-tw2-07",
        "berita-acara": "berita-acara-zi-2024-tw2-07",
        "paparan": "paparan-zi-2024-tw2",
        "bahan-desk": "bahan-desk-zi-2024-tw2-07",
    }
    assert (made.filename_stem, made.watermark) == (stems[paper], [])
    assert "RSUD &lt;b&gt;Contoh&lt;/b&gt;" in made.html
    assert "<b>Contoh" not in made.html
    assert ("700/12/ITPROV" in made.html) is (paper not in {Paper.RECAP, Paper.SLIDES, Paper.DESK})


def test_the_annex_of_an_lhe_tells_where_its_figures_come_from(period):
    """Mean and weight below an indicator, sums above it, the minimums behind; the quarterly report leaves it out."""
    unit = sheet(period, "07", grade="B").unit
    made = document_of(Paper.LHE, period, unit, reader=actor(person("supervisor")), today=TODAY)
    told = {(row.kind, row.code or row.text): row.equations for row in (*made.unit.sheet, *made.unit.sums)}
    assert told["indicator", "A.I.1.ii"] == tuple(
        (label, "(0,00 + 0,50 + 0,50) ÷ 3 × 1 = 0,33") for label in ("Unit", "TPI")
    )
    points = {row.code: text(row.points) for row in made.unit.sheet if row.points is not None}
    assert [told["group", "A"][1], told["indicator", "A.I.1.ii"][1][1].endswith(f"= {points['A.I.1.ii']}")] == [
        ("TPI", f"A.I {points['A.I']} + A.II {points['A.II']} = {points['A']}"),
        True,
    ]
    area = next(gate for gate in made.unit.gates if gate.code == "area-1")
    wbk, wbbm = ("memenuhi" if passes else "belum" for passes in (area.passes_wbk, area.passes_wbbm))
    minimums = f"WBK 60 % × 8 = 4,80 (Unit {wbk}, TPI {wbk}) · WBBM 75 % × 8 = 6,00 (Unit {wbbm}, TPI {wbbm})"
    assert told["gate", area.label][1:] == (
        ("TPI", f"A.I.1 {points['A.I.1']} + A.II.1 {points['A.II.1']} = {text(area.reached)}"),
        ("Nilai minimal", minimums),
    )
    words = "(0,00 + 0,50 + 0,50) ÷ 3 × 1 = 0,33"
    htmls = [composed(Paper.LHE, period, unit).html, composed(Paper.QUARTERLY, period).html]
    assert [words in html for html in htmls] == [True, False]


def test_papers_of_an_open_quarter_are_drafts(period):
    sheet(period, "07")
    made = composed(Paper.RECAP, period)
    assert (made.filename_stem, made.watermark) == ("rekap-zi-2024-tw2-draf", ["DRAF – periode belum dikunci"])


@pytest.mark.parametrize("paper", sorted(ON_RESULT))
@pytest.mark.parametrize(
    ("state", "locked", "sentence"),
    [
        ("in_review", False, "Hasil evaluasi RSUD pada TW II 2024 belum disetujui."),
        ("reviewed", False, "Hasil evaluasi RSUD pada TW II 2024 belum disetujui."),
        ("reviewed", True, "Penilaian RSUD tidak selesai sampai TW II 2024 dikunci, jadi tidak ada hasilnya."),
    ],
)
def test_only_an_approved_result_has_papers_of_its_own(period, paper, state, locked, sentence):
    unit = sheet(period, "07", state=state, name="RSUD").unit
    if locked:
        lock_period(period=period, by=actor(person("supervisor")), now=NOW)
    with pytest.raises(WrongState) as refused:
        composed(paper, period, unit)
    assert str(refused.value).startswith(sentence)


def test_a_unit_outside_the_quarter_has_no_papers(period):
    with pytest.raises(WrongState, match="RSUD tidak dinilai pada TW II 2024"):
        composed(Paper.LHE, period, WorkUnitFactory(name="RSUD"))


@pytest.mark.parametrize("paper", [Paper.QUARTERLY, Paper.RECAP])
def test_a_planned_quarter_has_no_papers(instrument, paper):
    with pytest.raises(WrongState, match="periode belum dibuka"):
        composed(paper, PeriodFactory(state="planned"))


# --- what they say --------------------------------------------------------------------------------
def test_names_are_those_of_the_quarter(period):
    """Unit, head and office as recorded; whoever signs and the address are of the day of signing."""
    unit = sheet(period, "07", name="RSUD Lama", head_name="Kepala Lama").unit
    lock_period(period=period, by=actor(person("supervisor")), now=NOW)
    Organisation.objects.update_or_create(pk=1, defaults={"name": "Nama Baru", "signatory_name": "Inspektur Baru"})
    WorkUnit.objects.update(name="RSUD Baru", head_name="Kepala Baru")
    unit.refresh_from_db()
    html = composed(Paper.RECORD, period, unit).html + composed(Paper.LHE, period, unit).html
    assert [
        words in html
        for words in ("RSUD Lama", "Kepala Lama", "Inspektur Baru", "RSUD Baru", "Kepala Baru", "Nama Baru")
    ] == [True, True, True, False, False, False]


def test_the_leader_of_the_assigned_team_signs_the_record(period):
    evaluation = sheet(period, "07")
    person("evaluator", evaluation.unit, full_name="Anggota Tim")
    lead = person("evaluator", full_name="Ketua yang Ditugaskan", nip="196501011990031001")
    Assignment.objects.create(user=lead, unit=evaluation.unit, kind="ketua", starts_on=LONG_AGO)
    made = document_of(Paper.RECORD, period, evaluation.unit, reader=actor(person("supervisor")), today=TODAY)
    assert (made.verifier.role, made.verifier.name, made.verifier.nip) == (
        "Ketua Tim Penilai Internal",
        "Ketua yang Ditugaskan",
        "196501011990031001",
    )


def test_without_a_leader_whoever_verified_signs(period):
    evaluation = sheet(period, "07")
    made = document_of(Paper.RECORD, period, evaluation.unit, reader=actor(person("supervisor")), today=TODAY)
    assert (made.verifier.role, made.verifier.name) == ("Tim Penilai Internal", evaluation.reviewed_by.full_name)


def test_the_letter_of_results_holds_the_sheet_of_its_unit_only(period):
    unit = sheet(period, "07").unit
    sheet(period, "08", "B")
    made = document_of(Paper.LHE, period, unit, reader=actor(person("supervisor")), today=TODAY)
    assert [len(one.sheet) > 113 for one in made.report.units] == [True, False]
    assert made.annex.unit == made.unit


def test_pieces_are_the_whole(period):
    sheet(period, "07")
    sheet(period, "08")
    reader = actor(person("supervisor"))
    parts = compose_parts(Paper.QUARTERLY, period, None, reader=reader, today=TODAY)
    body = parts.body
    assert [annex.filename_stem for annex in parts.annexes] == [
        "laporan-zi-2024-tw2-draf-07",
        "laporan-zi-2024-tw2-draf-08",
    ]
    links = re.findall(r'href="(lampiran:[^"]*)"', body.html)
    assert links == ["lampiran:0", "lampiran:0/halaman", "lampiran:1", "lampiran:1/halaman"]
    assert 'class="annex"' not in body.html
    again = compose_parts(Paper.QUARTERLY, period, None, reader=reader, today=TODAY)
    assert again.annexes == parts.annexes


@pytest.mark.parametrize(("paper", "count"), [(Paper.LHE, 20), (Paper.RECORD, 20), (Paper.RECAP, 16)])
@pytest.mark.parametrize("units", [1, 3])
def test_queries_do_not_grow_with_units(period, django_assert_num_queries, paper, count, units):
    made = [sheet(period, f"{number:02}").unit for number in range(units)]
    reader = actor(person("supervisor"))
    with django_assert_num_queries(count):
        compose(paper, period, made[0] if paper in PER_UNIT else None, reader=reader, today=TODAY)


# --- trends ---------------------------------------------------------------------------------------
def test_trends_hold_approved_totals_of_quarters_that_compare(period):
    """Recorded and stored ones; nothing unapproved, of another scoring, of a later quarter or longer ago."""
    now = sheet(period, "07")
    unit = now.unit
    points = {}
    for year, quarter, grade, state, instrument in (
        (2024, 1, "B", "approved", period.instrument),
        (2023, 4, "C", "reviewed", period.instrument),
        (2023, 3, "B", "approved", stricter_instrument()),
        (2022, 3, "C", "approved", period.instrument),
        (2022, 2, "C", "approved", period.instrument),
        (2024, 3, "A", "approved", period.instrument),
    ):
        held = PeriodFactory(year=year, quarter=quarter, instrument=instrument)
        evaluation = EvaluationFactory(period=held, unit=unit, state=state)
        fill(evaluation, Assessor.TPI, grade)
        points[year, quarter] = to_storage(rescore(evaluation)[Assessor.TPI].scores.strict["total"])
        if quarter == 1:
            lock_period(period=held, by=actor(person("supervisor")), now=NOW)
    own = to_storage(rescore(now)[Assessor.TPI].scores.strict["total"])
    assert totals(period, [unit.pk]) == {
        unit.pk: {(2022, 3): points[2022, 3], (2024, 1): points[2024, 1], (2024, 2): own}
    }
