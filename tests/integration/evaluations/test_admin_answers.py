"""Correcting answers in the administration: the same rules as on the sheet."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from evaluations.enums import EvaluationState, PeriodState
from evaluations.exceptions import Stale
from evaluations.forms.admin import AnswerForm
from evaluations.models import Answer, Score
from evaluations.queries.instruments import loaded
from history.models import Entry
from tests.factories import EvaluationFactory, PeriodFactory, answer, assign, fill, grant, person
from units.roles import Role

pytestmark = pytest.mark.django_db
ADD = "admin:evaluations_answer_add"
CODE = "A.I.1.i.b"  # a choice A, B, C


@pytest.fixture
def evaluation(instrument):
    row = EvaluationFactory(state=EvaluationState.IN_REVIEW)
    answer(row, CODE, "unit", "A")
    return row


@pytest.fixture
def verifier(client, evaluation):
    user = person(Role.EVALUATOR, evaluation.unit)
    client.force_login(user)
    return user


def _change(row):
    return reverse("admin:evaluations_answer_change", args=[row.pk])


def _choice(evaluation, code, assessor="tpi"):
    question = loaded(evaluation.period.instrument).question_ids[code]
    return {"evaluation": evaluation.pk, "question": question, "assessor": assessor}


def _add(client, evaluation, code, data, assessor="tpi"):
    query = "&".join(f"{key}={value}" for key, value in _choice(evaluation, code, assessor).items())
    return client.post(f"{reverse(ADD)}?{query}", data)


def _state():
    """All that a refused change must leave as it was."""
    rows = Answer.objects.order_by("pk").values_list("pk", "option", "figures", "note", "version")
    scores = Score.objects.order_by("pk").values_list("pk", "official", "strict", "answered")
    return list(rows), list(scores), Entry.objects.count()


def test_a_new_answer_is_chosen_then_written(client, evaluation, verifier):
    response = client.post(reverse(ADD), _choice(evaluation, CODE))
    assert response.status_code == 302
    form = client.get(response.url)
    assert form.status_code == 200
    fields = form.context["adminform"].form
    assert {name: fields[name].value() for name in fields.fields} == {"option": "", "note": "", "version": 0}
    assert client.post(response.url, {"option": "B", "note": "Belum semua", "version": "0"}).status_code == 302

    row = Answer.objects.get(assessor="tpi")
    assert (row.question.code, row.option, row.note, row.version, row.unit_version, row.updated_by) == (
        CODE,
        "B",
        "Belum semua",
        1,
        1,
        verifier,
    )
    entry = Entry.objects.get(verb="jawaban disimpan")
    assert (entry.source, entry.by, entry.topic, entry.old, entry.new) == (
        "admin",
        verifier,
        f"{CODE}/tpi",
        None,
        {"jawaban": "B", "catatan": "Belum semua", "versi unit": 1},
    )
    assert evaluation.scores.get(assessor="tpi").answered == 1


def test_an_existing_answer_is_opened_instead_of_added(client, evaluation, verifier):
    row = answer(evaluation, CODE, "tpi", "A")
    response = client.post(reverse(ADD), _choice(evaluation, CODE), follow=True)
    assert response.redirect_chain[-1] == (_change(row), 302)


def test_a_change_is_saved_with_history(client, evaluation, verifier):
    row = answer(evaluation, CODE, "tpi", "A")
    response = client.post(_change(row), {"option": "C", "note": "Ditunjuk tanpa seleksi", "version": "1"})
    assert response.status_code == 302
    row.refresh_from_db()
    assert (row.option, row.note, row.version) == ("C", "Ditunjuk tanpa seleksi", 2)
    entry = Entry.objects.get(verb="jawaban disimpan")
    assert (entry.source, entry.old, entry.new) == (
        "admin",
        {"jawaban": "A", "catatan": "", "versi unit": 1},
        {"jawaban": "C", "catatan": "Ditunjuk tanpa seleksi", "versi unit": 1},
    )


def test_figures_are_asked_by_their_inputs(client, evaluation, verifier):
    response = _add(client, evaluation, "B.I.a", {"figure_indeks": "3,25", "note": "Survei", "version": "0"})
    assert response.status_code == 302
    assert Answer.objects.get(assessor="tpi").figures == {"indeks": "3.25"}


@pytest.mark.parametrize(
    ("code", "data", "errors"),
    [
        (
            CODE,
            {"option": "Z", "note": "x"},
            {"option": ["Masukkan pilihan yang valid. Z bukan salah satu dari pilihan yang tersedia."]},
        ),
        (CODE, {"option": "B", "note": ""}, {"note": ["Tulis catatan: nilai TPI berbeda dari jawaban unit."]}),
        (CODE, {"option": "", "note": ""}, {"__all__": ["Isi jawaban atau catatan."]}),
        (
            "B.I.a",
            {"figure_indeks": "4,5", "note": "x"},
            {
                "figure_indeks": [
                    "Indeks Persepsi Anti Korupsi (IPAK) hasil survei eksternal, skala 0-4: "
                    '"4,5" melebihi nilai tertinggi 4.'
                ]
            },
        ),
        ("A.II.4.i.a", {"figure_sasaran_kinerja": "-1", "note": "x"}, None),
        ("A.II.4.i.a", {"figure_sasaran_kinerja": "1,5", "note": "x"}, None),
        ("A.II.4.i.a", {"figure_sasaran_kinerja": "dua", "note": "x"}, None),
        ("A.II.4.i.a", {"figure_sasaran_kinerja": "3", "figure_sasaran_tercapai": "4", "note": "x"}, None),
    ],
)
def test_bad_input_is_shown_and_changes_nothing(client, evaluation, verifier, code, data, errors):
    before = _state()
    response = _add(client, evaluation, code, {**data, "version": "0"})
    assert response.status_code == 200
    shown = response.context["adminform"].form.errors
    if errors is None:
        field = list(data)[-2]
        assert list(shown) == [field]
    else:
        assert shown == errors
    assert _state() == before


def test_a_stale_form_is_told(client, evaluation, verifier):
    row = answer(evaluation, CODE, "tpi", "A", by=verifier)
    answer(evaluation, CODE, "tpi", "A", note="Lebih baru", by=verifier)
    before = _state()
    response = client.post(_change(row), {"option": "B", "note": "Lama", "version": "1"})
    assert response.status_code == 200
    assert response.context["adminform"].form.errors == {
        "__all__": [
            f"Jawaban ini sudah diubah {verifier} sejak Anda membukanya. Periksa jawaban terbaru, lalu putuskan."
        ]
    }
    assert _state() == before


def test_a_tampered_address_of_another_instrument_is_refused(client, evaluation, verifier):
    question = loaded(evaluation.period.instrument).question_ids[CODE]
    before = _state()
    response = client.post(f"{reverse(ADD)}?evaluation={evaluation.pk}&question={question + 10**6}&assessor=tpi", {})
    assert (response.status_code, response.url) == (302, reverse(ADD))
    assert _state() == before


@pytest.mark.parametrize("who", ["unassigned", "member too", "supervisor", "administrator"])
def test_only_the_assigned_evaluator_writes(client, evaluation, who):
    row = answer(evaluation, CODE, "tpi", "A")
    role = {"supervisor": Role.SUPERVISOR, "administrator": Role.ADMINISTRATOR}.get(who, Role.EVALUATOR)
    user = person(role, EvaluationFactory().unit if role == Role.EVALUATOR else None)
    client.force_login(user)
    if who == "member too":
        assign(user, evaluation.unit)
        grant(user, Role.UNIT_MEMBER, evaluation.unit)
    before = _state()
    status = client.post(_change(row), {"option": "B", "note": "x", "version": "1"}).status_code
    # The evaluator of another unit reads the row but may not post; one's own unit's TPI rows stay hidden (to the list).
    assert status == (302 if who == "member too" else 403)
    _add(client, evaluation, "A.I.1.i.a", {"option": "Ya", "note": "x", "version": "0"})
    assert _state() == before


def test_an_unassigned_evaluator_is_told_why(client, evaluation):
    client.force_login(person(Role.EVALUATOR, EvaluationFactory().unit))
    response = client.post(reverse(ADD), _choice(evaluation, CODE))
    assert response.status_code == 200
    assert response.context["adminform"].form.errors == {
        "evaluation": ["Masukkan pilihan yang valid. Pilihan tersebut bukan salah satu dari pilihan yang tersedia."]
    }


@pytest.mark.parametrize("period", [PeriodState.LOCKED, PeriodState.REPORTED])
def test_locked_quarters_are_read_only(client, instrument, period):
    evaluation = EvaluationFactory(period=PeriodFactory(state=period), state=EvaluationState.IN_REVIEW)
    client.force_login(person(Role.EVALUATOR, evaluation.unit))
    row = answer(evaluation, CODE, "tpi", "A")
    before = _state()
    page = client.get(_change(row))
    assert (page.status_code, page.context["has_change_permission"]) == (200, False)
    assert client.post(_change(row), {"option": "B", "note": "x", "version": "1"}).status_code == 403
    assert _add(client, evaluation, "A.I.1.i.a", {"option": "Ya", "note": "x", "version": "0"}).status_code == 302
    assert _state() == before


@pytest.mark.parametrize(
    ("state", "status"),
    [(state, 302 if state == EvaluationState.IN_REVIEW else 403) for state in EvaluationState],
)
def test_state_decides(client, instrument, state, status):
    evaluation = EvaluationFactory(state=state)
    client.force_login(person(Role.EVALUATOR, evaluation.unit))
    row = answer(evaluation, CODE, "tpi", "A")
    assert client.post(_change(row), {"option": "B", "note": "x", "version": "1"}).status_code == status


def test_the_last_day_of_verification_counts(client, instrument):
    today = timezone.localdate()
    evaluation = EvaluationFactory(
        state=EvaluationState.IN_REVIEW, period=PeriodFactory(fill_deadline=today, verify_deadline=today)
    )
    client.force_login(person(Role.EVALUATOR, evaluation.unit))
    row = answer(evaluation, CODE, "tpi", "A")
    assert client.post(_change(row), {"option": "B", "note": "x", "version": "1"}).status_code == 302


def test_what_a_faster_colleague_causes_is_a_message(client, evaluation, verifier, monkeypatch):
    """The rehearsal was clean, the write is refused: no error page, nothing changed."""
    write, calls = AnswerForm.write, []

    def second_is_refused(form):
        calls.append(form)
        if len(calls) == 2:
            raise Stale("Sudah diubah.")
        return write(form)

    monkeypatch.setattr(AnswerForm, "write", second_is_refused)
    row = answer(evaluation, CODE, "tpi", "A")
    before = _state()
    response = client.post(_change(row), {"option": "B", "note": "x", "version": "1"})
    assert (response.status_code, response.url) == (302, _change(row))
    assert [str(message) for message in get_messages(response.wsgi_request)] == ["Sudah diubah."]
    assert _state() == before


@pytest.mark.parametrize("rows", [1, 3])
def test_list_queries_do_not_grow(client, instrument, django_assert_num_queries, rows):
    client.force_login(person(Role.SUPERVISOR))
    for _ in range(rows):
        evaluation = EvaluationFactory(state=EvaluationState.IN_REVIEW)
        fill(evaluation, "unit", codes=["A.I.1.i.a", CODE])
    with django_assert_num_queries(7):
        response = client.get(reverse("admin:evaluations_answer_changelist"))
    assert len(response.context["cl"].result_list) == rows * 2
