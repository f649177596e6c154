"""Sharing out the areas of a unit on one screen."""

from datetime import timedelta

import pytest
from django.utils import timezone

from evaluations.actions.area_owners import set_owners
from evaluations.exceptions import Invalid
from evaluations.models import AreaOwner
from evaluations.queries.area_owners import owners
from plans.actions.area_owners import share_out
from tests.factories import NOW, actor, person
from tests.integration.evaluations.pages_case import sign_in, text
from tests.integration.plans.plan_case import head_of, make_unit, member
from units.models import RoleGrant
from units.roles import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("instrument")]
POKJA = "/unit/07/pokja/"


def name(unit, area: int, *users) -> None:
    set_owners(unit=unit, area=area, users=users, by=head_of(unit), now=NOW)


def test_all_areas_are_shared_out_at_once(client):
    unit = make_unit()
    first, second = member(unit), member(unit)
    name(unit, 2, second)
    name(unit, 3, first)
    sign_in(client, first)
    seen = client.get(POKJA + "?ubah").context["form"]["seen"].value()
    sent = {"seen": seen, "area-1": [first.pk, second.pk], "area-3": [first.pk]}
    response = client.post(POKJA, sent, follow=True)
    assert response.redirect_chain == [(POKJA, 302)]
    assert "Pembagian Pokja disimpan." in text(response)
    assert owners(unit) == {1: [first, second], 3: [first]}


def test_the_page_names_every_area_and_who_works_on_it(client):
    unit = make_unit()
    user = member(unit)
    name(unit, 6, user)
    response = sign_in(client, person(Role.LEADER)).get(POKJA)
    found = [(share.title, share.people) for share in response.context["shares"]]
    assert [area for area, _ in found] == [
        "1. Manajemen Perubahan",
        "2. Penataan Tatalaksana",
        "3. Penataan Sistem Manajemen SDM Aparatur",
        "4. Penguatan Akuntabilitas",
        "5. Penguatan Pengawasan",
        "6. Peningkatan Kualitas Pelayanan Publik",
    ]
    assert [people for _, people in found] == [[], [], [], [], [], [user]]
    assert "Belum ada anggota" in text(response)
    assert "?ubah" not in response.content.decode()


def test_who_left_is_marked_and_goes_with_the_next_sharing(client):
    unit = make_unit()
    gone, user = member(unit), member(unit)
    name(unit, 1, gone)
    RoleGrant.objects.filter(user=gone).update(ends_on=timezone.localdate() - timedelta(days=1))
    sign_in(client, user)
    assert f"{gone.full_name} Tidak lagi di unit ini" in text(client.get(POKJA))
    form = client.get(POKJA + "?ubah").context["form"]
    assert gone.pk not in dict(form.fields["area-1"].choices)
    client.post(POKJA, {"seen": form["seen"].value(), "area-1": [user.pk]})
    assert owners(unit) == {1: [user]}


@pytest.mark.parametrize("ticked", ["999999", "x", "{stranger}"])
def test_only_the_units_own_people_can_be_ticked(client, ticked):
    unit = make_unit()
    stranger = member(make_unit("08"))
    response = sign_in(client, member(unit)).post(POKJA, {"area-1": ticked.format(stranger=stranger.pk)})
    assert response.status_code == 422
    assert "Salah seorang yang dipilih bukan anggota unit ini." in text(response)
    assert not AreaOwner.objects.exists()


def test_who_comes_second_sees_both_and_decides(client):
    unit = make_unit()
    first, second = member(unit), member(unit)
    sign_in(client, first)
    sent = {"seen": client.get(POKJA + "?ubah").context["form"]["seen"].value(), "area-1": [first.pk]}
    name(unit, 1, second)
    response = client.post(POKJA, sent)
    assert response.status_code == 409
    assert "Pembagian Pokja baru saja diubah orang lain." in text(response)
    assert (response.context["form"]["area-1"].value(), owners(unit)) == ([str(first.pk)], {1: [second]})
    client.post(POKJA, sent | {"seen": response.context["form"]["seen"].value()})
    assert owners(unit) == {1: [first]}


def test_of_all_areas_every_one_is_changed_or_none():
    unit = make_unit()
    user, stranger = member(unit), member(make_unit("08"))
    with pytest.raises(Invalid):
        share_out(unit=unit, wanted={1: [user], 2: [stranger]}, by=actor(user), now=NOW)
    assert owners(unit) == {}


def test_a_unit_without_people_says_what_is_missing(client):
    make_unit()
    page = text(sign_in(client, person(Role.ADMINISTRATOR)).get(POKJA))
    assert "Unit ini belum mempunyai anggota" in page
