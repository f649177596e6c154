"""What a step leaves behind, and what it asks for."""

from datetime import date, datetime

import pytest

from evaluations.actions.workflow import take_step
from evaluations.exceptions import DeadlinePassed, Incomplete, Invalid, NotAllowed
from history.models import Entry
from tests.factories import NOW, WIB, EvaluationFactory, PeriodFactory, actor, answer, fill, person
from units.roles import Role

pytestmark = pytest.mark.django_db
LAST = {"fill_deadline": date(2024, 8, 21), "verify_deadline": date(2024, 8, 22), "repair_deadline": date(2024, 8, 23)}


def _at(day, hour=23, minute=59):
    return datetime(2024, 8, day, hour, minute, tzinfo=WIB)


def _step(evaluation, action, user, now=NOW, reason=""):
    return take_step(evaluation=evaluation, action=action, by=actor(user), now=now, reason=reason)


def _head(evaluation):
    return person(Role.UNIT_HEAD, evaluation.unit)


def test_the_whole_way(instrument):
    """Draft to approved and back into review: the stamps and the history of every step."""
    evaluation = EvaluationFactory()
    head, verifier = _head(evaluation), person(Role.EVALUATOR, evaluation.unit)
    supervisor = person(Role.SUPERVISOR)
    fill(evaluation, "unit", by=head)
    way = [
        ("submit", head, ""),
        ("start_review", verifier, ""),
        ("return", verifier, "Bukti kurang"),
        ("submit", head, ""),
        ("start_review", verifier, ""),
        ("finish_review", verifier, ""),
        ("send_back", supervisor, "Periksa lagi"),
        ("finish_review", verifier, ""),
        ("approve", supervisor, ""),
        ("reopen", supervisor, "Ada surat baru"),
    ]
    seen = []
    for action, user, reason in way:
        if action == "finish_review":
            fill(evaluation, "tpi", by=verifier)
        evaluation = _step(evaluation, action, user, reason=reason)
        seen.append((evaluation.state, evaluation.submitted_by, evaluation.reviewed_by, evaluation.approved_by))
    assert seen == [
        ("submitted", head, None, None),
        ("in_review", head, None, None),
        ("returned", head, None, None),
        ("submitted", head, None, None),
        ("in_review", head, None, None),
        ("reviewed", head, verifier, None),
        ("in_review", head, None, None),
        ("reviewed", head, verifier, None),
        ("approved", head, verifier, supervisor),
        ("in_review", head, None, None),
    ]
    rows = Entry.objects.filter(subject="evaluation", subject_id=evaluation.pk, topic="status").order_by("pk")
    states = ["draft", *[state for state, *_ in seen]]
    assert [(row.old, row.new, row.by, row.reason, row.at, row.source) for row in rows] == [
        (old, new, user, reason, NOW, "screen")
        for (_, user, reason), old, new in zip(way, states[:-1], states[1:], strict=True)
    ]
    evaluation.refresh_from_db()
    assert (evaluation.state, evaluation.return_reason) == ("in_review", "Bukti kurang")


@pytest.mark.parametrize(
    ("state", "action", "role", "label"),
    [
        ("in_review", "return", Role.EVALUATOR, "Kembalikan untuk perbaikan"),
        ("reviewed", "send_back", Role.SUPERVISOR, "Kembalikan ke evaluator"),
        ("approved", "reopen", Role.SUPERVISOR, "Buka kembali verifikasi"),
    ],
)
@pytest.mark.parametrize("reason", ["", " \n "])
def test_a_step_back_needs_a_reason(instrument, state, action, role, label, reason):
    evaluation = EvaluationFactory(state=state)
    user = person(role, evaluation.unit if role == Role.EVALUATOR else None)
    with pytest.raises(Invalid) as refused:
        _step(evaluation, action, user, reason=reason)
    assert (str(refused.value), refused.value.field) == (f"Tulis alasan untuk “{label}”.", "reason")
    evaluation.refresh_from_db()
    assert (evaluation.state, Entry.objects.filter(subject="evaluation").count()) == (state, 0)


def test_submit_names_what_is_missing(instrument):
    evaluation = EvaluationFactory()
    codes = [question.code for question in instrument.question_set.all()]
    fill(evaluation, "unit", codes=set(codes) - {"A.I.1.i.a", "A.II.4.i.a", "B.I.a"})
    answer(evaluation, "A.II.4.i.a", "unit", {"sasaran_kinerja": "5"})
    answer(evaluation, "B.I.a", "unit", None, note="Menunggu hasil survei")
    with pytest.raises(Incomplete) as refused:
        _step(evaluation, "submit", _head(evaluation))
    assert str(refused.value) == "Penilaian belum dapat diajukan. Masih kurang 3 isian."
    assert refused.value.missing == [
        "A.I.1.i.a: belum dijawab.",
        "A.II.4.i.a: banyaknya sasaran dengan capaian sekurang-kurangnya 100% belum diisi.",
        "B.I.a: indeks Persepsi Anti Korupsi (IPAK) hasil survei eksternal, skala 0-4 belum diisi.",
    ]
    evaluation.refresh_from_db()
    assert (evaluation.state, evaluation.submitted_at) == ("draft", None)


def test_finish_review_names_what_is_not_verified(instrument):
    evaluation = EvaluationFactory(state="in_review")
    fill(evaluation, "unit")
    codes = {question.code for question in instrument.question_set.all()}
    fill(evaluation, "tpi", codes=codes - {"A.I.1.i.a", "A.I.1.i.b"})
    answer(evaluation, "A.I.1.i.b", "tpi", None, note="Ditanyakan saat kunjungan")
    answer(evaluation, "B.I.a", "unit", {"indeks": "3"})
    answer(evaluation, "A.II.4.i.a", "tpi", {"sasaran_kinerja": "5"}, note="Separuh")
    with pytest.raises(Incomplete) as refused:
        _step(evaluation, "finish_review", person(Role.EVALUATOR, evaluation.unit))
    assert str(refused.value) == "Verifikasi belum dapat diselesaikan. Masih kurang 4 isian."
    assert refused.value.missing == [
        "A.I.1.i.a: belum diverifikasi.",
        "A.I.1.i.b: belum diverifikasi.",
        "A.II.4.i.a: belum diverifikasi.",
        "B.I.a: jawaban unit berubah, verifikasi ulang.",
    ]


@pytest.mark.parametrize(
    ("state", "action", "role", "last"),
    [
        ("draft", "submit", Role.UNIT_HEAD, 21),
        ("returned", "submit", Role.UNIT_HEAD, 23),
        ("in_review", "finish_review", Role.EVALUATOR, 22),
    ],
)
def test_the_last_day_counts_and_the_day_after_does_not(instrument, state, action, role, last):
    evaluation = EvaluationFactory(state=state, period=PeriodFactory(**LAST))
    user = person(role, evaluation.unit)
    fill(evaluation, "unit")
    fill(evaluation, "tpi")
    with pytest.raises(DeadlinePassed) as refused:
        _step(evaluation, action, user, now=_at(last + 1, 0, 0))
    assert str(refused.value) == (
        f"Batas waktu {last} Agustus 2024 sudah lewat. Hubungi Inspektorat bila perlu perpanjangan."
    )
    evaluation.refresh_from_db()
    assert evaluation.state == state
    assert _step(evaluation, action, user, now=_at(last)).state != state


def test_rights_that_ended_yesterday_are_gone(instrument):
    evaluation = EvaluationFactory(state="submitted")
    verifier = person(Role.EVALUATOR, evaluation.unit)
    verifier.assignments.update(ends_on=date(2024, 8, 20))
    with pytest.raises(NotAllowed):
        _step(evaluation, "start_review", verifier)
