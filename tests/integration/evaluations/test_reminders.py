"""Reminders of last days: whom, when, once, and after days without a run."""

from datetime import date, datetime, time, timedelta

import pytest
from django.core.management import call_command

from evaluations.actions.deadlines import extend_deadline
from evaluations.actions.reminders import remind
from evaluations.models import Evaluation
from evaluations.queries.reminders import due_mark
from inbox.models import Message
from jobs.models import Job
from jobs.registry import find
from tests.factories import WIB, EvaluationFactory, PeriodFactory, WorkUnitFactory, actor, assign, grant, person
from tests.integration.evaluations.people import everybody
from tests.threads import at_once
from units.roles import Role

pytestmark = pytest.mark.django_db
FILL, VERIFY, REPAIR = date(2024, 9, 10), date(2024, 9, 20), date(2024, 9, 30)
UNIT = {"member", "head", "evaluator and member", "supervisor and member"}
EVALUATORS = {"evaluator", "supervisor and evaluator"}


def make(state="draft", code="07", **fields) -> Evaluation:
    period = PeriodFactory(fill_deadline=FILL, verify_deadline=VERIFY, repair_deadline=REPAIR)
    return EvaluationFactory(period=period, state=state, unit=WorkUnitFactory(code=code, name="RSUD Contoh"), **fields)


def at(day: date) -> datetime:
    return datetime.combine(day, time(7), tzinfo=WIB)


def run(last: date, *left: int) -> list[int]:
    """Run in the mornings with so many days left; how many messages each run wrote."""
    return [remind(now=at(last - timedelta(days=days))) for days in left]


def titles() -> list[str]:
    return [row.title for row in Message.objects.order_by("pk")]


@pytest.mark.parametrize(
    ("state", "last", "expected"),
    [
        ("draft", FILL, UNIT),
        ("returned", REPAIR, UNIT),
        ("submitted", VERIFY, EVALUATORS),
        ("in_review", VERIFY, EVALUATORS),
        ("reviewed", VERIFY, set()),
        ("approved", VERIFY, set()),
    ],
)
@pytest.mark.parametrize("left", [7, 3, 1, -1])
def test_who_can_still_act_is_reminded(state, last, expected, left):
    sheet = make(state)
    people = everybody(sheet.unit)
    assert run(last, left) == [len(expected)]
    found = set(Message.objects.values_list("user", "event"))
    event = "deadline_passed" if left < 0 else "deadline_near"
    assert found == {(people[who].pk, event) for who in expected}


@pytest.mark.parametrize(
    ("left", "mark"),
    [(30, None), (8, None), (7, 7), (6, 7), (4, 7), (3, 3), (2, 3), (1, 1), (0, 1), (-1, -1), (-7, -1), (-8, None)],
)
def test_the_nearest_mark_counts(left, mark):
    assert due_mark(left) == mark


def test_a_member_is_reminded_on_four_mornings():
    person(Role.UNIT_MEMBER, make().unit)
    assert run(FILL, *range(10, -11, -1)) == [0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0, 1, *[0] * 9]
    assert titles() == [
        "Batas pengisian TW III 2024: 7 hari lagi",
        "Batas pengisian TW III 2024: 3 hari lagi",
        "Batas pengisian TW III 2024: besok",
        "Batas pengisian TW III 2024 sudah lewat",
    ]


def test_a_second_run_tells_nobody_again():
    sheet = make()
    person(Role.UNIT_MEMBER, sheet.unit)
    assert run(FILL, 3, 3, 3) == [1, 0, 0]
    newcomer = person(Role.UNIT_MEMBER, sheet.unit)
    assert run(FILL, 3) == [1]
    assert Message.objects.filter(user=newcomer).count() == 1


def test_after_days_without_a_run_one_reminder_says_how_it_is_now():
    person(Role.UNIT_MEMBER, make().unit)
    assert run(FILL, 8, 2, 2) == [0, 1, 0]
    assert titles() == ["Batas pengisian TW III 2024: 2 hari lagi"]


def test_a_word_that_comes_late_but_not_too_late():
    person(Role.UNIT_MEMBER, make().unit)
    assert run(FILL, 10, -5, -6) == [0, 1, 0]
    assert titles() == ["Batas pengisian TW III 2024 sudah lewat"]


def test_an_extension_reminds_anew_and_only_that_unit():
    sheet = make()
    member = person(Role.UNIT_MEMBER, sheet.unit)
    other = person(Role.UNIT_MEMBER, EvaluationFactory(period=sheet.period).unit)
    assert run(FILL, 1) == [2]
    later = FILL + timedelta(days=6)
    by = actor(person(Role.SUPERVISOR))
    extend_deadline(evaluation=sheet, work="fill", until=later, reason="Banjir", by=by, now=at(FILL))
    assert run(later, 5) == [2]  # the day after the last day of the others
    found = Message.objects.order_by("pk")[2:]
    assert {row.user: row.title for row in found} == {
        other: "Batas pengisian TW III 2024 sudah lewat",
        member: "Batas pengisian TW III 2024: 5 hari lagi",
    }
    assert Message.objects.get(user=member, title__endswith="5 hari lagi").text == (
        "Pengisian dan pengajuan penilaian RSUD Contoh belum selesai. Hari terakhir: 16 September 2024."
    )


def test_the_word_that_it_has_passed_says_whom_to_ask():
    member = person(Role.UNIT_MEMBER, make().unit)
    evaluator = person(Role.EVALUATOR, EvaluationFactory(state="submitted", unit__name="UPT Contoh").unit)
    run(FILL, -1)
    run(VERIFY, -1)
    assert dict(Message.objects.values_list("user", "text")) == {
        member.pk: (
            "Pengisian dan pengajuan penilaian RSUD Contoh belum selesai sampai batasnya, 10 September 2024. "
            "Hubungi Inspektorat bila perlu perpanjangan."
        ),
        evaluator.pk: (
            "Verifikasi penilaian UPT Contoh belum selesai sampai batasnya, 20 September 2024. "
            "Hubungi pengendali TPI bila perlu perpanjangan."
        ),
    }


def test_an_evaluator_of_many_units_gets_one_reminder_that_names_them():
    first = make("submitted")
    second = EvaluationFactory(period=first.period, state="in_review", unit__code="99", unit__name="UPT Contoh")
    evaluator = person(Role.EVALUATOR, first.unit)
    assign(evaluator, second.unit)
    assert run(VERIFY, 3) == [1]
    row = Message.objects.get(user=evaluator)
    assert (row.text, row.url) == (
        "Verifikasi penilaian RSUD Contoh, UPT Contoh belum selesai. Hari terakhir: 20 September 2024.",
        "/tw/2024-3/",
    )


def test_later_rounds_have_no_last_day_of_verification():
    person(Role.EVALUATOR, make("in_review", round=2).unit)
    assert run(VERIFY, 7, 1, -1) == [0, 0, 0]


@pytest.mark.parametrize("state", ["planned", "locked", "reported"])
def test_quarters_that_are_not_open_remind_nobody(state):
    period = PeriodFactory(state=state, fill_deadline=FILL, verify_deadline=VERIFY, repair_deadline=REPAIR)
    person(Role.UNIT_MEMBER, EvaluationFactory(period=period).unit)
    assert run(FILL, 3, -1) == [0, 0]


def test_who_left_the_unit_is_not_reminded():
    sheet = make()
    grant(person(Role.LEADER), Role.UNIT_MEMBER, sheet.unit, until=FILL - timedelta(days=4))
    person(Role.UNIT_MEMBER, sheet.unit, is_active=False)
    assert run(FILL, 3) == [0]


def test_the_command_says_how_many(capsys):
    today = datetime.now(WIB).date()
    period = PeriodFactory(fill_deadline=today, verify_deadline=today, repair_deadline=today)
    person(Role.UNIT_MEMBER, EvaluationFactory(period=period).unit)
    call_command("send_reminders")
    call_command("send_reminders")
    assert capsys.readouterr().out == "1 pengingat dikirim.\n0 pengingat dikirim.\n"


def test_it_runs_every_morning_at_seven():
    kind = find("reminders")
    assert (kind.at, kind.minutes) == (time(7), None)


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_tell_once(instrument):
    member = person(Role.UNIT_MEMBER, make().unit, email="rina@example.go.id")
    morning = at(FILL - timedelta(days=3))
    results = at_once(lambda: remind(now=morning), lambda: remind(now=morning))
    assert [result for result in results if not isinstance(result, int)] == []
    assert (list(Message.objects.values_list("user", flat=True)), Job.objects.count()) == ([member.pk], 1)


@pytest.mark.parametrize("units", [3, 12])
def test_reminding_costs_the_same_for_any_number_of_units(django_assert_num_queries, units):
    """The sheets, who there is (2), who was told, the messages, who gets mails, the jobs and a word; 4 savepoints."""
    sheet = make()
    evaluator = person(Role.EVALUATOR, email="e@example.go.id")
    for number in range(units):
        unit = EvaluationFactory(period=sheet.period, state="draft" if number % 2 else "submitted").unit
        person(Role.UNIT_HEAD, unit, email=f"kepala{number}@example.go.id")
        assign(evaluator, unit)
    Evaluation.objects.update(fill_until=VERIFY)
    with django_assert_num_queries(12):
        run(VERIFY, 3)
    assert Message.objects.count() == Job.objects.filter(kind="mail").count() == units // 2 + 1
