"""Strict reading of answers: what is taken, what is refused with which sentence, and the instrument's checks."""

from decimal import Decimal
from fractions import Fraction

import pytest

from evaluations.scoring.answers import AnswerError, check, clean

AGENTS = "Banyaknya agen perubahan"
INDEX = "Indeks Persepsi Anti Korupsi (IPAK) hasil survei eksternal, skala 0-4"
WHOLE = "harus ditulis sebagai bilangan bulat, tanpa titik atau koma"
UNREADABLE = "tidak dapat dibaca sebagai angka"


@pytest.mark.parametrize(
    ("code", "raw", "answer"),
    [
        ("A.I.1.i.a", "Ya", "Ya"),
        ("A.I.1.i.b", "C", "C"),
        ("A.I.1.i.a", None, None),
        ("A.I.1.i.a", "", None),
        ("A.I.1.i.a", "  ", None),
        ("A.II.1.i.a", {"agen_perubahan": 7, "perubahan": "12"}, {"agen_perubahan": 7, "perubahan": 12}),
        ("A.II.1.i.a", {"agen_perubahan": " 7 "}, {"agen_perubahan": 7}),
        ("A.II.1.i.a", {"agen_perubahan": 7, "perubahan": ""}, {"agen_perubahan": 7}),
        ("A.II.1.i.a", {"agen_perubahan": 7, "perubahan": None}, {"agen_perubahan": 7}),
        ("A.II.1.i.a", {"agen_perubahan": Decimal("7.0")}, {"agen_perubahan": 7}),
        ("A.II.1.i.a", {"agen_perubahan": Decimal("7.0000000000")}, {"agen_perubahan": 7}),
        ("A.II.1.i.a", {"agen_perubahan": Fraction(7)}, {"agen_perubahan": 7}),
        ("A.II.1.i.a", {"agen_perubahan": 0}, {"agen_perubahan": 0}),
        ("A.II.1.i.a", {"agen_perubahan": 1_000_000_000}, {"agen_perubahan": 1_000_000_000}),
        ("A.II.1.i.a", {"agen_perubahan": "", "perubahan": " "}, None),
        ("A.II.1.i.a", {}, None),
        ("A.II.1.i.a", "", None),
        ("A.II.1.i.a", None, None),
        # more made than agents, more reported than obliged: `clean` takes it, `check` and the engine deal with it
        ("A.II.1.i.b", {"perubahan": 3, "perubahan_terintegrasi": 7}, {"perubahan": 3, "perubahan_terintegrasi": 7}),
        ("B.I.a", {"indeks": "3,84"}, {"indeks": Fraction(96, 25)}),
        ("B.I.a", {"indeks": "3.84"}, {"indeks": Fraction(96, 25)}),
        ("B.I.a", {"indeks": Decimal("3.8400000000")}, {"indeks": Fraction(96, 25)}),
        ("B.I.a", {"indeks": 4}, {"indeks": 4}),
        ("B.I.a", {"indeks": "4,00"}, {"indeks": 4}),
        ("B.I.a", {"indeks": "0"}, {"indeks": 0}),
    ],
)
def test_clean(instrument, code, raw, answer):
    question = instrument.questions[code]
    cleaned = clean(question, raw)
    assert cleaned == answer
    assert clean(question, cleaned) == cleaned
    if isinstance(cleaned, dict):
        assert {type(figure) for figure in cleaned.values()} == {Fraction}


@pytest.mark.parametrize("raw", ["ya", "Ya ", "A", 1, True, ["Ya"], {"Ya": 1}])
def test_unknown_option_names_the_allowed_ones(instrument, raw):
    with pytest.raises(AnswerError) as error:
        clean(instrument.questions["A.I.1.i.a"], raw)
    assert str(error.value).endswith("tidak dikenal; pilih salah satu dari Ya, Tidak.")
    assert (error.value.question, error.value.field) == ("A.I.1.i.a", "")


@pytest.mark.parametrize(
    ("code", "raw", "sentence"),
    [
        ("A.II.1.i.a", -1, f'{AGENTS}: "-1" kurang dari 0.'),
        ("A.II.1.i.a", "-1", f'{AGENTS}: "-1" kurang dari 0.'),
        ("A.II.1.i.a", "2,5", f'{AGENTS}: "2,5" {WHOLE}.'),
        ("A.II.1.i.a", "2.5", f'{AGENTS}: "2.5" {WHOLE}.'),
        ("A.II.1.i.a", "1.000", f'{AGENTS}: "1.000" {WHOLE}.'),
        ("A.II.1.i.a", Decimal("2.5"), f'{AGENTS}: "2.5" {WHOLE}.'),
        ("A.II.1.i.a", Fraction(5, 2), f'{AGENTS}: "5/2" {WHOLE}.'),
        ("A.II.1.i.a", "tujuh", f'{AGENTS}: "tujuh" {UNREADABLE}.'),
        ("A.II.1.i.a", "1e3", f'{AGENTS}: "1e3" {UNREADABLE}.'),
        ("A.II.1.i.a", Decimal("1E+3"), f'{AGENTS}: "1E+3" {UNREADABLE}.'),
        ("A.II.1.i.a", "+7", f'{AGENTS}: "+7" {UNREADABLE}.'),
        ("A.II.1.i.a", "7 orang", f'{AGENTS}: "7 orang" {UNREADABLE}.'),
        ("A.II.1.i.a", "1_000", f'{AGENTS}: "1_000" {UNREADABLE}.'),
        ("A.II.1.i.a", "٣", f'{AGENTS}: "٣" {UNREADABLE}.'),
        ("A.II.1.i.a", "7/2", f'{AGENTS}: "7/2" {UNREADABLE}.'),
        ("A.II.1.i.a", True, f'{AGENTS}: "True" {UNREADABLE}.'),
        ("A.II.1.i.a", [7], f'{AGENTS}: "[7]" {UNREADABLE}.'),
        ("A.II.1.i.a", 7.0, f'{AGENTS}: "7.0" {UNREADABLE}.'),
        ("A.II.1.i.a", "NaN", f'{AGENTS}: "NaN" {UNREADABLE}.'),
        ("A.II.1.i.a", float("nan"), f'{AGENTS}: "nan" {UNREADABLE}.'),
        ("A.II.1.i.a", Decimal("Infinity"), f'{AGENTS}: "Infinity" {UNREADABLE}.'),
        pytest.param("A.II.1.i.a", "9" * 5000, f'{AGENTS}: "{"9" * 40}…" {UNREADABLE}.', id="5000 digits"),
        ("A.II.1.i.a", "7\x00", f'{AGENTS}: "7?" {UNREADABLE}.'),
        ("A.II.1.i.a", 1_000_000_001, f'{AGENTS}: "1000000001" melebihi nilai tertinggi 1.000.000.000.'),
        ("B.I.a", "4,01", f'{INDEX}: "4,01" melebihi nilai tertinggi 4.'),
        ("B.I.a", 5, f'{INDEX}: "5" melebihi nilai tertinggi 4.'),
        ("B.I.a", "3,845", f'{INDEX}: "3,845" memuat lebih dari 2 angka di belakang koma.'),
        ("B.I.a", "-0,01", f'{INDEX}: "-0,01" kurang dari 0.'),
        ("B.I.a", "3,8,4", f'{INDEX}: "3,8,4" {UNREADABLE}.'),
        ("B.I.a", ",5", f'{INDEX}: ",5" {UNREADABLE}.'),
        ("B.I.a", Decimal("1E-999999"), f'{INDEX}: "1E-999999" {UNREADABLE}.'),
    ],
)
def test_refused_figure(instrument, code, raw, sentence):
    question = instrument.questions[code]
    key = question.inputs[0].key
    with pytest.raises(AnswerError) as error:
        clean(question, {key: raw})
    assert str(error.value) == sentence
    assert (error.value.question, error.value.field) == (code, key)


@pytest.mark.parametrize(
    ("raw", "sentence", "field"),
    [
        ("A", 'Jawaban "A" harus berupa angka untuk setiap isian: indeks.', ""),
        (3, 'Jawaban "3" harus berupa angka untuk setiap isian: indeks.', ""),
        ({"index": 3}, 'Isian "index" tidak dikenal; yang ada hanya indeks.', "index"),
        ({"indeks": 3, 7: 3}, 'Isian "7" tidak dikenal; yang ada hanya indeks.', "7"),
    ],
)
def test_refused_shape(instrument, raw, sentence, field):
    with pytest.raises(AnswerError) as error:
        clean(instrument.questions["B.I.a"], raw)
    assert (str(error.value), error.value.question, error.value.field) == (sentence, "B.I.a", field)


@pytest.mark.parametrize(
    ("code", "figures", "sentences"),
    [
        (
            "A.II.5.iii.a",
            {"kepala_satker": 1, "pejabat_wajib": 2, "lainnya_wajib": 7, "sudah_lapor": 12},
            [
                "Banyaknya wajib lapor yang sudah menyampaikan LHKPN (12) melebihi jumlah kepala satuan kerja yang "
                "wajib lapor LHKPN, pejabat wajib lapor LHKPN selain kepala satuan kerja, dan wajib lapor LHKPN "
                "lainnya (10)."
            ],
        ),
        (
            "A.II.5.ii.a",
            {"pengaduan_harus": 1000, "pengaduan_proses": 600, "pengaduan_selesai": 700},
            [
                "Jumlah pengaduan yang masih diproses dan pengaduan yang tuntas ditindaklanjuti (1.300) melebihi "
                "banyaknya pengaduan yang wajib ditindaklanjuti (1.000)."
            ],
        ),
        (
            "A.II.1.i.b",
            {"perubahan": 0, "perubahan_terintegrasi": 1},
            [
                "Banyaknya perubahan yang menyatu dengan sistem manajemen (1) melebihi banyaknya perubahan yang "
                "dihasilkan agen perubahan (0)."
            ],
        ),
        ("A.II.1.i.b", {"perubahan": 1, "perubahan_terintegrasi": 1}, []),
        ("A.II.1.i.b", {"perubahan_terintegrasi": 1}, []),
        ("A.II.1.i.b", {"perubahan": None, "perubahan_terintegrasi": 1}, []),
        ("A.II.1.i.a", {"agen_perubahan": 1, "perubahan": 5}, []),
    ],
)
def test_check(instrument, code, figures, sentences):
    assert check(instrument.questions[code], figures) == sentences
