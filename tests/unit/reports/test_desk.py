"""The bahan desk evaluasi on paper: two to four pages, nothing in the margins, whatever it has to say."""

from fractions import Fraction

import pytest

from reports import pdf
from reports.documents.desk import (
    ASKED,
    BRIEF,
    LONG,
    NAME,
    PROOFS,
    SHORT,
    WEAK,
    AskedLine,
    DeskSheet,
    GateLine,
    ProofGroup,
    ProofLine,
    WeakLine,
)
from reports.documents.slides import shortened
from reports.enums import Paper
from reports.papers import whole
from tests.unit.reports.pages_case import outside, sizes, texts_of
from tests.unit.reports.report_case import report

LONG_NAME = ("Unit Pelaksana Teknis Daerah Pengelolaan Pendapatan dan Pelayanan Terpadu " * 3)[:200]
WORDS = "Dokumen rencana kerja pembangunan Zona Integritas yang memuat target prioritas relevan, " * 9
NO_BLANKS = "RencanaKerjaPembangunanZonaIntegritas" * 20
PLACES = (*(f"Area {number} Peningkatan Kualitas Pelayanan Publik" for number in range(1, 7)), "B. Hasil")


def gate(label: str = "Nilai total", *, reached: int = 70, closes=(), others=()) -> GateLine:
    return GateLine(
        label, label == "Nilai total", Fraction(100), Fraction(75), Fraction(reached), others, reached >= 75, closes
    )


def desk(**fields) -> DeskSheet:
    """A sheet with nothing in it but its standing."""
    values = {
        "title": "Bahan Desk Evaluasi",
        "letterhead": report().letterhead,
        "is_sample": True,
        "unit": "RSUD Contoh",
        "head": "",
        "quarter": "Triwulan II Tahun 2024",
        "predicate": "WBK",
        "basis": "Nilai menurut unit, keadaan pada 21 Agustus 2024; masih dapat berubah.",
        "sides": ("Unit",),
        "total": Fraction(0),
        "answered": 0,
        "questions": 113,
        "passed": False,
        "verdict": "Belum memenuhi WBK.",
        "way": "Cukup 3 langkah.",
        "gates": (gate(reached=0),),
        "proofs": tuple(ProofGroup(title, (), 0, False, "Belum ada data dukung.") for title in PLACES),
        "weak": (),
        "weak_more": 0,
        "asked": (),
    }
    return DeskSheet(**values | fields)


def full(words: str) -> DeskSheet:
    """The longest that everything can be."""
    long, short, name, brief = (shortened(words, most) for most in (LONG, SHORT, NAME, BRIEF))
    proof = ProofLine("A.II.5.iii.b", "Ya", short, brief, name)
    weak = WeakLine("07/R-123", "A.II.5.iii.b", long, shortened(words, 80), True, (long, short))
    asked = AskedLine("A.II.5.iii.b", long, brief, "A", long, long, Fraction(3, 2))
    closes = (
        "Tidak tercapai dengan survei saja: indeks paling tinggi 4, belum diisi.",
        "Naikkan A.II.5.iii.b dari B ke A (+0,50), angka A.II.5.iii.c (+0,50), A.II.5.iv.b, dan 12 pertanyaan lain.",
    )
    labels = (
        "Nilai total",
        "Pengungkit",
        *PLACES[:6],
        "Birokrasi yang Bersih dan Akuntabel",
        "Survei",
        "Kinerja",
        "Pelayanan",
    )
    return desk(
        unit=LONG_NAME,
        head=name,
        sides=("TPI", "Unit"),
        verdict=long,
        way=long,
        gates=tuple(gate(label, closes=closes, others=(Fraction(80),)) for label in labels),
        proofs=tuple(ProofGroup(title, (proof,) * PROOFS, 9, True, "") for title in PLACES),
        weak=(weak,) * WEAK,
        weak_more=40,
        asked=(asked,) * ASKED,
    )


def drawn(made: DeskSheet) -> bytes:
    paper = whole(Paper.DESK, made, "bahan")
    return pdf.write(paper.html, paper.stylesheet, paper.watermark)


@pytest.mark.parametrize(
    ("made", "pages"), [(desk(), 2), (full(WORDS), 4), (full(NO_BLANKS), 4)], ids=["empty", "full", "without blanks"]
)
def test_two_to_four_pages_with_nothing_in_the_margins(made, pages):
    content = drawn(made)
    assert (sizes(content), outside(content)) == ([(210, 297)] * pages, [])
    assert [f"Halaman {number} dari {pages}" in page for number, page in enumerate(texts_of(content), 1)] == [
        True
    ] * pages


@pytest.mark.parametrize(
    ("reached", "words"), [(70, "Kurang 5,00"), (75, "Memenuhi, tepat"), (78, "Memenuhi, lebih 3,00")]
)
def test_how_far_from_a_minimum(reached, words):
    assert gate(reached=reached).result == words


def test_an_empty_sheet_says_what_is_missing_and_what_to_do():
    first, second = texts_of(drawn(desk()))
    told = ["1. Posisi terhadap nilai minimal WBK", "Kurang 75,00", "Belum ada data dukung.", "DATA CONTOH"]
    assert [words in first for words in told] == [True] * 4
    assert "Tidak ada rekomendasi yang terbuka" in second
    assert "Semua jawaban pilihan sudah pada tingkat tertinggi" in second


def test_what_people_wrote_is_not_read_as_markup():
    weak = WeakLine("07/R-1", "A", "<b>tebal</b>", "Terbuka", False, ("<i>miring</i>",))
    html = whole(Paper.DESK, desk(unit="<script>", weak=(weak,)), "bahan").html
    assert [text in html for text in ("&lt;b&gt;tebal", "&lt;i&gt;miring", "<b>tebal", "<script>")] == [
        True,
        True,
        False,
        False,
    ]
