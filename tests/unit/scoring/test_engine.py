"""The engine against the official workbook's figures, and every rule for empty and zero cases."""

import json
from decimal import Decimal
from fractions import Fraction

import pytest

from evaluations.scoring.engine import score
from evaluations.scoring.sheet_files import answers_from
from tests.unit.scoring.sheets import best_sheet

GOLDEN_TOLERANCE = Fraction(1, 10**9)


@pytest.mark.parametrize("figure", ["official", "strict"])
@pytest.mark.parametrize("case", range(6))
def test_golden_case(instrument, golden_path, case, figure):
    golden = read_cases(golden_path)[case]
    reached = getattr(score(instrument, answers_from(instrument, golden["answers"])), figure)
    assert set(reached) == set(golden[figure])
    assert len(reached) == 64
    wrong = {
        code: (points, golden[figure][code])
        for code, points in reached.items()
        if abs(points - Fraction(golden[figure][code])) > GOLDEN_TOLERANCE
    }
    assert wrong == {}


def test_golden_cases_are_six(golden_path):
    assert len(read_cases(golden_path)) == 6


def read_cases(path):
    # Decimal keeps the golden figures as written.
    return json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)


ZERO_CASES = [
    # nothing to handle, nobody obliged: fulfilled
    ("A.II.5.ii.a", {"pengaduan_harus": 0, "pengaduan_proses": 0, "pengaduan_selesai": 0}, 1),
    ("A.II.5.iii.a", {"kepala_satker": 0, "pejabat_wajib": 0, "lainnya_wajib": 0, "sudah_lapor": 0}, 1),
    ("A.II.5.iii.b", {"administrator": 0, "pengawas": 0, "fungsional_pelaksana": 0, "sudah_lapor": 0}, 1),
    ("A.II.5.iii.a", {"kepala_satker": 0, "pejabat_wajib": 0, "lainnya_wajib": 0, "sudah_lapor": 3}, 1),
    # nothing made, nothing registered: nothing reached
    ("A.II.1.i.a", {"agen_perubahan": 0, "perubahan": 0}, 0),
    ("A.II.1.i.a", {"agen_perubahan": 0, "perubahan": 5}, 0),
    ("A.II.1.i.b", {"perubahan": 0, "perubahan_terintegrasi": 0}, 0),
    ("A.II.4.i.a", {"sasaran_kinerja": 0, "sasaran_tercapai": 0}, 0),
    ("A.II.6.i.b", {"layanan_terdaftar": 0, "layanan_dipermudah": 0}, 0),
    # discipline: none in both years, none last year but some now
    ("A.II.3.iii.a", {"pelanggaran_sebelumnya": 0, "pelanggaran_tahun_ini": 0, "pelanggaran_disanksi": 0}, 1),
    ("A.II.3.iii.a", {"pelanggaran_sebelumnya": 0, "pelanggaran_tahun_ini": 2, "pelanggaran_disanksi": 2}, 0),
]
FIGURE_CASES = [
    ("A.II.3.iii.a", {"pelanggaran_sebelumnya": 8, "pelanggaran_tahun_ini": 3, "pelanggaran_disanksi": 0}, "5/8"),
    ("A.II.3.iii.a", {"pelanggaran_sebelumnya": 3, "pelanggaran_tahun_ini": 8, "pelanggaran_disanksi": 0}, 0),
    ("A.II.5.iii.a", {"kepala_satker": 1, "pejabat_wajib": 2, "lainnya_wajib": 4, "sudah_lapor": 3}, "3/7"),
    ("A.II.5.ii.a", {"pengaduan_harus": 9, "pengaduan_proses": 8, "pengaduan_selesai": 1}, "1/9"),
    ("A.II.1.i.a", {"agen_perubahan": 2, "perubahan": 9}, 1),
    ("B.I.a", {"indeks": Decimal("3.60")}, "9/10"),
    ("B.II.a", {"indeks": 4}, 1),
    ("B.II.a", {"indeks": 0}, 0),
    # unanswered: a figure missing, or every figure
    ("A.II.1.i.a", {"agen_perubahan": 2}, None),
    ("A.II.1.i.a", {"agen_perubahan": 2, "perubahan": None}, None),
    ("A.II.3.iii.a", {"pelanggaran_sebelumnya": 0, "pelanggaran_tahun_ini": 0}, None),
    ("B.I.a", {}, None),
    ("B.I.a", None, None),
    # the scales are exact, not thirds
    ("A.I.1.iii.a", "B", "67/100"),
    ("A.I.1.iii.a", "C", "33/100"),
    ("A.I.1.i.b", "B", "1/2"),
    ("B.I.b", "D", "1/4"),
    ("A.I.1.i.a", "Tidak", 0),
]


@pytest.mark.parametrize(("code", "answer", "value"), ZERO_CASES + FIGURE_CASES)
def test_value_of_one_answer(instrument, code, answer, value):
    expected = None if value is None else Fraction(value)
    assert score(instrument, {code: answer}).values[code] == expected


def test_indicator_without_answers_is_zero_in_both(instrument):
    sheet = best_sheet(instrument) | dict.fromkeys(["A.I.1.i.a", "A.I.1.i.b"])
    scores = score(instrument, sheet)
    assert (scores.official["A.I.1.i"], scores.strict["A.I.1.i"]) == (0, 0)
    assert scores.official["A.I.1"] == scores.strict["A.I.1"] == Fraction("3.5")


def test_unanswered_question_leaves_the_official_mean_and_counts_zero_in_the_strict_one(instrument):
    scores = score(instrument, best_sheet(instrument) | {"A.I.1.ii.b": None})
    assert (scores.official["A.I.1.ii"], scores.strict["A.I.1.ii"]) == (1, Fraction(2, 3))


@pytest.mark.parametrize(
    ("answers", "official", "strict"),
    [
        (
            {"A.II.5.iii.a": {"kepala_satker": 4, "pejabat_wajib": 0, "lainnya_wajib": 0, "sudah_lapor": 3}},
            "1.5",
            "0.75",
        ),
        ({"A.II.5.iii.b": {"administrator": 0, "pengawas": 0, "fungsional_pelaksana": 0, "sudah_lapor": 0}}, 2, 1),
    ],
)
def test_of_lhkpn_and_lhkasn_the_answered_one_counts_alone_in_nilai_lke(instrument, answers, official, strict):
    scores = score(instrument, answers)
    assert scores.official["A.II.5.iii"] == Fraction(official)
    assert scores.strict["A.II.5.iii"] == Fraction(strict)


def test_empty_sheet(instrument):
    scores = score(instrument, {})
    assert set(scores.official.values()) == set(scores.strict.values()) == set(scores.areas.values()) == {0}
    assert (scores.answered, scores.questions, scores.is_complete) == (0, 113, False)


def test_best_sheet(instrument):
    scores = score(instrument, best_sheet(instrument))
    weights = {code: node.weight for code, node in instrument.nodes.items()} | {"total": 100}
    assert scores.strict == scores.official == weights
    assert scores.areas == {1: 8, 2: 7, 3: 10, 4: 10, 5: 15, 6: 10}
    assert (scores.answered, scores.is_complete) == (113, True)


def test_nodes_come_in_document_order(instrument):
    scores = score(instrument, {})
    assert list(scores.strict) == list(scores.official) == [*instrument.nodes, "total"]


def test_numeric_question_short_of_a_figure_is_not_counted_as_answered(instrument):
    assert score(instrument, {"B.I.a": {"indeks": 3}, "A.II.1.i.a": {"perubahan": 1}}).answered == 1


def test_kinds_of_numbers_give_the_same_score(instrument):
    kinds = [Decimal("3.8400000000"), Fraction(96, 25)]
    assert [score(instrument, {"B.I.a": {"indeks": figure}}).strict["B.I.a"] for figure in kinds] == [
        Fraction("16.8")
    ] * 2


@pytest.mark.parametrize(
    ("answers", "error"),
    [
        ({"A.I.1.i.z": "Ya"}, KeyError),
        ({"A.I.1.i": "Ya"}, KeyError),
        ({"A.I.1.i.a": "ya"}, KeyError),
        ({"A.I.1.i.a": {"indeks": 3}}, TypeError),
        ({"B.I.a": "A"}, TypeError),
        ({"B.I.a": {"indeks": 3.84}}, TypeError),
    ],
)
def test_what_the_engine_refuses(instrument, answers, error):
    with pytest.raises(error):
        score(instrument, answers)
