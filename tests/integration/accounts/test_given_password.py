"""A given password is replaced before anything else opens."""

import pytest
from django.urls import get_resolver, resolve

from accounts import actions
from accounts.middleware import SENTENCE
from accounts.models import User
from history.models import Entry
from tests.factories import NOW
from tests.integration.accounts.conftest import PASSWORD
from tests.integration.accounts.test_password import NEW
from tests.integration.addresses import patterns

PAGE = "/akun/kata-sandi/"
CLOSED = [
    (name, f"/{address.lstrip('/')}", entry.callback)
    for name, entry, address in patterns(get_resolver())
    if getattr(entry.callback, "login_required", True) and name != "accounts:password_change"
]


@pytest.fixture
def given(client, user):
    """The person of the session, whose password an administrator gave."""
    user.must_change_password = True
    user.save()
    client.force_login(user, "accounts.backends.Backend")
    return user


@pytest.mark.parametrize(("address", "view"), [line[1:] for line in CLOSED], ids=[name for name, _, _ in CLOSED])
def test_every_address_leads_to_the_page_for_it(client, given, address, view):
    assert resolve(address).func == view
    for answer in (client.get(address), client.post(address)):
        assert (answer.status_code, answer["Location"]) == (302, PAGE)
    for headers in ({"HX-Request": "true"}, {"Sec-Fetch-Dest": "empty"}):
        answer = client.post(address, headers=headers)
        assert (answer.status_code, answer.text) == (403, SENTENCE)


def test_leaving_and_the_health_check_stay_open(client, given):
    assert client.get("/sehat/").status_code == 200
    assert client.post("/akun/keluar/")["Location"] == "/akun/masuk/"


def test_the_page_has_no_menu(client, given):
    answer = client.get(PAGE)
    assert answer.status_code == 200
    assert [template.name for template in answer.templates].count("layout/topbar.html") == 0
    assert "Kata sandi yang diberikan" in answer.text


def test_replacing_it_opens_the_rest(client, given):
    answer = client.post(PAGE, {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.get("/akun/profil/").status_code == 200
    given.refresh_from_db()
    assert (given.check_password(NEW), given.must_change_password) == (True, False)
    assert list(Entry.objects.filter(subject="user").values_list("verb", "by", "old", "new")) == [
        ("kata sandi diganti", given.pk, None, None)
    ]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("salah", NEW, "Kata sandi yang diberikan salah."),
        (PASSWORD, PASSWORD, "Kata sandi baru sama dengan yang lama."),
        (PASSWORD, "pendek", "setidaknya 10 karakter"),
    ],
)
def test_bad_input_leaves_everything_closed(client, given, old, new, sentence):
    answer = client.post(PAGE, {"old_password": old, "new_password1": new, "new_password2": new})
    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert client.get("/akun/profil/")["Location"] == PAGE


class TestActions:
    """Who chose the password decides whether it must be changed."""

    def test_what_somebody_else_chose_must_be_changed_and_ends_the_sessions(self, client, make_user):
        user, administrator = make_user(), make_user("admin-zi")
        client.force_login(user, "accounts.backends.Backend")
        actions.set_password(user=user, password=NEW, by=administrator, at=NOW)
        assert client.get("/akun/profil/")["Location"] == "/akun/masuk/?next=/akun/profil/"
        assert User.objects.get(pk=user.pk).must_change_password

    def test_a_new_account_by_somebody_else(self, make_user):
        administrator = make_user("admin-zi")
        user = actions.create_user(user=User(username="a", full_name="A"), password=NEW, by=administrator, at=NOW)
        assert (user.has_usable_password(), user.must_change_password) == (True, True)
        user = actions.create_user(user=User(username="b", full_name="B"), password=None, by=administrator, at=NOW)
        assert (user.has_usable_password(), user.must_change_password) == (False, False)

    def test_a_new_password_opens_a_door_closed_by_wrong_ones(self, make_user, sign_in):
        user, administrator = make_user(), make_user("admin-zi")
        statuses = [sign_in(password="salah").status_code for _ in range(5)]
        assert statuses == [200, 200, 200, 200, 429]
        actions.set_password(user=user, password=NEW, by=administrator, at=NOW)
        assert sign_in(password=NEW)["Location"] == "/"
