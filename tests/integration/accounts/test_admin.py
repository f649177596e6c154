"""Accounts in the admin, and who gets in at all."""

import pytest
from django.urls import reverse

from accounts.forms import RULES
from accounts.models import User
from history.models import Entry, Source

NEW = "Kunci-Baru-Sekali-9"
USERS = "/kelola/accounts/user/"
FIELDS = {
    "username": "tono",
    "full_name": "Tono Wijaya",
    "email": "",
    "nip": "198001012005011001",
    "position": "",
    "is_active": "on",
    "password1": NEW,
    "password2": NEW,
}


@pytest.fixture
def administrator(make_user):
    return make_user("admin-zi", "administrator")


@pytest.fixture
def admin_client(client, administrator):
    client.force_login(administrator, "accounts.backends.Backend")
    return client


def entries():
    return [(entry.verb, entry.source, entry.old, entry.new) for entry in Entry.objects.filter(subject="user")]


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("", 403),
        ("unit_member", 403),
        ("unit_head", 403),
        ("leader", 403),
        ("evaluator", 200),
        ("supervisor", 200),
        ("administrator", 200),
    ],
)
def test_who_may_enter(client, make_user, role, status):
    client.force_login(make_user(role=role), "accounts.backends.Backend")
    assert client.get("/kelola/").status_code == status


@pytest.mark.parametrize("role", ["evaluator", "supervisor"])
@pytest.mark.parametrize("path", ["", "add/"])
def test_only_administrators_see_accounts(client, make_user, role, path):
    client.force_login(make_user(role=role), "accounts.backends.Backend")
    assert client.get(USERS + path).status_code == 403
    assert client.post(USERS + path, FIELDS).status_code == 403
    assert not User.objects.filter(username="tono").exists()


@pytest.mark.parametrize(
    "path", ["/kelola/", "/kelola/accounts/", USERS, f"{USERS}add/", f"{USERS}?q=rina", "/kelola/jsi18n/"]
)
def test_pages_render(admin_client, path):
    assert admin_client.get(path).status_code == 200


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/kelola/password_change/", "/akun/kata-sandi/"),
        ("/kelola/password_change/done/", "/akun/profil/"),
        ("/kelola/login/", "/kelola/"),
        ("/kelola/logout/", "/"),
    ],
)
def test_own_pages_take_over(admin_client, path, target):
    assert admin_client.get(path)["Location"] == target


def test_create(admin_client, administrator):
    assert admin_client.post(f"{USERS}add/", FIELDS).status_code == 302
    user = User.objects.get(username="tono")
    assert (user.check_password(NEW), user.must_change_password) == (True, True)
    assert entries() == [
        (
            "pengguna dibuat",
            Source.ADMIN,
            None,
            {
                "username": "tono",
                "full_name": "Tono Wijaya",
                "email": "",
                "nip": "198001012005011001",
                "position": "",
                "is_active": True,
            },
        )
    ]
    assert Entry.objects.get(subject="user").by == administrator


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"password2": "lain"}, "Kedua kata sandi tidak sama."),
        ({"password1": "", "password2": ""}, "Bidang ini tidak boleh kosong."),
        ({"password1": "tono", "password2": "tono"}, "setidaknya 10 karakter"),
        ({"username": "admin-zi"}, "Nama pengguna ini sudah dipakai."),
        ({"username": "dua kata"}, "Nama pengguna hanya boleh berisi huruf, angka, dan @/./+/-/_."),
        ({"nip": "123"}, "NIP terdiri atas 18 angka tanpa spasi."),
    ],
)
def test_bad_input_creates_nobody(admin_client, change, sentence):
    answer = admin_client.post(f"{USERS}add/", FIELDS | change)
    assert answer.status_code == 200
    assert sentence in answer.text
    assert User.objects.count() == 1
    assert entries() == []


def test_change_and_deactivate(admin_client, make_user):
    user = make_user("tono", full_name="Tono Wijaya", nip="198001012005011001")
    changed = FIELDS | {"full_name": "Tono W.", "password1": "", "password2": ""}
    del changed["is_active"]
    assert admin_client.post(f"{USERS}{user.pk}/change/", changed).status_code == 302
    user.refresh_from_db()
    assert (user.full_name, user.is_active) == ("Tono W.", False)
    assert entries() == [
        (
            "pengguna diubah",
            Source.ADMIN,
            {"full_name": "Tono Wijaya", "is_active": True},
            {"full_name": "Tono W.", "is_active": False},
        )
    ]


def test_set_password(admin_client, make_user):
    user = make_user("tono", full_name="Tono Wijaya", nip="198001012005011001")
    assert admin_client.post(f"{USERS}{user.pk}/change/", FIELDS).status_code == 302
    user.refresh_from_db()
    assert user.check_password(NEW)
    assert user.must_change_password
    assert entries() == [("kata sandi diberikan", Source.ADMIN, None, None)]


def test_nobody_deactivates_themselves(admin_client, administrator):
    own = FIELDS | {"username": "admin-zi", "password1": "", "password2": ""}
    del own["is_active"]
    answer = admin_client.post(f"{USERS}{administrator.pk}/change/", own)
    assert "Anda tidak dapat menonaktifkan akun Anda sendiri." in answer.text
    administrator.refresh_from_db()
    assert administrator.is_active


def test_nobody_is_deleted(admin_client, make_user):
    user = make_user("tono")
    assert admin_client.post(f"{USERS}{user.pk}/delete/", {"post": "yes"}).status_code == 403
    admin_client.post(USERS, {"action": "delete_selected", "_selected_action": user.pk, "post": "yes"})
    assert User.objects.filter(pk=user.pk).exists()


def test_the_rules_for_passwords_are_told_alike(admin_client):
    pages = [
        admin_client.get(path) for path in (reverse("admin:accounts_user_add"), reverse("accounts:password_change"))
    ]
    forms = pages[0].context["adminform"].form, pages[1].context["form"]
    assert [forms[0]["password1"].help_text, forms[1]["new_password1"].help_text] == [RULES] * 2
