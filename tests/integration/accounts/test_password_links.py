"""Forgotten passwords: asked for without telling who exists, mailed in the background, good once."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_q.models import OrmQ

from accounts import password_links
from accounts.models import User
from history.models import Entry
from jobs.models import Job
from tests.integration.accounts.conftest import PASSWORD
from tests.integration.accounts.test_password import NEW
from tests.jobs import run_jobs

ASK = "/akun/lupa-kata-sandi/"
LINK = re.compile(r"https://zi\.example\.go\.id(/akun/kata-sandi-baru/\S+)")


class Watching(BaseEmailBackend):
    """A mail server that notes whether the database is kept in a transaction while it is spoken to."""

    held_a_transaction = []

    def send_messages(self, letters):
        self.held_a_transaction.append(connection.in_atomic_block)
        return len(letters)


@pytest.fixture
def user(make_user):
    return make_user(email="rina@kalteng.go.id")


@pytest.fixture
def link(client, user):
    """The address in the mail that was asked for."""
    return asked(client)


def asked(client, name: str = "rina") -> str:
    client.post(ASK, {"name": name})
    run_jobs()
    return LINK.search(mail.outbox[-1].body)[1]


def set_by(client, link, new=NEW, again=None):
    return client.post(link, {"new_password1": new, "new_password2": new if again is None else again})


class TestAsking:
    @pytest.mark.parametrize("name", ["rina", "rina@kalteng.go.id", "RINA@Kalteng.go.id", " rina "])
    def test_a_name_or_an_address_brings_a_mail(self, client, user, name):
        answer = client.post(ASK, {"name": name})
        assert (answer.status_code, answer["Location"]) == (302, f"{ASK}terkirim/")
        run_jobs()
        (letter,) = mail.outbox
        assert (letter.to, letter.from_email) == (["rina@kalteng.go.id"], "ZI Tracker <zi@example.go.id>")
        assert letter.body.startswith("Yth. Nama rina,")
        assert "Nama pengguna Anda: rina" in letter.body
        assert "https://zi.example.go.id/akun/lupa-kata-sandi/" in letter.body
        entry = Entry.objects.get(subject="user")
        assert (entry.verb, entry.subject_id, entry.by, entry.old, entry.new) == (
            "tautan kata sandi dikirim",
            user.pk,
            None,
            None,
            None,
        )

    @pytest.mark.parametrize(
        "fields",
        [{"username": "tono"}, {"is_active": False}, {"is_sample": True}, {"email": ""}],
        ids=["unknown", "inactive", "sample", "no address"],
    )
    def test_whoever_gets_none_sees_the_same_and_leaves_no_row(self, client, make_user, fields):
        make_user("ada", email="ada@kalteng.go.id")
        make_user(**{"email": "rina@kalteng.go.id", **fields})
        answers, statements = [], []
        for name in ("ada", "rina"):
            with CaptureQueriesContext(connection) as queries:
                answers.append(client.post(ASK, {"name": name}, follow=True))
            statements.append([query["sql"].split()[:3] for query in queries if "SAVEPOINT" not in query["sql"]])
        assert answers[0].redirect_chain == answers[1].redirect_chain
        assert answers[0].content == answers[1].content
        assert statements[0] == statements[1]
        assert list(Job.objects.values_list("payload", flat=True)) == [{"user": User.objects.get(username="ada").pk}]
        assert OrmQ.objects.count() == 1

    def test_two_accounts_with_one_address_each_get_theirs(self, client, user, make_user):
        make_user("tono", email="rina@kalteng.go.id")
        client.post(ASK, {"name": "rina@kalteng.go.id"})
        run_jobs()
        assert sorted(re.search("pengguna Anda: (.*)", letter.body)[1] for letter in mail.outbox) == ["rina", "tono"]

    def test_three_mails_an_hour_are_enough(self, client, user, make_user):
        make_user("tono", email="tono@kalteng.go.id")
        for _ in range(5):
            assert client.post(ASK, {"name": "rina"}).status_code == 302
        client.post(ASK, {"name": "tono"})
        run_jobs()
        assert sorted(letter.to[0] for letter in mail.outbox) == ["rina@kalteng.go.id"] * 3 + ["tono@kalteng.go.id"]

    def test_the_next_hour_counts_anew(self, user):
        now = timezone.now().replace(minute=59)
        asked = [password_links.request_link(user=user, by=None, now=now) for _ in range(4)]
        asked.append(password_links.request_link(user=user, by=None, now=now + timedelta(minutes=1)))
        assert asked == [True, True, True, False, True]

    @pytest.mark.parametrize("name", ["", "   ", "x" * 255])
    def test_bad_input(self, client, db, name):
        answer = client.post(ASK, {"name": name})
        assert (answer.status_code, Job.objects.count()) == (422, 0)

    def test_the_host_header_decides_nothing(self, client, user, settings):
        settings.ALLOWED_HOSTS = ["*"]
        client.post(ASK, {"name": "rina"}, headers={"Host": "jahat.example"})
        run_jobs()
        assert "jahat" not in mail.outbox[0].body

    def test_no_table_holds_the_link(self, client, link):
        token = link.rstrip("/").rsplit("/", 1)[1]
        for row in (*Job.objects.values(), *OrmQ.objects.values(), *Entry.objects.values()):
            assert token not in str(row)

    def test_a_mail_server_that_is_down_is_tried_again(self, client, user, settings):
        working, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_PORT = 1  # nobody listens there
        assert client.post(ASK, {"name": "rina"}).status_code == 302
        assert run_jobs(failing=True) == 1
        assert (len(mail.outbox), Entry.objects.filter(subject="user").count()) == (0, 0)
        settings.EMAIL_BACKEND = working
        assert run_jobs(timezone.now() + timedelta(hours=1), failing=True) == 1
        assert [letter.to for letter in mail.outbox] == [["rina@kalteng.go.id"]]

    @pytest.mark.django_db(transaction=True)
    def test_nobody_waits_in_the_database_for_the_mail_server(self, client, user, settings):
        client.post(ASK, {"name": "rina"})
        settings.EMAIL_BACKEND = f"{__name__}.Watching"
        run_jobs()
        assert Watching.held_a_transaction == [False]
        assert Entry.objects.get(subject="user").verb == "tautan kata sandi dikirim"

    def test_an_account_closed_meanwhile_gets_nothing(self, client, user):
        client.post(ASK, {"name": "rina"})
        User.objects.update(is_active=False)
        run_jobs()
        assert (mail.outbox, Job.objects.get().result) == ([], {"sent": False})


class TestLink:
    def test_it_sets_the_password_once_and_ends_sessions(self, client, user):
        elsewhere = Client()
        elsewhere.force_login(user, "accounts.backends.Backend")
        link = asked(client)
        answer = set_by(client, link)
        assert (answer.status_code, answer["Location"]) == (302, "/akun/masuk/")
        user.refresh_from_db()
        assert (user.check_password(NEW), user.must_change_password) == (True, False)
        assert elsewhere.get("/akun/profil/").status_code == 302
        entry = Entry.objects.filter(subject="user").first()
        assert (entry.verb, entry.by, entry.old, entry.new, entry.reason) == (
            "kata sandi diganti",
            user,
            None,
            None,
            "Lewat tautan surel.",
        )
        for again in (client.get(link), set_by(client, link, "Lain-Sekali-8")):
            assert (again.status_code, "Tautan tidak berlaku lagi" in again.text) == (410, True)
        user.refresh_from_db()
        assert user.check_password(NEW)

    def test_it_frees_whoever_had_to_change_a_given_password(self, client, user):
        User.objects.update(must_change_password=True)
        set_by(client, asked(client))
        assert not User.objects.get().must_change_password

    def test_an_account_without_a_password_gets_its_first(self, client, user):
        user.set_unusable_password()
        user.save()
        set_by(client, asked(client))
        assert User.objects.get().check_password(NEW)

    @pytest.mark.parametrize("method", ["get", "post"])
    def test_its_address_is_kept_to_itself(self, client, link, method):
        answer = getattr(client, method)(link)
        assert answer["Referrer-Policy"] == "strict-origin"
        assert "no-store" in answer["Cache-Control"]
        assert "private" in answer["Cache-Control"]

    def test_looking_changes_nothing(self, client, user, link):
        for _ in range(2):
            assert client.get(link).status_code == 200
        assert User.objects.get(pk=user.pk).check_password(PASSWORD)

    @pytest.mark.parametrize(
        ("new", "again", "sentence"),
        [
            (NEW, "lain-sekali-77", "Kedua kata sandi baru tidak sama."),
            ("Abc-1", None, "setidaknya 10 karakter"),
            ("", None, "Bidang ini tidak boleh kosong."),
        ],
    )
    def test_bad_input_keeps_the_link(self, client, user, link, new, again, sentence):
        answer = set_by(client, link, new, again)
        assert (answer.status_code, sentence in answer.text) == (422, True)
        assert set_by(client, link).status_code == 302

    @pytest.mark.parametrize("change", [{"is_active": False}, {"email": ""}, {"email": "baru@kalteng.go.id"}])
    def test_it_ends_when_the_account_changes(self, client, link, change):
        User.objects.update(**change)
        assert client.get(link).status_code == 410

    def test_it_ends_with_the_next_sign_in(self, client, link, sign_in):
        assert sign_in().status_code == 302
        assert client.get(link).status_code == 410

    def test_it_expires_after_an_hour(self, client, user):
        seconds = default_token_generator._num_seconds(default_token_generator._now())
        for age, status in ((3500, 200), (3700, 410)):
            token = default_token_generator._make_token_with_timestamp(
                user, seconds - age, default_token_generator.secret
            )
            uid = asked(client).split("/")[3]
            assert client.get(f"/akun/kata-sandi-baru/{uid}/{token}/").status_code == status

    def test_it_is_one_persons_only(self, client, user, link, make_user):
        other = make_user("tono", email="tono@kalteng.go.id")
        uid = asked(client, "tono").split("/")[3]
        token = link.rstrip("/").rsplit("/", 1)[1]
        assert set_by(client, f"/akun/kata-sandi-baru/{uid}/{token}/").status_code == 410
        assert User.objects.get(pk=other.pk).check_password(PASSWORD)

    @pytest.mark.parametrize("uid", ["x", "MQ", "_w", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk", "-"])
    def test_what_is_no_link_is_told_the_same(self, client, db, uid):
        assert client.get(f"/akun/kata-sandi-baru/{uid}/abc-def/").status_code == 410

    def test_other_methods_are_refused(self, client, link):
        assert client.put(link).status_code == 405
