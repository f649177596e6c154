"""Answers as the sheet sends them: what is stored, what is refused and how, what it costs."""

import pytest
from django.test import Client

from evaluations.models import Answer, Period, Score
from history.models import Entry
from tests.factories import EvaluationFactory, PeriodFactory, WorkUnitFactory, answer, fill, grant, person
from tests.integration.evaluations.sheet_case import CHOICE, FIGURES, HTMX, INDEX, cast, form, make_sheet, stored, url
from units.roles import Role

pytestmark = pytest.mark.django_db

OBLIGED = {"kepala_satker": "1", "pejabat_wajib": "4", "lainnya_wajib": "5"}


@pytest.fixture
def evaluation(db):
    return make_sheet()


@pytest.fixture
def member(client, evaluation):
    user = person(Role.UNIT_MEMBER, evaluation.unit)
    client.force_login(user, backend="accounts.backends.Backend")
    return user


def send(client, evaluation, code, value=None, note="", version=0, **options):
    return client.post(url(evaluation, f"{code}/"), form(code, value, note, version), headers=HTMX, **options)


def test_an_answer_is_saved_and_the_scores_move(client, evaluation, member):
    response = send(client, evaluation, CHOICE, "B", "Seleksi sebagian")
    assert response.status_code == 200
    assert stored(evaluation) == {CHOICE: ("B", "Seleksi sebagian", 1)}
    score = Score.objects.get(evaluation=evaluation, assessor="unit")
    assert (str(score.official), str(score.strict), score.answered) == ("0.2500000000", "0.1250000000", 1)
    html = response.content.decode()
    assert f'name="{CHOICE}.r" value="1"' in html
    assert 'id="nilai" hx-swap-oob="true"' in html
    assert 'id="o-A-I-1" hx-swap-oob="true"' in html


def test_figures_are_read_as_typed(client, evaluation, member):
    send(client, evaluation, INDEX, {"indeks": "3,84"})
    send(client, evaluation, FIGURES, OBLIGED | {"sudah_lapor": " 9 "})
    assert stored(evaluation) == {
        INDEX: ({"indeks": "3.84"}, "", 1),
        FIGURES: (OBLIGED | {"sudah_lapor": "9"}, "", 1),
    }


def test_a_figure_typed_alone_is_kept_but_counts_as_unanswered(client, evaluation, member):
    send(client, evaluation, FIGURES, dict.fromkeys([*OBLIGED, "sudah_lapor"], "") | {"kepala_satker": "1"})
    assert stored(evaluation) == {FIGURES: ({"kepala_satker": "1"}, "", 1)}
    assert Score.objects.get(evaluation=evaluation).answered == 0


def test_the_history_tells_who_changed_what(client, evaluation, member):
    send(client, evaluation, CHOICE, "B", "Sebagian")
    send(client, evaluation, CHOICE, "A", "Semua", version=1)
    entries = Entry.objects.filter(verb="jawaban disimpan").order_by("pk")
    told = [(entry.by, entry.source, entry.topic, entry.old, entry.new) for entry in entries]
    first, second = {"jawaban": "B", "catatan": "Sebagian"}, {"jawaban": "A", "catatan": "Semua"}
    topic = f"{CHOICE}/unit"
    assert told == [(member, "screen", topic, None, first), (member, "screen", topic, first, second)]


HEADS = "Banyaknya kepala satuan kerja yang wajib lapor LHKPN: "
IPAK = "Indeks Persepsi Anti Korupsi (IPAK) hasil survei eksternal, skala 0-4: "
BAD = {
    "unknown option": (CHOICE, "Z", 'Pilihan "Z" tidak dikenal; pilih salah satu dari A, B, C.'),
    "option of another scale": (CHOICE, "Ya", 'Pilihan "Ya" tidak dikenal; pilih salah satu dari A, B, C.'),
    "negative": (FIGURES, {"kepala_satker": "-1"}, HEADS + '"-1" kurang dari 0.'),
    "fraction of a person": (
        FIGURES,
        {"kepala_satker": "1,5"},
        HEADS + '"1,5" harus ditulis sebagai bilangan bulat, tanpa titik atau koma.',
    ),
    "a word": (FIGURES, {"kepala_satker": "dua"}, HEADS + '"dua" tidak dapat dibaca sebagai angka.'),
    "exponent": (FIGURES, {"kepala_satker": "1e3"}, HEADS + '"1e3" tidak dapat dibaca sebagai angka.'),
    "more reported than obliged": (
        FIGURES,
        OBLIGED | {"sudah_lapor": "12"},
        "Banyaknya wajib lapor yang sudah menyampaikan LHKPN (12) melebihi jumlah kepala satuan kerja yang wajib lapor "
        "LHKPN, pejabat wajib lapor LHKPN selain kepala satuan kerja, dan wajib lapor LHKPN lainnya (10).",
    ),
    "index over 4": (INDEX, {"indeks": "4,01"}, IPAK + '"4,01" melebihi nilai tertinggi 4.'),
    "index with three decimals": (
        INDEX,
        {"indeks": "3,845"},
        IPAK + '"3,845" memuat lebih dari 2 angka di belakang koma.',
    ),
    "note too long": (CHOICE, "A", "Catatan terlalu panjang: 5001 huruf, paling banyak 5000."),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_refused_with_a_sentence_and_changes_nothing(client, evaluation, member, case):
    code, value, sentence = BAD[case]
    note = "x" * 5001 if case == "note too long" else ""
    response = send(client, evaluation, code, value, note)
    assert response.status_code == 422
    assert sentence == str(response.context["error"])
    assert response["HX-Retarget"] == f"#s-{code.replace('.', '-')}"
    told = Entry.objects.filter(subject="evaluation")
    assert [rows.count() for rows in (Answer.objects, Score.objects, told)] == [0, 0, 0]


@pytest.mark.parametrize("version", ["x", "-1", "9999999999", "1.0"])
def test_a_version_that_is_no_number_is_refused(client, evaluation, member, version):
    response = client.post(url(evaluation, f"{CHOICE}/"), form(CHOICE, "A") | {f"{CHOICE}.r": version}, headers=HTMX)
    assert (response.status_code, Answer.objects.count()) == (422, 0)


def test_the_second_writer_is_told_and_overwrites_nothing(client, evaluation, member):
    colleague = person(Role.UNIT_MEMBER, evaluation.unit, full_name="Budi")
    answer(evaluation, CHOICE, "unit", "C", note="Dari rekan", by=colleague)
    response = send(client, evaluation, CHOICE, "A", "Dari saya")
    html = response.content.decode()
    assert response.status_code == 409
    assert "Jawaban ini sudah diubah Budi sejak Anda membukanya." in html
    assert "Jawaban tersimpan: <strong>C</strong> – Dari rekan" in html
    assert f'name="{CHOICE}.r" value="1"' in html  # the next save is a decision
    assert stored(evaluation) == {CHOICE: ("C", "Dari rekan", 1)}
    assert send(client, evaluation, CHOICE, "A", "Dari saya", version=1).status_code == 200


def test_the_same_post_twice_changes_nothing_the_second_time(client, evaluation, member):
    """A reply that was lost is no conflict with oneself."""
    assert [send(client, evaluation, CHOICE, "A").status_code for _ in range(2)] == [200, 200]
    assert stored(evaluation) == {CHOICE: ("A", "", 1)}


STATUS_BY_WRITER = {
    "unit_member": 200,
    "unit_head": 200,
    "member of another unit": 404,
    "evaluator": 409,
    "unassigned evaluator": 403,
    "supervisor": 403,
    "leader": 403,
    "administrator": 403,
}


@pytest.mark.parametrize(("who", "status"), STATUS_BY_WRITER.items())
@pytest.mark.parametrize("rest", [f"{CHOICE}/", "simpan/"])
def test_who_may_answer_a_draft(client, evaluation, who, status, rest):
    client.force_login(cast(evaluation)[who], backend="accounts.backends.Backend")
    headers = {} if rest == "simpan/" else HTMX
    response = client.post(url(evaluation, rest), form(CHOICE, "A"), headers=headers)
    assert response.status_code == (302 if status == 200 and not headers else status)
    assert stored(evaluation) == ({CHOICE: ("A", "", 1)} if status == 200 else {})
    assert stored(evaluation, "tpi") == {}


@pytest.mark.parametrize("state", ["planned", "locked", "reported"])
def test_a_period_that_is_not_open_refuses_every_write(client, state):
    for column, kind, sheet_state in [("unit", Role.UNIT_HEAD, "draft"), ("tpi", Role.EVALUATOR, "in_review")]:
        period = Period.objects.first() or PeriodFactory(state=state)
        evaluation = EvaluationFactory(unit=WorkUnitFactory(code=column), state=sheet_state, period=period)
        client.force_login(person(kind, evaluation.unit), backend="accounts.backends.Backend")
        expected = 404 if state == "planned" and column == "unit" else 409
        for rest, data in [(f"{CHOICE}/", form(CHOICE, "A", "x")), ("simpan/", form(CHOICE, "A", "x"))]:
            assert client.post(url(evaluation, rest), data, headers=HTMX).status_code == expected
        assert Answer.objects.filter(evaluation=evaluation).count() == 0


def make_late():
    return make_sheet(fill_deadline="2024-10-31", verify_deadline="2024-11-30", repair_deadline="2024-12-31")


def test_after_the_deadline_the_server_refuses(client):
    evaluation = make_late()
    client.force_login(person(Role.UNIT_HEAD, evaluation.unit), backend="accounts.backends.Backend")
    response = send(client, evaluation, CHOICE, "A")
    assert response.status_code == 409
    assert "Batas waktu 31 Oktober 2024 sudah lewat." in response.content.decode()
    assert stored(evaluation) == {}


@pytest.mark.parametrize("rest", ["Z.9/", "A.I.1.i/", "A.I.1.i.b/lain/"])
def test_a_question_that_does_not_exist(client, evaluation, member, rest):
    assert client.post(url(evaluation, rest), form(CHOICE, "A"), headers=HTMX).status_code == 404


@pytest.mark.parametrize("rest", [f"{CHOICE}/", f"{CHOICE}/setuju/", "simpan/"])
def test_answers_are_only_written_by_post(client, evaluation, member, rest):
    assert client.get(url(evaluation, rest)).status_code == 405


def test_without_csrf_token_nothing_is_written(evaluation, member):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(member, backend="accounts.backends.Backend")
    response = strict.post(url(evaluation, f"{CHOICE}/"), form(CHOICE, "A"), headers=HTMX)
    assert (response.status_code, stored(evaluation)) == (403, {})


@pytest.mark.parametrize("again", [False, True])
def test_saving_one_answer_costs_the_same_on_an_empty_and_a_full_sheet(
    client, evaluation, member, again, django_assert_num_queries
):
    if again:
        fill(evaluation, "unit", "C")
    with django_assert_num_queries(13):  # one of them asks whether the evidence proves the answer
        assert send(client, evaluation, CHOICE, "A", version=int(again)).status_code == 200


# --- the TPI's column -----------------------------------------------------------------------------


@pytest.fixture
def review(db):
    evaluation = make_sheet("in_review")
    answer(evaluation, CHOICE, "unit", "A", note="Semua terpilih")
    return evaluation


@pytest.fixture
def evaluator(client, review):
    user = person(Role.EVALUATOR, review.unit)
    client.force_login(user, backend="accounts.backends.Backend")
    return user


def test_one_click_agrees(client, review, evaluator):
    response = client.post(url(review, f"{CHOICE}/setuju/"), form(CHOICE), headers=HTMX)
    assert response.status_code == 200
    assert stored(review, "tpi") == {CHOICE: ("A", "", 1)}
    assert Answer.objects.get(assessor="tpi").unit_version == 1
    assert 'id="q-A-I-1-i-b"' in response.content.decode()
    assert Score.objects.get(assessor="tpi").answered == 1


def test_agreeing_copies_figures(client, review, evaluator):
    answer(review, INDEX, "unit", {"indeks": "3.84"})
    client.post(url(review, f"{INDEX}/setuju/"), form(INDEX), headers=HTMX)
    assert stored(review, "tpi") == {INDEX: ({"indeks": "3.84"}, "", 1)}


def test_nothing_to_agree_with(client, review, evaluator):
    response = client.post(url(review, "A.I.1.i.a/setuju/"), form("A.I.1.i.a"), headers=HTMX)
    assert response.status_code == 422
    assert "unit belum menjawab" in response.content.decode()
    assert stored(review, "tpi") == {}


def test_a_change_needs_a_note(client, review, evaluator):
    response = send(client, review, CHOICE, "C")
    assert response.status_code == 422
    assert "Tulis catatan: nilai TPI berbeda dari jawaban unit." in response.content.decode()
    assert stored(review, "tpi") == {}
    assert send(client, review, CHOICE, "C", "SK tidak menyebut seleksi").status_code == 200
    assert stored(review, "tpi") == {CHOICE: ("C", "SK tidak menyebut seleksi", 1)}
    assert stored(review) == {CHOICE: ("A", "Semua terpilih", 1)}  # the unit's own view stays


def test_an_evaluator_who_belongs_to_the_unit_does_not_verify_it(client, review, evaluator):
    grant(evaluator, Role.UNIT_MEMBER, review.unit)
    assert client.post(url(review, f"{CHOICE}/setuju/"), form(CHOICE), headers=HTMX).status_code == 403
    assert stored(review, "tpi") == {}


# --- without JavaScript ---------------------------------------------------------------------------


def test_the_save_button_saves_the_whole_sheet(client, evaluation, member):
    data = form(CHOICE, "A", "Catatan") | form(INDEX, {"indeks": "3,6"}) | form("A.I.1.i.a")
    response = client.post(url(evaluation, "simpan/"), data, follow=True)
    assert response.redirect_chain == [(url(evaluation), 302)]
    assert stored(evaluation) == {CHOICE: ("A", "Catatan", 1), INDEX: ({"indeks": "3.6"}, "", 1)}
    assert [str(message) for message in response.context["messages"]] == ["2 jawaban tersimpan."]


def test_what_the_save_button_could_not_save_is_shown_again(client, evaluation, member):
    data = form(CHOICE, "A") | form(INDEX, {"indeks": "5"}, "Survei Mei")
    response = client.post(url(evaluation, "simpan/"), data)
    assert response.status_code == 422
    assert stored(evaluation) == {CHOICE: ("A", "", 1)}
    view = response.context["page"].question(INDEX)
    assert ([item.text for item in view.inputs], view.note) == (["5"], "Survei Mei")
    assert 'value="5"' in response.content.decode()


def test_what_was_not_touched_is_not_sent_again(client, evaluation, member):
    """After the deadline an untouched sheet has nothing to be refused."""
    answer(evaluation, CHOICE, "unit", "A", note="Baris satu\nBaris dua")
    answer(evaluation, INDEX, "unit", {"indeks": "3.6"})
    data = form(CHOICE, "A", "Baris satu\r\nBaris dua", 1) | form(INDEX, {"indeks": "3,6"}, "", 1)
    Period.objects.update(fill_deadline="2024-10-31")
    response = client.post(url(evaluation, "simpan/"), data, follow=True)
    assert [str(message) for message in response.context["messages"]] == ["Tidak ada jawaban yang berubah."]


def test_the_save_button_verifies_nothing_the_evaluator_left_alone(client, review, evaluator):
    answer(review, CHOICE, "tpi", "A")
    answer(review, CHOICE, "unit", "B")  # repaired since
    answer(review, INDEX, "unit", {"indeks": "3.6"})
    data = form(CHOICE, "A", "", 1) | {f"{CHOICE}.u": "2"} | form(INDEX, {"indeks": "3,5"}, "Survei lain")
    assert client.post(url(review, "simpan/"), data).status_code == 302
    assert Answer.objects.get(assessor="tpi", question__code=CHOICE).unit_version == 1
    assert Score.objects.get(assessor="tpi").answered == 1


@pytest.mark.parametrize(("button", "value"), [("setuju", "A"), ("tetap", "C")])
def test_a_button_without_javascript_saves_the_rest_too(client, review, evaluator, button, value):
    answer(review, CHOICE, "tpi", "C", note="Tanpa seleksi")
    answer(review, INDEX, "unit", {"indeks": "3.6"})
    data = form(CHOICE, "C", "Tanpa seleksi", 1) | {f"{CHOICE}.u": "1", button: CHOICE}
    data |= form(INDEX, {"indeks": "3,5"}, "Survei lain")
    response = client.post(url(review, "simpan/"), data)
    assert (response.status_code, response["Location"]) == (302, f"{url(review)}#q-A-I-1-i-b")
    assert {code: told[0] for code, told in stored(review, "tpi").items()} == {CHOICE: value, INDEX: {"indeks": "3.5"}}


def test_keeping_a_value_on_purpose_verifies_it(client, review, evaluator):
    answer(review, CHOICE, "tpi", "C", note="Tanpa seleksi")
    answer(review, CHOICE, "unit", "B")
    page = client.get(url(review)).content.decode()
    assert "Tetap (C)" in page
    data = form(CHOICE, "C", "Tanpa seleksi", 1) | {f"{CHOICE}.u": "2", f"{CHOICE}.k": "1"}
    response = client.post(url(review, f"{CHOICE}/"), data, headers=HTMX)
    assert response.status_code == 200
    assert "Tetap (C)" not in response.content.decode()
    assert Answer.objects.get(assessor="tpi").unit_version == 2


@pytest.mark.parametrize("rest", [f"{CHOICE}/", f"{CHOICE}/setuju/"])
def test_an_answer_that_changed_under_the_evaluator_is_shown_anew(client, review, evaluator, rest):
    answer(review, CHOICE, "unit", "B", note="Sudah diperbaiki")  # version 2; the page shows 1
    data = form(CHOICE, "C", "Tanpa seleksi") | {f"{CHOICE}.u": "1"}
    response = client.post(url(review, rest), data, headers=HTMX)
    html = response.content.decode()
    assert (response.status_code, response["HX-Retarget"]) == (409, "#q-A-I-1-i-b")
    assert "Unit mengubah jawaban ini sejak Anda membukanya." in html
    assert "Setuju (B)" in html
    assert "Sudah diperbaiki" in html
    assert f'name="{CHOICE}.u" value="2"' in html
    assert ">Tanpa seleksi</textarea>" in html  # what was typed is not lost
    assert stored(review, "tpi") == {}


# --- the percentage while typing ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("figures", "shown"),
    [
        (OBLIGED | {"sudah_lapor": "9"}, "90,00 %"),
        (OBLIGED | {"sudah_lapor": "12"}, "100,00 %"),
        (OBLIGED, "–"),
        (OBLIGED | {"sudah_lapor": "x"}, "–"),
    ],
)
def test_the_percentage_while_typing_saves_nothing(client, evaluation, member, figures, shown):
    response = client.get(url(evaluation, f"{FIGURES}/hitung/"), form(FIGURES, figures))
    assert (response.status_code, response.content.decode().strip()) == (200, shown)
    assert stored(evaluation) == {}


def test_the_percentage_of_a_sheet_one_may_not_read(client, evaluation):
    client.force_login(person(Role.UNIT_MEMBER, make_sheet(code="08").unit), backend="accounts.backends.Backend")
    assert client.get(url(evaluation, f"{FIGURES}/hitung/")).status_code == 404


def test_two_open_periods_do_not_mix(client, evaluation, member):
    later = EvaluationFactory(unit=evaluation.unit, period=PeriodFactory(quarter=4))
    send(client, later, CHOICE, "A")
    assert (stored(evaluation), stored(later)) == ({}, {CHOICE: ("A", "", 1)})
