"""The slides of an ekspose: which there are, what they say, and that everything fits."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from insights.documents.next_steps import NextSteps, Outlook, StepLine
from reports import pdf
from reports.documents.follow_up import Monitoring
from reports.documents.slides import Deck, portions, shortened
from reports.documents.visits import Visits
from reports.enums import Paper
from reports.papers import whole
from tests.unit.reports.pages_case import outside, sizes, texts_of
from tests.unit.reports.report_case import advice, gate, monitored, presented, report, unit, unscored

LONG_NAME = ("Unit Pelaksana Teknis Daerah Pengelolaan Pendapatan dan Pelayanan Terpadu " * 3)[:200]
NO_BLANKS = "UnitPelaksanaTeknisDaerah" * 8
GATES = tuple(
    replace(gate(label, reached="10", kind="area" if label.startswith("Area") else "node", wbk="20"), code=label)
    for label in (
        "Nilai total",
        "Pengungkit",
        *(f"Area {number} Peningkatan Kualitas Pelayanan Publik" for number in range(1, 7)),
        "Birokrasi yang Bersih dan Akuntabel",
        "Nilai Survei Persepsi Anti Korupsi (survei eksternal)",
        "Capaian Kinerja Lebih Baik daripada Capaian Sebelumnya",
        "Pelayanan Publik yang Prima",
    )
)
STEP = StepLine(
    "A.II.5.iii.b", "Berapa persen pengaduan masyarakat " * 9, "3; 3", "0; 6", Fraction(3, 2), "Banyak " * 30
)
WAY = NextSteps("WBK", Outlook.WAY, (STEP,) * 3, 14, Fraction(7502, 100))


def deck(*units, steps=None, **fields) -> Deck:
    return Deck("Paparan Ekspose Triwulan II Tahun 2024", report(*units, **fields), steps or {})


def drawn(made: Deck) -> bytes:
    paper = whole(Paper.SLIDES, made, "paparan")
    return pdf.write(paper.html, paper.stylesheet, paper.watermark)


def full(count: int) -> Deck:
    """The longest that everything can be."""
    units = [
        unit(number, "60", name=LONG_NAME if number % 2 else NO_BLANKS, gates=GATES, proposed_for="")
        for number in range(1, count + 1)
    ]
    late = [advice(number, text="Tetapkan keputusan. " * 40, is_overdue=True) for number in range(1, 7)]
    told = presented(decisions=("Keputusan yang panjang sekali. " * 30,) * 9)
    return deck(
        *units,
        steps={one.unit_id: WAY for one in units},
        monitoring=Monitoring((replace(monitored("01", *late), name=LONG_NAME),)),
        visits=Visits(ekspose=told),
        is_draft=True,
        is_sample=True,
    )


# --- which slides there are -----------------------------------------------------------------------
def test_the_slides_in_their_order():
    made = deck(unit(1, "86"), unit(2), unscored(3))
    assert [(slide.number, slide.kind) for slide in made.slides] == [
        (1, "title"),
        (2, "results"),
        (3, "map"),
        (4, "trend"),
        (5, "passing"),
        (6, "unit"),
        (7, "unit"),
        (8, "unit"),
        (9, "overdue"),
        (10, "decisions"),
    ]
    assert made.slides[1].title == "2 dari 3 unit kerja memenuhi nilai minimal WBK"


def test_a_quarter_without_units_has_no_map_and_no_trend():
    made = deck()
    assert [slide.kind for slide in made.slides] == ["title", "results", "passing", "overdue", "decisions"]
    assert made.slides[1].title == "Belum ada hasil yang disetujui"


@pytest.mark.parametrize(
    ("count", "lengths"), [(0, [0]), (1, [1]), (7, [7]), (8, [4, 4]), (15, [5, 5, 5]), (16, [6, 5, 5])]
)
def test_portions_are_alike(count, lengths):
    found = portions(range(count), 7)
    assert [len(part) for part in found] == lengths
    assert [number for part in found for number in part] == list(range(count))


@pytest.mark.parametrize(
    ("words", "short"), [("satu dua", "satu dua"), ("satu dua tiga", "satu dua …"), ("x" * 13, "x" * 8 + " …")]
)
def test_texts_are_cut_between_words(words, short):
    assert shortened(words, 10) == short


def test_overdue_recommendations_of_all_quarters_the_oldest_first():
    late = advice(2, is_overdue=True, due_on=date(2024, 7, 1))
    new = advice(5, unit="02", is_overdue=True, due_on=date(2024, 6, 1))
    made = deck(unit(1), unit(2, recommendations=(new,)), monitoring=Monitoring((monitored("01", advice(1), late),)))
    found = next(slide for slide in made.slides if slide.kind == "overdue")
    assert found.title == "2 rekomendasi melewati batas waktu"
    assert [(row.unit, row.line.name) for row in found.overdue] == [
        ("Unit Kerja 02", "02/R-5"),
        ("Unit Kerja 01", "01/R-2"),
    ]


def test_decisions_go_on_with_their_numbers():
    told = presented(decisions=tuple(f"Keputusan {number}." for number in range(1, 7)))
    found = [slide for slide in deck(visits=Visits(ekspose=told)).slides if slide.kind == "decisions"]
    assert [(slide.first, len(slide.decisions)) for slide in found] == [(1, 3), (4, 3)]


def test_presenter_notes_name_what_is_missing_and_the_way():
    made = deck(unit(1, "74", gates=(gate(reached="74"),)), steps={1: WAY})
    notes = next(slide for slide in made.slides if slide.kind == "unit").notes
    assert notes[0] == "Belum tercapai untuk WBK: Nilai total (kurang 1,00)."
    assert "Jalur tercepat menuju WBK terdiri atas 14 langkah; sesudahnya nilai menjadi 75,02." in notes[2]


# --- as a PDF -------------------------------------------------------------------------------------
@pytest.mark.parametrize("count", [1, 13])
def test_every_slide_is_one_page_and_nothing_is_cut(count):
    made = full(count)
    content = drawn(made)
    assert set(sizes(content)) == {(339, 190)}  # 13,33 x 7,5 inches
    texts = texts_of(content)
    assert len(texts) == len(made.slides)
    assert outside(content) == []
    feet = [f"DATA CONTOH · DRAF – periode belum dikunci {slide.number}" for slide in made.slides]
    assert [foot in text for foot, text in zip(feet, texts, strict=True)] == [True] * len(feet)
    steps = [text for text in texts if "Langkah utama menuju WBK" in text]
    assert [text.count("+1,50") for text in steps] == [3] * count


def test_a_unit_without_steps_says_why():
    texts = [
        " ".join(texts_of(drawn(deck(one, steps=steps))))
        for one, steps in (
            (unit(1, answered=40), {}),
            (unit(1), {1: NextSteps("WBBM", Outlook.REACHED)}),
            (unit(1), {1: NextSteps("WBK", Outlook.IMPOSSIBLE, (STEP,), held=("Survei",))}),
            (unscored(1), {}),
        )
    ]
    sentences = (
        "setelah TPI memverifikasi semua pertanyaan (40 dari 113)",
        "Nilai minimal WBK dan WBBM sudah tercapai",
        "Penghalang: Survei",
        "TPI belum menilai unit kerja ini sampai periode dikunci",
    )
    assert [sentence in text for sentence, text in zip(sentences, texts, strict=True)] == [True] * 4


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("1.25", "naik 1,25 poin"),
        ("-0.5", "turun 0,50 poin"),
        ("0", "tetap"),
        ("0.0000000001", "tetap"),
        ("-0.004", "tetap"),
    ],
)
def test_what_rounds_to_nothing_is_no_rise(change, words):
    made = deck(unit(change=Decimal(change)))
    notes = {slide.kind: slide.notes for slide in made.slides}
    assert f"Nilai {words} dari triwulan sebelumnya." in notes["unit"]
    assert notes["trend"] == (f"Unit Kerja 01 {words} dari triwulan sebelumnya.",)
    told = " ".join(notes["title"])
    assert [word in told for word in ("naik 0,00", "turun 0,00")] == [False, False]
