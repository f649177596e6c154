"""The index of the administration: who sees which section."""

import pytest
from django.urls import reverse

from tests.factories import person
from tests.integration.units.pages_case import people, sign_in, statuses
from units.roles import Role
from units.views.manage import SECTIONS

pytestmark = pytest.mark.django_db
ADDRESS = "/pengelolaan/"


def test_only_who_manages_something_enters(client):
    everybody = people()
    expected = {name: 200 if name in {"administrator", "supervisor"} else 403 for name in everybody}
    assert statuses(client, everybody, ADDRESS) == expected
    assert statuses(client, {"anonymous": None}, ADDRESS) == {"anonymous": 302}


def test_other_methods_are_not_allowed(client):
    assert sign_in(client, person(Role.ADMINISTRATOR)).post(ADDRESS).status_code == 405


@pytest.mark.parametrize(
    ("role", "labels"),
    [
        (Role.ADMINISTRATOR, [section.label for section in SECTIONS]),
        (Role.SUPERVISOR, ["Periode", "Riwayat", "Halaman admin"]),
    ],
)
def test_everybody_sees_their_own_sections_and_may_open_them(client, role, labels):
    sections = sign_in(client, person(role)).get(ADDRESS).context["sections"]
    assert [section.label for section in sections] == labels
    codes = {section.label: client.get(reverse(section.url_name), follow=True).status_code for section in sections}
    assert codes == dict.fromkeys(labels, 200)


def test_the_page_takes_few_queries(client, django_assert_num_queries):
    sign_in(client, person(Role.ADMINISTRATOR))
    with django_assert_num_queries(6):
        client.get(ADDRESS)
