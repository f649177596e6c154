"""Sentences on what became of advice, and on visits."""

from datetime import date

import pytest

from reports.documents import monitoring_narrative, narrative
from reports.documents.follow_up import Monitoring
from reports.documents.visits import Visits
from tests.unit.reports.report_case import advice, monitored, presented, report, unit, visit

SEVERAL = Monitoring(
    (
        monitored("01", advice(1, "settled", age=4), advice(2, "open", is_overdue=True), advice(3, "in_progress")),
        monitored("02", advice(1, "open", "02", age=3, is_overdue=True), advice(2, "done_by_unit", "02")),
        monitored("03", advice(7, "impossible", "03"), advice(8, "settled", "03")),
    )
)


# --- monitoring -----------------------------------------------------------------------------------
def test_monitoring_of_several_units():
    assert monitoring_narrative.monitoring(report(monitoring=SEVERAL)) == [
        "Memasuki Triwulan II Tahun 2024 terdapat 7 rekomendasi dari triwulan sebelumnya yang belum ditutup, pada 3 "
        "unit kerja. Saat periode dikunci, 2 dinyatakan tuntas, 1 selesai menurut unit dan menunggu penilaian TPI, 1 "
        "sedang ditindaklanjuti, 2 belum ditindaklanjuti, dan 1 tidak dapat ditindaklanjuti.",
        "Dari 4 rekomendasi yang belum ditutup, 2 sudah melewati batas waktu, yaitu pada Unit Kerja 01 (1) dan Unit "
        "Kerja 02 (1).",
        "Yang paling lama belum ditutup berumur 3 triwulan: 02/R-1.",
    ]


def test_monitoring_of_a_draft_names_the_day():
    made = report(monitoring=Monitoring((monitored("01", advice()),)), is_draft=True, locked_on=None)
    assert monitoring_narrative.monitoring(made) == [
        "Memasuki Triwulan II Tahun 2024 terdapat 1 rekomendasi dari triwulan sebelumnya yang belum ditutup, pada 1 "
        "unit kerja. Sampai 21 Agustus 2024, seluruhnya belum ditindaklanjuti.",
        "Dari 1 rekomendasi yang belum ditutup, tidak ada yang melewati batas waktu.",
    ]


def test_when_everything_was_closed_nothing_is_overdue_or_old():
    made = report(monitoring=Monitoring((monitored("01", advice(1, "settled", age=5), advice(2, "settled")),)))
    assert monitoring_narrative.monitoring(made) == [
        "Memasuki Triwulan II Tahun 2024 terdapat 2 rekomendasi dari triwulan sebelumnya yang belum ditutup, pada 1 "
        "unit kerja. Saat periode dikunci, seluruhnya dinyatakan tuntas.",
    ]


def test_nothing_to_follow_up():
    assert monitoring_narrative.monitoring(report()) == [
        "Memasuki Triwulan II Tahun 2024 tidak ada rekomendasi dari triwulan sebelumnya yang belum ditutup."
    ]


def test_many_of_the_same_age_are_counted():
    made = report(monitoring=Monitoring((monitored("01", *(advice(number, age=2) for number in range(1, 5))),)))
    assert (
        monitoring_narrative.monitoring(made)[-1] == "Yang paling lama belum ditutup berumur 2 triwulan: 4 rekomendasi."
    )


def test_counts_stand_in_the_order_of_the_states():
    assert SEVERAL.counts == [2, 1, 1, 2, 1]
    assert [one.counts for one in SEVERAL.units] == [[1, 1, 0, 1, 0], [1, 0, 1, 0, 0], [0, 0, 0, 1, 1]]
    assert (SEVERAL.overdue, [one.overdue for one in SEVERAL.units]) == (2, [1, 1, 0])
    assert SEVERAL.states == [
        "Terbuka",
        "Sedang ditindaklanjuti",
        "Selesai menurut unit",
        "Dinyatakan tuntas",
        "Tidak dapat ditindaklanjuti",
    ]


def test_the_executive_summary_tells_it_in_brief():
    lines = narrative.summary(report(unit(1), monitoring=SEVERAL))
    assert lines[-2] == monitoring_narrative.monitoring(report(monitoring=SEVERAL))[0]
    assert [line for line in narrative.summary(report(unit(1))) if "rekomendasi" in line] == []


def test_a_recommendation_says_when_it_was_given():
    assert monitoring_narrative.given(advice(age=2)) == "TW I 2024, 2 triwulan lalu"


# --- visits ---------------------------------------------------------------------------------------
def test_visits_are_counted_by_kind():
    done = (visit(1), visit(2), visit(3, kind="Rapat koordinasi", units=("Unit Kerja 01", "Unit Kerja 02")))
    assert monitoring_narrative.visits(report(visits=Visits(done))) == [
        "Pada Triwulan II Tahun 2024 dilaksanakan 2 pendampingan dan 1 rapat koordinasi, diikuti 2 unit kerja."
    ]


@pytest.mark.parametrize(("draft", "words"), [(False, "tidak ada"), (True, "belum ada")])
def test_a_quarter_without_visits(draft, words):
    assert monitoring_narrative.visits(report(is_draft=draft)) == [
        f"Pada Triwulan II Tahun 2024 {words} pendampingan, pelatihan, atau rapat koordinasi yang dilaksanakan."
    ]


@pytest.mark.parametrize(
    ("until", "words"),
    [
        (None, "1 Mei 2024"),
        (date(2024, 5, 3), "1–3 Mei 2024"),
        (date(2024, 6, 1), "1 Mei 2024 – 1 Juni 2024"),
    ],
)
def test_days_of_a_visit(until, words):
    assert monitoring_narrative.days(visit(1, until=until)) == words


def test_ekspose():
    assert monitoring_narrative.ekspose(report(visits=Visits((), presented()))) == [
        "Hasil evaluasi Triwulan II Tahun 2024 dipaparkan dalam ekspose pada 20 Juli 2024 di Aula Jayang Tingang, "
        "dengan peserta: Wakil Gubernur dan kepala unit kerja.",
        "Ekspose tersebut menghasilkan keputusan berikut:",
    ]


@pytest.mark.parametrize(
    ("participants", "words"),
    [
        ("Inspektur", "Inspektur."),
        ("Sekda;\n\n- \nInspektur,\nkepala unit.", "Sekda, -, Inspektur, dan kepala unit."),
        ("Sekda, Inspektur, dan kepala unit.", "Sekda, Inspektur, dan kepala unit."),
    ],
)
def test_participants_are_read_line_by_line(participants, words):
    made = report(visits=Visits((), presented(participants=participants)))
    assert monitoring_narrative.ekspose(made)[0].endswith(f"dengan peserta: {words}")


def test_ekspose_without_decisions():
    assert monitoring_narrative.ekspose(report(visits=Visits((), presented(decisions=()))))[1:] == [
        "Tidak ada keputusan yang dicatat."
    ]


def test_no_ekspose():
    assert monitoring_narrative.ekspose(report()) == []
