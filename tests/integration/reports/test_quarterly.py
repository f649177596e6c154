"""The document of a quarter holds the engine's figures, ranks and proposals."""

from datetime import date
from decimal import Decimal as D

import pytest

from evaluations.actions.periods import lock_period
from evaluations.actions.scores import rescore
from evaluations.enums import Assessor
from evaluations.models import Answer, Question
from evaluations.scoring.rounding import to_storage
from reports.queries.quarterly import quarterly_report
from tests.factories import (
    NOW,
    TODAY,
    EvaluationFactory,
    PeriodFactory,
    WorkUnitFactory,
    actor,
    answer,
    fill,
    person,
    stricter_instrument,
)
from units.actions.records import save_record
from units.models import LegalBasis, Organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def period(instrument):
    return PeriodFactory(quarter=2, state="locked")


@pytest.fixture
def leader():
    return actor(person("leader"))


def sheet(period, code: str, grade: str = "A", state: str = "approved", **unit):
    """A sheet with equal answers of unit and TPI."""
    evaluation = EvaluationFactory(period=period, unit=WorkUnitFactory(code=code, **unit), state=state)
    fill(evaluation, Assessor.UNIT, grade)
    fill(evaluation, Assessor.TPI, grade)
    return evaluation


def built(leader, period):
    return quarterly_report(leader, period, today=TODAY)


# --- figures --------------------------------------------------------------------------------------
def test_figures_are_the_engines(period, leader):
    evaluation = sheet(period, "01", "B")
    answer(evaluation, "A.I.1.i.a", Assessor.TPI, "Tidak", note="Keputusan belum ada.")
    answer(evaluation, "B.I.a", Assessor.TPI, {"indeks": "3.61"}, note="Menurut laporan survei.")
    exact = rescore(evaluation)[Assessor.TPI]
    (unit,) = built(leader, period).units
    assert unit.total == to_storage(exact.scores.strict["total"])
    assert {line.code: line.tpi for line in unit.scores if line.code} == {
        line.code: to_storage(exact.scores.strict[line.code]) for line in unit.scores if line.code
    }
    assert {area.number: area.reached for area in unit.areas} == {
        number: to_storage(points) for number, points in exact.scores.areas.items()
    }
    gates = exact.verdicts["WBK"].gates
    assert [(gate.label, gate.passes_wbk) for gate in unit.gates] == [(gate.label, gate.passed) for gate in gates]
    assert (unit.enablers, unit.results) == tuple(to_storage(exact.scores.strict[code]) for code in "AB")


def test_score_lines_end_at_areas_and_surveys(period, leader):
    sheet(period, "01")
    (unit,) = built(leader, period).units
    assert [(line.code, line.depth) for line in unit.scores] == [
        ("A", 0),
        ("A.I", 1),
        *((f"A.I.{n}", 2) for n in range(1, 7)),
        ("A.II", 1),
        *((f"A.II.{n}", 2) for n in range(1, 7)),
        ("B", 0),
        ("B.I", 1),
        ("B.I.a", 2),
        ("B.I.b", 2),
        ("B.II", 1),
        ("", 0),
    ]


def test_annex_prints_every_question_with_both_answers(period, leader):
    evaluation = sheet(period, "01")
    answer(evaluation, "A.I.1.i.a", Assessor.TPI, "Tidak", note="Keputusan belum ada.")
    (unit,) = built(leader, period).units
    rows = {row.code: row for row in unit.sheet if row.kind == "question"}
    assert len(rows) == 113
    row = rows["A.I.1.i.a"]
    assert (row.unit, row.tpi, row.value, row.tpi_note) == ("Ya", "Tidak", 0, "Keputusan belum ada.")
    figures = [row for row in unit.sheet if row.kind == "figure" and "IPKP" in row.text]
    assert [(row.unit, row.tpi) for row in figures] == [("4", "4")]


def test_notes_on_changed_answers_come_by_what_they_cost(period, leader):
    evaluation = sheet(period, "01")
    answer(evaluation, "A.I.1.i.a", Assessor.TPI, "Ya", note="Sesuai.")
    answer(evaluation, "A.I.1.i.b", Assessor.TPI, "B", note="Belum seluruh unsur terwakili.")
    answer(evaluation, "B.II.a", Assessor.TPI, {"indeks": "3.2"}, note="Menurut laporan survei.")
    (unit,) = built(leader, period).units
    assert [(note.code, note.unit, note.tpi) for note in unit.notes] == [
        ("A.I.1.i.b", "A", "B"),
        ("B.II.a", "4", "3,2"),
    ]
    assert [note.lost > 3 for note in unit.notes] == [False, True]
    assert unit.notes_total == 2


def test_only_the_weightiest_notes_are_shown_and_long_ones_cut(period, leader, instrument):
    evaluation = sheet(period, "01")
    codes = list(Question.objects.filter(instrument=instrument, scale__key="abc").values_list("code", flat=True)[:7])
    for code in codes:
        answer(evaluation, code, Assessor.TPI, "C", note="kata " * 400)
    (unit,) = built(leader, period).units
    assert (len(unit.notes), unit.notes_total) == (5, 7)
    assert {(note.shortened, len(note.note) <= 400) for note in unit.notes} == {(True, True)}
    assert sum(row.tpi_note == ("kata " * 400) for row in unit.sheet) == 7


# --- rank, change, proposal -----------------------------------------------------------------------
def test_ranking_with_ties_and_unfinished_last(period, leader):
    sheet(period, "01", "B")
    sheet(period, "02", "A")
    sheet(period, "03", "A")
    sheet(period, "04", "A", state="reviewed")
    EvaluationFactory(period=period, unit=WorkUnitFactory(code="05"))
    units = built(leader, period).units
    assert [(unit.code, unit.rank, unit.state) for unit in units] == [
        ("02", 1, "disetujui"),
        ("03", 1, "disetujui"),
        ("01", 3, "disetujui"),
        ("04", 4, "tidak selesai"),
        ("05", None, "tidak selesai"),
    ]


def test_proposed_are_exactly_the_approved_units_that_pass_what_they_aim_at(period, leader):
    sheet(period, "01", "A")
    sheet(period, "02", "A", target="WBBM")
    sheet(period, "03", "C")
    sheet(period, "04", "A", state="reviewed")
    close = sheet(period, "05", "A", target="WBBM")
    answer(close, "B.II.a", Assessor.TPI, {"indeks": "3.59"}, note="Menurut survei.")
    report = built(leader, period)
    assert {unit.code: unit.proposed_for for unit in report.proposed} == {"01": "WBK", "02": "WBBM"}
    assert {unit.code for unit in report.not_proposed} == {"03", "04", "05"}
    (failing,) = [unit for unit in report.units if unit.code == "05"]
    assert [gate.label for gate in failing.failed] == ["Pelayanan Publik yang Prima"]


def test_change_since_last_quarter(period, leader):
    now = sheet(period, "01", "A")
    before = EvaluationFactory(period=PeriodFactory(quarter=1, state="locked"), unit=now.unit, state="approved")
    fill(before, Assessor.TPI, "B")
    report = built(leader, period)
    (unit,) = report.units
    old = rescore(before)[Assessor.TPI].scores.strict
    assert str(report.previous) == "Triwulan I Tahun 2024"
    assert unit.change == unit.total - to_storage(old["total"])
    assert unit.scores[0].change == D(60) - to_storage(old["A"])
    assert unit.scores[-1].change == unit.change


def test_change_is_not_computed_between_instruments_that_score_differently(period, leader):
    now = sheet(period, "01", "A")
    earlier = PeriodFactory(quarter=1, state="locked", instrument=stricter_instrument())
    before = EvaluationFactory(period=earlier, unit=now.unit, state="approved")
    fill(before, Assessor.TPI, "B")
    (unit,) = built(leader, period).units
    assert (unit.change, unit.scored_otherwise, unit.scores[0].previous) == (None, True, None)


# --- around the figures ---------------------------------------------------------------------------
def test_legal_basis_in_force_at_the_quarters_end_only(period, leader):
    LegalBasis.objects.all().delete()
    for title, issued, ends in (
        ("Berlaku", date(2024, 6, 30), None),
        ("Kemudian", date(2024, 7, 1), None),
        ("Sudah berakhir", date(2020, 1, 1), date(2024, 6, 30)),
        ("Masih berlaku", date(2020, 1, 1), date(2024, 7, 1)),
    ):
        LegalBasis.objects.create(title=title, issued_on=issued, ends_on=ends)
    assert sorted(built(leader, period).legal_basis) == ["Berlaku", "Masih berlaku"]


def test_a_corrected_citation_reaches_what_is_not_issued_also_after_the_lock(period, leader):
    """The list is dated by itself and no figure of the lock; what is issued is a file that nothing changes."""
    LegalBasis.objects.all().delete()
    law = LegalBasis.objects.create(title="Peraturan Nomr 90", issued_on=date(2020, 1, 1))
    assert built(leader, period).legal_basis == ("Peraturan Nomr 90",)
    law.title = "Peraturan Nomor 90"
    save_record(record=law, by=actor(person("administrator")), now=NOW)
    assert period.is_locked
    assert built(leader, period).legal_basis == ("Peraturan Nomor 90",)


def test_letterhead_and_signature_are_the_organisations(period, leader):
    Organisation.objects.update_or_create(
        pk=1,
        defaults={
            "name": "Inspektorat Daerah",
            "signatory_name": "Nama Lengkap",
            "signatory_nip": "196501011990031001",
            "logo": "organisation/gone.png",
        },
    )
    report = built(leader, period)
    assert (report.letterhead.name, report.letterhead.logo) == ("Inspektorat Daerah", "")
    assert (report.signature.name, report.signature.spaced_nip) == ("Nama Lengkap", "19650101 199003 1 001")


@pytest.mark.parametrize(("state", "draft"), [("open", True), ("locked", False), ("reported", False)])
def test_a_report_is_a_draft_until_the_quarter_is_locked(leader, instrument, state, draft):
    assert built(leader, PeriodFactory(quarter=2, state=state)).is_draft is draft


@pytest.mark.parametrize("is_sample", [True, False])
def test_samples_are_told(period, leader, is_sample):
    WorkUnitFactory(is_sample=is_sample)
    assert built(leader, period).is_sample is is_sample


def test_the_tpis_values_stay_hidden_from_a_reader_of_that_unit(instrument):
    """A leader who also belongs to a unit sees the TPI's values of it once the sheet was returned or approved."""
    period = PeriodFactory(quarter=2)
    mine = sheet(period, "01", "A", state="in_review")
    sheet(period, "02", "B", state="in_review")
    user = person("leader")
    person_in_unit = person("unit_member", mine.unit)
    person_in_unit.grants.update(user=user)
    units = {unit.code: unit for unit in built(actor(user), period).units}
    assert (units["01"].total, units["02"].total is None) == (None, False)
    questions = [row for row in units["01"].sheet if row.kind == "question"]
    assert {row.value for row in questions} == {None}
    assert {row.tpi for row in questions} == {"–", ""}


@pytest.mark.parametrize("units", [1, 3])
def test_queries_do_not_grow_with_units(period, leader, django_assert_num_queries, units):
    for number in range(units):
        sheet(period, f"{number:02}")
    with django_assert_num_queries(17):
        built(leader, period)


@pytest.mark.parametrize("state", ["open", "locked"])
def test_what_was_only_carried_along_is_not_printed_as_said(leader, instrument, state):
    evaluation = EvaluationFactory(period=PeriodFactory(quarter=2))
    fill(evaluation, Assessor.UNIT)
    Answer.objects.update(is_carried=True, note="Catatan triwulan lalu")
    answer(evaluation, "A.I.1.i.a", Assessor.UNIT, "Ya", note="Dikonfirmasi")
    Answer.objects.filter(note="Dikonfirmasi").update(is_carried=False)
    if state == "locked":
        lock_period(period=evaluation.period, by=actor(person("supervisor")), now=NOW)
    (unit,) = built(leader, evaluation.period).units
    said = [(row.code, row.unit, row.unit_note) for row in unit.sheet if row.unit not in {"", "–"} or row.unit_note]
    assert said == [("A.I.1.i.a", "Ya", "Dikonfirmasi")]


def test_the_annex_prints_why_a_question_was_left_open(period, leader):
    evaluation = sheet(period, "01")
    answer(evaluation, "A.I.1.i.a", Assessor.UNIT, None, note="Lihat surat")
    Answer.objects.filter(note="Lihat surat").update(gap_reason="Tim belum dibentuk")
    (unit,) = built(leader, period).units
    row = next(row for row in unit.sheet if row.code == "A.I.1.i.a")
    assert (row.unit, row.unit_note) == ("–", "Lihat surat\nTidak dijawab karena: Tim belum dibentuk")
