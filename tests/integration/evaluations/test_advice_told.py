"""Who hears of recommendations: those they are for, those who judge them, and reminders of their last days."""

from datetime import date, datetime, time, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from evaluations.actions import recommendations
from evaluations.actions.advice_reminders import remind_of_advice
from evaluations.actions.area_owners import set_owners
from evaluations.actions.periods import lock_period, open_period
from evaluations.followup_workflow import TURNS
from evaluations.letters import FOLLOW_UPS
from inbox.models import Message
from tests.factories import (
    NOW,
    WIB,
    EvaluationFactory,
    PeriodFactory,
    RecommendationFactory,
    WorkUnitFactory,
    actor,
    assign,
    person,
)
from tests.integration.evaluations.advice_case import UNSENT, advice, take, write
from tests.integration.evaluations.people import everybody
from units.models import Assignment
from units.roles import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("instrument")]

UNIT = {"member", "head", "evaluator and member", "supervisor and member"}
EVALUATORS = {"evaluator", "supervisor and evaluator"}
SUPERVISORS = {"supervisor", "supervisor who verified"}


@pytest.fixture
def sheet():
    return EvaluationFactory(unit=WorkUnitFactory(code="rsud", name="RSUD Contoh"))


@pytest.fixture
def people(sheet):
    return everybody(sheet.unit)


def _told(people: dict) -> set[str]:
    """Who has a message."""
    users = set(Message.objects.values_list("user", flat=True))
    return {who for who, user in people.items() if user.pk in users}


def _messages() -> list[tuple]:
    """(event, title, text, address), each once."""
    found = Message.objects.order_by("pk").values_list("event", "title", "text", "url")
    return list(dict.fromkeys(found))


# --- a new recommendation -------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("responsible", "owners", "expected"),
    [
        ("", [], UNIT),
        ("", ["evaluator and member"], {"head", "evaluator and member"}),
        ("member", ["evaluator and member"], {"head", "member"}),
        ("member", [], {"head", "member"}),
    ],
)
def test_it_goes_to_whom_it_is_for_and_always_to_the_head(sheet, people, responsible, owners, expected):
    if owners:
        named = [people[who] for who in owners]
        set_owners(unit=sheet.unit, area=1, users=named, by=actor(people["head"]), now=NOW)
    write(sheet.unit, people["evaluator"], area=1, responsible=people.get(responsible), send=True)
    assert _told(people) == expected


def test_who_left_the_unit_is_not_told_and_the_next_in_line_is(sheet, people):
    row = advice(sheet, UNSENT, responsible=people["member"])
    people["member"].grants.update(ends_on=date(2024, 8, 1))
    recommendations.send(recommendation=row, by=actor(people["evaluator"]), now=NOW)
    assert _told(people) == UNIT - {"member"}


def test_one_letter_tells_one_and_leads_to_it(sheet, people):
    row = write(sheet.unit, people["evaluator"], text="Tetapkan SK.", send=True)
    assert _messages() == [
        (
            "recommended",
            "RSUD Contoh: rekomendasi baru rsud/R-1",
            "TPI memberi rekomendasi:\n“Tetapkan SK.” (batas 30 September 2024)\n\n"
            "Laporkan tindak lanjutnya pada halaman rekomendasi ini.",
            f"/rekomendasi/{row.pk}/",
        )
    ]


def test_many_at_once_are_one_letter_per_person(sheet, people):
    for number in range(7):
        advice(sheet, UNSENT, text=f"Nomor {number}.", area=None)
    recommendations.send_all(sheet, by=actor(people["evaluator"]), now=NOW, source="screen")
    [(_, title, text, url)] = _messages()
    assert title == "RSUD Contoh: 7 rekomendasi baru"
    assert text.splitlines()[1:7] == [
        *(f"• rsud/R-{number + 1}: Nomor {number}." for number in range(5)),
        "• dan 2 rekomendasi lain",
    ]
    assert url == "/rekomendasi/?unit=rsud"


@pytest.mark.parametrize("units", [1, 3])
def test_telling_units_at_the_lock_costs_the_same(django_assert_num_queries, units):
    period = PeriodFactory()
    for _ in range(units):
        sheet = EvaluationFactory(period=period)
        advice(sheet, UNSENT)
        person(Role.UNIT_MEMBER, sheet.unit)
    by = actor(person(Role.SUPERVISOR))
    with django_assert_num_queries(13):
        recommendations.send_quarter(period, by=by, now=NOW, source="screen")
    assert Message.objects.count() == units


# --- reports and judgements -----------------------------------------------------------------------
def test_every_step_has_its_letter():
    assert set(FOLLOW_UPS) == set(TURNS)


@pytest.mark.parametrize(
    ("action", "state", "by", "expected"),
    [
        ("report", "open", "member", EVALUATORS),
        ("claim_done", "open", "head", EVALUATORS),
        ("settle", "done_by_unit", "evaluator", UNIT),
        ("not_yet", "done_by_unit", "supervisor", UNIT),
        ("impossible", "open", "evaluator", UNIT),
        ("reopen", "settled", "evaluator", UNIT),
    ],
)
def test_the_other_side_hears_of_each_step(sheet, people, action, state, by, expected):
    row = advice(sheet, state, area=None)
    take(row, action, people[by], "SK sudah terbit.")
    assert _told(people) == expected
    [(event, _, text, url)] = _messages()
    assert (event, url) == ("followed_up" if by in UNIT else "judged", f"/rekomendasi/{row.pk}/")
    assert "“SK sudah terbit.”" in text


def test_supervisors_hear_where_nobody_verifies(sheet, people):
    Assignment.objects.all().delete()
    take(advice(sheet), "claim_done", people["member"])
    assert _told(people) == SUPERVISORS | {"supervisor and evaluator"}


# --- reminders ------------------------------------------------------------------------------------
DUE = date(2024, 9, 10)


def _at(left: int) -> datetime:
    return datetime.combine(DUE - timedelta(days=left), time(7), tzinfo=WIB)


def _run(*left: int) -> list[int]:
    """Run in the mornings with so many days left; how many messages each run wrote."""
    return [remind_of_advice(now=_at(days)) for days in left]


@pytest.mark.parametrize("state", ["open", "in_progress"])
@pytest.mark.parametrize("left", [7, 3, 1])
def test_the_unit_is_reminded_7_3_and_1_days_before(sheet, people, state, left):
    advice(sheet, state, due_on=DUE, area=None)
    assert _run(left, left) == [len(UNIT), 0]
    assert _told(people) == UNIT
    assert set(Message.objects.values_list("event", flat=True)) == {"advice_near"}


def test_what_is_overdue_is_told_once_to_both_sides(sheet, people):
    row = advice(sheet, "in_progress", due_on=DUE, area=None, text="Tetapkan SK.", number=3)
    assert _run(-1, -2, -7) == [len(UNIT | EVALUATORS), 0, 0]
    assert _told(people) == UNIT | EVALUATORS
    assert _messages() == [
        (
            "advice_overdue",
            "RSUD Contoh: batas rsud/R-3 sudah lewat",
            "Belum dilaporkan selesai sampai batasnya, 10 September 2024:\n"
            "• rsud/R-3: Tetapkan SK. (batas 10 September 2024)\n\nLaporkan tindak lanjutnya sekarang.",
            f"/rekomendasi/{row.pk}/",
        ),
        (
            "advice_overdue",
            "RSUD Contoh: rsud/R-3 lewat batas",
            "Unit kerja belum melaporkan selesai sampai batasnya, 10 September 2024:\n"
            "• rsud/R-3: Tetapkan SK. (batas 10 September 2024)",
            f"/rekomendasi/{row.pk}/",
        ),
    ]


@pytest.mark.parametrize("state", [UNSENT, "done_by_unit", "settled", "impossible"])
@pytest.mark.parametrize("left", [7, 1, -1])
def test_nobody_is_reminded_of_what_is_not_the_units_turn(sheet, people, state, left):
    advice(sheet, state, due_on=DUE)
    assert _run(left) == [0]


def test_there_are_days_without_a_reminder(sheet, people):
    advice(sheet, due_on=DUE)
    assert _run(8, -8) == [0, 0]


def test_a_units_recommendations_of_one_day_share_a_message(sheet, people):
    for number in (1, 2):
        advice(sheet, due_on=DUE, area=None, number=number)
    assert _run(3) == [len(UNIT)]
    assert {title for _, title, _, _ in _messages()} == {"RSUD Contoh: batas 2 rekomendasi 3 hari lagi"}


def test_another_one_of_the_same_day_is_told_later_and_the_first_not_again(sheet, people):
    advice(sheet, due_on=DUE, area=None, number=1)
    other = advice(sheet, "done_by_unit", due_on=DUE, area=None, number=2)
    assert _run(-1) == [len(UNIT | EVALUATORS)]
    take(other, "not_yet", people["evaluator"], now=_at(-2))
    Message.objects.exclude(event="advice_overdue").delete()
    assert _run(-3, -4) == [len(UNIT | EVALUATORS), 0]
    assert [title for _, title, _, _ in _messages()] == [
        "RSUD Contoh: batas rsud/R-1 sudah lewat",
        "RSUD Contoh: rsud/R-1 lewat batas",
        "RSUD Contoh: batas rsud/R-2 sudah lewat",
        "RSUD Contoh: rsud/R-2 lewat batas",
    ]


def test_very_many_of_one_day_are_all_told_once(sheet, people):
    for number in range(100, 140):
        advice(sheet, due_on=DUE, responsible=people["head"], number=number)
    wrote = _run(3, 3)
    assert wrote[1] == 0
    numbers = [number for key in Message.objects.values_list("key", flat=True) for number in key.split(": ")[1].split()]
    assert sorted(numbers) == [str(number) for number in range(100, 140)]


def test_the_morning_command_counts_them(sheet, people, capsys):
    advice(sheet, due_on=timezone.localdate() + timedelta(days=1), area=None)
    call_command("send_reminders")
    assert capsys.readouterr().out == f"{len(UNIT)} pengingat dikirim.\n"


# --- a new quarter --------------------------------------------------------------------------------
def test_opening_a_quarter_tells_each_unit_how_many_recommendations_are_open():
    before = PeriodFactory(quarter=2)
    some, none = (EvaluationFactory(period=before, unit=WorkUnitFactory(code=code)).unit for code in ("ada", "tidak"))
    sheet = before.evaluations.get(unit=some)
    for state in (UNSENT, "open", "in_progress", "done_by_unit", "settled", "impossible"):
        RecommendationFactory(evaluation=sheet, **({"sent_at": None} if state == UNSENT else {"state": state}))
    heads = {unit.code: person(Role.UNIT_HEAD, unit) for unit in (some, none)}
    evaluator = person(Role.EVALUATOR, some)
    assign(evaluator, none)
    by = actor(person(Role.SUPERVISOR))
    open_period(period=PeriodFactory(state="planned"), by=by, now=NOW)
    last = {code: Message.objects.get(user=head).text.splitlines()[-1] for code, head in heads.items()}
    assert last["ada"] == "Rekomendasi yang masih terbuka: 3."
    assert last["tidak"].startswith("Isi dan ajukan paling lambat")
    assert "ekomendasi" not in Message.objects.get(user=evaluator).text


def test_locking_tells_what_it_sends(people, sheet):
    advice(sheet, UNSENT, area=None)
    lock_period(period=sheet.period, by=actor(people["supervisor"]), now=NOW)
    found = Message.objects.filter(event="recommended").values_list("user", flat=True)
    assert set(found) == {people[who].pk for who in UNIT}
