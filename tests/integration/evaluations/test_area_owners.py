"""Sharing the six areas out to the people of a unit (Pokja)."""

import pytest

from evaluations.actions.area_owners import set_owners
from evaluations.exceptions import Invalid, NotAllowed, Refused
from evaluations.models import AreaOwner
from evaluations.queries.area_owners import owned_areas, owners, unit_people
from evaluations.queries.areas import area_titles
from history.models import Entry
from tests.factories import NOW, TODAY, UserFactory, WorkUnitFactory, actor, grant, person
from tests.integration.evaluations.people import everybody
from units.roles import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("instrument")]


def _name(unit, area, users, by, now=NOW):
    return set_owners(unit=unit, area=area, users=users, by=actor(by), now=now)


def _tried(unit, area, users, by):
    try:
        return _name(unit, area, users, by)
    except Refused as refusal:
        return type(refusal)


def test_only_the_units_own_people_share_out_its_areas():
    unit = WorkUnitFactory()
    people = everybody(unit)
    allowed = {"member", "head", "evaluator and member", "supervisor and member"}
    expected = {who: [people["member"]] if who in allowed else NotAllowed for who in people}
    assert {who: _tried(unit, 1, [people["member"]], user) for who, user in people.items()} == expected


def test_an_area_has_those_named_last_and_others_keep_theirs():
    unit = WorkUnitFactory()
    budi, citra, dewi = (person(Role.UNIT_MEMBER, unit, full_name=name) for name in ("Budi", "Citra", "Dewi"))
    _name(unit, 1, [citra, budi], dewi)
    _name(unit, 2, [dewi], dewi)
    later = NOW.replace(hour=15)
    _name(unit, 1, [dewi, citra], budi, later)
    assert owners(unit) == {1: [citra, dewi], 2: [dewi]}
    since = AreaOwner.objects.filter(area=1).order_by("user__full_name").values_list("user", "since", "named_by")
    assert list(since) == [(citra.pk, NOW, dewi.pk), (dewi.pk, later, budi.pk)]
    _name(unit, 1, [], budi)
    assert owners(unit) == {2: [dewi]}


def test_every_change_is_told_in_the_history_and_naming_the_same_is_none():
    unit = WorkUnitFactory()
    budi = person(Role.UNIT_HEAD, unit, full_name="Budi")
    _name(unit, 3, [budi], budi)
    _name(unit, 3, [budi], budi)
    told = Entry.objects.filter(subject="workunit").values_list(
        "verb", "subject", "subject_id", "topic", "old", "new", "by"
    )
    expected = ("anggota Pokja ditetapkan", "workunit", unit.pk, "area 3")
    names = ({"anggota Pokja": []}, {"anggota Pokja": ["Budi"]})
    assert list(told) == [(*expected, *names, budi.pk)]


def test_who_does_not_belong_to_the_unit_today_is_not_named():
    unit = WorkUnitFactory()
    head = person(Role.UNIT_HEAD, unit)
    gone, inactive = UserFactory(), person(Role.UNIT_MEMBER, unit, is_active=False, full_name="Eka")
    grant(gone, Role.UNIT_MEMBER, unit, until=TODAY.replace(day=20))
    assert list(unit_people(unit, today=TODAY)) == [head]
    for stranger in (gone, inactive, person(Role.UNIT_MEMBER, WorkUnitFactory())):
        with pytest.raises(Invalid, match=f"{stranger} bukan anggota {unit}"):
            _name(unit, 1, [head, stranger], head)
    assert owners(unit) == {}


def test_an_area_the_instrument_does_not_know_is_refused():
    unit = WorkUnitFactory()
    head = person(Role.UNIT_HEAD, unit)
    assert list(area_titles()) == [1, 2, 3, 4, 5, 6]
    for area in (0, 7):
        with pytest.raises(Invalid, match=f"Area perubahan {area} tidak ada"):
            _name(unit, area, [head], head)


def test_a_persons_own_areas_are_those_of_units_they_still_belong_to():
    unit, other = WorkUnitFactory(), WorkUnitFactory()
    member = person(Role.UNIT_MEMBER, unit)
    grant(member, Role.UNIT_MEMBER, other)
    for where, area in ((unit, 1), (unit, 4), (other, 2)):
        _name(where, area, [member], member)
    assert owned_areas(actor(member)) == {unit.pk: {1, 4}, other.pk: {2}}
    member.grants.filter(unit=other).update(ends_on=TODAY.replace(day=1))
    assert owned_areas(actor(member)) == {unit.pk: {1, 4}}
    assert owned_areas(actor(person(Role.SUPERVISOR))) == {}
