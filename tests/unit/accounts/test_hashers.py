"""The quick hash of passwords the server made up."""

import pytest
from django.contrib.auth.hashers import check_password, identify_hasher, make_password

from accounts.hashers import GivenPasswordHasher
from accounts.one_time import one_time_password


def test_it_tells_right_from_wrong_and_salts():
    password = one_time_password()
    first, second = (make_password(password, hasher=GivenPasswordHasher.algorithm) for _ in range(2))
    assert first != second
    assert identify_hasher(first).algorithm == "given_pbkdf2_sha256"
    assert [check_password(word, first) for word in (password, password.upper(), "")] == [True, False, False]


@pytest.mark.parametrize(("right", "kept_anew"), [(True, [True]), (False, [])])
def test_a_sign_in_keeps_the_password_as_any_other(right, kept_anew):
    password, calls = one_time_password(), []
    encoded = make_password(password, hasher=GivenPasswordHasher.algorithm)
    check_password(password if right else "salah", encoded, setter=lambda raw: calls.append(raw == password))
    assert calls == kept_anew
