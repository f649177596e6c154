"""The built-in instrument as read, and a table of broken ones: each is refused with the code at fault."""

import hashlib
from decimal import Decimal
from fractions import Fraction

import pytest
import yaml

from evaluations.scoring import library
from evaluations.scoring.library import InstrumentError
from evaluations.scoring.types import Area, Check, Index, Input, Ratio, Reduction
from tests.unit.scoring.tree import node, question


def test_builtin_instrument(instrument):
    assert (instrument.id, instrument.version) == ("permenpanrb-90-2021", 1)
    assert instrument.legal_basis == "Peraturan Menteri PANRB Nomor 90 Tahun 2021"
    assert (len(instrument.nodes), len(instrument.indicators), len(instrument.questions)) == (63, 45, 113)
    assert [component.code for component in instrument.components] == ["A", "B"]
    assert (instrument.weight, instrument.nodes["A"].weight, instrument.nodes["A.I.1.i"].weight) == (
        100,
        60,
        Fraction(1, 2),
    )
    assert instrument.area_nodes == {number: (f"A.I.{number}", f"A.II.{number}") for number in range(1, 7)}
    assert instrument.area_weights == {1: 8, 2: 7, 3: 10, 4: 10, 5: 15, 6: 10}
    assert instrument.areas[3] == Area(4, "Penguatan Akuntabilitas")
    assert sum(question.is_numeric for question in instrument.questions.values()) == 10


def test_nodes_and_questions_in_document_order(instrument):
    assert list(instrument.nodes)[:5] == ["A", "A.I", "A.I.1", "A.I.1.i", "A.I.1.ii"]
    assert list(instrument.nodes)[-5:] == ["B.I", "B.I.a", "B.I.b", "B.II", "B.II.a"]
    assert list(instrument.questions)[:3] == ["A.I.1.i.a", "A.I.1.i.b", "A.I.1.ii.a"]
    assert {code: instrument.parents.get(code) for code in ("A", "A.I", "B.I.a")} == {
        "A": None,
        "A.I": "A",
        "B.I.a": "B.I",
    }
    assert instrument.questions["B.I.a"].indicator == "B.I.a"


def test_scales_are_exact(instrument):
    points = {key: [option.points for option in scale.options] for key, scale in instrument.scales.items()}
    assert points == {
        "ya_tidak": [1, 0],
        "abc": [1, Fraction(1, 2), 0],
        "abcd": [1, Fraction(67, 100), Fraction(33, 100), 0],
        "abcde": [1, Fraction(3, 4), Fraction(1, 2), Fraction(1, 4), 0],
    }
    assert instrument.scales["ya_tidak"].values == ("Ya", "Tidak")


def test_formulas_inputs_and_checks(instrument):
    questions = instrument.questions
    assert questions["A.II.1.i.a"].formula == Ratio(("perubahan",), ("agen_perubahan",), Fraction(0))
    assert questions["A.II.3.iii.a"].formula == Reduction(
        "pelanggaran_sebelumnya", "pelanggaran_tahun_ini", Fraction(1), Fraction(0)
    )
    assert questions["B.I.a"].formula == Index("indeks", Fraction(4))
    label = "Indeks Persepsi Anti Korupsi (IPAK) hasil survei eksternal, skala 0-4"
    assert questions["B.I.a"].input("indeks") == Input("indeks", label, Fraction(4), 2)
    assert questions["A.II.1.i.a"].input("perubahan").maximum is None
    assert questions["A.II.1.i.a"].input("perubahan").decimals == 0
    assert questions["A.II.5.ii.a"].checks == (Check(("pengaduan_proses", "pengaduan_selesai"), ("pengaduan_harus",)),)
    assert [code for code, question in questions.items() if question.checks] == [
        "A.II.1.i.b", "A.II.4.i.a", "A.II.5.ii.a", "A.II.5.iii.a", "A.II.5.iii.b", "A.II.6.i.b",
    ]  # fmt: skip


def test_read_gives_the_data_and_the_hash_of_the_bytes(instrument):
    path = library.builtin_path()
    read, data, sha256 = library.read(path)
    assert read == instrument
    assert data == yaml.safe_load(path.read_text(encoding="utf-8"))
    assert sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_decimals_are_read_as_numbers_are(instrument, data):
    node(data, "A.I.1.i")["weight"] = Decimal("0.50")
    assert library.parse(data) == instrument


def test_every_official_position_is_a_question(instrument):
    text = (library.builtin_path().parent / "official-positions.yaml").read_text(encoding="utf-8")
    positions = yaml.safe_load(text)["positions"]
    expected = sum(max(len(question.inputs), 1) for question in instrument.questions.values())
    assert list(dict.fromkeys(position["code"] for position in positions)) == list(instrument.questions)
    assert len(positions) == expected == 127


BROKEN = [
    ("A", "jumlah bobot di bawahnya 61", lambda d: node(d, "A.I").update(weight=31)),
    ("A.I.1", "jumlah bobot di bawahnya 4,5, seharusnya 4.", lambda d: node(d, "A.I.1.i").update(weight=1)),
    ("", "Jumlah bobot seluruh komponen 60, seharusnya 100.", lambda d: d["components"].pop()),
    ("A.I.1.i", "dipakai 2 kali", lambda d: node(d, "A.I.1.ii").update(code="A.I.1.i")),
    ("A.I.1.i.a", "dipakai 2 kali", lambda d: question(d, "B.I.b").update(code="A.I.1.i.a")),
    ("A.I.1.i.a", 'skala "abx" tidak dikenal', lambda d: question(d, "A.I.1.i.a").update(scale="abx")),
    ("A.I.1.i.a", 'kunci "Tidak" belum ada di kriteria', lambda d: question(d, "A.I.1.i.a")["criteria"].pop("Tidak")),
    ("A.I.1.i.b", 'kunci "D" tidak dikenal di kriteria', lambda d: question(d, "A.I.1.i.b")["criteria"].update(D="x")),
    ("A.I.1.i.b", '"B" harus berupa teks', lambda d: question(d, "A.I.1.i.b")["criteria"].update(B=" ")),
    ("A.II.1.i.a", 'rumus menyebut isian "agen"',
     lambda d: question(d, "A.II.1.i.a")["formula"].update(denominator=["agen"])),
    ("A.II.1.i.b", 'pemeriksaan menyebut isian "x"',
     lambda d: question(d, "A.II.1.i.b")["checks"][0].update(at_most=["x"])),
    ("A.II.3.iii.a", 'rumus menyebut isian "x"',
     lambda d: question(d, "A.II.3.iii.a")["formula"].update(previous="x")),
    ("B.I.a", 'rumus menyebut isian "x"', lambda d: question(d, "B.I.a")["formula"].update(input="x")),
    ("B.I.a", 'jenis rumus "mean" tidak dikenal', lambda d: question(d, "B.I.a")["formula"].update(kind="mean")),
    ("B.I.a", '"maximum" harus lebih dari 0', lambda d: question(d, "B.I.a")["formula"].update(maximum=0)),
    ("B.I.a", 'kunci "maximum" belum ada di rumus', lambda d: question(d, "B.I.a")["formula"].pop("maximum")),
    ("B.I.a", 'kunci "formula" belum ada', lambda d: question(d, "B.I.a").pop("formula")),
    ("B.I.a", "jenis rumus", lambda d: question(d, "B.I.a").update(formula="index")),
    ("B.I.a", "pertanyaan harus memuat skala, atau isian angka", lambda d: question(d, "B.I.a").update(scale="abc")),
    ("A.I.1.i.a", "pertanyaan harus memuat skala, atau isian angka", lambda d: question(d, "A.I.1.i.a").pop("scale")),
    ("A.II.1.i.a", "dipakai dua kali", lambda d: question(d, "A.II.1.i.a")["inputs"][1].update(key="agen_perubahan")),
    ("A.II.1.i.a", 'tidak boleh ditulis "Agen 1"',
     lambda d: question(d, "A.II.1.i.a")["inputs"][0].update(key="Agen 1")),
    ("A.II.1.i.a", 'kunci "label" belum ada di isian angka',
     lambda d: question(d, "A.II.1.i.a")["inputs"][0].pop("label")),
    ("A.II.1.i.a", '"when_denominator_zero" harus antara 0 dan 1',
     lambda d: question(d, "A.II.1.i.a")["formula"].update(when_denominator_zero=2)),
    ("A.II.1.i.a", "isian yang sama dua kali",
     lambda d: question(d, "A.II.1.i.a")["formula"].update(numerator=["perubahan", "perubahan"])),
    ("A.I.1.i.a", 'kunci "checks" tidak dikenal', lambda d: question(d, "A.I.1.i.a").update(checks=[])),
    ("A.I.1.i.a", 'kunci "bukti" tidak dikenal', lambda d: question(d, "A.I.1.i.a").update(bukti=[])),
    ("A.I.1.i.a", 'kunci "text" belum ada', lambda d: question(d, "A.I.1.i.a").pop("text")),
    ("A.I.1.i.a", '"text" harus berupa teks', lambda d: question(d, "A.I.1.i.a").update(text="")),
    ("A.I.1.i.a", '"evidence" harus berupa daftar', lambda d: question(d, "A.I.1.i.a").update(evidence="Surat")),
    ("A.I.1.i.a", '"evidence" hanya boleh berisi teks', lambda d: question(d, "A.I.1.i.a").update(evidence=[1])),
    ("A.I.1.i", 'kunci "wieght" tidak dikenal', lambda d: node(d, "A.I.1.i").update(wieght=1)),
    ("A.I.1.i", 'kunci "title" belum ada', lambda d: node(d, "A.I.1.i").pop("title")),
    ("A.I.1.i", '"questions" harus berupa daftar yang tidak kosong', lambda d: node(d, "A.I.1.i").update(questions=[])),
    ("A.I.1.i", "harus memuat tepat satu", lambda d: node(d, "A.I.1.i").pop("questions")),
    ("A.I.1.i", "harus memuat tepat satu", lambda d: node(d, "A.I.1.i").update(children=[])),
    ("A.I.1.i", "tidak boleh didaftar",
     lambda d: node(d, "A.I.1").update(children=node(d, "A.I.1").pop("indicators"))),
    ("A.I.1.i", "ada bagian tanpa kode", lambda d: question(d, "A.I.1.i.a").pop("code")),
    ("A.I.1", "ada bagian tanpa kode", lambda d: node(d, "A.I.1.i").pop("code")),
    ("A.I.1", 'tidak boleh ditulis "total"', lambda d: node(d, "A.I.1.i").update(code="total")),
    ("A.I.1.i", '"weight" harus berupa angka', lambda d: node(d, "A.I.1.i").update(weight="0.5")),
    ("A.I.1.i", '"weight" harus berupa angka', lambda d: node(d, "A.I.1.i").update(weight=True)),
    ("A.I.1.i", '"weight" harus berupa angka', lambda d: node(d, "A.I.1.i").update(weight=float("nan"))),
    ("A.I.1.i", '"weight" harus berupa angka', lambda d: node(d, "A.I.1.i").update(weight=0.50000001)),
    ("A.I.1.i", '"weight" harus antara 0 dan 100', lambda d: node(d, "A.I.1.i").update(weight=-0.5)),
    ("A.I.1.i", '"weight" harus lebih dari 0', lambda d: node(d, "A.I.1.i").update(weight=0)),
    ("A.I.1", "area 7 tidak dikenal", lambda d: node(d, "A.I.1").update(area=7)),
    ("A.I.1", '"area" harus berupa bilangan bulat', lambda d: node(d, "A.I.1").update(area="1")),
    ("A.I", "area tidak boleh ditetapkan lagi", lambda d: node(d, "A.I").update(area=1)),
    ("area-7", "tidak ada simpul", lambda d: d["areas"].append({"number": 7, "title": "Lain"})),
    ("area-1", "dipakai 2 kali", lambda d: d["areas"].append({"number": 1, "title": "Lain"})),
    ("area-1", '"title" harus berupa teks', lambda d: d["areas"][0].update(title="")),
    ("", 'kunci "judul" tidak dikenal di area', lambda d: d["areas"][0].update(judul="x")),
    ("abc", '"B" harus antara 0 dan 1', lambda d: d["scales"]["abc"].update(B=2)),
    ("abc", "sedikitnya dua pilihan", lambda d: d["scales"].update(abc={"A": 1})),
    ("abc", "setiap pilihan pada skala harus berupa teks", lambda d: d["scales"].update(abc={True: 1, False: 0})),
    ("", '"scales" harus berupa', lambda d: d.update(scales=[])),
    ("B.III", "menyebut kode yang tidak ada",
     lambda d: d["predicates"]["WBK"]["minimum"]["nodes"].update({"B.III": 1})),
    ("B.II", "nilai minimal WBBM 18 melebihi bobotnya (17,5)",
     lambda d: d["predicates"]["WBBM"]["minimum"]["nodes"].update({"B.II": 18})),
    ("total", '"total" harus antara 0 dan 100', lambda d: d["predicates"]["WBK"]["minimum"].update(total=101)),
    ("WBK", '"minimum_percent_per_area" harus antara 0 dan 100',
     lambda d: d["predicates"]["WBK"].update(minimum_percent_per_area=160)),
    ("WBK", 'kunci "title" belum ada', lambda d: d["predicates"]["WBK"].pop("title")),
    ("WBK", 'kunci "total" belum ada di minimum', lambda d: d["predicates"]["WBK"]["minimum"].pop("total")),
    ("WBK", '"nodes" harus berupa', lambda d: d["predicates"]["WBK"]["minimum"].update(nodes=[])),
    ("", 'kunci "WBBM" belum ada di predicates', lambda d: d["predicates"].pop("WBBM")),
    ("", 'kunci "WBX" tidak dikenal di predicates', lambda d: d["predicates"].update(WBX={})),
    ("", 'kunci "title" belum ada', lambda d: d.pop("title")),
    ("", 'kunci "tahun" tidak dikenal', lambda d: d.update(tahun=2021)),
    ("", '"version" harus berupa bilangan bulat', lambda d: d.update(version="1")),
    ("", '"components" harus berupa daftar', lambda d: d.update(components={})),
    ("", "ada bagian tanpa kode", lambda d: d.update(components=["A"])),
]  # fmt: skip


@pytest.mark.parametrize(("code", "sentence", "damage"), BROKEN)
def test_broken_instrument(data, code, sentence, damage):
    damage(data)
    with pytest.raises(InstrumentError) as error:
        library.parse(data)
    assert error.value.code == code
    assert sentence in str(error.value)
    assert str(error.value).startswith(code)


@pytest.mark.parametrize("data", [None, [], "teks", 1])
def test_not_an_instrument_at_all(data):
    with pytest.raises(InstrumentError, match="harus berupa pasangan kunci dan nilai"):
        library.parse(data)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"id: [", "Berkas bukan YAML yang sah"),
        (b"\xff\xfe\x00", "Berkas bukan YAML yang sah"),
        (b"a: &x 1\nb: !!python/object/apply:os.getcwd []", "Berkas bukan YAML yang sah"),
        (b"id: a\nversion: 1\nid: b\n", 'Kunci "id" ditulis dua kali (baris 1).'),
        (b"", "harus berupa pasangan kunci dan nilai"),
    ],
)
def test_unreadable_file(tmp_path, content, sentence):
    path = tmp_path / "instrument.yaml"
    path.write_bytes(content)
    with pytest.raises(InstrumentError) as error:
        library.read(path)
    assert sentence in str(error.value)
    assert error.value.code == ""
