"""Accounts, and where a request comes from."""

import pytest
from django.core.exceptions import ValidationError

from accounts.backends import Backend
from accounts.checks import no_sample_users
from accounts.models import User
from accounts.network import client_ip, is_loopback
from tests.factories import PASSWORD, UserFactory


@pytest.mark.django_db
def test_a_password_is_kept_as_a_hash():
    user = User.objects.create_user("siti", PASSWORD, full_name="Siti Aminah, S.E.")
    assert (user.check_password(PASSWORD), user.password == PASSWORD, user.get_short_name()) == (
        True,
        False,
        "Siti Aminah",
    )
    assert User.objects.create_user("tanpa", full_name="Tanpa Sandi").has_usable_password() is False


def test_no_flag_opens_anything():
    user = UserFactory.build()
    assert (user.is_staff, user.is_superuser, user.has_perm("x"), user.has_module_perms("units")) == (False,) * 4


@pytest.mark.parametrize(
    ("nip", "valid"),
    [
        ("198001012005011001", True),
        ("", True),
        ("19800101200501100", False),
        ("1980010120050110011", False),
        ("19800101 200501100", False),
        ("19800101200501100x", False),
        ("198001012005011001\n", False),
    ],
)
def test_a_nip_has_18_digits(nip, valid):
    user = UserFactory.build(nip=nip)
    if valid:
        user.clean_fields()
        return
    with pytest.raises(ValidationError) as refused:
        user.clean_fields()
    assert list(refused.value.message_dict) == ["nip"]


@pytest.mark.parametrize(
    ("proxies", "headers", "address", "loopback"),
    [
        (0, {"REMOTE_ADDR": "127.0.0.1"}, "127.0.0.1", True),
        (0, {"REMOTE_ADDR": "::1"}, "::1", True),
        (0, {"REMOTE_ADDR": "10.0.0.5"}, "10.0.0.5", False),
        # Somebody stands before us whom nobody declared: the address is theirs.
        (0, {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "10.0.0.5"}, "127.0.0.1", False),
        (0, {"REMOTE_ADDR": "127.0.0.1", "HTTP_FORWARDED": "for=10.0.0.5"}, "127.0.0.1", False),
        (1, {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "10.0.0.5"}, "10.0.0.5", False),
        # What stands further left was written by the client.
        (1, {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "127.0.0.1, 10.0.0.5"}, "10.0.0.5", False),
        (2, {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "10.0.0.9, 10.0.0.5"}, "10.0.0.9", False),
        (1, {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "127.0.0.1"}, "127.0.0.1", True),
        # Past the declared proxies: counted under its sender, yet never this machine's own person.
        (1, {"REMOTE_ADDR": "127.0.0.1"}, "127.0.0.1", False),
        (2, {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "127.0.0.1"}, "127.0.0.1", False),
        (0, {"REMOTE_ADDR": ""}, "", False),
    ],
)
def test_where_a_request_comes_from(rf, settings, proxies, headers, address, loopback):
    settings.TRUSTED_PROXIES = proxies
    request = rf.get("/", **headers)
    assert (client_ip(request), is_loopback(request)) == (address, loopback)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "given", "address", "enters"),
    [
        ({}, PASSWORD, "10.0.0.5", True),
        ({}, "salah", "10.0.0.5", False),
        ({}, None, "10.0.0.5", False),
        ({"is_active": False}, PASSWORD, "10.0.0.5", False),
        ({"is_sample": True}, PASSWORD, "10.0.0.5", False),
        ({"is_sample": True}, PASSWORD, "127.0.0.1", True),
        ({"is_sample": True, "is_active": False}, PASSWORD, "127.0.0.1", False),
    ],
)
def test_who_signs_in(rf, fields, given, address, enters):
    user = UserFactory(**fields)
    request = rf.post("/", REMOTE_ADDR=address)
    found = Backend().authenticate(request, username=user.username, password=given)
    assert found == (user if enters else None)
    assert Backend().get_user(user.pk) == (user if user.is_active else None)


@pytest.mark.django_db
def test_a_sample_account_needs_a_request():
    user = UserFactory(is_sample=True)
    assert Backend().authenticate(None, username=user.username, password=PASSWORD) is None
    assert Backend().authenticate(None, username="tidak-ada", password=PASSWORD) is None


@pytest.mark.django_db
def test_sample_accounts_fail_the_deployment_check():
    UserFactory()
    assert no_sample_users(None) == []
    UserFactory(is_sample=True)
    assert [error.id for error in no_sample_users(None)] == ["accounts.E001"]
