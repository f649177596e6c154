"""Submitting with unanswered questions: the head says why, the TPI reads it and accepts or judges."""

import pytest

from evaluations.actions.answers import agree, save_answer
from evaluations.actions.workflow import take_step
from evaluations.exceptions import Incomplete, Invalid, NotAllowed
from evaluations.models import Answer, Evaluation, Score
from evaluations.queries.instruments import loaded
from history.models import Entry
from tests.factories import NOW, actor, answer, fill, person
from tests.integration.evaluations.sheet_case import CHOICE, FIGURES, INDEX, form, make_sheet, stored, url
from units.roles import Role

pytestmark = pytest.mark.django_db
REASON = "Survei eksternal baru selesai bulan depan."


def _sheet(open_codes, **fields):
    """A sheet with everything answered but `open_codes`, and its head."""
    evaluation = make_sheet(**fields)
    fill(evaluation, "unit", codes=set(loaded(evaluation.period.instrument).question_ids) - set(open_codes))
    return evaluation, person(Role.UNIT_HEAD, evaluation.unit)


def _submit(evaluation, user, reasons):
    return take_step(evaluation=evaluation, action="submit", by=actor(user), now=NOW, gap_reasons=reasons)


def test_a_reason_for_each_gap_lets_the_head_submit():
    evaluation, head = _sheet({CHOICE, INDEX})
    done = _submit(evaluation, head, {CHOICE: " Belum ada\r\ntim. ", INDEX: REASON})
    assert done.state == "submitted"
    rows = Answer.objects.filter(gap_reason__gt="").order_by("question__order")
    assert [(row.question.code, row.value, row.gap_reason, row.version, row.updated_by) for row in rows] == [
        (CHOICE, None, "Belum ada\ntim.", 1, head),
        (INDEX, None, REASON, 1, head),
    ]
    assert Score.objects.get(assessor="unit").answered == 111
    told = Entry.objects.filter(topic=f"{INDEX}/unit").values_list("by", "old", "new")
    assert list(told) == [(head.pk, None, {"jawaban": None, "catatan": "", "alasan kosong": REASON})]


@pytest.mark.parametrize("reasons", [{}, {CHOICE: "Ada alasan"}, {CHOICE: "Ada alasan", INDEX: " \n"}])
def test_one_gap_without_a_reason_stops_everything(reasons):
    evaluation, head = _sheet({CHOICE, INDEX})
    before = stored(evaluation)
    with pytest.raises(Incomplete):
        _submit(evaluation, head, reasons)
    evaluation.refresh_from_db()
    assert (evaluation.state, stored(evaluation), Entry.objects.filter(subject="evaluation").count()) == (
        "draft",
        before,
        0,
    )


def test_a_reason_beside_an_answer_is_left_alone():
    evaluation, head = _sheet(set())
    _submit(evaluation, head, {CHOICE: "Tidak perlu"})
    assert Answer.objects.filter(gap_reason__gt="").count() == 0


def test_a_reason_too_long_is_refused():
    evaluation, head = _sheet({CHOICE})
    with pytest.raises(Invalid) as refused:
        _submit(evaluation, head, {CHOICE: "x" * 2001})
    assert str(refused.value) == f"{CHOICE}: alasan terlalu panjang: 2001 huruf, paling banyak 2000."


def test_a_member_cannot_submit_with_reasons():
    evaluation, _ = _sheet({CHOICE})
    with pytest.raises(NotAllowed):
        _submit(evaluation, person(Role.UNIT_MEMBER, evaluation.unit), {CHOICE: "Alasan"})


def test_figures_typed_so_far_stay_beside_the_reason():
    evaluation, head = _sheet({FIGURES})
    key = loaded(evaluation.period.instrument).instrument.questions[FIGURES].inputs[0].key
    answer(evaluation, FIGURES, "unit", {key: "5"}, note="Sebagian")
    _submit(evaluation, head, {FIGURES: REASON})
    row = Answer.objects.get(question__code=FIGURES)
    assert (row.figures, row.note, row.gap_reason, row.version) == ({key: "5"}, "Sebagian", REASON, 2)


def test_an_answer_after_a_return_takes_the_place_of_the_reason():
    evaluation, head = _sheet({CHOICE})
    _submit(evaluation, head, {CHOICE: REASON})
    Evaluation.objects.update(state="returned", return_reason="Lengkapi")
    save_answer(
        evaluation=evaluation, code=CHOICE, assessor="unit", value="A", note="", version=1, by=actor(head), now=NOW
    )
    row = Answer.objects.get(question__code=CHOICE)
    assert (row.option, row.gap_reason, row.version) == ("A", "", 2)


def _review(evaluation, head):
    _submit(evaluation, head, {CHOICE: REASON})
    Evaluation.objects.update(state="in_review")
    verifier = person(Role.EVALUATOR, evaluation.unit)
    fill(evaluation, "tpi", codes=set(loaded(evaluation.period.instrument).question_ids) - {CHOICE}, by=verifier)
    return verifier


def _finish(evaluation, verifier):
    return take_step(evaluation=evaluation, action="finish_review", by=actor(verifier), now=NOW).state


def test_the_tpi_accepts_a_gap_and_it_counts_zero():
    evaluation, head = _sheet({CHOICE})
    verifier = _review(evaluation, head)
    with pytest.raises(Incomplete) as refused:
        _finish(evaluation, verifier)
    assert refused.value.missing == [f"{CHOICE}: belum diverifikasi."]
    agree(evaluation=evaluation, code=CHOICE, version=0, unit_version=1, by=actor(verifier), now=NOW)
    row = Answer.objects.get(assessor="tpi", question__code=CHOICE)
    score = Score.objects.get(assessor="tpi")
    assert (row.value, row.unit_version, score.answered, score.official == score.strict) == (None, 1, 113, False)
    assert _finish(evaluation, verifier) == "reviewed"


def test_a_note_alone_does_not_accept_a_gap():
    evaluation, head = _sheet({CHOICE})
    verifier = _review(evaluation, head)
    save_answer(
        evaluation=evaluation,
        code=CHOICE,
        assessor="tpi",
        value=None,
        note="Akan ditanyakan",
        version=0,
        by=actor(verifier),
        now=NOW,
    )
    with pytest.raises(Incomplete) as refused:
        _finish(evaluation, verifier)
    assert refused.value.missing == [f"{CHOICE}: belum diverifikasi."]


def test_the_tpi_may_judge_a_gap_itself():
    evaluation, head = _sheet({CHOICE})
    verifier = _review(evaluation, head)
    save_answer(
        evaluation=evaluation,
        code=CHOICE,
        assessor="tpi",
        value="C",
        note="Tidak ada bukti",
        version=0,
        unit_version=1,
        by=actor(verifier),
        now=NOW,
    )
    assert _finish(evaluation, verifier) == "reviewed"


def test_the_head_is_shown_each_gap_and_submits_with_reasons(client):
    evaluation, head = _sheet({CHOICE, INDEX})
    client.force_login(head, backend="accounts.backends.Backend")
    step = f"/tw/2024-3/unit/{evaluation.unit.code}/langkah/submit/"
    shown = client.post(step)
    assert (shown.status_code, [name for _, name, _ in shown.context["gaps"]]) == (
        422,
        [f"alasan.{CHOICE}", f"alasan.{INDEX}"],
    )
    again = client.post(step, {f"alasan.{CHOICE}": "Ketua <b>cuti</b>", f"alasan.{INDEX}": " "})
    assert (again.status_code, str(again.context["error"])) == (
        422,
        "Penilaian belum dapat diajukan. Masih kurang 1 isian.",
    )
    assert "Ketua &lt;b&gt;cuti&lt;/b&gt;</textarea>" in again.content.decode()
    done = client.post(step, {f"alasan.{CHOICE}": "Ketua cuti", f"alasan.{INDEX}": REASON})
    assert (done.status_code, Evaluation.objects.get().state) == (302, "submitted")


def test_a_reason_too_long_comes_back_with_all_that_was_typed(client):
    evaluation, head = _sheet({CHOICE, INDEX})
    client.force_login(head, backend="accounts.backends.Backend")
    fields = {f"alasan.{CHOICE}": "x" * 2001, f"alasan.{INDEX}": REASON}
    shown = client.post(f"/tw/2024-3/unit/{evaluation.unit.code}/langkah/submit/", fields)
    assert (shown.status_code, str(shown.context["error"])) == (
        422,
        f"{CHOICE}: alasan terlalu panjang: 2001 huruf, paling banyak 2000.",
    )
    assert f"{REASON}</textarea>" in shown.content.decode()


def test_the_verifier_reads_the_reason_and_may_agree(client):
    evaluation, head = _sheet({CHOICE})
    verifier = _review(evaluation, head)
    client.force_login(verifier, backend="accounts.backends.Backend")
    page = client.get(url(evaluation)).content.decode()
    assert f"Tidak dijawab unit karena:</strong> {REASON}" in page
    agreed = client.post(
        url(evaluation, f"{CHOICE}/setuju/"), form(CHOICE) | {f"{CHOICE}.u": "1"}, headers={"HX-Request": "true"}
    )
    assert (agreed.status_code, stored(evaluation, "tpi")[CHOICE]) == (200, (None, "", 1))
    told = client.get(url(evaluation, f"{CHOICE}/riwayat/"), headers={"HX-Request": "true"}).content.decode()
    assert "Alasan tidak dijawab diterima." in told
    assert f"Tidak dijawab karena: {REASON}" in told


def test_both_figures_are_shown_where_the_tpi_accepted_a_gap(client):
    evaluation, head = _sheet({CHOICE})
    verifier = _review(evaluation, head)
    agree(evaluation=evaluation, code=CHOICE, version=0, unit_version=1, by=actor(verifier), now=NOW)
    _finish(evaluation, verifier)
    client.force_login(verifier, "accounts.backends.Backend")
    address = f"/tw/2024-3/unit/{evaluation.unit.code}/"
    assert ">Nilai LKE<" in client.get(address).content.decode().replace("\n", "")
    Answer.objects.filter(assessor="tpi", question__code=CHOICE).delete()
    answer(evaluation, CHOICE, "tpi", "A")
    assert ">Nilai LKE<" not in client.get(address).content.decode().replace("\n", "")
