"""What people send at the wrong moment: skipped states, double clicks, rights and days that ended with a form open.

Each is refused with a sentence and the right status, and nothing is half done.
"""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from evaluations.enums import EvaluationState
from evaluations.models import Answer, Evaluation, Period, Score
from evaluations.workflow import INSPECTORATE_WORDS, STEPS, UNIT_WORDS, Side
from history.models import Entry
from tests.factories import RepairRequestFactory, WorkUnitFactory, answer, assign, fill, grant, person
from tests.integration.evaluations.sheet_case import CHOICE, HTMX, INDEX, form, make_sheet, stored, url
from units.roles import Role

pytestmark = pytest.mark.django_db
WHO = {Side.UNIT: Role.UNIT_HEAD, Side.EVALUATOR: Role.EVALUATOR, Side.SUPERVISOR: Role.SUPERVISOR}
YESTERDAY = timezone.localdate() - timedelta(days=1)


def post(client, evaluation, action, reason="Alasan"):
    return client.post(f"/tw/2024-3/unit/{evaluation.unit.code}/langkah/{action}/", {"reason": reason})


def sign_in(client, role, unit=None):
    user = person(role, None if role == Role.SUPERVISOR else unit)
    client.force_login(user, backend="accounts.backends.Backend")
    return user


def told(evaluation) -> list[tuple]:
    """Every field of the sheet, its answers and scores, and how much the history tells of it."""
    answers = Answer.objects.filter(evaluation=evaluation).order_by("pk")
    return [
        Evaluation.objects.filter(pk=evaluation.pk).values_list().get(),
        list(answers.values_list()),
        list(Score.objects.filter(evaluation=evaluation).order_by("pk").values_list("assessor", "strict", "answered")),
        Entry.objects.filter(subject="evaluation", subject_id=evaluation.pk).count(),
    ]


# --- steps ----------------------------------------------------------------------------------------

SKIPS = [(state, action) for action, step in STEPS.items() for state in EvaluationState if state not in step.sources]


@pytest.mark.parametrize(("state", "action"), SKIPS)
def test_a_step_from_another_state_is_refused_and_changes_nothing(client, state, action):
    evaluation, step = make_sheet(state), STEPS[action]
    for assessor in ("unit", "tpi"):
        answer(evaluation, CHOICE, assessor, "A")
    before = told(evaluation)
    sign_in(client, WHO[step.side], evaluation.unit)
    response = post(client, evaluation, action)
    words = UNIT_WORDS if step.side == Side.UNIT else INSPECTORATE_WORDS
    assert (response.status_code, response.context["sentence"]) == (
        409,
        f"“{step.label}” tidak dapat dilakukan: penilaian berstatus “{words[state]}”.",
    )
    assert told(evaluation) == before


@pytest.mark.parametrize("action", STEPS)
def test_a_double_click_takes_the_step_once(client, action):
    step = STEPS[action]
    evaluation = make_sheet(sorted(step.sources)[0])
    for assessor in ("unit", "tpi"):
        fill(evaluation, assessor, "A")
    if step.marked:
        RepairRequestFactory(evaluation=evaluation)
    sign_in(client, WHO[step.side], evaluation.unit)
    first = post(client, evaluation, action)
    after = told(evaluation)
    second = post(client, evaluation, action)
    assert (first.status_code, second.status_code) == (302, 409)
    besides = bool(step.marked) + bool(step.records)  # the question's entry, the snapshot's
    assert (told(evaluation), after[-1]) == (after, 1 + besides)


@pytest.mark.parametrize(
    ("state", "action"), [("in_review", "return"), ("reviewed", "send_back"), ("approved", "reopen")]
)
@pytest.mark.parametrize(
    ("reason", "sentence"),
    [("", "Tulis alasan untuk “{}”."), ("x" * 2001, "Alasan terlalu panjang: 2001 huruf, paling banyak 2000.")],
    ids=["none", "too long"],
)
def test_a_reason_that_will_not_do_is_told_and_changes_nothing(client, state, action, reason, sentence):
    evaluation, step = make_sheet(state), STEPS[action]
    before = told(evaluation)
    sign_in(client, WHO[step.side], evaluation.unit)
    response = post(client, evaluation, action, reason)
    assert (response.status_code, response.context["sentence"]) == (422, sentence.format(step.label))
    assert told(evaluation) == before


# --- answers --------------------------------------------------------------------------------------


@pytest.mark.parametrize("version", [0, 2, 99])
def test_any_version_but_the_stored_one_is_a_conflict(client, version):
    """An older one, and ones that were never given out."""
    evaluation = make_sheet()
    answer(evaluation, CHOICE, "unit", "C")
    before = told(evaluation)
    sign_in(client, Role.UNIT_MEMBER, evaluation.unit)
    response = client.post(url(evaluation, f"{CHOICE}/"), form(CHOICE, "A", "", version), headers=HTMX)
    assert response.status_code == 409
    assert "sejak Anda membukanya" in response.text
    assert told(evaluation) == before


@pytest.mark.parametrize(("version", "status"), [("0", 409), ("x", 422)])
def test_without_javascript_a_conflict_keeps_what_was_typed_and_saves_the_rest(client, version, status):
    evaluation = make_sheet()
    answer(evaluation, CHOICE, "unit", "C", note="Dari rekan")
    sign_in(client, Role.UNIT_MEMBER, evaluation.unit)
    data = form(CHOICE, "A", "Dari saya") | {f"{CHOICE}.r": version} | form(INDEX, {"indeks": "3,6"})
    response = client.post(url(evaluation, "simpan/"), data)
    assert response.status_code == status
    assert response.context["page"].question(CHOICE).note == "Dari saya"
    assert stored(evaluation) == {CHOICE: ("C", "Dari rekan", 1), INDEX: ({"indeks": "3.6"}, "", 1)}


# --- rights that ended while the form was open ----------------------------------------------------


def posts(client, evaluation, column="unit") -> dict[str, int]:
    """The status of everything a person of that column may have open."""
    data = form(CHOICE, "C", "Catatan")
    steps = ["submit"] if column == "unit" else ["start_review", "return", "finish_review"]
    found = {
        "answer": client.post(url(evaluation, f"{CHOICE}/"), data, headers=HTMX).status_code,
        "sheet": client.post(url(evaluation, "simpan/"), data).status_code,
    }
    if column == "tpi":
        found["agree"] = client.post(url(evaluation, f"{CHOICE}/setuju/"), data, headers=HTMX).status_code
        found["agree part"] = client.post(url(evaluation, "setuju-bagian/A.I.1/"), {f"{CHOICE}.u": "1"}).status_code
    return found | {step: post(client, evaluation, step).status_code for step in steps}


def test_a_head_who_moved_to_another_unit_writes_no_more_in_the_old_one(client):
    evaluation, elsewhere = make_sheet(), make_sheet(code="08")
    fill(evaluation, "unit", "A")
    user = sign_in(client, Role.UNIT_HEAD, evaluation.unit)
    before = told(evaluation)
    user.grants.update(ends_on=YESTERDAY)
    grant(user, Role.UNIT_HEAD, elsewhere.unit)
    assert posts(client, evaluation) == {"answer": 404, "sheet": 404, "submit": 404}
    assert (told(evaluation), stored(elsewhere)) == (before, {})
    sent = client.post(url(elsewhere, f"{CHOICE}/"), form(CHOICE, "C"), headers=HTMX)
    assert (sent.status_code, stored(elsewhere)) == (200, {CHOICE: ("C", "", 1)})


def test_an_evaluator_whose_assignment_ended_judges_no_more(client):
    evaluation = make_sheet("in_review")
    fill(evaluation, "unit", "A")
    user = sign_in(client, Role.EVALUATOR, evaluation.unit)
    before = told(evaluation)
    user.assignments.update(ends_on=YESTERDAY)
    assign(user, WorkUnitFactory())
    refused = posts(client, evaluation, "tpi")
    assert refused == dict.fromkeys(refused, 403)
    assert told(evaluation) == before


def test_a_supervisor_who_was_assigned_meanwhile_does_not_approve(client):
    evaluation = make_sheet("reviewed")
    user = sign_in(client, Role.SUPERVISOR)
    assert "/langkah/approve/" in client.get("/tw/2024-3/unit/07/selisih/").text
    assign(user, evaluation.unit)
    before = told(evaluation)
    assert (post(client, evaluation, "approve").status_code, told(evaluation)) == (403, before)


def test_whoever_was_deactivated_meanwhile_is_asked_to_sign_in(client):
    evaluation = make_sheet()
    user = sign_in(client, Role.UNIT_HEAD, evaluation.unit)
    before = told(evaluation)
    user.is_active = False
    user.save()
    assert posts(client, evaluation) == {"answer": 302, "sheet": 302, "submit": 302}
    assert told(evaluation) == before


# --- days and quarters that ended while the form was open -----------------------------------------


def pass_deadlines() -> None:
    days = [date(2024, 10, 31), date(2024, 11, 30), date(2024, 12, 31)]
    Period.objects.update(**dict(zip(["fill_deadline", "verify_deadline", "repair_deadline"], days, strict=True)))


@pytest.mark.parametrize(
    ("state", "role", "column", "day"),
    [
        ("draft", Role.UNIT_HEAD, "unit", "31 Oktober 2024"),
        ("returned", Role.UNIT_HEAD, "unit", "31 Desember 2024"),
        ("in_review", Role.EVALUATOR, "tpi", "30 November 2024"),
    ],
)
def test_a_deadline_that_passed_meanwhile_is_named(client, state, role, column, day):
    evaluation = make_sheet(state)
    fill(evaluation, "unit", "A")
    sign_in(client, role, evaluation.unit)
    pass_deadlines()
    before = told(evaluation)
    refused = posts(client, evaluation, column)
    assert refused == dict.fromkeys(refused, 409)
    assert told(evaluation) == before
    shown = client.post(url(evaluation, "simpan/"), form(CHOICE, "C", "Ketikan saya"))
    assert f"Batas waktu {day} sudah lewat." in shown.text
    assert "Ketikan saya" in shown.text  # not lost: it can still be copied


def test_a_quarter_that_was_locked_meanwhile_takes_nothing(client):
    evaluation = make_sheet()
    user = sign_in(client, Role.UNIT_HEAD, evaluation.unit)
    before = told(evaluation)
    Period.objects.update(state="locked", locked_at=timezone.now(), locked_by=user)
    assert posts(client, evaluation) == {"answer": 409, "sheet": 409, "submit": 409}
    shown = client.post(url(evaluation, "simpan/"), form(CHOICE, "C", "Ketikan saya"))
    assert "Periode TW III 2024 sudah dikunci." in shown.text
    assert told(evaluation) == before
