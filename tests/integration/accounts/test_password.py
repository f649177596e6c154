"""Changing one's own password."""

import pytest
from django.test import Client

from history.models import Entry
from tests.integration.accounts.conftest import PASSWORD

NEW = "Kunci-Baru-Sekali-9"
URL = "/akun/kata-sandi/"


@pytest.fixture
def client(client, user):
    client.force_login(user, "accounts.backends.Backend")
    return client


def change(client, old=PASSWORD, new=NEW, again=None):
    again = new if again is None else again
    return client.post(URL, {"old_password": old, "new_password1": new, "new_password2": again})


def test_change_works_and_is_told_without_the_password(client, user):
    answer = change(client)
    assert (answer.status_code, answer["Location"]) == (302, "/akun/profil/")
    user.refresh_from_db()
    assert user.check_password(NEW)
    assert client.get("/akun/profil/").status_code == 200  # still signed in here
    entry = Entry.objects.get(subject="user")
    assert (entry.verb, entry.subject, entry.subject_id, entry.by) == ("kata sandi diganti", "user", user.pk, user)
    assert (entry.old, entry.new, entry.reason) == (None, None, "")


def test_other_sessions_end(client, user):
    other = Client()
    other.force_login(user, "accounts.backends.Backend")
    change(client)
    assert other.get("/akun/profil/").status_code == 302


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"old": "salah"}, "Kata sandi lama salah."),
        ({"again": "lain-sekali-77"}, "Kedua kata sandi baru tidak sama."),
        ({"new": PASSWORD}, "Kata sandi baru sama dengan yang lama."),
        ({"new": "Abc-1"}, "setidaknya 10 karakter"),
        ({"new": "password123"}, "terlalu umum"),
        ({"new": "490218375562"}, "seluruhnya terdiri dari angka"),
        ({"new": "nama rina"}, "terlalu mirip dengan nama lengkap"),
        ({"new": ""}, "Bidang ini tidak boleh kosong."),
        ({"old": ""}, "Bidang ini tidak boleh kosong."),
    ],
)
def test_bad_input_changes_nothing(client, user, values, sentence):
    answer = change(client, **values)
    assert answer.status_code == 422
    assert sentence in answer.text
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    assert not Entry.objects.filter(subject="user").exists()


def test_other_methods_are_refused(client):
    assert client.put(URL).status_code == 405
