"""The inbox on the screen: one's own messages, the bell, and which of them come by mail."""

import re
from datetime import timedelta

import pytest

from inbox.actions import tell
from inbox.events import EVENTS, Event, Side
from inbox.models import Message
from tests.factories import NOW, UserFactory, WorkUnitFactory, person
from tests.integration.evaluations.pages_case import sign_in, statuses, text
from units.roles import Role

pytestmark = pytest.mark.django_db
INBOX, SETTINGS = "/kotak-masuk/", "/kotak-masuk/pengaturan/"


@pytest.fixture
def rina():
    return UserFactory(username="rina")


def message(user, key="1", *, read=False, **changes) -> Message:
    what = {"event": Event.RETURNED, "title": f"Judul {key}", "text": "Isi", "url": "/akun/profil/", "now": NOW}
    tell(**what | changes, users=[user], key=key)
    row = Message.objects.get(user=user, key=key)
    if read:
        Message.objects.filter(pk=row.pk).update(read_at=NOW)
    return row


def shown(response) -> list[str]:
    """The titles of the page's messages."""
    return [row.title for row in response.context["page"]]


def bell(response) -> str:
    """What the bell of a page says to a screen reader."""
    return re.search(r"Kotak masuk(: [^<]*)?</span>", response.content.decode())[0].removesuffix("</span>")


@pytest.mark.parametrize("address", [INBOX, SETTINGS])
def test_everybody_signed_in_has_an_inbox(client, address):
    people = {str(role): person(role, WorkUnitFactory() if role.startswith("unit_") else None) for role in Role}
    people |= {"no role": UserFactory(), "anonymous": None}
    assert statuses(client, people, address) == {**dict.fromkeys(people, 200), "anonymous": 302}


def test_messages_are_the_persons_own_newest_first(client, rina):
    message(UserFactory(), "milik orang lain")
    for hours, key in enumerate("abc"):
        message(rina, key, now=NOW + timedelta(hours=hours))
    assert shown(sign_in(client, rina).get(INBOX)) == ["Judul c", "Judul b", "Judul a"]


def test_what_a_message_says(client, rina):
    message(rina, title="RSUD <b>Sylvanus</b>", text="Alasan:\n“Lengkapi SK”")
    response = sign_in(client, rina).get(INBOX)
    assert "RSUD &lt;b&gt;Sylvanus&lt;/b&gt;" in response.content.decode()
    assert "Alasan: “Lengkapi SK” 21 Agustus 2024, 09.00 WIB Belum dibaca Buka" in text(response)


def test_the_bell_counts_what_is_not_read(client, rina):
    message(UserFactory())
    assert bell(sign_in(client, rina).get("/akun/profil/")) == "Kotak masuk"
    for key in "ab":
        message(rina, key)
    message(rina, "c", read=True)
    assert bell(client.get("/akun/profil/")) == "Kotak masuk: 2 pesan belum dibaca"


def test_many_unread_messages_fit_on_the_bell(client, rina):
    for number in range(100):
        message(rina, str(number))
    page = sign_in(client, rina).get("/akun/profil/").content.decode()
    assert '<span class="bell-count" aria-hidden="true">99+</span>' in page


def test_only_those_not_read(client, rina):
    message(rina, "a", read=True)
    message(rina, "b")
    assert shown(sign_in(client, rina).get(INBOX, {"belum": ""})) == ["Judul b"]


def test_opening_a_message_marks_it_and_leads_on(client, rina):
    row = message(rina)
    answer = sign_in(client, rina).post(f"{INBOX}{row.pk}/buka/")
    assert (answer.status_code, answer["Location"]) == (302, "/akun/profil/")
    row.refresh_from_db()
    first = row.read_at
    client.post(f"{INBOX}{row.pk}/buka/")
    row.refresh_from_db()
    assert (first is not None, row.read_at) == (True, first)


def test_reading_writes_nothing(client, rina):
    row = message(rina)
    sign_in(client, rina).get(INBOX)
    answers = [client.get(f"{INBOX}{row.pk}/buka/").status_code, client.get(f"{INBOX}semua-dibaca/").status_code]
    row.refresh_from_db()
    assert (answers, row.read_at) == ([405, 405], None)
    assert [client.post(address).status_code for address in (INBOX, SETTINGS + "x/")] == [405, 404]


def test_a_message_of_somebody_else_does_not_exist(client, rina):
    row = message(UserFactory())
    answers = [sign_in(client, rina).post(f"{INBOX}{pk}/buka/").status_code for pk in (row.pk, row.pk + 1)]
    row.refresh_from_db()
    assert (answers, row.read_at) == ([404, 404], None)


def test_all_are_read_at_once_but_not_those_of_others(client, rina):
    other = message(UserFactory())
    for key in "ab":
        message(rina, key)
    response = sign_in(client, rina).post(f"{INBOX}semua-dibaca/", follow=True)
    assert "2 pesan ditandai sudah dibaca." in text(response)
    assert bell(response) == "Kotak masuk"
    assert list(Message.objects.filter(read_at=None)) == [other]


def test_an_empty_inbox_says_what_will_come(client, rina):
    page = text(sign_in(client, rina).get(INBOX))
    assert "Belum ada pesan" in page
    assert "Tandai semua" not in page


def test_an_inbox_that_was_read_says_so(client, rina):
    message(rina, read=True)
    assert "Semua pesan sudah dibaca" in text(sign_in(client, rina).get(INBOX, {"belum": ""}))


@pytest.mark.parametrize(
    ("page", "first", "count"),
    [("1", "Judul 44", 20), ("3", "Judul 04", 5), ("99", "Judul 04", 5), ("x", "Judul 44", 20)],
)
def test_a_long_inbox_has_pages(client, rina, page, first, count):
    for number in range(45):
        message(rina, f"{number:02}", now=NOW + timedelta(minutes=number))
    response = sign_in(client, rina).get(INBOX, {"halaman": page})
    assert (shown(response)[0], len(shown(response))) == (first, count)


def test_pages_keep_the_filter(client, rina):
    for number in range(21):
        message(rina, str(number))
    page = sign_in(client, rina).get(INBOX, {"belum": ""}).content.decode()
    assert 'href="?belum&amp;halaman=2"' in page


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow_with_messages(client, django_assert_num_queries, rows):
    """Session, user, actor, organisation, periods, how many, the page, the bell."""
    user = person(Role.EVALUATOR)
    for number in range(rows):
        message(user, str(number))
    sign_in(client, user)
    with django_assert_num_queries(8):
        client.get(INBOX)


# --- by mail --------------------------------------------------------------------------------------
def boxes(response) -> dict[str, bool]:
    """Event -> ticked, of the settings' form."""
    return {field.name: bool(field.value()) for field in response.context["form"]}


def test_without_a_choice_everything_comes_by_mail(client):
    user = person(Role.UNIT_MEMBER, WorkUnitFactory())
    expected = {str(event): True for event, info in EVENTS.items() if Side.UNIT in info.sides}
    assert boxes(sign_in(client, user).get(SETTINGS)) == expected


def test_people_choose_among_what_can_reach_them(client):
    both = person(Role.EVALUATOR, WorkUnitFactory())
    members = boxes(sign_in(client, person(Role.UNIT_HEAD, WorkUnitFactory())).get(SETTINGS))
    inspectors = boxes(sign_in(client, both).get(SETTINGS))
    assert (set(members) - set(inspectors), set(inspectors) - set(members)) == (
        {"returned", "recommended", "judged", "advice_near", "action_assigned", "action_near", "action_overdue"},
        {"submitted", "reviewed", "sent_back", "followed_up"},
    )


def test_a_choice_is_kept_and_can_be_taken_back(client):
    user = person(Role.UNIT_MEMBER, WorkUnitFactory(), email="rina@example.go.id")
    sign_in(client, user)
    answer = client.post(SETTINGS, {"returned": "on", "gempa": "on"}, follow=True)
    assert "Pilihan surel disimpan." in text(answer)
    assert {event for event, ticked in boxes(answer).items() if ticked} == {"returned"}
    client.post(SETTINGS, dict.fromkeys(boxes(answer), "on"))
    assert set(boxes(client.get(SETTINGS)).values()) == {True}


def test_who_has_no_address_is_told_so(client):
    unit = WorkUnitFactory()
    page = text(sign_in(client, person(Role.UNIT_MEMBER, unit)).get(SETTINGS))
    assert "Akun Anda belum mempunyai alamat surel" in page
    page = text(sign_in(client, person(Role.UNIT_MEMBER, unit, email="rina@example.go.id")).get(SETTINGS))
    assert "Kirim surel ke rina@example.go.id bila:" in page
    assert "belum mempunyai alamat" not in page


def test_without_a_role_there_is_nothing_to_choose(client, rina):
    assert "Belum ada yang dapat dipilih" in text(sign_in(client, rina).get(SETTINGS))
