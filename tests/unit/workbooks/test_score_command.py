"""`manage.py score`, run as a user runs it, with a database that nobody can reach."""

import json
import os
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest

from evaluations.scoring import library
from evaluations.scoring.engine import score
from evaluations.scoring.sheet_files import answers_from, read_json
from evaluations.scoring.thresholds import judge
from tests.unit.workbooks.books import lampiran_iii, own, portalrb

PROJECT = Path(__file__).resolve().parents[3]
ENVIRONMENT = {
    "SECRET_KEY": "x",
    "DATABASE_URL": "postgres://nobody:nothing@127.0.0.1:1/nowhere",
    "DJANGO_SETTINGS_MODULE": "zi_tracker.settings",
}
CODES = ["total", "A", "area-1", "area-2", "area-3", "area-4", "area-5", "area-6", "B.I", "B.I.a", "B.I.b", "B.II"]


def run_score(path, *options):
    return subprocess.run(
        [sys.executable, "manage.py", "score", str(path), *options],
        cwd=PROJECT, env=os.environ | ENVIRONMENT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def cases(golden_path):
    return json.loads(golden_path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def sheet(tmp_path_factory, golden_path):
    path = tmp_path_factory.mktemp("score") / "sheet.json"
    path.write_text(json.dumps(cases(golden_path)[4]["answers"]), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def output(sheet):
    done = run_score(sheet)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_prints_both_scores_of_a_golden_case(output, golden_path):
    golden = json.loads(golden_path.read_text(encoding="utf-8"), parse_float=Fraction, parse_int=Fraction)[4]
    printed = json.loads(output, parse_float=Fraction)
    assert list(printed) == ["official", "strict", "verdicts"]
    for figure in ("official", "strict"):
        assert printed[figure].keys() == golden[figure].keys()
        differences = [abs(points - golden[figure][code]) for code, points in printed[figure].items()]
        assert max(differences) <= Fraction(1, 10**9)


def test_prints_the_gates_on_the_strict_score(output, sheet):
    printed = json.loads(output, parse_float=Fraction)
    instrument = library.read(library.builtin_path())[0]
    verdicts = judge(instrument, score(instrument, answers_from(instrument, read_json(sheet))))
    assert list(printed["verdicts"]) == ["WBK", "WBBM"]
    for key, verdict in printed["verdicts"].items():
        assert [gate["code"] for gate in verdict["gates"]] == CODES
        assert verdict["passed"] == verdicts[key].passed
        assert [gate["passed"] for gate in verdict["gates"]] == [gate.passed for gate in verdicts[key].gates]
        for gate in verdict["gates"]:
            assert list(gate) == ["code", "required", "reached", "missing", "passed"]
            reached = printed["strict"].get(gate["code"])
            assert gate["reached"] == reached if reached is not None else gate["code"].startswith("area-")
            assert abs(max(gate["required"] - gate["reached"], 0) - gate["missing"]) <= Fraction(1, 10**10)


def test_every_number_has_ten_decimals(output):
    numbers: list[str] = []
    json.loads(output, parse_float=numbers.append, parse_int=numbers.append)
    assert len(numbers) == 64 * 2 + 12 * 3 * 2
    assert {len(number.partition(".")[2]) for number in numbers} == {10}


@pytest.mark.parametrize(
    ("content", "sentences"),
    [
        ('{"A.I.1.i.z": "Ya"}', ['Kode pertanyaan "A.I.1.i.z" tidak dikenal.']),
        (
            '{"A.I.1.i.a": "Mungkin", "X": null}',
            [
                'A.I.1.i.a: Pilihan "Mungkin" tidak dikenal; pilih salah satu dari Ya, Tidak.',
                'Kode pertanyaan "X" tidak dikenal.',
            ],
        ),
        ("[1]", ["Isi berkas harus berupa objek JSON: kode pertanyaan dan jawabannya."]),
        (None, ["tidak ditemukan atau tidak dapat dibuka."]),
    ],
)
def test_bad_input_ends_with_exit_code_2(tmp_path, content, sentences):
    path = tmp_path / "bad.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    done = run_score(path)
    assert (done.returncode, done.stdout) == (2, "")
    lines = done.stderr.strip().removeprefix("CommandError: ").splitlines()
    assert [line.endswith(sentence) for line, sentence in zip(lines, sentences, strict=True)] == [True] * len(sentences)


@pytest.mark.parametrize("make", [own, portalrb], ids=["our own", "PortalRB"])
def test_a_workbook_gives_what_the_same_answers_as_json_give(output, golden_path, tmp_path, make):
    path = tmp_path / "LKE.XLSX"
    path.write_bytes(make(unit=cases(golden_path)[4]["answers"]))
    done = run_score(path)
    assert (done.returncode, done.stderr, done.stdout) == (0, "", output)


def test_the_official_form_gives_what_the_same_answers_as_json_give(output, golden_path, tmp_path, shared_file):
    path = tmp_path / "formulir.xlsx"
    path.write_bytes(lampiran_iii(shared_file, cases(golden_path)[4]["answers"]))
    done = run_score(path)
    assert (done.returncode, done.stderr, done.stdout) == (0, "", output)


def test_the_column_of_the_tpi_is_asked_for_by_name(output, golden_path, tmp_path):
    path = tmp_path / "lke.xlsx"
    path.write_bytes(own(unit={}, tpi=cases(golden_path)[4]["answers"]))
    assert json.loads(run_score(path).stdout)["strict"]["total"] == 0
    assert run_score(path, "--penilai", "tpi").stdout == output


def test_a_workbook_that_cannot_be_scored_ends_with_exit_code_2(tmp_path):
    wrong, none, other = tmp_path / "salah.xlsx", tmp_path / "bukan.xlsx", tmp_path / "lke.ods"
    wrong.write_bytes(own(unit={"A.I.1.i.a": "Mungkin", "B.I.a": {"indeks": "tiga"}}))
    none.write_bytes(b"bukan buku kerja")
    done = [run_score(path) for path in (wrong, none, other)] + [run_score(wrong, "--penilai", "tpi")]
    assert [(one.returncode, one.stdout) for one in done] == [(2, "")] * 4
    assert [one.stderr.removeprefix("CommandError: ").splitlines() for one in done] == [
        [
            'LKE!D11: Pilihan "Mungkin" tidak dikenal; pilih salah satu dari Ya, Tidak.',
            'LKE!D200: Indeks Persepsi Anti Korupsi (IPAK) hasil survei eksternal, skala 0-4: "tiga" tidak dapat '
            "dibaca sebagai angka.",
        ],
        ["Berkas ini bukan buku kerja Excel (.xlsx)."],
        ['Berkas "lke.ods" tidak dapat dibaca; yang dapat dibaca: .json, .xlsx.'],
        ["Buku kerja ini tidak memuat jawaban TPI."],
    ]
