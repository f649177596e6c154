"""Verifying: the TPI agrees with an answer of the unit or changes it, with a reason."""

import pytest

from evaluations.actions import answers as action
from evaluations.exceptions import Invalid, Stale, UnitChanged
from evaluations.models import Answer, Score
from evaluations.queries.instruments import loaded
from evaluations.queries.sheets import rows_of, verified_codes
from tests.factories import NOW, EvaluationFactory, actor, answer, person
from units.roles import Role

pytestmark = pytest.mark.django_db
CHOICE, FIGURES, SURVEY = "A.I.1.i.b", "A.II.5.ii.a", "B.I.a"


@pytest.fixture
def review(instrument):
    """A sheet under verification and its evaluator."""
    evaluation = EvaluationFactory(state="in_review")
    return evaluation, person(Role.EVALUATOR, evaluation.unit)


def _save(evaluation, user, code, value, note="", version=0, assessor="unit", **options):
    return action.save_answer(
        evaluation=evaluation,
        code=code,
        assessor=assessor,
        value=value,
        note=note,
        version=version,
        by=actor(user),
        now=NOW,
        **options,
    )


def _verify(review, code, value, note="", version=0, **options):
    return _save(*review, code, value, note, version, "tpi", **options)


def test_another_value_than_the_units_needs_a_note(review):
    answer(review[0], CHOICE, "unit", "A")
    for note in ["", "  \n"]:
        with pytest.raises(Invalid) as refused:
            _verify(review, CHOICE, "B", note)
        assert (str(refused.value), refused.value.field) == (
            "Tulis catatan: nilai TPI berbeda dari jawaban unit.",
            "note",
        )
    assert Answer.objects.filter(assessor="tpi").count() == 0
    assert _verify(review, CHOICE, "B", "Hanya sebagian unsur").answer.unit_version == 1


@pytest.mark.parametrize(("unit", "tpi"), [("3,60", "3.6"), ("3", "3.00")])
def test_the_same_figure_written_otherwise_is_no_change(review, unit, tpi):
    answer(review[0], SURVEY, "unit", {"indeks": unit})
    assert _verify(review, SURVEY, {"indeks": tpi}).changed is True


def test_a_value_where_the_unit_gave_none_needs_a_note(review):
    with pytest.raises(Invalid):
        _verify(review, CHOICE, "C")
    saved = _verify(review, CHOICE, "C", "Unit tidak mengisi; dokumen tidak ada")
    assert (saved.answer.option, saved.answer.unit_version) == ("C", 0)


def test_agreeing_copies_value_and_version(review):
    evaluation, verifier = review
    answer(evaluation, FIGURES, "unit", {"pengaduan_harus": 9, "pengaduan_proses": 2, "pengaduan_selesai": 7})
    answer(evaluation, FIGURES, "unit", {"pengaduan_harus": 9, "pengaduan_proses": 1, "pengaduan_selesai": 8})
    saved = action.agree(evaluation=evaluation, code=FIGURES, version=0, by=actor(verifier), now=NOW)
    row = Answer.objects.get(assessor="tpi")
    assert (saved.answer, row.figures, row.unit_version, row.note, row.version) == (
        row,
        {"pengaduan_harus": "9", "pengaduan_proses": "1", "pengaduan_selesai": "8"},
        2,
        "",
        1,
    )
    unit, tpi = Score.objects.order_by("-assessor")
    assert (tpi.official, tpi.strict, tpi.answered) == (unit.official, unit.strict, 1)


def test_agreeing_keeps_the_note_and_asks_for_the_version(review):
    evaluation, verifier = review
    answer(evaluation, CHOICE, "unit", "A")
    answer(evaluation, CHOICE, "tpi", "B", note="Periksa SK", by=verifier)
    with pytest.raises(Stale):
        action.agree(evaluation=evaluation, code=CHOICE, version=0, by=actor(verifier), now=NOW)
    saved = action.agree(evaluation=evaluation, code=CHOICE, version=1, by=actor(verifier), now=NOW)
    assert (saved.answer.option, saved.answer.note, saved.answer.version) == ("A", "Periksa SK", 2)


@pytest.mark.parametrize("value", [None, {"pengaduan_harus": "9"}])
def test_there_is_nothing_to_agree_with(review, value):
    evaluation, verifier = review
    answer(evaluation, FIGURES, "unit", value, note="Belum")
    with pytest.raises(Invalid) as refused:
        action.agree(evaluation=evaluation, code=FIGURES, version=0, by=actor(verifier), now=NOW)
    assert str(refused.value) == (
        f"{FIGURES}: unit belum menjawab, jadi tidak ada yang dapat disetujui. Pilih nilai dan tulis catatan."
    )


def test_a_later_change_of_the_unit_makes_the_tpis_answer_unverified(review):
    evaluation = review[0]
    member = person(Role.UNIT_MEMBER, evaluation.unit)
    answer(evaluation, CHOICE, "unit", "A", by=member)
    answer(evaluation, "A.I.1.i.a", "unit", "Ya", by=member)
    _verify(review, CHOICE, "A")
    _verify(review, "A.I.1.i.a", "Ya")
    assert Score.objects.get(assessor="tpi").answered == 2
    evaluation.state, evaluation.return_reason = "returned", "Lengkapi"
    evaluation.save()
    _save(evaluation, member, CHOICE, "B", version=1)
    tpi = Score.objects.get(assessor="tpi")
    assert (tpi.answered, verified_codes(loaded(evaluation.period.instrument), rows_of(evaluation))) == (
        1,
        {"A.I.1.i.a"},
    )
    evaluation.state = "in_review"
    evaluation.save()
    noted = _verify(review, CHOICE, "A", "Dokumen lengkap", version=1)  # a note alone judges nothing
    assert (noted.changed, noted.answer.unit_version, Score.objects.get(assessor="tpi").answered) == (True, 1, 1)
    kept = _verify(review, CHOICE, "A", "Dokumen lengkap", version=2, confirm=True)
    assert (kept.changed, kept.answer.unit_version, Score.objects.get(assessor="tpi").answered) == (True, 2, 2)


@pytest.mark.parametrize("judge", ["agree", "change", "keep"])
def test_nobody_judges_an_answer_they_have_not_seen(review, judge):
    evaluation, verifier = review
    answer(evaluation, CHOICE, "unit", "B")
    _verify(review, CHOICE, "B")
    answer(evaluation, CHOICE, "unit", "A")  # the page still shows B
    before = Answer.objects.filter(assessor="tpi").values().get()
    act = {
        "agree": lambda: action.agree(
            evaluation=evaluation, code=CHOICE, version=1, unit_version=1, by=actor(verifier), now=NOW
        ),
        "change": lambda: _verify(review, CHOICE, "C", "Alasan", version=1, unit_version=1),
        "keep": lambda: _verify(review, CHOICE, "B", "Alasan", version=1, unit_version=1, confirm=True),
    }[judge]
    with pytest.raises(UnitChanged) as refused:
        act()
    assert str(refused.value) == (
        "Unit mengubah jawaban ini sejak Anda membukanya. Periksa jawaban terbaru, lalu putuskan."
    )
    assert Answer.objects.filter(assessor="tpi").values().get() == before


def test_the_tpis_half_answer_is_not_verified(review):
    answer(review[0], FIGURES, "unit", {"pengaduan_harus": 9, "pengaduan_proses": 2, "pengaduan_selesai": 7})
    _verify(review, FIGURES, {"pengaduan_harus": "9"}, "Menunggu rekap")
    assert Score.objects.get(assessor="tpi").answered == 0
