"""Reminding owners: whom, when, once."""

from datetime import date, datetime, time, timedelta

import pytest

from inbox.models import Message
from jobs.registry import find
from plans.actions.reminders import remind
from plans.models import Action
from tests.factories import WIB, ActionFactory
from tests.integration.plans.plan_case import make_unit, member
from units.models import RoleGrant

pytestmark = pytest.mark.django_db
DUE = date(2024, 9, 20)


def make(**fields) -> Action:
    return ActionFactory(due_on=DUE, text="Susun SOP", **fields)


def run(*left: int, due: date = DUE) -> list[int]:
    """Run in the mornings with so many days left; how many messages each run wrote."""
    return [remind(now=datetime.combine(due - timedelta(days=days), time(7), tzinfo=WIB)) for days in left]


def told() -> list[tuple]:
    return [(row.user, row.event, row.title, row.text, row.url) for row in Message.objects.order_by("pk")]


def test_an_owner_is_reminded_on_four_mornings():
    action = make()
    assert run(*range(10, -11, -1)) == [0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0, 1, *[0] * 9]
    near = "“Susun SOP” belum selesai. Hari terakhir: 20 September 2024."
    url = f"/rencana/{action.pk}/"
    passed = (
        "“Susun SOP” belum selesai sampai batasnya, 20 September 2024. "
        "Selesaikan, atau ubah batas waktunya bersama tim."
    )
    assert told() == [
        (action.owner, "action_near", "Batas rencana aksi: 7 hari lagi", near, url),
        (action.owner, "action_near", "Batas rencana aksi: 3 hari lagi", near, url),
        (action.owner, "action_near", "Batas rencana aksi: besok", near, url),
        (action.owner, "action_overdue", "Batas rencana aksi sudah lewat", passed, url),
    ]


def test_a_second_run_tells_nobody_again():
    make()
    assert run(3, 3, 2, 2, -1, -2) == [1, 0, 0, 0, 1, 0]


def test_after_days_without_a_run_only_the_nearest_counts():
    make()
    assert run(8, 2) == [0, 1]
    assert [row[2] for row in told()] == ["Batas rencana aksi: 2 hari lagi"]


@pytest.mark.parametrize("state", ["done", "dropped"])
@pytest.mark.parametrize("left", [3, -1])
def test_nobody_is_reminded_of_what_is_closed(state, left):
    make(state=state)
    assert run(left) == [0]


def test_who_left_is_not_reminded():
    unit = make_unit()
    make(unit=unit, owner=member(unit, is_active=False))
    gone = make(unit=unit)
    RoleGrant.objects.filter(user=gone.owner).update(ends_on=DUE - timedelta(days=4))
    make(unit=unit, owner=member(make_unit("08")))  # moved to another unit
    assert run(3, -1) == [0, 0]


def test_another_last_day_reminds_anew():
    action = make()
    assert run(3) == [1]
    later = DUE + timedelta(days=10)
    Action.objects.filter(pk=action.pk).update(due_on=later)
    assert run(3, due=later) == [1]


def test_actions_with_the_same_last_day_share_a_message():
    unit = make_unit()
    owner = member(unit)
    for words in ("Susun SOP", "Latih pegawai"):
        ActionFactory(unit=unit, owner=owner, due_on=DUE, text=words)
    make(unit=unit)
    assert run(3, -1) == [2, 2]
    texts = "– Susun SOP\n– Latih pegawai"
    assert [row[2:] for row in told() if row[0] == owner] == [
        (
            "Batas 2 rencana aksi: 3 hari lagi",
            f"Belum selesai:\n{texts}\n\nHari terakhir: 20 September 2024.",
            "/rencana/saya/",
        ),
        (
            "Batas 2 rencana aksi sudah lewat",
            f"Belum selesai sampai batasnya, 20 September 2024:\n{texts}\n\n"
            "Selesaikan, atau ubah batas waktunya bersama tim.",
            "/rencana/saya/",
        ),
    ]


@pytest.mark.parametrize("left", [3, -1])
def test_another_one_of_the_same_day_is_told_later_and_the_first_not_again(left):
    unit = make_unit()
    owner = member(unit)
    first = make(unit=unit, owner=owner)
    colleague = make(unit=unit)
    assert run(left) == [2]
    second = ActionFactory(unit=unit, owner=owner, due_on=DUE, text="Latih pegawai")
    assert run(left - 1, left - 1) == [1, 0]
    assert [(user, url) for user, _, _, _, url in told()] == [
        (owner, f"/rencana/{first.pk}/"),
        (colleague.owner, f"/rencana/{colleague.pk}/"),
        (owner, f"/rencana/{second.pk}/"),
    ]


def test_at_the_next_mark_they_share_a_message():
    unit = make_unit()
    owner = member(unit)
    make(unit=unit, owner=owner)
    assert run(3) == [1]
    make(unit=unit, owner=owner)
    assert run(2, 1) == [1, 1]
    assert [row[2] for row in told()] == [
        "Batas rencana aksi: 3 hari lagi",
        "Batas rencana aksi: 2 hari lagi",
        "Batas 2 rencana aksi: besok",
    ]


def test_who_takes_an_action_over_is_reminded_too():
    unit = make_unit()
    action, other = make(unit=unit), member(unit)
    assert run(3) == [1]
    Action.objects.filter(pk=action.pk).update(owner=other)
    assert run(2, 2) == [1, 0]
    assert [row[0] for row in told()] == [action.owner, other]


def test_very_many_of_one_day_are_all_told_once():
    unit = make_unit()
    owner = member(unit)
    actions = [make(unit=unit, owner=owner, pk=1_000_000 + number) for number in range(40)]
    assert run(3, 3)[1] == 0
    numbers = [number for key in Message.objects.values_list("key", flat=True) for number in key.split(": ")[1].split()]
    assert sorted(map(int, numbers)) == [action.pk for action in actions]


@pytest.mark.parametrize("count", [2, 20])
def test_reminding_costs_the_same_for_any_number(django_assert_num_queries, count):
    """The actions, who belongs where, what they heard of, who was told, the messages, who gets mails; 2 savepoints."""
    unit = make_unit()
    for _ in range(count):
        make(unit=unit)
    with django_assert_num_queries(8):
        assert run(3) == [count]


def test_it_runs_every_morning_at_seven():
    kind = find("action_reminders")
    assert (kind.at, kind.minutes) == (time(7), None)
