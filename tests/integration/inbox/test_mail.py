"""Mails over a real mail server on this machine, up or down."""

import socket
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from django.core.mail import EmailMessage

from inbox.actions import send_mail, tell
from inbox.events import Event
from inbox.models import Message, Preference
from jobs.enums import JobState
from jobs.models import Job
from tests.factories import NOW, UserFactory
from tests.jobs import run_jobs
from tests.threads import at_once
from units.models import Organisation

pytestmark = pytest.mark.django_db


class Box:
    """A mailbox that a real SMTP server fills; addresses at tolak.example are refused, for now or for good."""

    def __init__(self):
        self.mails: list[EmailMessage] = []

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.endswith("@tolak.example"):
            return "550 No such person"
        if address.endswith("@penuh.example"):
            return "452 Mailbox full"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def mail_server(settings):
    """Mails go to a port of this machine; `mail_server()` starts a server there and gives its box."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    running = []

    def start() -> Box:
        controller = Controller(Box(), hostname="127.0.0.1", port=settings.EMAIL_PORT)
        controller.start()
        running.append(controller)
        return controller.handler

    yield start
    for controller in running:
        controller.stop()


def told(**person) -> Message:
    """A message that is to be mailed."""
    user = UserFactory(**{"full_name": "Rina Wati, S.E.", "email": "rina@example.go.id", **person})
    text = "Alasan:\n“Lengkapi bukti.”"
    tell(event=Event.RETURNED, users=[user], key="1", title="Perlu diperbaiki", text=text, url="/tw/2024-3/", now=NOW)
    return Message.objects.get(user=user)


def job() -> Job:
    return Job.objects.get(kind="mail")


def test_what_a_mail_says(mail_server):
    Organisation.objects.update_or_create(pk=1, defaults={"name": "Inspektorat Contoh"})
    box = mail_server()
    message = told()
    assert run_jobs(NOW) == 1
    [mail] = box.mails
    assert {name: str(mail[name]) for name in ("From", "To", "Subject", "Message-ID", "Auto-Submitted")} == {
        "From": "ZI Tracker <zi@example.go.id>",
        "To": "rina@example.go.id",
        "Subject": "[ZI Tracker] Perlu diperbaiki",
        "Message-ID": f"<pesan-{message.pk}@zi.example.go.id>",
        "Auto-Submitted": "auto-generated",
    }
    assert mail.get_content_type() == "text/plain"
    assert mail.get_content().replace("\r\n", "\n") == (
        "Yth. Rina Wati, S.E.,\n\nAlasan:\n“Lengkapi bukti.”\n\nBuka: https://zi.example.go.id/tw/2024-3/\n\n--\n"
        "Surel ini dikirim otomatis oleh ZI Tracker, Inspektorat Contoh Provinsi Kalimantan Tengah. "
        "Mohon tidak membalasnya.\n"
        "Atur pemberitahuan lewat surel: https://zi.example.go.id/kotak-masuk/pengaturan/\n"
    )
    message.refresh_from_db()
    assert (message.mailed_at, job().state, job().result) == (NOW, JobState.DONE, {"sent": True})


def test_a_server_that_is_down_is_tried_again_until_it_answers(mail_server):
    message = told()
    assert run_jobs(NOW, failing=True) == 1
    message.refresh_from_db()
    assert (message.mailed_at, job().state, job().attempts) == (None, JobState.QUEUED, 1)
    assert run_jobs(NOW, failing=True) == 0  # it pauses first
    box = mail_server()
    later = NOW + timedelta(minutes=1)
    assert run_jobs(later) == 1
    message.refresh_from_db()
    assert (len(box.mails), message.mailed_at, job().state, job().attempts) == (1, later, JobState.DONE, 2)


def test_after_the_last_attempt_the_message_is_still_in_the_inbox(mail_server):
    message = told()
    for hour in range(30):
        run_jobs(NOW + timedelta(hours=2 * hour), failing=True)
    message.refresh_from_db()
    assert (job().state, job().attempts, message.mailed_at, message.title) == (
        JobState.FAILED,
        28,
        None,
        "Perlu diperbaiki",
    )


def test_an_address_that_is_refused_for_good_is_not_tried_again(mail_server):
    box = mail_server()
    message = told(email="rina@tolak.example")
    run_jobs(NOW, failing=True)
    message.refresh_from_db()
    assert (job().state, job().error) == (JobState.FAILED, "Server surel menolak alamat penerima.")
    assert (box.mails, message.mailed_at) == ([], None)


def test_an_address_that_is_refused_for_now_is_tried_again(mail_server):
    mail_server()
    told(email="rina@penuh.example")
    run_jobs(NOW, failing=True)
    assert (job().state, job().attempts) == (JobState.QUEUED, 1)


def test_a_message_is_mailed_once(mail_server):
    """Also when its job runs a second time, as after a worker that died between the mail and the end of its job."""
    box = mail_server()
    message = told()
    assert [send_mail(message=message.pk, now=NOW) for _ in range(3)] == [True, False, False]
    run_jobs(NOW)
    assert len(box.mails) == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_one_mail(mail_server):
    box = mail_server()
    message = told()
    assert sorted(at_once(*[lambda: send_mail(message=message.pk, now=NOW)] * 2)) == [False, True]
    assert len(box.mails) == 1


@pytest.mark.parametrize(
    "change",
    [{"is_active": False}, {"email": ""}, {"is_sample": True}],
    ids=["left", "without an address", "made up"],
)
def test_who_must_not_be_mailed_any_more_is_not(mail_server, change):
    """Between the event and the mail people leave and lose addresses."""
    box = mail_server()
    message = told()
    type(message.user).objects.update(**change)
    run_jobs(NOW)
    message.refresh_from_db()
    assert (box.mails, message.mailed_at, job().result) == ([], None, {"sent": False})


def test_who_has_just_chosen_otherwise_is_not_mailed(mail_server):
    box = mail_server()
    message = told()
    Preference.objects.create(user=message.user, event=message.event, by_mail=False)
    run_jobs(NOW)
    assert (box.mails, job().result) == ([], {"sent": False})


def test_a_new_address_gets_the_mail(mail_server):
    box = mail_server()
    message = told()
    type(message.user).objects.update(email="baru@example.go.id")
    run_jobs(NOW)
    assert [str(mail["To"]) for mail in box.mails] == ["baru@example.go.id"]
