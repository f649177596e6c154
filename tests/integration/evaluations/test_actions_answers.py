"""Saving an answer: what is stored, scored, logged and refused."""

from datetime import timedelta
from fractions import Fraction

import pytest

from evaluations.actions import answers as action
from evaluations.exceptions import Invalid, Stale
from evaluations.models import Answer, Score
from evaluations.queries.instruments import loaded
from evaluations.scoring.engine import score
from evaluations.scoring.rounding import to_storage
from evaluations.scoring.thresholds import judge
from history.models import Entry
from tests.factories import NOW, EvaluationFactory, actor, answer, fill, person
from units.roles import Role

pytestmark = pytest.mark.django_db
CHOICE, FIGURES, SURVEY = "A.I.1.i.b", "A.II.5.ii.a", "B.I.a"


@pytest.fixture
def sheet(instrument):
    return EvaluationFactory()


@pytest.fixture
def member(sheet):
    return person(Role.UNIT_MEMBER, sheet.unit, full_name="Siti Aminah")


def _save(evaluation, user, code, value, note="", version=0, now=NOW):
    return action.save_answer(
        evaluation=evaluation,
        code=code,
        assessor="unit",
        value=value,
        note=note,
        version=version,
        by=actor(user),
        now=now,
    )


def _state():
    rows = Answer.objects.order_by("pk").values_list("pk", "option", "figures", "note", "version", "updated_at")
    scores = Score.objects.order_by("pk").values_list("pk", "official", "strict", "answered")
    return list(rows), list(scores), Entry.objects.count()


# --- what is kept -----------------------------------------------------------------------------------
def test_value_version_history(sheet, member):
    later = NOW + timedelta(hours=1)
    first = _save(sheet, member, CHOICE, "A", " Sudah \r\nlengkap ")
    assert (first.changed, first.answer.version) == (True, 1)
    second = _save(sheet, member, CHOICE, "B", "Sebagian", version=1, now=later)
    assert second.answer.pk == first.answer.pk
    row = Answer.objects.get()
    assert (row.option, row.figures, row.note, row.version, row.unit_version, row.updated_at, row.updated_by) == (
        "B",
        None,
        "Sebagian",
        2,
        None,
        later,
        member,
    )
    told = Entry.objects.filter(subject="evaluation", subject_id=sheet.pk).order_by("pk")
    assert [(e.verb, e.topic, e.by, e.at, e.source, e.old, e.new) for e in told] == [
        (
            "jawaban disimpan",
            f"{CHOICE}/unit",
            member,
            NOW,
            "screen",
            None,
            {"jawaban": "A", "catatan": "Sudah \nlengkap"},
        ),
        (
            "jawaban disimpan",
            f"{CHOICE}/unit",
            member,
            later,
            "screen",
            {"jawaban": "A", "catatan": "Sudah \nlengkap"},
            {"jawaban": "B", "catatan": "Sebagian"},
        ),
    ]


def test_figures_are_stored_exactly(sheet, member):
    _save(sheet, member, SURVEY, {"indeks": " 3,60 "})
    _save(sheet, member, FIGURES, {"pengaduan_harus": 10, "pengaduan_proses": "3", "pengaduan_selesai": Fraction(7)})
    stored = {row.question.code: row.figures for row in Answer.objects.select_related("question")}
    assert stored == {
        SURVEY: {"indeks": "3.6"},
        FIGURES: {"pengaduan_harus": "10", "pengaduan_proses": "3", "pengaduan_selesai": "7"},
    }


def test_stored_scores_are_the_engines(sheet, member):
    given = {CHOICE: "B", "A.I.1.ii.a": "Ya", SURVEY: {"indeks": "3,25"}}
    for code, value in given.items():
        _save(sheet, member, code, value)
    engine = loaded(sheet.period.instrument).instrument
    expected = score(engine, {CHOICE: "B", "A.I.1.ii.a": "Ya", SURVEY: {"indeks": Fraction(13, 4)}})
    row = Score.objects.get(evaluation=sheet, assessor="unit")
    assert (row.official, row.strict) == (to_storage(expected.official["total"]), to_storage(expected.strict["total"]))
    assert (row.answered, row.questions, row.passes_wbk, row.passes_wbbm) == (3, 113, False, False)
    assert row.detail["nodes"] == {
        code: [str(to_storage(expected.official[code])), str(to_storage(expected.strict[code]))]
        for code in engine.nodes
    }
    assert row.detail["areas"] == {str(key): str(to_storage(points)) for key, points in expected.areas.items()}
    assert {key: {code: gate[3] for code, gate in gates.items()} for key, gates in row.detail["gates"].items()} == {
        key: {gate.code: gate.passed for gate in verdict.gates} for key, verdict in judge(engine, expected).items()
    }


def test_a_full_sheet_scores_100_and_passes(sheet, member):
    fill(sheet, "unit", "A")
    row = Score.objects.get()
    assert (row.official, row.strict, row.answered, row.passes_wbk, row.passes_wbbm) == (100, 100, 113, True, True)


def test_saving_the_same_writes_nothing(sheet, member):
    _save(sheet, member, CHOICE, "A", "Lengkap")
    before = _state()
    again = _save(sheet, member, CHOICE, "A", "Lengkap ", version=1, now=NOW + timedelta(days=1))
    assert (again.changed, again.answer.version, _state()) == (False, 1, before)


@pytest.mark.parametrize(("code", "value"), [(CHOICE, None), (CHOICE, ""), (SURVEY, {"indeks": ""}), (SURVEY, {})])
def test_saving_nothing_at_all_makes_no_row(sheet, member, code, value):
    saved = _save(sheet, member, code, value)
    assert (saved.changed, saved.answer.pk, _state()[:2]) == (False, None, ([], []))


def test_a_note_alone_is_no_answer(sheet, member):
    _save(sheet, member, CHOICE, None, "Menunggu SK")
    row = Answer.objects.get()
    assert (row.option, row.figures, row.note, row.value) == ("", None, "Menunggu SK", None)
    assert (Score.objects.get().answered, Score.objects.get().strict) == (0, 0)


def test_clearing_keeps_the_row(sheet, member):
    _save(sheet, member, CHOICE, "A", "Lengkap")
    saved = _save(sheet, member, CHOICE, None, "", version=1)
    row = Answer.objects.get()
    assert (saved.answer, row.option, row.note, row.version) == (row, "", "", 2)
    assert (Score.objects.get().answered, Score.objects.get().strict) == (0, 0)


def test_some_of_the_figures_are_kept_but_do_not_count(sheet, member):
    _save(sheet, member, FIGURES, {"pengaduan_harus": "10", "pengaduan_selesai": ""})
    assert (Answer.objects.get().figures, Score.objects.get().answered) == ({"pengaduan_harus": "10"}, 0)


# --- what is refused --------------------------------------------------------------------------------
INDEX = "Indeks Persepsi Anti Korupsi (IPAK) hasil survei eksternal, skala 0-4: "
OBLIGED = "Banyaknya pengaduan yang wajib ditindaklanjuti: "
TOO_MANY = (
    "Jumlah pengaduan yang masih diproses dan pengaduan yang tuntas ditindaklanjuti (10) melebihi "
    "banyaknya pengaduan yang wajib ditindaklanjuti (9)."
)
BAD = [
    (CHOICE, "D", "", 'Pilihan "D" tidak dikenal; pilih salah satu dari A, B, C.'),
    (CHOICE, "a", "", 'Pilihan "a" tidak dikenal; pilih salah satu dari A, B, C.'),
    (CHOICE, ["A"], "", """Pilihan "['A']" tidak dikenal; pilih salah satu dari A, B, C."""),
    (SURVEY, "A", "", 'Jawaban "A" harus berupa angka untuk setiap isian: indeks.'),
    (SURVEY, {"indeks": "4,01"}, "indeks", INDEX + '"4,01" melebihi nilai tertinggi 4.'),
    (SURVEY, {"indeks": "3,333"}, "indeks", INDEX + '"3,333" memuat lebih dari 2 angka di belakang koma.'),
    (SURVEY, {"indeks": "-1"}, "indeks", INDEX + '"-1" kurang dari 0.'),
    (SURVEY, {"indeks": "NaN"}, "indeks", INDEX + '"NaN" tidak dapat dibaca sebagai angka.'),
    (SURVEY, {"indeks": "1e1"}, "indeks", INDEX + '"1e1" tidak dapat dibaca sebagai angka.'),
    (SURVEY, {"nilai": "3"}, "nilai", 'Isian "nilai" tidak dikenal; yang ada hanya indeks.'),
    (
        FIGURES,
        {"pengaduan_harus": "1,5"},
        "pengaduan_harus",
        OBLIGED + '"1,5" harus ditulis sebagai bilangan bulat, tanpa titik atau koma.',
    ),
    (
        FIGURES,
        {"pengaduan_harus": "1.000"},
        "pengaduan_harus",
        OBLIGED + '"1.000" harus ditulis sebagai bilangan bulat, tanpa titik atau koma.',
    ),
    (
        FIGURES,
        {"pengaduan_harus": "1" * 10},
        "pengaduan_harus",
        OBLIGED + '"1111111111" melebihi nilai tertinggi 1.000.000.000.',
    ),
    (FIGURES, {"pengaduan_harus": True}, "pengaduan_harus", OBLIGED + '"True" tidak dapat dibaca sebagai angka.'),
    (
        FIGURES,
        {"pengaduan_harus": "9", "pengaduan_proses": "3", "pengaduan_selesai": "7"},
        "pengaduan_selesai",
        TOO_MANY,
    ),
    ("A.9", "A", "", "Pertanyaan A.9 tidak ada dalam instrumen periode ini."),
]


@pytest.mark.parametrize(("code", "value", "field", "sentence"), BAD)
def test_what_the_instrument_does_not_take(sheet, member, code, value, field, sentence):
    answer(sheet, CHOICE, "unit", "A")
    before = _state()
    with pytest.raises(Invalid) as refused:
        _save(sheet, member, code, value, version=1 if code == CHOICE else 0)
    assert (str(refused.value), refused.value.field, refused.value.status, _state()) == (sentence, field, 422, before)


def test_a_note_that_is_too_long(sheet, member):
    with pytest.raises(Invalid) as refused:
        _save(sheet, member, CHOICE, "A", "x" * 5001)
    assert (str(refused.value), refused.value.field) == (
        "Catatan terlalu panjang: 5001 huruf, paling banyak 5000.",
        "note",
    )
    assert _save(sheet, member, CHOICE, "A", "x" * 5000).changed is True


@pytest.mark.parametrize("version", [0, 1, 3])
def test_a_stale_version_is_told_who_was_faster(sheet, member, version):
    answer(sheet, CHOICE, "unit", "A", by=member)
    row = answer(sheet, CHOICE, "unit", "B", by=member)
    before = _state()
    with pytest.raises(Stale) as refused:
        _save(sheet, member, CHOICE, "C", version=version)
    assert str(refused.value) == (
        "Jawaban ini sudah diubah Siti Aminah sejak Anda membukanya. Periksa jawaban terbaru, lalu putuskan."
    )
    assert (refused.value.current, refused.value.current.option, _state()) == (row, "B", before)


def test_an_error_in_the_middle_leaves_nothing(sheet, member, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("disk full")

    monkeypatch.setattr(action, "rescore", broken)  # the last thing an action does
    before = _state()
    with pytest.raises(RuntimeError, match="disk full"):
        _save(sheet, member, CHOICE, "A")
    assert _state() == before


@pytest.mark.parametrize("filled", [0, 113])
def test_saving_takes_a_fixed_number_of_queries(sheet, member, django_assert_num_queries, filled):
    if filled:
        fill(sheet, "unit")
    who, version = actor(member), 1 if filled else 0
    # Savepoint, sheet locked, quarter, answers, row, its history, evidence (one more than before there was any: does
    # it prove the answer?), scores, end of the savepoint.
    with django_assert_num_queries(9):
        action.save_answer(
            evaluation=sheet, code=CHOICE, assessor="unit", value="C", note="x", version=version, by=who, now=NOW
        )
