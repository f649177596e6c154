"""Roles and assignments by date."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from tests.factories import TODAY, UserFactory, WorkUnitFactory, assign, grant, person
from units.actors import NOBODY, actor_for, actors_around
from units.models import LegalBasis
from units.queries.organisation import legal_basis_on
from units.roles import Role

pytestmark = pytest.mark.django_db
DAYS = [date(2024, 8, day) for day in (9, 10, 15, 20, 21)]


@pytest.mark.parametrize(
    ("until", "expected"),
    [(date(2024, 8, 20), [False, True, True, True, False]), (None, [False, True, True, True, True])],
)
def test_first_and_last_day_count(until, expected):
    user, unit = UserFactory(), WorkUnitFactory()
    since = date(2024, 8, 10)
    grant(user, Role.LEADER, since=since, until=until)
    grant(user, Role.UNIT_HEAD, unit, since=since, until=until)
    assign(user, unit, since=since, until=until)
    actors = [actor_for(user, today=day) for day in DAYS]
    assert [actor.roles == {Role.LEADER} for actor in actors] == expected
    assert [actor.unit_roles == {unit.pk: {Role.UNIT_HEAD}} for actor in actors] == expected
    assert [actor.assigned == {unit.pk} for actor in actors] == expected


def test_several_roles_at_once():
    user, first, second = UserFactory(), WorkUnitFactory(), WorkUnitFactory()
    for role, unit in [
        (Role.EVALUATOR, None),
        (Role.SUPERVISOR, None),
        (Role.UNIT_MEMBER, first),
        (Role.UNIT_HEAD, first),
    ]:
        grant(user, role, unit)
    assign(user, second)
    actor = actor_for(user, today=TODAY)
    assert (actor.user, actor.roles, actor.unit_roles, actor.assigned) == (
        user,
        {Role.EVALUATOR, Role.SUPERVISOR},
        {first.pk: {Role.UNIT_MEMBER, Role.UNIT_HEAD}},
        {second.pk},
    )


def test_other_peoples_roles_do_not_leak():
    unit, user = WorkUnitFactory(), UserFactory()
    other = UserFactory()
    grant(other, Role.ADMINISTRATOR)
    grant(other, Role.UNIT_HEAD, unit)
    assign(other, unit)
    actor = actor_for(user, today=TODAY)
    assert (actor.roles, actor.unit_roles, actor.assigned) == (frozenset(), {}, frozenset())


@pytest.mark.parametrize("who", ["inactive", "anonymous"])
def test_nobody(who):
    user = UserFactory(is_active=False)
    grant(user, Role.ADMINISTRATOR)
    assert actor_for(user if who == "inactive" else AnonymousUser(), today=TODAY) is NOBODY


def test_an_actor_takes_one_query(django_assert_num_queries):
    user = UserFactory()
    for _ in range(3):
        grant(user, Role.UNIT_MEMBER, WorkUnitFactory())
    with django_assert_num_queries(1):
        actor_for(user, today=TODAY)


def test_everybody_around_a_unit_as_that_unit_sees_them():
    """Whoever is of the unit, is assigned to it or holds a role without one; of other units they know nothing."""
    unit, other = WorkUnitFactory(), WorkUnitFactory()
    head, both, verifier = person(Role.UNIT_HEAD, unit), person(Role.UNIT_MEMBER, unit), person(Role.EVALUATOR, unit)
    grant(both, Role.UNIT_HEAD, other)
    assign(verifier, other)
    leader, stranger = person(Role.LEADER), person(Role.UNIT_HEAD, other)
    person(Role.UNIT_MEMBER, unit, is_active=False)
    grant(stranger, Role.UNIT_MEMBER, unit, until=date(2024, 8, 20))
    found = {
        actor.user: (actor.roles, actor.unit_roles, actor.assigned) for actor in actors_around([unit.pk], today=TODAY)
    }
    assert found == {
        head: (frozenset(), {unit.pk: {Role.UNIT_HEAD}}, frozenset()),
        both: (frozenset(), {unit.pk: {Role.UNIT_MEMBER}}, frozenset()),
        verifier: ({Role.EVALUATOR}, {}, {unit.pk}),
        leader: ({Role.LEADER}, {}, frozenset()),
    }


@pytest.mark.parametrize("units", [3, 12])
def test_everybody_around_any_number_of_units_takes_two_queries(django_assert_num_queries, units):
    rows = [WorkUnitFactory() for _ in range(units)]
    for unit in rows:
        person(Role.UNIT_HEAD, unit)
    with django_assert_num_queries(2):
        assert len(actors_around([unit.pk for unit in rows], today=TODAY)) == units


def test_the_legal_basis_of_a_day():
    LegalBasis.objects.all().delete()
    LegalBasis.objects.create(title="lama", issued_on=date(2020, 1, 1), ends_on=date(2024, 8, 21), order=1)
    LegalBasis.objects.create(title="baru", issued_on=date(2024, 8, 21), order=2)
    days = {day: [row.title for row in legal_basis_on(date(2024, 8, day))] for day in (20, 21)}
    assert days == {20: ["lama"], 21: ["baru"]}  # "tidak berlaku sejak": its day is no longer in force
