"""Sheets from JSON files: what is read exactly, and every problem named."""

from decimal import Decimal
from fractions import Fraction

import pytest

from evaluations.scoring.sheet_files import SheetError, answers_from, read_json


@pytest.fixture
def write(tmp_path):
    def _write(text: str, name: str = "sheet.json"):
        path = tmp_path / name
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        return path

    return _write


def test_numbers_are_read_exactly(write):
    raw = read_json(write('\ufeff{"B.I.a": {"indeks": 3.84}, "A.I.1.i.a": "Ya", "A.I.1.i.b": null}'))
    assert raw == {"B.I.a": {"indeks": Decimal("3.84")}, "A.I.1.i.a": "Ya", "A.I.1.i.b": None}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[]", "Isi berkas harus berupa objek JSON: kode pertanyaan dan jawabannya."),
        ('"Ya"', "Isi berkas harus berupa objek JSON: kode pertanyaan dan jawabannya."),
        ('{"A.I.1.i.a": "Ya", "A.I.1.i.a": "Tidak"}', 'Kunci "A.I.1.i.a" ditulis lebih dari sekali.'),
        ('{"B.I.a": {"indeks": 1, "indeks": 2}}', 'Kunci "indeks" ditulis lebih dari sekali.'),
    ],
)
def test_unusable_content(write, text, sentence):
    with pytest.raises(SheetError) as error:
        read_json(write(text))
    assert error.value.problems == (sentence,)


@pytest.mark.parametrize(
    "text", ["", "{", '{"A": "Ya",}', "\ud800", "[" * 100_000], ids=["empty", "cut", "comma", "bytes", "deep"]
)
def test_not_json(write, text):
    with pytest.raises(SheetError, match="bukan JSON yang sah"):
        read_json(write(text))


def test_missing_file_and_folder(tmp_path):
    for path in (tmp_path / "none.json", tmp_path):
        with pytest.raises(SheetError, match="tidak ditemukan atau tidak dapat dibuka"):
            read_json(path)


def test_answers_from(instrument):
    raw = {"A.I.1.i.a": "Ya", "A.I.1.i.b": None, "B.I.a": {"indeks": Decimal("3.84")}}
    assert answers_from(instrument, raw) == {
        "A.I.1.i.a": "Ya",
        "A.I.1.i.b": None,
        "B.I.a": {"indeks": Fraction(96, 25)},
    }


def test_every_problem_is_named(instrument, write):
    sheet = '{"A.I.1.i.a": "X", "A.I.9": "Ya", "B.I.a": {"indeks": 1e0}, "B.II.a": {"indeks": NaN}, "B.I.b": "A"}'
    with pytest.raises(SheetError) as error:
        answers_from(instrument, read_json(write(sheet)))
    assert str(error.value).splitlines() == [
        'A.I.1.i.a: Pilihan "X" tidak dikenal; pilih salah satu dari Ya, Tidak.',
        'Kode pertanyaan "A.I.9" tidak dikenal.',
        "B.I.a: Indeks Persepsi Anti Korupsi (IPAK) hasil survei eksternal, skala 0-4: "
        '"1e0" tidak dapat dibaca sebagai angka.',
        "B.II.a: Indeks Persepsi Kualitas Pelayanan Publik (IPKP) hasil survei eksternal, skala 0-4: "
        '"NaN" tidak dapat dibaca sebagai angka.',
    ]


def test_a_number_too_long_for_python_is_a_problem_of_its_answer(instrument, write):
    raw = read_json(write(f'{{"A.II.1.i.a": {{"perubahan": {"9" * 5000}}}}}'))
    with pytest.raises(SheetError, match=r"^A\.II\.1\.i\.a: .* tidak dapat dibaca sebagai angka\.$"):
        answers_from(instrument, raw)
