"""The steps of the quarter as buttons post them: submit, verify, return, finish, approve."""

import pytest

from evaluations.models import Evaluation, Period
from evaluations.queries.instruments import loaded
from history.models import Entry
from tests.factories import RepairRequestFactory, fill, person
from tests.integration.evaluations.sheet_case import cast, make_sheet
from units.roles import Role

pytestmark = pytest.mark.django_db


def post(client, evaluation, action, user, reason=""):
    client.force_login(user, backend="accounts.backends.Backend")
    return client.post(f"/tw/2024-3/unit/{evaluation.unit.code}/langkah/{action}/", {"reason": reason})


def state(evaluation) -> str:
    return Evaluation.objects.get(pk=evaluation.pk).state


def test_a_quarter_from_draft_to_approved(client):
    evaluation = make_sheet()
    people = cast(evaluation)
    fill(evaluation, "unit", "A")
    told = []
    for action, who, reason in [
        ("submit", "unit_head", ""),
        ("start_review", "evaluator", ""),
        ("return", "evaluator", "Lengkapi SK tim."),
        ("submit", "unit_head", ""),
        ("start_review", "evaluator", ""),
        ("finish_review", "evaluator", ""),
        ("approve", "supervisor", ""),
    ]:
        if action == "finish_review":
            fill(evaluation, "tpi", "A", by=people["evaluator"])
        response = post(client, evaluation, action, people[who], reason)
        assert (response.status_code, response["Location"]) == (302, f"/tw/2024-3/unit/{evaluation.unit.code}/")
        told.append(state(evaluation))
    assert told == ["submitted", "in_review", "returned", "submitted", "in_review", "reviewed", "approved"]
    entries = Entry.objects.filter(subject="evaluation", topic="status").order_by("pk")
    assert [(entry.old, entry.new, entry.reason) for entry in entries] == [
        ("draft", "submitted", ""),
        ("submitted", "in_review", ""),
        ("in_review", "returned", "Lengkapi SK tim."),
        ("returned", "submitted", ""),
        ("submitted", "in_review", ""),
        ("in_review", "reviewed", ""),
        ("reviewed", "approved", ""),
    ]


WHO_MAY = {
    "submit": ("draft", {"unit_head"}),
    "start_review": ("submitted", {"evaluator"}),
    "return_marked": ("in_review", {"evaluator"}),
    "return": ("in_review", {"evaluator"}),
    "finish_review": ("in_review", {"evaluator"}),
    "send_back": ("reviewed", {"supervisor"}),
    "approve": ("reviewed", {"supervisor"}),
    "reopen": ("approved", {"supervisor"}),
}


@pytest.mark.parametrize("action", WHO_MAY)
def test_who_may_take_each_step(client, action):
    start, allowed = WHO_MAY[action]
    found = {}
    for number in range(8):
        evaluation = make_sheet(start, code=f"{number:02}")
        fill(evaluation, "unit")
        fill(evaluation, "tpi")
        if action == "return_marked":
            RepairRequestFactory(evaluation=evaluation)
        who, user = list(cast(evaluation).items())[number]
        found[who] = (post(client, evaluation, action, user, "Alasan").status_code, state(evaluation) != start)
    expected = dict.fromkeys(found, (403, False)) | {"member of another unit": (404, False)}
    assert found == expected | dict.fromkeys(allowed, (302, True))


def test_a_supervisor_does_not_approve_what_they_verified_themselves(client):
    evaluation = make_sheet("reviewed")
    supervisor = person(Role.SUPERVISOR)
    fill(evaluation, "unit")
    fill(evaluation, "tpi", by=supervisor)
    assert post(client, evaluation, "approve", supervisor).status_code == 403
    assert state(evaluation) == "reviewed"


@pytest.mark.parametrize(
    ("start", "action", "who", "reason", "status", "sentence"),
    [
        (
            "approved",
            "submit",
            Role.UNIT_HEAD,
            "",
            409,
            "“Ajukan ke TPI” tidak dapat dilakukan: penilaian berstatus “Disetujui”.",
        ),
        ("in_review", "return", Role.EVALUATOR, "  ", 422, "Tulis alasan untuk “Kembalikan seluruh lembar”."),
        (
            "in_review",
            "finish_review",
            Role.EVALUATOR,
            "",
            422,
            "Verifikasi belum dapat diselesaikan. Masih kurang 113 isian.",
        ),
    ],
)
def test_a_refused_step_says_why_and_changes_nothing(client, start, action, who, reason, status, sentence):
    evaluation = make_sheet(start)
    response = post(client, evaluation, action, person(who, evaluation.unit), reason)
    assert (response.status_code, response.context["sentence"]) == (status, sentence)
    assert state(evaluation) == start
    assert Entry.objects.filter(subject="evaluation").count() == 0


def test_what_is_missing_is_listed_question_by_question(client):
    evaluation = make_sheet()
    fill(evaluation, "unit", codes=set(loaded(evaluation.period.instrument).codes.values()) - {"A.I.1.i.a", "B.I.a"})
    response = post(client, evaluation, "submit", person(Role.UNIT_HEAD, evaluation.unit))
    assert response.status_code == 422
    assert [(gap.code, gap.sentences) for gap, *_ in response.context["gaps"]] == [
        ("A.I.1.i.a", ["A.I.1.i.a: belum dijawab."]),
        ("B.I.a", ["B.I.a: indeks Persepsi Anti Korupsi (IPAK) hasil survei eksternal, skala 0-4 belum diisi."]),
    ]
    assert (state(evaluation), Entry.objects.filter(subject="evaluation").count()) == ("draft", 0)


def test_a_step_that_does_not_exist_and_a_step_by_get(client):
    evaluation = make_sheet()
    head = person(Role.UNIT_HEAD, evaluation.unit)
    assert post(client, evaluation, "hapus", head).status_code == 404
    assert client.get(f"/tw/2024-3/unit/{evaluation.unit.code}/langkah/submit/").status_code == 405


def test_a_locked_period_takes_no_step(client):
    evaluation = make_sheet(state="submitted")
    Period.objects.update(state="locked", locked_at=evaluation.submitted_at, locked_by=evaluation.submitted_by)
    response = post(client, evaluation, "start_review", person(Role.EVALUATOR, evaluation.unit))
    assert (response.status_code, state(evaluation)) == (409, "submitted")
