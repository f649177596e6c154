"""What a step leaves behind, and what it asks for."""

from datetime import date, datetime

import pytest

from evaluations.actions.answers import save_answer
from evaluations.actions.workflow import take_step
from evaluations.exceptions import DeadlinePassed, Incomplete, Invalid, NotAllowed
from evaluations.models import Evaluation
from history.models import Entry
from tests.factories import NOW, WIB, EvaluationFactory, PeriodFactory, actor, answer, fill, grant, person
from units.roles import Role

pytestmark = pytest.mark.django_db
LAST = {"fill_deadline": date(2024, 8, 21), "verify_deadline": date(2024, 8, 22), "repair_deadline": date(2024, 8, 23)}


def _at(day, hour=23, minute=59):
    return datetime(2024, 8, day, hour, minute, tzinfo=WIB)


def _step(evaluation, action, user, reason="", now=NOW):
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
        ("in_review", "return", Role.EVALUATOR, "Kembalikan seluruh lembar"),
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
        "B.I.a: unit mengubah jawaban atau menanggapi, verifikasi ulang.",
    ]


@pytest.mark.parametrize(
    ("state", "action", "role", "last", "whom"),
    [
        ("draft", "submit", Role.UNIT_HEAD, 21, "Inspektorat"),
        ("returned", "submit", Role.UNIT_HEAD, 23, "Inspektorat"),
        ("in_review", "finish_review", Role.EVALUATOR, 22, "pengendali TPI"),
        ("in_review", "return", Role.EVALUATOR, 23, "pengendali TPI"),
    ],
)
def test_the_last_day_counts_and_the_day_after_does_not(instrument, state, action, role, last, whom):
    evaluation = EvaluationFactory(state=state, period=PeriodFactory(**LAST))
    user = person(role, evaluation.unit)
    fill(evaluation, "unit")
    fill(evaluation, "tpi")
    with pytest.raises(DeadlinePassed) as refused:
        _step(evaluation, action, user, "Alasan", now=_at(last + 1, 0, 0))
    assert str(refused.value) == (
        f"Batas waktu {last} Agustus 2024 sudah lewat. Hubungi {whom} bila perlu perpanjangan."
    )
    evaluation.refresh_from_db()
    assert evaluation.state == state
    assert _step(evaluation, action, user, "Alasan", now=_at(last)).state != state


def test_a_sheet_that_came_back_late_is_verified_until_the_quarter_is_locked(instrument):
    """Return, repair on its last day, verify again after the first verification's deadline; likewise a reopening."""
    evaluation = EvaluationFactory(state="in_review", period=PeriodFactory(**LAST))
    verifier, head = person(Role.EVALUATOR, evaluation.unit), person(Role.UNIT_HEAD, evaluation.unit)
    supervisor = person(Role.SUPERVISOR)
    fill(evaluation, "unit")
    _step(evaluation, "return", verifier, "Lengkapi SK", now=_at(22))
    _step(evaluation, "submit", head, now=_at(23))
    _step(evaluation, "start_review", verifier, now=_at(24))
    fill(evaluation, "tpi", by=verifier)
    _step(evaluation, "finish_review", verifier, now=_at(25))
    _step(evaluation, "approve", supervisor, now=_at(26))
    reopened = _step(evaluation, "reopen", supervisor, "Bukti baru", now=_at(27))
    assert (reopened.state, reopened.round, reopened.approved_by, reopened.reviewed_by) == ("in_review", 3, None, None)
    _step(evaluation, "finish_review", verifier, now=_at(28))
    assert _step(evaluation, "approve", supervisor, now=_at(28)).state == "approved"


def test_a_reason_is_cleaned_and_not_endless(instrument):
    evaluation = EvaluationFactory(state="in_review")
    verifier = person(Role.EVALUATOR, evaluation.unit)
    with pytest.raises(Invalid) as refused:
        _step(evaluation, "return", verifier, "x" * 2001)
    assert str(refused.value) == "Alasan terlalu panjang: 2001 huruf, paling banyak 2000."
    assert _step(evaluation, "return", verifier, " Lengkapi\x00\r\nSK ").return_reason == "Lengkapi\nSK"


def test_who_submitted_a_sheet_does_not_approve_it(instrument):
    evaluation = EvaluationFactory(state="reviewed")
    former_head = person(Role.SUPERVISOR)
    Evaluation.objects.update(submitted_by=former_head)
    with pytest.raises(NotAllowed):
        _step(evaluation, "approve", former_head)


def test_who_verified_answers_that_a_colleague_overwrote_does_not_approve(instrument):
    evaluation = EvaluationFactory(state="in_review")
    answer(evaluation, "A.I.1.i.a", "unit", "Ya")
    first, second = person(Role.EVALUATOR, evaluation.unit), person(Role.EVALUATOR, evaluation.unit)
    for version, user in enumerate([first, second]):
        save_answer(
            evaluation=evaluation,
            code="A.I.1.i.a",
            assessor="tpi",
            value="Tidak",
            note=f"Catatan {version}",
            version=version,
            by=actor(user),
            now=NOW,
        )
    Evaluation.objects.update(state="reviewed", reviewed_at=NOW, reviewed_by=second)
    for user in (first, second):
        user.assignments.all().delete()
        grant(user, Role.SUPERVISOR)
        with pytest.raises(NotAllowed):
            _step(evaluation, "approve", user)


def test_rights_that_ended_yesterday_are_gone(instrument):
    evaluation = EvaluationFactory(state="submitted")
    verifier = person(Role.EVALUATOR, evaluation.unit)
    verifier.assignments.update(ends_on=date(2024, 8, 20))
    with pytest.raises(NotAllowed):
        _step(evaluation, "start_review", verifier)
