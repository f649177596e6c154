"""Sentences follow the figures."""

from dataclasses import replace
from decimal import Decimal as D

import pytest

from reports.documents import narrative, unit_narrative
from reports.documents.words import listed
from tests.unit.reports.report_case import area, gate, report, unit, unscored


@pytest.mark.parametrize(
    ("words", "expected"),
    [([], ""), (["A"], "A"), (["A", "B"], "A dan B"), (["A", "B", "C"], "A, B, dan C")],
)
def test_listed(words, expected):
    assert listed(words) == expected


def test_summary_of_a_whole_quarter():
    made = report(
        unit(1, "90", passes_wbbm=True, proposed_for="WBK"),
        unit(2, "80", change=D("6.125")),
        unit(3, "70.005", change=D("-1.5"), gates=(gate(reached="70.005"),)),
        unscored(4),
    )
    assert narrative.summary(made) == [
        "Pada Triwulan II Tahun 2024, Tim Penilai Internal (TPI) mengevaluasi pembangunan Zona Integritas pada 4 unit "
        "kerja. Hasil evaluasi 3 unit kerja sudah disetujui. Evaluasi 1 unit kerja tidak selesai sampai periode "
        "dikunci, yaitu Unit Kerja 04.",
        "Nilai rata-rata unit kerja yang sudah disetujui adalah 80,00 dari 100 poin. Nilai tertinggi 90,00 diraih Unit "
        "Kerja 01, sedangkan nilai terendah 70,01 diperoleh Unit Kerja 03.",
        "Seluruh nilai minimal WBK dipenuhi 2 unit kerja, dan 1 unit kerja di antaranya juga memenuhi seluruh nilai "
        "minimal WBBM.",
        "Dibandingkan dengan Triwulan I Tahun 2024, kenaikan terbesar dicapai Unit Kerja 02 (naik 6,13 poin menjadi "
        "80,00) dan penurunan terbesar terjadi pada Unit Kerja 03 (turun 1,50 poin menjadi 70,01).",
        "Nilai minimal predikat yang dituju yang paling sering belum terpenuhi: Nilai total (1 unit kerja).",
        "Unit kerja yang dapat diusulkan kepada Kementerian PANRB sebanyak 2, yaitu Unit Kerja 01 (WBK) dan Unit Kerja "
        "02 (WBK).",
    ]


def test_summary_of_nothing():
    assert narrative.summary(report()) == ["Pada Triwulan II Tahun 2024 belum ada unit kerja yang dievaluasi."]


def test_summary_of_a_draft_without_results():
    made = report(unscored(1, state="diisi unit", is_unfinished=False), is_draft=True, locked_on=None)
    assert narrative.summary(made) == [
        "Pada Triwulan II Tahun 2024, Tim Penilai Internal (TPI) mengevaluasi pembangunan Zona Integritas pada 1 unit "
        "kerja. Evaluasi seluruh unit kerja belum selesai; belum ada hasil yang disetujui.",
        "Belum ada unit kerja yang dapat diusulkan kepada Kementerian PANRB.",
    ]


def test_best_units_share_the_first_place():
    made = report(unit(1, rank=1), unit(2, rank=1), unit(3, "60", rank=3))
    assert "Nilai tertinggi 80,00 diraih Unit Kerja 01 dan Unit Kerja 02," in narrative.summary(made)[1]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ([None, None], "Tidak ada nilai yang dapat dibandingkan dengan Triwulan I Tahun 2024."),
        ([D(0), D(0)], "Dibandingkan dengan Triwulan I Tahun 2024, nilai unit kerja tidak berubah."),
    ],
)
def test_no_movement(changes, sentence):
    made = report(*(unit(number, change=change) for number, change in enumerate(changes, start=1)))
    assert sentence in narrative.summary(made)


def test_no_movement_without_an_earlier_quarter():
    made = report(unit(1, change=None), previous=None)
    assert [line for line in narrative.summary(made) if "andingkan" in line] == []


def test_status():
    assert narrative.status(report()) == (
        "Angka dalam laporan ini diambil dari penilaian yang sudah dikunci pada 11 Agustus 2024."
    )
    assert narrative.status(report(is_draft=True, locked_on=None)) == (
        "Laporan ini masih draf karena periode belum dikunci. Angka menggambarkan keadaan pada 21 Agustus 2024 dan "
        "masih dapat berubah."
    )


def test_unit_that_passes():
    one = unit(1, areas=(area(1, "0.9"), area(2, "0.7")))
    assert unit_narrative.analysis(report(one, unit(2)), one) == [
        "Nilai hasil verifikasi TPI adalah 80,00 dari 100 poin (peringkat 1 dari 2 unit kerja), naik 3,00 poin "
        "dibandingkan dengan Triwulan I Tahun 2024.",
        "Unit kerja ini memenuhi seluruh nilai minimal WBK, predikat yang dituju.",
        "Area terkuat adalah Manajemen Perubahan (90,00 % dari bobot), sedangkan area yang paling perlu diperkuat "
        "adalah Penataan Tatalaksana (70,00 %). Nilai minimal area untuk WBBM sudah dicapai pada Manajemen Perubahan.",
        "Nilai menurut penilaian mandiri unit adalah 82,00 poin, 2,00 poin lebih tinggi daripada hasil verifikasi TPI. "
        "TPI mengubah 1 jawaban dengan catatan.",
    ]


def test_unit_that_fails_names_each_gate_and_what_is_missing():
    one = unit(1, "74.999", areas=(), gates=(gate(reached="74.999"), gate("Pengungkit", "39", "node", "40", "48")))
    assert unit_narrative.analysis(report(one), one)[1] == (
        "Nilai minimal WBK yang belum terpenuhi (2 dari 2): Nilai total kurang 0,01 poin (mencapai 75,00 dari minimal "
        "75,00); Pengungkit kurang 1,00 poin (mencapai 39,00 dari minimal 40,00)."
    )


def test_unit_that_fails_many_gates_names_the_furthest_ones_and_the_table():
    gates = [gate(f"Area {n}", str(6 - n), "area", "6", "7") for n in range(1, 6)]
    one = unit(1, areas=(), gates=(*gates, gate("Hasil", "30", "node", "20", "48")))
    assert unit_narrative.analysis(report(one), one)[1] == (
        "Nilai minimal WBK yang belum terpenuhi (5 dari 6), yang paling jauh: Area 5 kurang 5,00 poin (mencapai 1,00 "
        "dari minimal 6,00); Area 4 kurang 4,00 poin (mencapai 2,00 dari minimal 6,00); Area 3 kurang 3,00 poin "
        "(mencapai 3,00 dari minimal 6,00). Semuanya tercantum dalam tabel capaian terhadap nilai minimal."
    )


def test_unit_is_judged_by_the_predicate_it_aims_at():
    one = unit(1, target="WBBM", areas=())
    assert unit_narrative.analysis(report(one), one)[1] == (
        "Nilai minimal WBBM yang belum terpenuhi (1 dari 1): Nilai total kurang 5,00 poin (mencapai 80,00 dari minimal "
        "85,00)."
    )


def test_unit_with_other_instrument_before():
    one = unit(1, change=None, scored_otherwise=True)
    first = unit_narrative.analysis(report(one), one)[0]
    assert "; nilai Triwulan I Tahun 2024 tidak dibandingkan karena instrumennya menilai dengan cara lain." in first


def test_unit_in_review_says_how_far():
    one = unit(1, is_approved=False, answered=57, official=D(81), state="sedang diverifikasi")
    lines = unit_narrative.analysis(report(one), one)
    assert lines[0] == (
        "Verifikasi TPI belum disetujui; nilai sementara 80,00 dari 100 poin dengan 57 dari 113 pertanyaan "
        "terverifikasi, naik 3,00 poin dibandingkan dengan Triwulan I Tahun 2024. Nilai LKE 81,00 lebih tinggi "
        "daripada nilai ketat 80,00 karena masih ada pertanyaan tanpa nilai."
    )
    assert lines[-1] == "Nilai menurut penilaian mandiri unit adalah 82,00 poin."


def test_unit_tells_where_it_moved():
    areas = (area(1, "0.7", change=D("0.5")), area(2, "0.8", change=D("-1.25")), area(3, "0.75", change=D(0)))
    one = unit(1, areas=areas, unit_total=D(80), notes_total=0)
    assert unit_narrative.analysis(report(one), one)[2:] == [
        "Area terkuat adalah Penataan Tatalaksana (80,00 % dari bobot), sedangkan area yang paling perlu diperkuat "
        "adalah Manajemen Perubahan (70,00 %). Nilai minimal area untuk WBBM sudah dicapai pada Penataan Tatalaksana "
        "dan Penataan Sistem Manajemen SDM Aparatur. Dibandingkan dengan Triwulan I Tahun 2024, kenaikan terbesar "
        "terjadi pada area Manajemen Perubahan (0,50 poin) dan penurunan terbesar terjadi pada area Penataan "
        "Tatalaksana (1,25 poin).",
        "Nilai menurut penilaian mandiri unit adalah 80,00 poin, sama dengan hasil verifikasi TPI.",
    ]


def test_areas_over_all_units():
    strong, weak = (area(1, "0.9"), area(2, "0.7")), (area(1, "0.7"), area(2, "0.5"))
    assert narrative.areas(report(unit(1, areas=strong), unit(2, areas=weak))) == [
        "Rata-rata capaian tertinggi terdapat pada area Manajemen Perubahan (80,00 % dari bobot), terendah pada area "
        "Penataan Tatalaksana (60,00 %). Nilai minimal WBK suatu area belum dicapai pada Unit Kerja 02 (Area 2)."
    ]
    assert narrative.areas(report(unscored(1))) == []


def test_unit_without_scores():
    one = unscored(1, unit_total=D("44.4"))
    assert unit_narrative.analysis(report(one), one) == [
        "Pada Triwulan II Tahun 2024 belum ada nilai hasil verifikasi TPI untuk unit kerja ini. Nilai menurut "
        "penilaian mandiri unit: 44,40 poin."
    ]


def test_conclusion_counts_the_proposals():
    made = report(unit(1), unit(2, "60"))
    assert narrative.conclusion(made)[0].startswith("Dari 2 unit kerja yang dievaluasi pada Triwulan II Tahun 2024, 1 ")
    assert len(narrative.conclusion(replace(made, units=(unit(1, "60"),)))) == 1
