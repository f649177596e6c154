"""The shell around every page: who gets in, what the headers say, what errors look like."""

import pytest
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, path

from tests.factories import PeriodFactory
from tests.integration.addresses import patterns
from units.models import WorkUnit
from zi_tracker import urls

# The only addresses that answer without signing in.
OPEN = {
    "accounts:login",
    "accounts:logout",
    "accounts:forgotten",
    "accounts:forgotten_sent",
    "accounts:password_link",
    "admin:login",
    "health",
    "worker_health",
    "reports:verify",
}

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}


ALL = [(name, entry) for name, entry, _ in patterns(get_resolver())]


def test_exactly_these_addresses_are_open():
    assert {name for name, entry in ALL if not getattr(entry.callback, "login_required", True)} == OPEN


@pytest.mark.parametrize("address", ["/", "/tw/2024-3/", "/akun/profil/", "/akun/kata-sandi/", "/galeri/", "/periode/"])
def test_strangers_are_sent_to_the_door(client, db, address):
    answer = client.get(address)
    assert (answer.status_code, answer["Location"]) == (302, f"/akun/masuk/?next={address}")


def test_a_request_in_the_background_is_told_that_the_session_ended(client, db):
    answer = client.get("/tw/2024-3/", headers={"HX-Request": "true"}, follow=True)
    assert (answer.status_code, answer["Content-Type"]) == (401, "text/plain; charset=utf-8")
    assert answer.text.startswith("Sesi Anda sudah berakhir.")


@pytest.mark.parametrize(
    ("referer", "page"),
    [
        ("http://testserver/akun/profil/", "/akun/profil/"),
        ("http://testserver/tw/2024-3/?urut=-unit&status=draft", "/tw/2024-3/?urut=-unit&status=draft"),
        ("https://jahat.example/akun/profil/", "/"),
        ("http://testserver//jahat.example/", "/"),
        ("", "/"),
    ],
)
def test_a_form_that_comes_after_the_session_ended_leads_back_to_its_page(client, user, sign_in, referer, page):
    answer = client.post("/tw/2024-3/unit/07/lke/simpan/", headers={"Referer": referer} if referer else {}, follow=True)
    assert (answer.status_code, len(answer.redirect_chain)) == (200, 1)
    assert "Sesi Anda sudah berakhir. Silakan masuk lagi." in answer.text
    assert sign_in(to=answer.context["next"])["Location"] == page


def test_a_form_in_the_background_after_the_session_ended_is_told_so(client, db):
    answer = client.post("/tw/2024-3/unit/07/lke/simpan/", headers={"HX-Request": "true"}, follow=True)
    assert (answer.status_code, answer.text.partition(".")[0]) == (401, "Sesi Anda sudah berakhir")


@pytest.mark.parametrize(("made_for", "status"), [("the user", 200), ("somebody else", 401), ("", 200)])
def test_a_page_of_somebody_else_cannot_act_for_who_is_signed_in_now(client, user, made_for, status):
    client.force_login(user, backend="accounts.backends.Backend")
    key = {"the user": str(user.pk), "somebody else": str(user.pk + 1), "": ""}[made_for]
    answer = client.get("/akun/profil/", headers={"HX-Request": "true", "X-User": key})
    assert (answer.status_code, "Orang lain sudah masuk" in answer.text) == (status, status == 401)


@pytest.mark.parametrize("address", ["/kelola/", "/kelola/accounts/user/"])
def test_the_admin_uses_the_same_door(client, db, address):
    answer = client.get(address, follow=True)
    assert answer.redirect_chain[-1][0] == f"/akun/masuk/?next={address}"


def test_health(client, db):
    answer = client.get("/sehat/")
    assert (answer.status_code, answer.text) == (200, "ok")


@pytest.mark.parametrize("address", ["/akun/masuk/", "/sehat/", "/tidak-ada/", "/akun/profil/"])
def test_headers(client, db, address):
    answer = client.get(address)
    policy = dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";"))
    assert policy == POLICY
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"


def test_session_cookie_is_out_of_reach_of_scripts(client, user, sign_in):
    sign_in()
    cookie = client.cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


class TestErrors:
    def test_missing_token(self, user):
        client = Client(enforce_csrf_checks=True)
        answer = client.post("/akun/masuk/", {"username": "rina", "password": "x"})
        assert answer.status_code == 403
        assert "Halaman sudah kedaluwarsa" in answer.text

    def test_missing_token_in_the_background(self, user):
        answer = Client(enforce_csrf_checks=True).post("/akun/masuk/", {}, headers={"HX-Request": "true"})
        assert (answer.status_code, answer["Content-Type"]) == (403, "text/plain; charset=utf-8")
        assert answer.text.startswith("Halaman ini sudah kedaluwarsa.")

    def test_not_found(self, client, db):
        answer = client.get("/tidak-ada/")
        assert answer.status_code == 404
        assert "Halaman tidak ditemukan" in answer.text

    def test_not_found_in_the_background(self, client, db):
        answer = client.get("/tidak-ada/", headers={"HX-Request": "true"})
        assert (answer.status_code, answer["Content-Type"]) == (404, "text/plain; charset=utf-8")

    @pytest.mark.parametrize(
        ("method", "address", "allowed"),
        [
            ("get", "/akun/keluar/", "POST, OPTIONS"),
            ("get", "/tw/2024-3/unit/07/lke/simpan/", "POST"),
            ("post", "/akun/profil/", "GET, HEAD"),
        ],
    )
    def test_wrong_method(self, client, user, method, address, allowed):
        client.force_login(user, "accounts.backends.Backend")
        answer = getattr(client, method)(address)
        assert (answer.status_code, answer["Allow"]) == (405, allowed)
        assert "Halaman ini tidak dapat dibuka langsung" in answer.text

    def test_wrong_method_in_the_background(self, client, user):
        client.force_login(user, "accounts.backends.Backend")
        answer = client.post("/akun/profil/", headers={"HX-Request": "true"})
        assert (answer.status_code, answer["Allow"], answer["Content-Type"]) == (
            405,
            "GET, HEAD",
            "text/plain; charset=utf-8",
        )
        assert answer.text.startswith("Alamat ini tidak menerima")

    def test_forbidden_says_why(self, client, user):
        client.force_login(user, "accounts.backends.Backend")
        answer = client.get("/kelola/")
        assert answer.status_code == 403
        assert "Halaman pengelolaan hanya untuk" in answer.text

    def test_bad_request(self, client, settings):
        answer = client.get("/akun/masuk/", headers={"Host": "jahat.example"})
        assert answer.status_code == 400
        assert "Permintaan tidak dapat dibaca" in answer.text

    @pytest.mark.urls(__name__)
    def test_server_error_needs_no_database(self, client):
        client.raise_request_exception = False
        answer = client.get("/rusak/")
        assert answer.status_code == 500
        assert "Terjadi kesalahan pada server" in answer.text


@login_not_required
def broken(request):
    """A view with a mistake, for the page that says so."""
    raise ZeroDivisionError


urlpatterns = [*urls.urlpatterns, path("rusak/", broken)]
handler500 = urls.handler500


@pytest.fixture
def period(db):
    """TW III 2024, open."""
    return PeriodFactory()


class TestShell:
    @pytest.mark.parametrize("address", ["/galeri/", "/akun/profil/", "/akun/kata-sandi/"])
    def test_pages_render_for_every_role(self, client, make_user, address):
        for role in ("", "administrator", "unit_member", "unit_head", "evaluator", "supervisor", "leader"):
            client.force_login(make_user(role or "tanpa", role), "accounts.backends.Backend")
            assert client.get(address).status_code == 200

    def test_queries_of_a_page(self, client, make_user):
        """Session, user, actor; one each for the periods, for organisation and samples, for unread messages."""
        client.force_login(make_user(role="administrator"), "accounts.backends.Backend")
        with CaptureQueriesContext(connection) as queries:
            client.get("/galeri/")
        assert len(queries) == 6

    def test_a_fragment_costs_no_query(self, rf, user):
        request = rf.get("/galeri/")
        request.user, request.resolver_match = user, None
        with CaptureQueriesContext(connection) as queries:
            render_to_string("components/alert.html", {"tone": "info", "text": "Tersimpan"}, request)
        assert len(queries) == 0

    def test_samples_are_announced(self, client, user):
        client.force_login(user, "accounts.backends.Backend")
        assert "DATA CONTOH" not in client.get("/galeri/").text
        WorkUnit.objects.create(code="07", name="Unit Kerja Contoh 07", is_sample=True)
        assert "DATA CONTOH" in client.get("/galeri/").text

    @pytest.mark.parametrize(
        ("role", "labels"),
        [
            ("", ["Beranda"]),
            ("unit_member", ["Beranda", "Rekomendasi", "Rencana aksi", "Pendampingan"]),
            ("unit_head", ["Beranda", "Rekomendasi", "Rencana aksi", "Pendampingan"]),
            ("leader", ["Beranda", "Rekomendasi", "Pendampingan", "Meja pengendali", "Laporan"]),
            ("evaluator", ["Beranda", "Rekomendasi", "Pendampingan", "Laporan"]),
            (
                "supervisor",
                ["Beranda", "Rekomendasi", "Pendampingan", "Meja pengendali", "Laporan", "Periode", "Pengelolaan"],
            ),
            ("administrator", ["Beranda", "Rekomendasi", "Pendampingan", "Laporan", "Periode", "Pengelolaan"]),
        ],
    )
    def test_menu_follows_the_role(self, client, make_user, period, role, labels):
        client.force_login(make_user(role=role), "accounts.backends.Backend")
        assert [entry.label for entry in client.get("/galeri/").context["navigation"]] == labels

    def test_menu_knows_where_it_is_and_keeps_the_quarter(self, client, make_user, period):
        client.force_login(make_user(role="supervisor"), "accounts.backends.Backend")
        entries = {entry.label: entry for entry in client.get("/periode/").context["navigation"]}
        assert [label for label, entry in entries.items() if entry.active] == ["Periode"]
        assert entries["Laporan"].url == "/tw/2024-3/laporan/"

    def test_without_a_quarter_there_is_no_report_to_offer(self, client, make_user):
        client.force_login(make_user(role="leader"), "accounts.backends.Backend")
        assert [entry.label for entry in client.get("/galeri/").context["navigation"]] == [
            "Beranda",
            "Rekomendasi",
            "Pendampingan",
        ]
