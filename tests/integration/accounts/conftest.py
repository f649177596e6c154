"""People who sign in."""

from datetime import date

import pytest

from accounts.models import User
from units.models import RoleGrant, WorkUnit

PASSWORD = "Benar-Sekali-2024"


@pytest.fixture
def make_user(db):
    """Creates a user with the password above and, when named, a role."""

    def make(username: str = "rina", role: str = "", **fields) -> User:
        fields.setdefault("full_name", f"Nama {username}")
        user = User.objects.create_user(username, PASSWORD, **fields)
        if role:
            unit = None
            if role.startswith("unit_"):
                unit, _ = WorkUnit.objects.get_or_create(code="07", defaults={"name": "Unit Kerja Contoh 07"})
            RoleGrant.objects.create(user=user, role=role, unit=unit, starts_on=date(2024, 1, 1))
        return user

    return make


@pytest.fixture
def user(make_user):
    return make_user()


@pytest.fixture
def sign_in(client):
    """Posts the sign-in form; further keywords are WSGI variables (REMOTE_ADDR, HTTP_X_FORWARDED_FOR)."""

    def post(username: str = "rina", password: str = PASSWORD, *, to: str = "", **extra):
        return client.post("/akun/masuk/", {"username": username, "password": password, "next": to}, **extra)

    return post
