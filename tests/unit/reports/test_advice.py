"""Advice follows the figures."""

from decimal import Decimal as D

from reports.documents.advice_narrative import advice as pieces
from reports.documents.follow_up import Monitoring
from reports.documents.sections import composed
from reports.enums import Section
from tests.unit.reports.report_case import advice, area, gate, monitored, report, unit, unscored


def test_every_piece_with_its_figures():
    weak = (area(1, "0.7"), area(2, "0.5"))
    units = (
        unit(1, "80", areas=weak, unit_total=D("85")),
        unit(2, "70.001", areas=weak, change=D(-1), recommendations=(advice(3),)),
        unit(3, "74", areas=weak, gates=(gate(reached="74"), gate("Pengungkit", "39", "node", "40", "48"))),
        unscored(4),
    )
    told = Monitoring((monitored("01", advice(1, is_overdue=True)), monitored("02", advice(2, unit="02"))))
    assert pieces(report(*units, monitoring=told)) == [
        "Unit Kerja 02 dan Unit Kerja 03 memenuhi nilai minimal total; kekurangan terbesar 5,00 poin terdapat "
        "pada Unit Kerja 02.",
        "Unit Kerja 03 memenuhi nilai minimal Pengungkit, yang masih kurang 1,00 poin.",
        "Kepala unit kerja menuntaskan 2 rekomendasi triwulan sebelumnya yang belum ditutup, dengan mendahulukan 1 "
        "rekomendasi yang sudah melewati batas waktu pada Unit Kerja 01.",
        "Kepala unit kerja menindaklanjuti 1 rekomendasi Triwulan II Tahun 2024 dalam batas waktunya masing-masing.",
        "Unit Kerja 02 menelusuri penyebab turunnya nilai sejak Triwulan I Tahun 2024 dan memulihkan capaiannya.",
        "Unit Kerja 01 menilai diri lebih cermat berdasarkan data dukung, karena nilai penilaian mandirinya sedikitnya "
        "5 poin di atas hasil verifikasi TPI.",
        "Unit Kerja 04 menyelesaikan penilaian pada triwulan berikutnya dalam jadwal yang ditetapkan.",
        "Kepala Unit Kerja 01 mempersiapkan diri untuk evaluasi oleh Kementerian PANRB dengan menguasai materi dan "
        "melengkapi data dukung.",
        "Inspektorat mengutamakan area Penataan Tatalaksana dalam pendampingan berikutnya, karena rata-rata capaiannya "
        "paling rendah (50,00 % dari bobot).",
    ]


def test_of_many_units_only_the_number_is_told():
    units = (unit(number, "70", areas=(), unit_total=None) for number in range(1, 7))
    assert pieces(report(*units)) == [
        "6 unit kerja memenuhi nilai minimal total; kekurangan terbesar 5,00 poin terdapat pada Unit Kerja 01."
    ]


def test_nothing_to_advise():
    assert pieces(report()) == ["Belum ada hasil evaluasi yang menjadi dasar saran untuk Triwulan II Tahun 2024."]
    good = unit(1, areas=(), unit_total=None, proposed_for="")
    assert pieces(report(good)) == [
        "Unit kerja mempertahankan capaian dan terus memutakhirkan data dukung pembangunan Zona Integritas."
    ]


def test_every_section_has_sentences():
    one = unit(1)
    made = report(one)
    assert [bool(composed(section, made, one)) for section in Section] == [True] * len(Section)
