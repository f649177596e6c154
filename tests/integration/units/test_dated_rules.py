"""What dated rows must keep among themselves: no doubles, nobody locked out, and taking back what is new."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from history.models import Entry
from tests.factories import LONG_AGO, NOW, TODAY, UserFactory, WorkUnitFactory, actor, assign, grant, person
from units.actions.dated import assign_units, cancel
from units.actions.dated_rules import first_day_without
from units.actions.records import save_record
from units.actions.units import switch_unit
from units.models import Assignment, RoleGrant
from units.roles import Role

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def administrator():
    return actor(person(Role.ADMINISTRATOR))


def refusal(call, **what) -> list[str] | None:
    """The sentences an action refuses with; None when it went through."""
    try:
        call(**what)
    except ValidationError as error:
        return error.messages
    return None


def save(record, by) -> list[str] | None:
    return refusal(save_record, record=record, by=by, now=NOW)


# --- doubles --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("first", "last", "meet"),
    [
        (date(2024, 8, 1), date(2024, 8, 9), False),
        (date(2024, 8, 1), date(2024, 8, 10), True),
        (date(2024, 8, 20), None, True),
        (date(2024, 8, 21), None, False),
    ],
)
def test_the_same_duty_is_not_held_twice_at_once(administrator, first, last, meet):
    user, unit = UserFactory(), WorkUnitFactory()
    held = {"since": date(2024, 8, 10), "until": date(2024, 8, 20)}
    grant(user, Role.EVALUATOR, **held)
    assign(user, unit, **held)
    span = "sejak 10 Agustus 2024 sampai 20 Agustus 2024. Ubah masa berlakunya, bukan menambah lagi."
    role = RoleGrant(user=user, role=Role.EVALUATOR, starts_on=first, ends_on=last)
    assert save(role, administrator) == ([f"Orang ini sudah memegang peran ini {span}"] if meet else None)
    duty = Assignment(user=user, unit=unit, starts_on=first, ends_on=last)
    assert save(duty, administrator) == ([f"Orang ini sudah ditugaskan pada unit ini {span}"] if meet else None)


def test_another_role_unit_or_person_is_no_double(administrator):
    user, unit = UserFactory(), WorkUnitFactory()
    grant(user, Role.UNIT_MEMBER, unit)
    assert [
        save(RoleGrant(user=who, role=role, unit=where, starts_on=TODAY), administrator)
        for who, role, where in [
            (user, Role.UNIT_HEAD, unit),
            (user, Role.UNIT_MEMBER, WorkUnitFactory()),
            (UserFactory(), Role.UNIT_MEMBER, unit),
            (user, Role.LEADER, None),
        ]
    ] == [None] * 4


# --- the last administrator -----------------------------------------------------------------------
@pytest.mark.parametrize(
    ("spans", "gap"),
    [
        ([], TODAY),
        ([(LONG_AGO, None)], None),
        ([(TODAY + DAY, None)], TODAY),
        ([(LONG_AGO, TODAY)], TODAY + DAY),
        ([(LONG_AGO, TODAY), (TODAY + DAY, None)], None),
        ([(TODAY + 2 * DAY, None), (LONG_AGO, TODAY)], TODAY + DAY),
        ([(LONG_AGO, TODAY + 5 * DAY), (LONG_AGO, TODAY + DAY)], TODAY + 6 * DAY),
        ([(LONG_AGO, TODAY - DAY), (TODAY, None)], None),
    ],
)
def test_the_first_day_without_administrator(spans, gap):
    assert first_day_without(spans, TODAY) == gap


def gone(day: str) -> list[str]:
    return [
        f"Dengan perubahan ini tidak ada lagi administrator mulai {day}. "
        "Beri dahulu peran administrator kepada orang lain."
    ]


def own_grant(administrator) -> RoleGrant:
    return RoleGrant.objects.get(user=administrator.user)


def ended(row: RoleGrant, last: date) -> RoleGrant:
    row.ends_on = last
    return row


def test_the_last_administrator_cannot_end_their_own_role(administrator):
    assert save(ended(own_grant(administrator), TODAY - DAY), administrator) == gone("21 Agustus 2024")
    assert save(ended(own_grant(administrator), date(2024, 12, 31)), administrator) == gone("1 Januari 2025")
    row = own_grant(administrator)
    row.role = Role.LEADER
    assert save(row, administrator) == gone("21 Agustus 2024")
    assert (own_grant(administrator).ends_on, own_grant(administrator).role) == (None, "administrator")
    assert Entry.objects.filter(subject="rolegrant").count() == 0


@pytest.mark.parametrize(
    ("since", "until", "active", "taken"),
    [
        (LONG_AGO, None, True, True),
        (TODAY, None, True, True),
        (TODAY + DAY, None, True, False),  # one day without
        (LONG_AGO, TODAY + DAY, True, False),  # gone the day after
        (LONG_AGO, None, False, False),  # cannot sign in
    ],
)
def test_an_administrator_goes_when_another_one_stays(administrator, since, until, active, taken):
    grant(UserFactory(is_active=active), Role.ADMINISTRATOR, since=since, until=until)
    assert (save(ended(own_grant(administrator), TODAY - DAY), administrator) is None) == taken


def test_what_was_short_already_may_be_made_longer(administrator):
    RoleGrant.objects.update(ends_on=date(2024, 9, 30))
    assert save(ended(own_grant(administrator), date(2024, 12, 31)), administrator) is None
    assert save(ended(own_grant(administrator), date(2024, 11, 30)), administrator) == gone("1 Desember 2024")


def test_the_only_administrator_from_today_is_not_taken_back():
    administrator = actor(person(Role.ADMINISTRATOR))
    RoleGrant.objects.update(starts_on=TODAY)
    row = own_grant(administrator)
    assert refusal(cancel, record=row, by=administrator, now=NOW) == gone("21 Agustus 2024")
    assert RoleGrant.objects.filter(pk=row.pk).count() == 1


# --- taking back ----------------------------------------------------------------------------------
@pytest.mark.parametrize(("since", "taken"), [(TODAY - DAY, False), (TODAY, True), (TODAY + DAY, True)])
def test_only_what_is_new_is_taken_back(administrator, since, taken):
    unit = WorkUnitFactory()
    rows = [grant(UserFactory(), Role.UNIT_MEMBER, unit, since=since), assign(UserFactory(), unit, since=since)]
    sentence = ["Yang sudah pernah berlaku tidak dapat dibatalkan. Tentukan hari terakhirnya."]
    keys = [row.pk for row in rows]
    assert [refusal(cancel, record=row, by=administrator, now=NOW) for row in rows] == [None if taken else sentence] * 2
    left = (RoleGrant.objects.filter(pk=keys[0]).exists(), Assignment.objects.filter(pk=keys[1]).exists())
    assert left == (not taken, not taken)
    if taken:
        entries = Entry.objects.order_by("pk").filter(subject__in=["rolegrant", "assignment"])
        assert [(row.verb, row.subject_id, row.by, row.old["starts_on"], row.new) for row in entries] == [
            ("peran pengguna dihapus", keys[0], administrator.user, since.isoformat(), None),
            ("penugasan evaluator dihapus", keys[1], administrator.user, since.isoformat(), None),
        ]


# --- several units at once ------------------------------------------------------------------------
def test_assigning_several_units_is_all_or_none(administrator):
    user, units = UserFactory(), [WorkUnitFactory() for _ in range(3)]
    what = {"user": user, "kind": "ketua", "starts_on": TODAY, "ends_on": None, "by": administrator, "now": NOW}
    grant(user, Role.UNIT_MEMBER, units[1])
    assert refusal(assign_units, units=units, **what) == [
        f"{units[1]}: Orang ini anggota unit tersebut; anggota tidak boleh memverifikasi unitnya sendiri."
    ]
    assert (Assignment.objects.count(), Entry.objects.filter(subject="assignment").count()) == (0, 0)
    rows = assign_units(units=[units[0], units[2]], **what)
    assert [(row.user, row.unit, row.kind, row.starts_on) for row in rows] == [
        (user, units[0], "ketua", TODAY),
        (user, units[2], "ketua", TODAY),
    ]
    assert Entry.objects.filter(subject="assignment", verb="penugasan evaluator dibuat").count() == 2


# --- units ----------------------------------------------------------------------------------------
def test_switching_a_unit_is_told_once(administrator):
    unit = WorkUnitFactory()
    for active in (False, False, True):
        switch_unit(unit=unit, active=active, by=administrator, now=NOW)
    rows = Entry.objects.filter(subject="workunit").order_by("pk")
    assert [(row.verb, row.old, row.new) for row in rows] == [
        ("unit kerja dinonaktifkan", {"is_active": True}, {"is_active": False}),
        ("unit kerja diaktifkan", {"is_active": False}, {"is_active": True}),
    ]


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_only_an_administrator_acts(role):
    unit = WorkUnitFactory()
    who = actor(person(role, unit if role in {Role.UNIT_MEMBER, Role.UNIT_HEAD} else None))
    calls = [
        lambda: switch_unit(unit=unit, active=False, by=who, now=NOW),
        lambda: cancel(record=grant(UserFactory(), Role.LEADER, since=TODAY), by=who, now=NOW),
        lambda: assign_units(
            user=UserFactory(), units=[unit], kind="ketua", starts_on=TODAY, ends_on=None, by=who, now=NOW
        ),
    ]
    for call in calls:
        with pytest.raises(PermissionError):
            call()
