"""Returning single questions: marked with a reason, sent with the return, answered one by one, judged anew."""

import pytest

from evaluations.actions import repairs
from evaluations.actions.answers import save_answer
from evaluations.actions.workflow import take_step
from evaluations.exceptions import Incomplete, Invalid, NotAllowed, WrongState
from evaluations.models import Evaluation, Period, RepairRequest
from history.models import Entry
from tests.factories import LONG_AGO, NOW, actor, answer, fill, person
from tests.integration.evaluations.people import everybody
from tests.integration.evaluations.sheet_case import CHOICE, INDEX, cast, form, make_sheet, stored, url
from units.roles import Role

pytestmark = pytest.mark.django_db
OTHER = "A.I.1.i.a"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def review():
    """A sheet in review with everything answered and verified: (evaluation, head, verifier)."""
    evaluation = make_sheet("in_review")
    head, verifier = person(Role.UNIT_HEAD, evaluation.unit), person(Role.EVALUATOR, evaluation.unit)
    fill(evaluation, "unit", by=head)
    fill(evaluation, "tpi", by=verifier)
    return evaluation, head, verifier


def _mark(evaluation, code, user, reason="Lampirkan SK terbaru."):
    return repairs.mark(evaluation=evaluation, code=code, reason=reason, by=actor(user), now=NOW)


def _step(evaluation, action, user, reason=""):
    return take_step(evaluation=evaluation, action=action, by=actor(user), now=NOW, reason=reason)


def _save(evaluation, code, user, value, response=None, version=1):
    return save_answer(
        evaluation=evaluation,
        code=code,
        assessor="unit",
        value=value,
        note="",
        version=version,
        response=response,
        by=actor(user),
        now=NOW,
    )


def _returned(review, *codes):
    evaluation, _, verifier = review
    for code in codes:
        _mark(evaluation, code, verifier)
    return _step(evaluation, "return_marked", verifier)


WHO_MARKS = {"evaluator", "supervisor and evaluator"}


def test_who_may_mark(instrument):
    evaluation = make_sheet("in_review")
    found = {}
    for who, user in everybody(evaluation.unit).items():
        try:
            found[who] = _mark(evaluation, CHOICE, user, f"Dari {who}") is not None
        except NotAllowed:
            found[who] = False
    assert {who for who, done in found.items() if done} == WHO_MARKS
    assert RepairRequest.objects.count() == 1


@pytest.mark.parametrize("state", ["draft", "submitted", "returned", "reviewed", "approved"])
def test_marks_are_made_while_verifying(instrument, state):
    evaluation = make_sheet(state)
    with pytest.raises(WrongState):
        _mark(evaluation, CHOICE, person(Role.EVALUATOR, evaluation.unit))


@pytest.mark.parametrize(
    ("code", "reason", "sentence"),
    [
        (CHOICE, "  ", f"{CHOICE}: tulis apa yang perlu diperbaiki."),
        (CHOICE, "x" * 2001, "Alasan terlalu panjang: 2001 huruf, paling banyak 2000."),
        ("Z.9", "Perbaiki", "Pertanyaan Z.9 tidak ada dalam instrumen periode ini."),
    ],
)
def test_what_a_mark_needs(review, code, reason, sentence):
    evaluation, _, verifier = review
    with pytest.raises(Invalid) as refused:
        _mark(evaluation, code, verifier, reason)
    assert (str(refused.value), RepairRequest.objects.count()) == (sentence, 0)


def test_a_mark_is_reworded_and_taken_back_and_each_is_logged(review):
    evaluation, _, verifier = review
    for reason in ("Lampirkan SK", "Lampirkan SK", "Lampirkan SK 2024"):
        _mark(evaluation, CHOICE, verifier, reason)
    assert [(row.number, row.reason, row.sent_at) for row in RepairRequest.objects.all()] == [
        (1, "Lampirkan SK 2024", None)
    ]
    what = {"evaluation": evaluation, "code": CHOICE, "by": actor(verifier), "now": NOW}
    assert (repairs.unmark(**what), repairs.unmark(**what), RepairRequest.objects.count()) == (True, False, 0)
    told = Entry.objects.filter(topic=f"{CHOICE}/tpi").order_by("pk").values_list("verb", "old", "new")
    assert list(told) == [
        ("ditandai untuk diperbaiki", None, {"perbaikan": "Lampirkan SK"}),
        ("ditandai untuk diperbaiki", {"perbaikan": "Lampirkan SK"}, {"perbaikan": "Lampirkan SK 2024"}),
        ("tanda perbaikan dicabut", {"perbaikan": "Lampirkan SK 2024"}, {"perbaikan": ""}),
    ]


def test_nothing_marked_nothing_returned(review):
    evaluation, _, verifier = review
    with pytest.raises(Invalid) as refused:
        _step(evaluation, "return_marked", verifier)
    assert str(refused.value) == ("Tandai dahulu pertanyaan yang perlu diperbaiki, atau kembalikan seluruh lembar.")
    assert Evaluation.objects.get().state == "in_review"


def test_only_what_was_returned_is_open_for_the_unit(review):
    evaluation, head, _ = review
    evaluation = _returned(review, CHOICE, INDEX)
    assert (evaluation.state, evaluation.round, evaluation.returned_whole, evaluation.return_reason) == (
        "returned",
        2,
        False,
        "2 pertanyaan perlu diperbaiki dan ditanggapi.",
    )
    assert _save(evaluation, CHOICE, head, "B", "Sudah dilampirkan.").changed
    with pytest.raises(WrongState) as refused:
        _save(evaluation, OTHER, head, "Tidak")
    assert str(refused.value) == f"{OTHER} tidak dikembalikan TPI, jadi jawabannya tidak dapat diubah."
    assert stored(evaluation)[OTHER] == ("Ya", "", 1)


def test_returning_the_whole_sheet_opens_everything_and_sends_the_marks(review):
    evaluation, head, verifier = review
    _mark(evaluation, CHOICE, verifier)
    evaluation = _step(evaluation, "return", verifier, "Periksa ulang semuanya")
    assert (evaluation.returned_whole, evaluation.return_reason) == (True, "Periksa ulang semuanya")
    assert _save(evaluation, OTHER, head, "Tidak").changed
    assert [(row.is_sent, row.round) for row in RepairRequest.objects.all()] == [(True, 2)]


def test_each_request_wants_a_response_before_the_unit_submits(review):
    evaluation, head, _ = review
    evaluation = _returned(review, CHOICE, INDEX)
    _save(evaluation, CHOICE, head, "A", "Bukti sudah ada di folder.")
    with pytest.raises(Incomplete) as refused:
        _step(evaluation, "submit", head)
    assert refused.value.missing == [f"{INDEX}: permintaan perbaikan belum ditanggapi."]
    _save(evaluation, INDEX, head, {"indeks": "4"}, "Angka sudah benar, lihat laporan survei.")
    assert _step(evaluation, "submit", head).state == "submitted"
    rows = RepairRequest.objects.order_by("question__order")
    assert [(row.question.code, row.response, row.responded_by, row.responded_at) for row in rows] == [
        (CHOICE, "Bukti sudah ada di folder.", head, NOW),
        (INDEX, "Angka sudah benar, lihat laporan survei.", head, NOW),
    ]


def test_a_response_makes_the_tpi_judge_anew_and_the_rest_stays_verified(review):
    evaluation, head, verifier = review
    evaluation = _returned(review, CHOICE)
    _save(evaluation, CHOICE, head, "A", "Tetap, lihat SK.")
    _step(evaluation, "submit", head)
    _step(evaluation, "start_review", verifier)
    with pytest.raises(Incomplete) as refused:
        _step(evaluation, "finish_review", verifier)
    assert refused.value.missing == [f"{CHOICE}: unit mengubah jawaban atau menanggapi, verifikasi ulang."]


def test_saying_the_same_twice_changes_nothing_and_a_stale_page_is_told(review):
    evaluation, head, _ = review
    evaluation = _returned(review, CHOICE)
    assert _save(evaluation, CHOICE, head, "A", "Sudah.").changed
    assert not _save(evaluation, CHOICE, head, "A", "Sudah.").changed
    with pytest.raises(Exception, match="Jawaban ini sudah diubah"):
        _save(evaluation, CHOICE, head, "A", "Lain lagi.", version=1)
    assert RepairRequest.objects.get().response == "Sudah."


def test_the_whole_exchange_is_kept_and_counted(review):
    """Two returns of one question: both requests, both responses, and what changed after each."""
    evaluation, head, verifier = review
    evaluation = _returned(review, CHOICE)
    _save(evaluation, CHOICE, head, "B", "Diturunkan.")
    _step(evaluation, "submit", head)
    _step(evaluation, "start_review", verifier)
    evaluation = _returned(review, CHOICE)
    _save(evaluation, CHOICE, head, "C", "Diturunkan lagi.", version=2)
    rows = RepairRequest.objects.order_by("number")
    assert [(row.number, row.round, row.unit_value, row.response) for row in rows] == [
        (1, 2, "A", "Diturunkan."),
        (2, 3, "B", "Diturunkan lagi."),
    ]
    told = Entry.objects.filter(topic__startswith=CHOICE).order_by("pk").values_list("topic", "new__tanggapan")
    assert [text for topic, text in told if topic.endswith("/unit")] == ["Diturunkan.", "Diturunkan lagi."]


# --- screens ----------------------------------------------------------------------------------------
def _open(client, user):
    client.force_login(user, backend="accounts.backends.Backend")
    return client


def test_marking_by_button(client, review):
    evaluation, _, verifier = review
    _open(client, verifier)
    address = url(evaluation, f"{CHOICE}/tandai/")
    empty = client.post(address, {f"{CHOICE}.m": " ", "tandai": CHOICE}, headers=HTMX)
    assert (empty.status_code, RepairRequest.objects.count()) == (422, 0)
    assert f"{CHOICE}: tulis apa yang perlu diperbaiki." in empty.content.decode()
    done = client.post(address, {f"{CHOICE}.m": "Lampirkan <SK>", "tandai": CHOICE}, headers=HTMX)
    assert (done.status_code, RepairRequest.objects.get().reason) == (200, "Lampirkan <SK>")
    page = done.content.decode()
    assert "Ditandai untuk dikembalikan:</strong> Lampirkan &lt;SK&gt;" in page
    assert "1 pertanyaan ditandai untuk dikembalikan." in page
    gone = client.post(address, {"batal-tandai": CHOICE}, headers=HTMX)
    assert (gone.status_code, RepairRequest.objects.count()) == (200, 0)


def test_two_evaluators_on_one_mark(client, review):
    """The second, whose page did not show the first one's mark, is told and sees it; then it is their decision."""
    evaluation, _, verifier = review
    _mark(evaluation, CHOICE, verifier, "Alasan pertama")
    _open(client, person(Role.EVALUATOR, evaluation.unit))
    address, mine = url(evaluation, f"{CHOICE}/tandai/"), {f"{CHOICE}.m": "Alasan kedua", "tandai": CHOICE}
    refused = client.post(address, mine | {f"{CHOICE}.s": ""}, headers=HTMX)
    page = refused.content.decode()
    assert (refused.status_code, RepairRequest.objects.get().reason) == (409, "Alasan pertama")
    assert f"{verifier} sudah menandai pertanyaan ini." in page
    assert "Alasan kedua</textarea>" in page
    assert f'name="{CHOICE}.s" value="Alasan pertama"' in page
    decided = client.post(address, mine | {f"{CHOICE}.s": "Alasan pertama"}, headers=HTMX)
    assert (decided.status_code, RepairRequest.objects.get().reason) == (200, "Alasan kedua")


def test_who_may_mark_by_button(client, review):
    evaluation, *_ = review
    expected = {"member of another unit": 404, "evaluator": 200}
    found = {}
    for who, user in cast(evaluation).items():
        response = _open(client, user).post(url(evaluation, f"{CHOICE}/tandai/"), {f"{CHOICE}.m": "x"}, headers=HTMX)
        found[who] = response.status_code
    assert found == dict.fromkeys(found, 403) | expected
    assert client.get(url(evaluation, f"{CHOICE}/tandai/")).status_code == 405
    assert _open(client, review[2]).post(url(evaluation, "Z.9/tandai/"), {"Z.9.m": "x"}).status_code == 404


def test_a_browser_without_javascript_marks_too(client, review):
    evaluation, _, verifier = review
    data = {f"{CHOICE}.m": "Lampirkan SK", "tandai": CHOICE}
    response = _open(client, verifier).post(url(evaluation, "simpan/"), form(CHOICE, "A", version=1) | data)
    assert (response.status_code, response["Location"]) == (302, url(evaluation, "#q-A-I-1-i-b"))
    assert RepairRequest.objects.get().reason == "Lampirkan SK"


def test_the_unit_does_not_see_a_mark_before_it_is_sent(client, review):
    evaluation, head, verifier = review
    _mark(evaluation, CHOICE, verifier, "Rahasia sampai dikirim")
    assert "Rahasia sampai dikirim" not in _open(client, head).get(url(evaluation)).content.decode()
    told = client.get(url(evaluation, f"{CHOICE}/riwayat/")).content.decode()
    assert "Rahasia sampai dikirim" not in told
    _step(evaluation, "return_marked", verifier)
    assert "Rahasia sampai dikirim" in client.get(url(evaluation)).content.decode()


def test_the_returned_sheet_opens_only_what_was_returned(client, review):
    evaluation, head, _ = review
    evaluation = _returned(review, CHOICE)
    page = _open(client, head).get(url(evaluation)).context["page"]
    writers = {code: page.question(code).writer for code in (CHOICE, OTHER)}
    assert writers == {CHOICE: "unit", OTHER: ""}
    refused = client.post(url(evaluation, f"{OTHER}/"), form(OTHER, "Tidak", version=1), headers=HTMX)
    assert (refused.status_code, stored(evaluation)[OTHER]) == (409, ("Ya", "", 1))
    data = form(CHOICE, "B", version=1) | {f"{CHOICE}.t": "Sudah kami perbaiki."}
    assert client.post(url(evaluation, f"{CHOICE}/"), data, headers=HTMX).status_code == 200
    assert (stored(evaluation)[CHOICE], RepairRequest.objects.get().response) == (("B", "", 2), "Sudah kami perbaiki.")


def test_the_evaluator_sees_what_changed_since(client, review):
    evaluation, head, verifier = review
    evaluation = _returned(review, CHOICE, INDEX)
    _save(evaluation, CHOICE, head, "B", "Diturunkan.")
    _save(evaluation, INDEX, head, {"indeks": "4"}, "Sudah benar.")
    _step(evaluation, "submit", head)
    _step(evaluation, "start_review", verifier)
    page = _open(client, verifier).get(f"{url(evaluation)}?saring=dikembalikan").context["page"]
    shown = [view for section in page.sections for part in section.indicators for view in part.questions]
    assert [(view.code, view.turns[0].changes, view.is_done) for view in shown] == [
        (CHOICE, ["Jawaban: A menjadi B"], False),
        (INDEX, [], False),
    ]


def test_readers_see_a_response_as_soon_as_it_is_written(client, review):
    evaluation, head, verifier = review
    evaluation = _returned(review, CHOICE)
    _save(evaluation, CHOICE, head, "A", "Sudah kami lengkapi.")
    shown = {}
    for who, user in {"head": head, "verifier": verifier}.items():
        page = _open(client, user).get(url(evaluation)).content.decode()
        shown[who] = ("Sudah kami lengkapi.</textarea>" in page, "WIB): Sudah kami lengkapi." in page)
    assert shown == {"head": (True, False), "verifier": (False, True)}


def test_the_head_is_told_which_requests_wait(client, review):
    evaluation, head, _ = review
    evaluation = _returned(review, CHOICE)
    response = _open(client, head).post(f"/tw/2024-3/unit/{evaluation.unit.code}/langkah/submit/")
    assert (response.status_code, [gap.code for gap in response.context["unresponded"]], response.context["gaps"]) == (
        422,
        [CHOICE],
        [],
    )


def test_the_history_of_the_question_tells_the_exchange(client, review):
    evaluation, head, verifier = review
    evaluation = _returned(review, CHOICE)
    _save(evaluation, CHOICE, head, "B", "Diturunkan.")
    changes = _open(client, verifier).get(url(evaluation, f"{CHOICE}/riwayat/")).context["changes"]
    assert [(change.side, change.new_value, change.remarks) for change in changes] == [
        ("Unit", "B", ["Tanggapan: Diturunkan."]),
        ("TPI", "", ["Pertanyaan dikembalikan: Lampirkan SK terbaru."]),
        ("TPI", "", ["Ditandai untuk diperbaiki: Lampirkan SK terbaru."]),
    ]


def test_steps_offered_depend_on_marks(client, review):
    evaluation, _, verifier = review
    answer(evaluation, OTHER, "tpi", "Ya", by=verifier)
    address = f"/tw/2024-3/unit/{evaluation.unit.code}/"
    offered = [step.action for step in _open(client, verifier).get(address).context["steps"]]
    _mark(evaluation, CHOICE, verifier)
    marked = [step.action for step in client.get(address).context["steps"]]
    assert (offered, marked) == (["return", "finish_review"], ["return_marked", "return", "finish_review"])


def test_the_unit_reads_in_the_history_what_was_sent_and_no_mark(client, review):
    evaluation, head, verifier = review
    _mark(evaluation, OTHER, verifier, "Tanda yang dicabut")
    repairs.unmark(evaluation=evaluation, code=OTHER, by=actor(verifier), now=NOW)
    _mark(evaluation, CHOICE, verifier, "Alasan yang lama")
    _mark(evaluation, CHOICE, verifier, "Alasan yang dikirim")
    _step(evaluation, "return_marked", verifier)
    words = ("Tanda yang dicabut", "Alasan yang lama", "Alasan yang dikirim", "Ditandai untuk diperbaiki")
    story = f"/tw/2024-3/unit/{evaluation.unit.code}/"
    seen = {}
    for who, user in (("unit", head), ("TPI", verifier)):
        client.force_login(user, "accounts.backends.Backend")
        addresses = (url(evaluation, f"{OTHER}/riwayat/"), url(evaluation, f"{CHOICE}/riwayat/"), story)
        told = "".join(client.get(address).content.decode() for address in addresses)
        seen[who] = [text in told for text in words]
    assert seen == {"unit": [False, False, True, False], "TPI": [True, True, True, True]}


def test_a_mark_is_sent_or_taken_back_before_the_verification_ends(client, review):
    evaluation, _, verifier = review
    _mark(evaluation, CHOICE, verifier)
    sentence = f"{CHOICE}: ditandai, tetapi belum dikembalikan."
    with pytest.raises(Incomplete) as refused:
        _step(evaluation, "finish_review", verifier)
    assert (refused.value.missing, Evaluation.objects.get().state) == ([sentence], "in_review")
    address = f"/tw/2024-3/unit/{evaluation.unit.code}/"
    assert _open(client, verifier).get(address).context["gaps"].tpi == [sentence]
    repairs.unmark(evaluation=evaluation, code=CHOICE, by=actor(verifier), now=NOW)
    assert _step(evaluation, "finish_review", verifier).state == "reviewed"


def test_a_response_changed_or_taken_back_leaves_both_words_in_the_history(client, review):
    evaluation, head, _ = review
    evaluation = _returned(review, CHOICE)
    for version, said in enumerate(["Sudah", "Sudah dilampirkan", ""], start=1):
        _save(evaluation, CHOICE, head, "A", said, version=version)
    told = Entry.objects.filter(topic=f"{CHOICE}/unit").order_by("pk").values_list("old__tanggapan", "new__tanggapan")
    assert list(told) == [("", "Sudah"), ("Sudah", "Sudah dilampirkan"), ("Sudah dilampirkan", "")]
    changes = _open(client, head).get(url(evaluation, f"{CHOICE}/riwayat/")).context["changes"]
    assert [change.remarks for change in changes[:3]] == [
        ["Tanggapan dihapus."],
        ["Tanggapan: Sudah dilampirkan"],
        ["Tanggapan: Sudah"],
    ]


def test_marks_can_still_be_sent_from_the_sheet_after_the_last_day_of_verifying(client, review):
    """The repair deadline binds a return, not that of verifying; sheet and unit page offer the same steps."""
    evaluation, _, verifier = review
    _mark(evaluation, CHOICE, verifier)
    Period.objects.update(fill_deadline=LONG_AGO, verify_deadline=LONG_AGO)
    _open(client, verifier)
    offered = [
        [step.action for step in client.get(address).context["steps"]]
        for address in (url(evaluation), f"/tw/2024-3/unit/{evaluation.unit.code}/")
    ]
    assert offered == [["return_marked", "return", "finish_review"]] * 2
