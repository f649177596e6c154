"""How papers look on their pages: nothing clipped, no page empty, heads that repeat, for few units and for many."""

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from django.utils.html import format_html

from reports import pdf
from reports.documents.imprint import Imprint
from reports.documents.letter import Letter
from reports.documents.parts import Signer
from reports.documents.quarterly import QuarterlyReport
from reports.documents.recap import Recap
from reports.documents.unit_papers import UnitPaper
from reports.enums import Paper, Section
from reports.papers import Composed, parts, whole
from tests.unit.reports.pages_case import outside, sizes, texts_of
from tests.unit.reports.report_case import advice, area, drawn, gate, monitored, report, trend, unit, unscored

LONG_NAME = ("Unit Pelaksana Teknis Daerah Pengelolaan Pendapatan dan Pelayanan Terpadu " * 3)[:200]
NO_BLANKS = "UnitPelaksanaTeknisDaerah" * 8
A4, A4_WIDE, A3_WIDE = (210, 297), (297, 210), (420, 297)
ISSUED = Imprint(
    "700.1.2/123/ITPROV/2024",
    date(2024, 8, 30),
    addressee="Gubernur Kalimantan Tengah",
    edition=2,
    replaced="edisi 1 nomor 700/100 tanggal 21 Agustus 2024",
    reason="Nilai <b>satu</b> unit kerja diperbaiki. " * 5,
    address="https://zi.example.go.id/verifikasi/" + "abcdefghjk" * 2,
)


def draw(paper: Composed) -> bytes:
    return pdf.write(paper.html, paper.stylesheet, paper.watermark)


def quarter(count: int, **fields) -> QuarterlyReport:
    """That many units; the last one is unscored, one has a long name, one a name without blanks."""
    units = [unit(number, str(90 - number)) for number in range(1, count + 1)]
    if count > 2:
        units[0] = unit(1, "90", name=LONG_NAME)
        units[1] = unit(2, "89", name=NO_BLANKS, areas=(area(1, "0.45"), *(area(n, "0.95") for n in range(2, 7))))
        units[-1] = unscored(count)
    return report(*units, **fields)


def on_unit(**fields) -> UnitPaper:
    one = unit(1, "74", gates=(gate(reached="74"), gate("Pengungkit", "45", "node", "40", "48")), **fields)
    made = report(one, unit(2), imprint=ISSUED)
    return UnitPaper("Laporan Hasil Evaluasi Unit Kerja 01", made, one, Signer("Ketua Tim", "Nama Ketua"))


# --- the quarterly report -------------------------------------------------------------------------
@pytest.mark.parametrize("count", [0, 1, 12])
def test_nothing_stands_in_the_margin_and_no_page_is_empty(count):
    content = drawn(quarter(count, imprint=ISSUED))
    assert outside(content) == []
    assert [number for number, text in enumerate(texts_of(content), start=1) if len(text) < 150] == []


def test_a_report_of_forty_units():
    """Long tables go on under their heads; every unit stands in the table, in the map and among the trends."""
    content = drawn(quarter(40))
    texts = texts_of(content)
    assert outside(content) == []
    begins = [
        next(number for number, text in enumerate(texts) if number > 2 and words in text)
        for words in ("Tabel 2. Nilai", "Tabel 3 memperlihatkan", "Bagan 2. Nilai total", "C. Hasil per unit kerja 1.")
    ]
    table, heat, trends = (texts[first:last] for first, last in pairwise(begins))
    assert [len(part) > 1 for part in (table, heat, trends)] == [True, True, True]
    assert all("kat Unit kerja Area 1" in text for text in table)
    assert all("Unit kerja Area 1 Area 2 Area 3" in text for text in heat if "80,00 %" in text)
    names = [f"Unit Kerja {number:02}" for number in range(3, 40)]
    missing = [[name for name in names if name not in " ".join(part)] for part in (table, heat, trends)]
    assert missing == [[], [], []]


def test_the_map_tells_by_figures_and_arrows_not_by_colour_alone():
    html = whole(Paper.QUARTERLY, quarter(3), "laporan").html
    cells = re.findall(r'<td class="centre (shade-\d)">([\d,]+ %)(&nbsp;↓)?</td>', html)
    assert cells[6:12] == [("shade-0", "45,00 %", "&nbsp;↓"), *[("shade-4", "95,00 %", "")] * 5]


@pytest.mark.parametrize(
    ("ratio", "shade"), [("0.49", 0), ("0.5", 1), ("0.6", 2), ("0.75", 3), ("0.8999", 3), ("0.9", 4)]
)
def test_shades_follow_the_minimums(ratio, shade):
    assert area(1, ratio).shade == shade


def test_units_with_one_result_have_no_trend():
    texts = texts_of(drawn(report(unit(1, trend=trend(None, "80")))))
    assert sum("sedikitnya dua triwulan" in text for text in texts) == 1


def test_what_people_wrote_stands_in_the_place_of_the_sentences():
    texts = {
        (section, None): format_html("<p>Tulisan <strong>{}</strong>.</p>", section)
        for section in Section
        if section != Section.UNIT
    }
    made = report(unit(1), unit(2), texts={**texts, (Section.UNIT, 2): format_html("<p>{}</p>", "Tulisan unit dua.")})
    html = whole(Paper.QUARTERLY, made, "laporan").html
    assert [f"<p>Tulisan <strong>{section}</strong>.</p>" in html for section in Section] == [
        section != Section.UNIT for section in Section
    ]
    assert html.count("Tulisan unit dua.") == 1
    assert html.count("Nilai hasil verifikasi TPI adalah") == 1  # of the first unit


def test_an_annex_looks_the_same_alone():
    """Drawn alone and in the whole: the same text, head and numbers on its pages."""
    made = quarter(2)
    rows = made.units[0].sheet * 30
    made = replace(made, units=(replace(made.units[0], sheet=rows), made.units[1]))
    pieces = parts(Paper.QUARTERLY, made, "laporan")
    alone = [texts_of(draw(annex)) for annex in pieces.annexes]
    together = [text for text in texts_of(drawn(made)) if "Lampiran" in text and ", halaman" in text]
    assert [len(pages) for pages in alone] == [3, 1]
    assert [page for pages in alone for page in pages] == together
    cover, _, *body = texts_of(draw(pieces.body))  # the table of contents is complete once it is joined (test_drafts)
    first, _, *others = texts_of(drawn(made))
    assert (cover, body) == (first, others[: len(body)])


# --- the other papers -----------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("made", "size"),
    [
        (report(), A4_WIDE),
        (report(unit(1)), A4_WIDE),
        (report(*(unit(number) for number in range(1, 13))), A4_WIDE),
        (quarter(12), A3_WIDE),
        (quarter(20), A3_WIDE),
        (quarter(40), A3_WIDE),
    ],
)
def test_the_recap_is_one_page(made, size):
    """A4 for a dozen units; A3 for long names or more of them."""
    content = draw(whole(Paper.RECAP, Recap("Rekapitulasi", made), "rekap"))
    assert sizes(content) == [size]
    assert outside(content) == []
    (text,) = texts_of(content)
    assert [one.name for one in made.units[2:] if one.name not in text] == []


def test_more_units_than_a_sheet_holds_go_on_under_the_same_head():
    content = draw(whole(Paper.RECAP, Recap("Rekapitulasi", quarter(120)), "rekap"))
    texts = texts_of(content)
    assert len(texts) > 1
    assert all("kat Unit kerja Area 1" in text for text in texts[:-1])
    assert outside(content) == []


def test_the_covering_letter_is_one_page():
    made = Letter("Surat Pengantar", quarter(12, imprint=ISSUED))
    content = draw(whole(Paper.LETTER, made, "surat"))
    (text,) = texts_of(content)
    assert outside(content) == []
    assert [
        words in text
        for words in (
            "Nomor : 700.1.2/123/ITPROV/2024 Palangka Raya, 30 Agustus 2024",
            "Yth. Gubernur Kalimantan Tengah",
            "Hal : Penyampaian Laporan Hasil Evaluasi dan Monitoring Pembangunan Zona Integritas Triwulan II",
            "menggantikan edisi 1 nomor 700/100 tanggal 21 Agustus 2024",
            "Nilai <b>satu</b> unit kerja diperbaiki.",
            "hasil 11 unit kerja sudah disetujui",
            "NIP 19650101 199003 1 001",
        )
    ] == [True] * 7


@pytest.mark.parametrize(
    ("government", "head"),
    [
        ("Pemerintah Provinsi Kalimantan Tengah", "Gubernur Kalimantan Tengah"),
        ("Pemerintah Kabupaten Kapuas", "Bupati Kapuas"),
        ("Pemerintah Kota Palangka Raya", "Wali Kota Palangka Raya"),
        ("Otorita Contoh", "Kepala Otorita Contoh"),
    ],
)
def test_a_letter_without_addressee_goes_to_the_head_of_the_government(government, head):
    made = report()
    made = replace(made, letterhead=replace(made.letterhead, government=government))
    assert Letter("Surat", made).addressee == head


def test_the_letter_tells_what_may_be_proposed():
    many = Letter("Surat", report(*(unit(number) for number in range(1, 8)))).paragraphs
    assert many[1:] == [
        "Evaluasi mencakup 7 unit kerja; hasil 7 unit kerja sudah disetujui dengan nilai rata-rata 80,00 dari 100 "
        "poin.",
        "Sebanyak 7 unit kerja memenuhi seluruh nilai minimal predikat yang dituju dan dapat diusulkan kepada "
        "Kementerian Pendayagunaan Aparatur Negara dan Reformasi Birokrasi, sebagaimana tercantum dalam Bab V laporan.",
    ]
    assert Letter("Surat", report(unscored(1))).paragraphs[1:] == [
        "Evaluasi mencakup 1 unit kerja; belum ada hasil yang disetujui."
    ]
    assert Letter("Surat", report()).paragraphs[1:] == [
        "Pada Triwulan II Tahun 2024 tidak ada unit kerja yang dievaluasi."
    ]


def test_the_letter_of_results_with_its_annex():
    given = (advice(4, text="Susun <rencana> aksi."),)
    made = on_unit(recommendations=given)
    told = monitored("01", advice(2, is_overdue=True), advice(3, "settled"))
    made = replace(made, report=replace(made.report, monitoring=type(made.report.monitoring)((told,))))
    content = draw(whole(Paper.LHE, made, "lhe"))
    texts = texts_of(content)
    assert outside(content) == []
    letter = " ".join(text for text in texts if "Lampiran, halaman" not in text)
    assert [
        words in letter
        for words in (
            "Nomor : 700.1.2/123/ITPROV/2024",
            "C. Temuan TPI mengubah 1 jawaban dengan catatan.",
            "Keputusan belum ada.",
            "01/R-4 Susun <rencana> aksi.",
            "01/R-2 Tetapkan keputusan Tim ZI yang baru.",
            "lewat batas waktu Terbuka",
            "Nilai minimal WBK yang belum terpenuhi (1 dari 2): Nilai total kurang 1,00 poin",
        )
    ] == [True] * 7
    assert "01/R-3" not in letter
    assert [f"Lampiran, halaman {n} dari 1" in text for n, text in enumerate(texts[-1:], start=1)] == [True]


def test_the_record_holds_areas_first_and_two_signatures_on_one_page():
    gates = (
        gate(reached="74"),
        gate("Pengungkit", "45", "node", "40", "48"),
        *(gate(f"Area {n} Nama Area", "70", "area", "60", "75") for n in range(1, 7)),
    )
    made = on_unit()
    made = replace(made, unit=replace(made.unit, gates=gates))
    content = draw(whole(Paper.RECORD, made, "ba"))
    (text,) = texts_of(content)
    assert outside(content) == []
    assert [line.kind for line in made.lines] == ["area"] * 6 + ["node", "total"]
    assert [
        words in text
        for words in (
            "Pada hari Jumat, tanggal 30 Agustus 2024",
            "Area 1 Nama Area 100,00 70,00 60,00 70,00 % Memenuhi",
            "Nilai total 100,00 74,00 75,00 74,00 % Kurang 1,00 poin",
            "belum memenuhi 1 dari 8 nilai minimal WBK",
            "Kepala Unit Kerja 01,",
            "Nama Kepala",
            "Ketua Tim,",
            "Nama Ketua",
        )
    ] == [True] * 8
