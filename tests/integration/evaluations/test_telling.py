"""Who hears of what: every step of the workflow and of a quarter, against tables written by hand."""

import pytest
from django.db import transaction

from evaluations import permissions
from evaluations.actions.periods import lock_period, open_period, reopen_period
from evaluations.actions.telling import tell_period
from evaluations.actions.workflow import take_step
from evaluations.exceptions import Refused
from evaluations.letters import LETTERS
from evaluations.models import Evaluation
from evaluations.queries.recipients import everybody, recipients
from evaluations.workflow import PERIOD_TELLS, STEPS, Audience
from inbox.events import EVENTS, Event, Side
from inbox.models import Message
from jobs.models import Job
from tests.factories import (
    NOW,
    TODAY,
    EvaluationFactory,
    PeriodFactory,
    RepairRequestFactory,
    WorkUnitFactory,
    actor,
    answer,
    assign,
    fill,
    grant,
    person,
)
from tests.integration.evaluations.people import everybody as cast
from units.models import Assignment, RoleGrant
from units.roles import Role

pytestmark = pytest.mark.django_db

UNIT = {"member", "head", "evaluator and member", "supervisor and member"}
EVALUATORS = {"evaluator", "supervisor and evaluator"}
READERS = (
    UNIT
    | EVALUATORS
    | {
        "administrator",
        "evaluator of another unit",
        "supervisor",
        "supervisor who verified",
        "leader",
    }
)

# Step -> from which state, by whom, and who is told (never who did it).
STEP_TABLE = {
    "submit": ("draft", "head", EVALUATORS),
    "start_review": ("submitted", "evaluator", set()),
    "return_marked": ("in_review", "evaluator", UNIT),
    "return": ("in_review", "evaluator", UNIT),
    "finish_review": ("in_review", "evaluator", {"supervisor"}),
    "send_back": ("reviewed", "supervisor", EVALUATORS),
    "approve": ("reviewed", "supervisor", UNIT | EVALUATORS),
    "reopen": ("approved", "supervisor", UNIT | EVALUATORS),
}


def told(people: dict) -> set[str]:
    """Which of the people have a message."""
    found = set(Message.objects.values_list("user", flat=True))
    return {who for who, user in people.items() if user.pk in found}


def texts(people: dict) -> dict[str, str]:
    """Who -> title and text of their message."""
    rows = {row.user_id: f"{row.title}\n{row.text}" for row in Message.objects.all()}
    return {who: rows[user.pk] for who, user in people.items() if user.pk in rows}


def ready(state: str) -> tuple[Evaluation, dict]:
    """A sheet on which every step can be taken, and everybody around it."""
    sheet = EvaluationFactory(state=state, unit=WorkUnitFactory(code="07", name="RSUD Contoh"))
    people = cast(sheet.unit)
    fill(sheet, "unit", by=people["head"])
    answer(sheet, "A.I.1.i.a", "tpi", "Ya", by=people["supervisor who verified"])
    fill(sheet, "tpi", by=people["evaluator"])
    return sheet, people


def take(sheet, action, user, now=NOW):
    if STEPS[action].marked:
        RepairRequestFactory(evaluation=sheet, asked_by=user)
    return take_step(evaluation=sheet, action=action, by=actor(user), now=now, reason="Lengkapi SK tim.")


def test_the_table_names_every_step():
    assert set(STEP_TABLE) == set(STEPS)


def test_every_audience_has_its_letter():
    """And an event stands in the settings of those it can reach."""
    tells = [tell for step in STEPS.values() for tell in step.tells]
    tells += [tell for told in PERIOD_TELLS.values() for tell in told]
    needed = {(tell.event, tell.audience) for tell in tells}
    fallback = (Event.SUBMITTED, Audience.EVALUATORS_OR_SUPERVISORS)
    needed = needed - {fallback} | {(Event.SUBMITTED, Audience.EVALUATORS), (Event.SUBMITTED, Audience.SUPERVISORS)}
    assert set(LETTERS) == needed
    sides = {Audience.UNIT: {Side.UNIT}, Audience.READERS: set(Side)}
    wrong = [(event, who) for event, who in needed if not sides.get(who, {Side.INSPECTORATE}) <= EVENTS[event].sides]
    assert wrong == []


@pytest.mark.parametrize("action", STEP_TABLE)
def test_a_step_tells_exactly_these_people(instrument, action):
    state, who, expected = STEP_TABLE[action]
    sheet, people = ready(state)
    take(sheet, action, people[who])
    assert told(people) == expected - {who}


@pytest.mark.parametrize("action", STEP_TABLE)
def test_a_step_that_is_refused_tells_nobody(instrument, action):
    sheet, people = ready(STEP_TABLE[action][0])
    with pytest.raises(Refused):
        take(sheet, action, people["leader"])
    assert Message.objects.count() == 0


def test_a_step_that_is_rolled_back_tells_nobody_and_sends_nothing(instrument):
    sheet, people = ready("in_review")
    person(Role.UNIT_MEMBER, sheet.unit, email="rina@example.go.id")
    with transaction.atomic():
        take(sheet, "return", people["evaluator"])
        assert (Message.objects.count(), Job.objects.count()) == (5, 1)
        transaction.set_rollback(True)
    assert (Message.objects.count(), Job.objects.count()) == (0, 0)


def test_submitting_where_nobody_verifies_tells_those_who_can_see_to_it(instrument):
    sheet, people = ready("draft")
    Assignment.objects.all().delete()
    take(sheet, "submit", people["head"])
    assert texts(people) == {
        "supervisor": (
            "RSUD Contoh: penilaian TW III 2024 diajukan, belum ada evaluator\n"
            f"{people['head'].full_name} mengajukan penilaian mandiri unit ini, tetapi belum ada evaluator yang "
            "ditugaskan untuk memverifikasinya. Mintalah administrator menugaskan evaluator. "
            "Batas verifikasi: 30 November 2099."
        ),
        "supervisor and evaluator": texts(people)["supervisor"],
    }


def test_who_gets_told_of_a_finished_review_is_who_may_approve(instrument):
    """The one query over all supervisors answers as the permission does for each."""
    sheet, people = ready("in_review")
    former = person(Role.SUPERVISOR)
    Evaluation.objects.update(submitted_by=former)
    take(sheet, "finish_review", people["evaluator"])
    sheet.refresh_from_db()
    may = {who for who, user in people.items() if permissions.may_supervise(actor(user), sheet)}
    assert told(people) == may == {"supervisor"}
    assert not Message.objects.filter(user=former).exists()


def test_roles_and_assignments_of_other_days_do_not_count(instrument):
    sheet, people = ready("reviewed")
    tomorrow, yesterday = TODAY.replace(day=22), TODAY.replace(day=20)
    Assignment.objects.filter(user=people["evaluator"]).update(ends_on=yesterday)
    RoleGrant.objects.filter(user=people["member"]).update(starts_on=tomorrow)
    RoleGrant.objects.filter(user=people["head"]).update(ends_on=TODAY)
    take(sheet, "approve", people["supervisor"])
    assert told(people) == (UNIT | EVALUATORS) - {"evaluator", "member"}


# --- what it says ---------------------------------------------------------------------------------
def test_the_unit_is_told_why_and_until_when(instrument):
    sheet, people = ready("in_review")
    take(sheet, "return", people["evaluator"])
    row = Message.objects.get(user=people["member"])
    assert (row.event, row.title, row.text, row.url) == (
        "returned",
        "RSUD Contoh: penilaian TW III 2024 perlu diperbaiki",
        "TPI mengembalikan penilaian dengan alasan:\n“Lengkapi SK tim.”\n\n"
        "Perbaiki jawaban, lalu ajukan kembali paling lambat 31 Desember 2099.",
        "/tw/2024-3/unit/07/",
    )


def test_reasons_among_the_inspectorate_stay_there(instrument):
    sheet, people = ready("approved")
    take(sheet, "reopen", people["supervisor"])
    said = texts(people)
    assert {who for who, text in said.items() if "Lengkapi SK tim." in text} == EVALUATORS
    assert said["member"] == (
        "RSUD Contoh: penilaian TW III 2024 diverifikasi kembali\n"
        "Persetujuan penilaian dicabut. Hasil verifikasi dapat Anda lihat lagi setelah disetujui kembali."
    )


def test_a_unit_submits_for_verification_again_and_again(instrument):
    """Each round is news of its own; the deadline of the first verification is none of the second."""
    sheet, people = ready("draft")
    take(sheet, "submit", people["head"])
    take(sheet, "start_review", people["evaluator"])
    take(sheet, "return", people["evaluator"])
    take(sheet, "submit", people["head"])
    rows = Message.objects.filter(user=people["evaluator"], event="submitted").order_by("pk")
    name = people["head"].full_name
    assert [row.text for row in rows] == [
        f"{name} mengajukan penilaian mandiri unit ini. Verifikasi dapat dimulai. Batas verifikasi: 30 November 2099.",
        f"{name} mengajukan penilaian mandiri unit ini. Verifikasi dapat dimulai.",
    ]


@pytest.mark.parametrize("action", STEP_TABLE)
def test_everybody_may_open_what_their_message_leads_to(client, instrument, action):
    state, who, expected = STEP_TABLE[action]
    sheet, people = ready(state)
    take(sheet, action, people[who])
    for name in expected - {who}:
        client.force_login(people[name], backend="accounts.backends.Backend")
        row = Message.objects.get(user=people[name])
        assert client.post(f"/kotak-masuk/{row.pk}/buka/", follow=True).status_code == 200


# --- quarters -------------------------------------------------------------------------------------
def planned():
    """A planned quarter, everybody around one unit, and the administrator who plans."""
    unit = WorkUnitFactory(code="07", name="RSUD Contoh")
    return PeriodFactory(state="planned"), cast(unit)


def test_opening_a_quarter_tells_the_units_and_their_evaluators():
    period, people = planned()
    open_period(period=period, by=actor(people["administrator"]), now=NOW)
    others = {"head of another unit", "evaluator of another unit"}
    assert told(people) == UNIT | EVALUATORS | others
    assert texts(people)["member"] == (
        "TW III 2024 dibuka\nPenilaian mandiri RSUD Contoh dapat mulai diisi.\n"
        "Isi dan ajukan paling lambat 31 Oktober 2099. Batas perbaikan: 31 Desember 2099."
    )
    assert texts(people)["evaluator"] == (
        "TW III 2024 dibuka\nUnit kerja yang Anda verifikasi: RSUD Contoh.\n"
        "Batas pengisian oleh unit: 31 Oktober 2099. Batas verifikasi: 30 November 2099."
    )


def test_a_unit_that_does_not_take_part_is_not_told():
    period, people = planned()
    outside = person(Role.UNIT_HEAD, WorkUnitFactory(is_active=False))
    open_period(period=period, by=actor(people["administrator"]), now=NOW)
    assert not Message.objects.filter(user=outside).exists()


def test_opening_told_again_tells_only_who_was_not_told():
    """As when a unit is added to a quarter that is open already."""
    period, people = planned()
    by = actor(people["administrator"])
    opened = open_period(period=period, by=by, now=NOW)
    late = EvaluationFactory(period=opened)
    newcomer = person(Role.UNIT_HEAD, late.unit)
    assert tell_period(opened, "open", by=by, now=NOW) == 1
    assert Message.objects.get(user=newcomer).url == f"/tw/2024-3/unit/{late.unit.code}/"


def test_locking_and_opening_again_tells_all_who_see_the_quarter():
    sheet = EvaluationFactory(unit=WorkUnitFactory(code="07"))
    people = cast(sheet.unit)
    by = actor(people["supervisor"])
    lock_period(period=sheet.period, by=by, now=NOW)
    assert told(people) == READERS - {"supervisor"}
    assert set(Message.objects.values_list("event", flat=True)) == {"period_locked"}
    reopen_period(period=sheet.period, reason="Koreksi", by=by, now=NOW)
    lock_period(period=sheet.period, by=by, now=NOW.replace(hour=10))
    rows = Message.objects.filter(user=people["member"]).order_by("pk")
    assert [row.event for row in rows] == ["period_locked", "period_reopened", "period_locked"]


def test_messages_lead_to_the_persons_own_unit_or_to_the_board():
    sheets = [EvaluationFactory(unit=WorkUnitFactory(code=code)) for code in ("07", "08")]
    one, two = person(Role.UNIT_HEAD, sheets[0].unit), person(Role.UNIT_HEAD, sheets[0].unit)
    grant(two, Role.UNIT_MEMBER, sheets[1].unit)
    leader = person(Role.LEADER)
    lock_period(period=sheets[0].period, by=actor(person(Role.SUPERVISOR)), now=NOW)
    urls = dict(Message.objects.values_list("user", "url"))
    assert urls == {one.pk: "/tw/2024-3/unit/07/", two.pk: "/tw/2024-3/", leader.pk: "/tw/2024-3/"}


def test_many_units_are_counted_rather_than_named():
    period = PeriodFactory(state="planned")
    evaluator = person(Role.EVALUATOR)
    for number in range(7):
        assign(evaluator, WorkUnitFactory(code=f"{number}", name=f"Unit {number}"))
    open_period(period=period, by=actor(person(Role.ADMINISTRATOR)), now=NOW)
    text = Message.objects.get(user=evaluator).text
    assert "verifikasi: Unit 0, Unit 1, Unit 2, Unit 3, Unit 4, dan 2 unit kerja lain." in text


@pytest.mark.parametrize("units", [3, 12])
def test_telling_of_a_quarter_costs_the_same_for_any_number_of_units(django_assert_num_queries, units):
    """The sheets, who there is (2), who was told, the messages, who gets mails, the jobs and a word; 4 savepoints."""
    period = PeriodFactory()
    evaluator = person(Role.EVALUATOR, email="e@example.go.id")
    for number in range(units):
        sheet = EvaluationFactory(period=period)
        person(Role.UNIT_HEAD, sheet.unit, email=f"kepala{number}@example.go.id")
        assign(evaluator, sheet.unit)
    by = actor(person(Role.ADMINISTRATOR))
    with django_assert_num_queries(13):
        assert tell_period(period, "open", by=by, now=NOW) == units + 1
    assert Job.objects.filter(kind="mail").count() == units + 1


def test_finding_people_costs_two_queries(django_assert_num_queries):
    sheets = [EvaluationFactory() for _ in range(3)]
    for sheet in sheets:
        cast(sheet.unit)
    with django_assert_num_queries(2):
        actors = everybody(sheets, today=TODAY)
        recipients(Audience.READERS, sheets, actors)
        recipients(Audience.EVALUATORS, sheets, actors)
