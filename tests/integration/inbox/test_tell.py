"""Telling people: one message per event and person, and who of them gets a mail."""

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from inbox.actions import choose_mails, tell, tell_all
from inbox.events import Event, Note
from inbox.models import Message
from jobs.models import Job
from tests.factories import NOW, UserFactory

pytestmark = pytest.mark.django_db


def tell_them(users, **changes) -> int:
    what = {"event": Event.RETURNED, "key": "1", "title": "Perlu diperbaiki", "text": "Lengkapi bukti.", "url": "/"}
    return tell(**what | changes, users=users, now=NOW)


def received() -> list[tuple[str, str, str]]:
    """(user name, event, key) of every message."""
    return sorted(Message.objects.values_list("user__username", "event", "key"))


def mails() -> list[str]:
    """The addresses for which a mail is under way."""
    messages = [job.payload["message"] for job in Job.objects.filter(kind="mail").order_by("pk")]
    return [Message.objects.get(pk=pk).user.email for pk in messages]


def test_told_twice_is_told_once():
    rina, budi = UserFactory(username="rina"), UserFactory(username="budi")
    assert tell_them([rina]) == 1
    assert tell_them([rina, budi.pk]) == 1
    assert received() == [("budi", "returned", "1"), ("rina", "returned", "1")]


def test_another_event_or_key_is_another_message():
    rina = UserFactory(username="rina")
    assert [tell_them([rina]), tell_them([rina], key="2"), tell_them([rina], event=Event.APPROVED)] == [1, 1, 1]
    assert received() == [("rina", "approved", "1"), ("rina", "returned", "1"), ("rina", "returned", "2")]


def test_of_two_texts_for_one_person_the_first_counts():
    rina = UserFactory()
    notes = [Note(Event.APPROVED, "1", [rina.pk], title, "Isi", "/") for title in ("Untuk unit", "Untuk evaluator")]
    assert tell_all(notes=notes, now=NOW) == 1
    assert Message.objects.get().title == "Untuk unit"


def test_nobody_to_tell():
    assert (tell_them([]), tell_all(notes=[], now=NOW), Message.objects.count()) == (0, 0, 0)


def test_a_title_is_one_line():
    """It becomes the subject of a mail, and a unit's name may hold anything."""
    tell_them([UserFactory()], title="RSUD\r\nBcc: semua@example.org ")
    assert Message.objects.get().title == "RSUD Bcc: semua@example.org"


def test_a_transaction_that_is_rolled_back_tells_nobody():
    with transaction.atomic():
        tell_them([UserFactory(email="rina@example.go.id")])
        transaction.set_rollback(True)
    assert (Message.objects.count(), Job.objects.count()) == (0, 0)


def test_who_gets_a_mail():
    """People with an address who are there, are real and did not choose otherwise; the inbox gets all."""
    wants = UserFactory(email="mau@example.go.id")
    chose = UserFactory(email="memilih@example.go.id")
    refuses = UserFactory(email="tidak@example.go.id")
    people = [
        wants,
        chose,
        refuses,
        UserFactory(email=""),
        UserFactory(email="keluar@example.go.id", is_active=False),
        UserFactory(email="contoh@example.go.id", is_sample=True),
    ]
    choose_mails(by=chose, choices={Event.RETURNED: True, Event.APPROVED: False})
    choose_mails(by=refuses, choices={Event.RETURNED: False})
    assert tell_them(people) == 6
    assert mails() == ["mau@example.go.id", "memilih@example.go.id"]


def test_one_mail_per_message():
    tell_them([UserFactory(email="rina@example.go.id")])
    tell_them(User.objects.all())
    assert mails() == ["rina@example.go.id"]


def test_choices_are_kept_one_by_one():
    rina = UserFactory()
    choose_mails(by=rina, choices={Event.RETURNED: False, Event.APPROVED: False})
    choose_mails(by=rina, choices={Event.RETURNED: True})
    assert sorted(rina.preferences.values_list("event", "by_mail")) == [("approved", False), ("returned", True)]


@pytest.mark.parametrize("people", [3, 12])
def test_queries_do_not_grow_with_people(django_assert_num_queries, people):
    """Who was told, the messages, who gets a mail, the jobs and a word to the worker; two savepoints around (4)."""
    notes = [
        Note(Event.PERIOD_OPENED, "1", [UserFactory(email=f"a{n}@example.go.id").pk], "Dibuka", "Isi", "/")
        for n in range(people)
    ]
    with django_assert_num_queries(9):
        tell_all(notes=notes, now=NOW)
    assert (Message.objects.count(), Job.objects.filter(kind="mail").count()) == (people, people)


@pytest.mark.parametrize(
    "url", ["/", "/tw/2024-3/unit/07/", "/kotak-masuk/?belum&halaman=2", "/tw/2024-3/unit/07/lke/#q-A-I-1-i-a"]
)
def test_a_message_may_lead_to_a_page_of_this_site(url):
    Message(user=UserFactory(), event="returned", key="1", title="x", text="x", url=url, created_at=NOW).full_clean()


@pytest.mark.parametrize(
    "url",
    ["tw/", "//jahat.example/", "/\\jahat.example/", "/\t/jahat.example/", "https://jahat.example/", "/a\n", "/ b"],
)
def test_a_message_never_leads_elsewhere(url):
    message = Message(user=UserFactory(), event="returned", key="1", title="x", text="x", url=url, created_at=NOW)
    with pytest.raises(ValidationError) as refused:
        message.full_clean()
    assert refused.value.messages == ["Tautan pesan harus menuju halaman situs ini."]
