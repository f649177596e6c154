"""Signing in and out: who may, from where, and what happens after wrong passwords."""

import pytest
from django.urls import reverse

WRONG = "Nama pengguna atau kata sandi salah."
LOCKED = "Masuk ditutup sementara"


def signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def fail(sign_in, times: int = 5, username: str = "rina", **extra):
    for _ in range(times):
        answer = sign_in(username, "salah", **extra)
    return answer


def test_right_password_opens_the_door(client, user, sign_in):
    answer = sign_in()
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert signed_in(client)


@pytest.mark.parametrize(
    ("to", "leads_to"),
    [
        ("/akun/profil/", "/akun/profil/"),
        ("https://jahat.example/", "/"),
        ("//jahat.example/", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_next_is_followed_only_within_this_site(client, user, sign_in, to, leads_to):
    assert sign_in(to=to)["Location"] == leads_to


@pytest.mark.parametrize(("username", "password"), [("rina", "salah"), ("bukan-siapa", "salah"), ("rina ", "")])
def test_wrong_says_one_sentence_for_all(client, user, sign_in, username, password):
    answer = sign_in(username, password)
    assert answer.status_code == 200
    assert (WRONG in answer.text) is bool(password)
    assert not signed_in(client)


def test_inactive_account_looks_like_a_wrong_password(client, make_user, sign_in):
    make_user(is_active=False)
    assert WRONG in sign_in().text
    assert not signed_in(client)


def test_deactivating_ends_the_session(client, user, sign_in):
    sign_in()
    user.is_active = False
    user.save()
    assert client.get(reverse("accounts:profile")).status_code == 302


def test_signed_in_person_is_sent_on(client, user, sign_in):
    sign_in()
    assert client.get("/akun/masuk/").status_code == 302


def test_logout_only_by_post(client, user, sign_in):
    sign_in()
    assert client.get("/akun/keluar/").status_code == 405
    assert signed_in(client)
    assert client.post("/akun/keluar/")["Location"] == "/akun/masuk/"
    assert not signed_in(client)


def test_leaving_without_a_session_leads_to_the_door(client, db):
    assert client.post("/akun/keluar/")["Location"] == "/akun/masuk/"


class TestLock:
    """Five failures lock name and address together for fifteen minutes."""

    def test_fifth_failure_locks_even_the_right_password(self, client, user, sign_in):
        assert fail(sign_in, 4).status_code == 200
        answer = fail(sign_in, 1)
        assert (answer.status_code, answer["Retry-After"]) == (429, "900")
        assert LOCKED in answer.text
        assert "Tunggu 15 menit" in answer.text
        assert sign_in().status_code == 429
        assert not signed_in(client)

    def test_other_people_and_other_addresses_stay_open(self, client, make_user, sign_in):
        make_user("rina")
        make_user("tono")
        fail(sign_in)
        assert sign_in("tono").status_code == 302
        client.post("/akun/keluar/")
        assert sign_in("rina", REMOTE_ADDR="10.0.0.9").status_code == 302

    def test_success_forgets_the_failures(self, client, user, sign_in):
        fail(sign_in, 4)
        sign_in()
        client.post("/akun/keluar/")
        assert fail(sign_in, 4).status_code == 200

    def test_unknown_name_locks_too(self, db, sign_in):
        assert fail(sign_in, username="bukan-siapa").status_code == 429

    def test_forged_header_does_not_evade_without_a_proxy(self, user, sign_in):
        statuses = [sign_in("rina", "salah", HTTP_X_FORWARDED_FOR=f"10.0.0.{n}").status_code for n in range(5)]
        assert statuses == [200, 200, 200, 200, 429]

    def test_behind_a_proxy_the_address_it_saw_counts(self, user, sign_in, settings):
        settings.TRUSTED_PROXIES = 1
        forged = [sign_in("rina", "salah", HTTP_X_FORWARDED_FOR=f"1.1.1.{n}, 10.0.0.7").status_code for n in range(5)]
        assert forged == [200, 200, 200, 200, 429]
        assert sign_in(HTTP_X_FORWARDED_FOR="1.1.1.1, 10.0.0.7").status_code == 429
        assert sign_in(HTTP_X_FORWARDED_FOR="10.0.0.7, 10.0.0.8").status_code == 302

    @pytest.mark.parametrize(
        "header",
        [
            lambda n: {},
            lambda n: {"HTTP_X_FORWARDED_FOR": ""},
            lambda n: {"HTTP_X_FORWARDED_FOR": f"tidak-sah-{n}"},
            lambda n: {"HTTP_X_FORWARDED_FOR": f"10.0.0.7:{50000 + n}"},
            lambda n: {"HTTP_X_FORWARDED_FOR": f"[2001:db8::7]:{50000 + n}"},
        ],
        ids=["absent", "empty", "no address", "with a port", "IPv6 with a port"],
    )
    def test_no_header_behind_a_proxy_evades(self, user, sign_in, settings, header):
        settings.TRUSTED_PROXIES = 1
        statuses = [sign_in("rina", "salah", **header(n)).status_code for n in range(5)]
        assert statuses == [200, 200, 200, 200, 429]


class TestSampleUsers:
    """Their password is public: they enter from this machine only."""

    @pytest.fixture(autouse=True)
    def _sample(self, make_user):
        make_user(is_sample=True)

    @pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
    def test_from_loopback(self, sign_in, address):
        assert sign_in(REMOTE_ADDR=address).status_code == 302

    @pytest.mark.parametrize(
        "extra",
        [
            {"REMOTE_ADDR": "10.0.0.7"},
            {"REMOTE_ADDR": ""},
            {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "10.0.0.7"},
            {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "127.0.0.1"},
            {"REMOTE_ADDR": "127.0.0.1", "HTTP_FORWARDED": "for=10.0.0.7"},
            {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_REAL_IP": "10.0.0.7"},
        ],
    )
    def test_not_from_elsewhere(self, client, sign_in, extra):
        assert WRONG in sign_in(**extra).text
        assert not signed_in(client)

    def test_not_through_a_declared_proxy(self, client, sign_in, settings):
        settings.TRUSTED_PROXIES = 1
        for header in ("10.0.0.7", "127.0.0.1, 10.0.0.7", "", "tidak-sah"):
            assert WRONG in sign_in(HTTP_X_FORWARDED_FOR=header).text
        assert WRONG in sign_in().text
        assert not signed_in(client)
