"""Accounts on the administration's screens."""

import re
from datetime import date

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from accounts import password_links
from accounts.models import User
from accounts.one_time import ALPHABET, one_time_password
from history.models import Entry
from jobs.models import Job
from tests.factories import NOW, PASSWORD, UserFactory, WorkUnitFactory, actor, assign, grant, person
from tests.integration.units.pages_case import people, sign_in, statuses, text
from tests.jobs import run_jobs
from units.actions import users as actions
from units.actors import actor_for
from units.models import RoleGrant
from units.roles import Role

pytestmark = pytest.mark.django_db
LIST = "/pengelolaan/pengguna/"
NEW = f"{LIST}baru/"
ONE_TIME = re.compile(rf"\b(?:[{ALPHABET}]{{4}}-){{3}}[{ALPHABET}]{{4}}\b")
UNIT_ROLES = {Role.UNIT_MEMBER, Role.UNIT_HEAD}


@pytest.fixture
def administrator():
    return person(Role.ADMINISTRATOR, username="admin-zi", full_name="Aminah")


@pytest.fixture
def office(client, administrator):
    """The administrator's browser."""
    return sign_in(client, administrator)


@pytest.fixture
def rina():
    return UserFactory(username="rina", full_name="Rina", email="rina@kalteng.go.id", nip="198001012005011001")


def url(user, rest: str = "") -> str:
    return f"{LIST}{user.pk}/{rest}"


def fields(**changes) -> dict:
    """What the form for a new account posts."""
    return {
        "full_name": "Tono Wijaya, S.H.",
        "username": "tono",
        "nip": "19800101 200501 1 001",
        "position": "Auditor",
        "email": "tono@kalteng.go.id",
        "starts_on": "2024-08-01",
        "delivery": "kata-sandi",
        **changes,
    }


def entries(subject: str = "user", of=None):
    rows = Entry.objects.filter(subject=subject).order_by("pk")
    rows = rows.filter(subject_id=of.pk) if of else rows
    return [(row.verb, row.source, row.by.username, row.old, row.new, row.reason) for row in rows]


def accounts_but_sign_ins():
    return [{**row, "last_login": None} for row in User.objects.order_by("pk").values()]


def stored() -> str:
    """Everything the database holds, as text: where a password must not be."""
    rows = [row for table in apps.get_models() for row in table.objects.values()]
    return str(rows + [session.get_decoded() for session in Session.objects.all()])


# --- who may ------------------------------------------------------------------------------------------
ADDRESSES = ["", "baru/", "{pk}/", "{pk}/ubah/", "{pk}/kata-sandi/", "{pk}/nonaktifkan/", "{pk}/aktifkan/"]


@pytest.fixture
def everybody():
    return people()


@pytest.mark.parametrize("address", ADDRESSES)
def test_only_an_administrator_enters(client, everybody, rina, address):
    address = LIST + address.format(pk=rina.pk)
    expected = {name: 200 if name == "administrator" else 403 for name in everybody}
    before = accounts_but_sign_ins()
    assert statuses(client, everybody, address) == expected
    assert statuses(client, {"anonymous": None}, address) == {"anonymous": 302}
    refused = {name: user for name, user in everybody.items() if name != "administrator"}
    assert statuses(client, refused, address, "post") == {
        name: 405 if address in {LIST, url(rina)} else 403 for name in refused
    }
    assert accounts_but_sign_ins() == before


@pytest.mark.parametrize("address", ADDRESSES)
def test_other_methods_and_unknown_people(office, rina, address):
    if address in {"", "{pk}/"}:
        assert office.post(LIST + address.format(pk=rina.pk)).status_code == 405
    assert office.delete(LIST + address.format(pk=rina.pk)).status_code == 405
    if "pk" in address:
        assert office.get(LIST + address.format(pk=999_999)).status_code == 404


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
@pytest.mark.parametrize(
    "act",
    [
        lambda who, user: actions.create(user=User(username="x"), grants=[], by_mail=False, by=who, now=NOW),
        lambda who, user: actions.change(user=user, by=who, now=NOW),
        lambda who, user: actions.switch(user=user, active=False, by=who, now=NOW),
        lambda who, user: actions.reset_password(user=user, by=who, now=NOW),
        lambda who, user: actions.mail_link(user=user, by=who, now=NOW),
    ],
    ids=["create", "change", "switch", "reset", "mail"],
)
def test_the_actions_ask_too(rina, role, act):
    who = actor(person(role, WorkUnitFactory() if role in UNIT_ROLES else None))
    with pytest.raises(PermissionError, match=r"^Anda tidak berwenang melakukan ini\.$"):
        act(who, rina)
    assert (entries(), Job.objects.count(), User.objects.get(pk=rina.pk).is_active) == ([], 0, True)


def test_posting_without_a_token_is_refused(administrator, rina):
    client = sign_in(Client(enforce_csrf_checks=True), administrator)
    for address in (NEW, url(rina, "ubah/"), url(rina, "kata-sandi/"), url(rina, "nonaktifkan/")):
        assert client.post(address, fields()).status_code == 403
    assert entries() == []


# --- the list -----------------------------------------------------------------------------------------
class TestList:
    @pytest.fixture(autouse=True)
    def people(self, administrator):
        first, second = WorkUnitFactory(code="01"), WorkUnitFactory(code="02")
        rows = {name: UserFactory(username=name, full_name=name.title()) for name in ("budi", "citra", "dewi", "eko")}
        grant(rows["budi"], Role.UNIT_HEAD, first)
        grant(rows["budi"], Role.UNIT_MEMBER, second)
        grant(rows["citra"], Role.UNIT_MEMBER, first, until=date(2021, 1, 1))  # over
        grant(rows["dewi"], Role.LEADER)
        User.objects.filter(username="dewi").update(last_login=NOW, nip="198001012005011001")
        User.objects.filter(username="eko").update(is_active=False, email="eko@kalteng.go.id")

    @pytest.mark.parametrize(
        ("query", "names"),
        [
            ("", ["Aminah", "Budi", "Citra", "Dewi", "Eko"]),
            ("cari=BUDI", ["Budi"]),
            ("cari=19800101", ["Dewi"]),
            ("cari=eko%40kalteng", ["Eko"]),
            ("cari=dewi+1980", ["Dewi"]),
            ("cari=dewi+budi", []),
            ("cari=%25", []),
            ("cari=%00", ["Aminah", "Budi", "Citra", "Dewi", "Eko"]),  # what a database refuses is not looked for
            ("cari=bu%00di", ["Budi"]),
            ("status=aktif", ["Aminah", "Budi", "Citra", "Dewi"]),
            ("status=tidak-aktif", ["Eko"]),
            ("status=belum-masuk", ["Budi", "Citra"]),
            ("status=lain", ["Aminah", "Budi", "Citra", "Dewi", "Eko"]),
            ("peran=leader", ["Dewi"]),
            ("peran=unit_member", ["Budi"]),
            ("peran=tanpa-peran", ["Citra", "Eko"]),
            ("peran=lain", []),
            ("peran=leader%00", ["Dewi"]),
            ("unit=01", ["Budi"]),
            ("unit=01&peran=unit_member", []),
            ("unit=99", ["Aminah", "Budi", "Citra", "Dewi", "Eko"]),
            ("hal=99", ["Aminah", "Budi", "Citra", "Dewi", "Eko"]),
        ],
    )
    def test_filters(self, office, query, names):
        page = office.get(f"{LIST}?{query}").context["page"]
        assert [user.full_name for user in page] == names

    def test_roles_of_today_stand_with_their_unit(self, office):
        held = {
            user.username: [str(row.unit or row.role) for row in user.held] for user in office.get(LIST).context["page"]
        }
        assert {name: sorted(roles) for name, roles in held.items()} == {
            "admin-zi": ["administrator"],
            "budi": ["Unit Kerja 01", "Unit Kerja 02"],
            "citra": [],
            "dewi": ["leader"],
            "eko": [],
        }

    def test_when_nobody_fits_it_says_so(self, office):
        assert "Tidak ada pengguna yang cocok" in text(office.get(f"{LIST}?cari=zzz"))

    def test_pages(self, office):
        for _ in range(50):
            UserFactory()
        first, second = office.get(LIST), office.get(f"{LIST}?peran=&hal=2")
        assert (len(first.context["page"]), len(second.context["page"])) == (50, 5)
        assert 'href="?hal=2"' in first.text
        assert 'href="?peran=&amp;hal=1"' in second.text


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow_with_people(office, django_assert_num_queries, rows):
    for _ in range(rows):
        grant(UserFactory(), Role.UNIT_MEMBER, WorkUnitFactory())
    with django_assert_num_queries(10):
        office.get(LIST)


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_of_a_person_do_not_grow_with_roles(office, rina, django_assert_num_queries, rows):
    for _ in range(rows):
        grant(rina, Role.UNIT_MEMBER, WorkUnitFactory())
        assign(rina, WorkUnitFactory())
    with django_assert_num_queries(9):
        office.get(url(rina))


def test_a_person_with_every_role_and_assignment(office, rina):
    unit = WorkUnitFactory(code="07")
    grant(rina, Role.UNIT_MEMBER, unit, until=date(2021, 1, 1))
    grant(rina, Role.LEADER)
    assign(rina, WorkUnitFactory(code="08"))
    answer = office.get(url(rina))
    assert [(line.row.role, str(line.validity)) for line in answer.context["roles"]] == [
        ("leader", "berlaku"),
        ("unit_member", "berakhir"),
    ]
    assert [line.row.unit.code for line in answer.context["assignments"]] == ["08"]


def test_a_person_without_any_role(office, rina):
    assert "Belum ada peran." in text(office.get(url(rina)))


@pytest.mark.parametrize(("asked", "chosen"), [("{pk}", True), ("999999", False), ("x", False), ("", False)])
def test_giving_a_role_starts_with_the_person(office, rina, asked, chosen):
    answer = office.get(f"/pengelolaan/peran/baru/?pengguna={asked.format(pk=rina.pk)}")
    assert (answer.status_code, f'<option value="{rina.pk}" selected>' in answer.text) == (200, chosen)


# --- a new account ------------------------------------------------------------------------------------
class TestCreate:
    def test_with_roles_and_a_one_time_password(self, office):
        unit = WorkUnitFactory(code="07")
        answer = office.post(NEW, fields(roles=["evaluator", "leader"], member_of=unit.pk))
        assert answer.status_code == 200
        (password,) = set(ONE_TIME.findall(answer.text))
        user = User.objects.get(username="tono")
        assert (user.full_name, user.nip, user.position, user.email) == (
            "Tono Wijaya, S.H.",
            "198001012005011001",
            "Auditor",
            "tono@kalteng.go.id",
        )
        assert (user.check_password(password), user.must_change_password, user.is_active) == (True, True, True)
        held = actor_for(user, today=timezone.localdate())
        assert (held.roles, held.unit_roles) == (
            {Role.EVALUATOR, Role.LEADER},
            {unit.pk: {Role.UNIT_MEMBER}},
        )
        assert entries() == [
            (
                "pengguna dibuat",
                "screen",
                "admin-zi",
                None,
                {
                    "username": "tono",
                    "full_name": "Tono Wijaya, S.H.",
                    "email": "tono@kalteng.go.id",
                    "nip": "198001012005011001",
                    "position": "Auditor",
                    "is_active": True,
                },
                "",
            )
        ]
        assert [(entry[0], entry[4]["role"], entry[4]["starts_on"]) for entry in entries("rolegrant")] == [
            ("peran pengguna dibuat", role, "2024-08-01") for role in ("evaluator", "leader", "unit_member")
        ]

    def test_the_password_stands_on_that_page_only(self, office, caplog):
        caplog.set_level("DEBUG")
        answer = office.post(NEW, fields())
        (password,) = set(ONE_TIME.findall(answer.text))
        assert "no-store" in answer["Cache-Control"]
        assert stored().count(password) == 0
        assert caplog.text.count(password) == 0
        user = User.objects.get(username="tono")
        for address in (LIST, url(user), url(user, "ubah/"), url(user, "kata-sandi/"), NEW):
            assert office.get(address).text.count(password) == 0

    def test_it_opens_the_account_once_and_asks_for_another(self, office):
        (password,) = set(ONE_TIME.findall(office.post(NEW, fields()).text))
        browser = Client()
        assert browser.post("/akun/masuk/", {"username": "tono", "password": password})["Location"] == "/"
        assert browser.get("/")["Location"] == "/akun/kata-sandi/"

    def test_with_a_link_instead(self, office):
        answer = office.post(NEW, fields(delivery="tautan"))
        user = User.objects.get(username="tono")
        assert (answer.status_code, answer["Location"]) == (302, url(user))
        assert (user.has_usable_password(), user.must_change_password) == (False, False)
        run_jobs()
        assert [letter.to for letter in mail.outbox] == [["tono@kalteng.go.id"]]
        assert [entry[0::2] for entry in entries()][1] == ("tautan kata sandi dikirim", "admin-zi", None)

    @pytest.mark.parametrize(
        ("changes", "field", "sentence"),
        [
            ({"full_name": ""}, "full_name", "Bidang ini tidak boleh kosong."),
            ({"full_name": "x" * 151}, "full_name", "Pastikan nilai ini mengandung paling banyak 150 karakter"),
            ({"username": "dua kata"}, "username", "Nama pengguna hanya boleh berisi huruf, angka, dan @/./+/-/_."),
            ({"username": "admin-zi"}, "username", "Nama pengguna ini sudah dipakai."),
            ({"username": "Admin-ZI"}, "username", "Nama pengguna ini sudah dipakai."),
            ({"nip": "123"}, "nip", "NIP terdiri atas 18 angka tanpa spasi."),
            ({"email": "bukan surel"}, "email", "Masukkan alamat email yang valid."),
            ({"email": "", "delivery": "tautan"}, "email", "Tulis alamat surel, atau pilih kata sandi sekali pakai."),
            ({"delivery": "merpati"}, "delivery", "Masukkan pilihan yang valid."),
            ({"roles": ["gubernur"]}, "roles", "Masukkan pilihan yang valid."),
            ({"roles": ["unit_head"]}, "roles", "Masukkan pilihan yang valid."),
            ({"head_of": "999"}, "head_of", "Masukkan pilihan yang valid."),
            ({"roles": ["leader"], "starts_on": ""}, "starts_on", "Tulis sejak kapan perannya berlaku."),
            ({"starts_on": "kemarin"}, "starts_on", "Masukkan tanggal yang valid."),
        ],
    )
    def test_bad_input_makes_nobody(self, office, changes, field, sentence):
        answer = office.post(NEW, fields(**changes))
        assert answer.status_code == 422
        assert [error[: len(sentence)] for error in answer.context["form"].errors[field]] == [sentence]
        assert list(answer.context["form"].errors) == [field]
        assert (User.objects.count(), RoleGrant.objects.count(), entries()) == (1, 1, [])
        assert ONE_TIME.findall(answer.text) == []

    def test_an_inactive_unit_is_not_offered(self, office):
        unit = WorkUnitFactory(is_active=False)
        assert office.post(NEW, fields(member_of=unit.pk)).status_code == 422

    def test_a_role_that_is_refused_leaves_no_account(self, administrator):
        roles = [RoleGrant(role=Role.LEADER, starts_on=date(2024, 8, 2), ends_on=date(2024, 8, 1))]
        with pytest.raises(ValidationError):
            actions.create(
                user=User(username="tono", full_name="T"), grants=roles, by_mail=False, by=actor(administrator), now=NOW
            )
        assert (User.objects.count(), entries()) == (1, [])


# --- changing -----------------------------------------------------------------------------------------
DETAILS = {"full_name": "Rina", "username": "rina", "nip": "198001012005011001", "position": "", "email": ""}


def test_details_change_with_history(office, rina):
    answer = office.post(url(rina, "ubah/"), DETAILS | {"full_name": "Rina, S.E.", "position": "Auditor"})
    assert (answer.status_code, answer["Location"]) == (302, url(rina))
    assert entries() == [
        (
            "pengguna diubah",
            "screen",
            "admin-zi",
            {"full_name": "Rina", "email": "rina@kalteng.go.id", "position": ""},
            {"full_name": "Rina, S.E.", "email": "", "position": "Auditor"},
            "",
        )
    ]


def test_a_value_that_is_not_taken_changes_nothing(office, rina):
    answer = office.post(url(rina, "ubah/"), DETAILS | {"username": "admin-zi"})
    assert (answer.status_code, answer.context["form"].errors) == (
        422,
        {"username": ["Nama pengguna ini sudah dipakai."]},
    )
    assert "Ubah Rina" in text(answer)
    assert (User.objects.get(pk=rina.pk).username, entries()) == ("rina", [])


# --- closing and opening ------------------------------------------------------------------------------
def test_closing_ends_the_sessions_and_opening_lets_in_again(office, rina):
    browser = Client()
    browser.force_login(rina, "accounts.backends.Backend")
    assert office.post(url(rina, "nonaktifkan/"))["Location"] == url(rina)
    assert office.post(url(rina, "nonaktifkan/"))["Location"] == url(rina)  # twice is once
    assert browser.get("/akun/profil/").status_code == 302
    assert browser.post("/akun/masuk/", {"username": "rina", "password": PASSWORD}).status_code == 200
    office.post(url(rina, "aktifkan/"))
    assert browser.post("/akun/masuk/", {"username": "rina", "password": PASSWORD}).status_code == 302
    assert entries() == [
        ("pengguna dinonaktifkan", "screen", "admin-zi", {"is_active": True}, {"is_active": False}, ""),
        ("pengguna diaktifkan", "screen", "admin-zi", {"is_active": False}, {"is_active": True}, ""),
    ]


def test_nobody_closes_their_own_account(office, administrator):
    person(Role.ADMINISTRATOR)
    answer = office.post(url(administrator, "nonaktifkan/"))
    assert answer.status_code == 409
    assert "Anda tidak dapat menonaktifkan akun Anda sendiri." in text(answer)
    assert (User.objects.get(pk=administrator.pk).is_active, entries()) == (True, [])


def test_two_administrators_who_close_each_other_leave_one(administrator):
    other = person(Role.ADMINISTRATOR)
    first, second = actor(administrator), actor(other)  # both saw themselves as administrators
    actions.switch(user=other, active=False, by=first, now=NOW)
    with pytest.raises(ValidationError, match="tidak ada lagi administrator"):
        actions.switch(user=administrator, active=False, by=second, now=NOW)
    assert User.objects.get(pk=administrator.pk).is_active


def test_the_admin_site_asks_the_same(office, administrator):
    """A form of Django's admin closes accounts through the same action."""
    future = person(Role.ADMINISTRATOR)
    RoleGrant.objects.filter(user=administrator).update(ends_on=date(2099, 1, 1))
    data = {"username": future.username, "full_name": future.full_name, "email": "", "nip": "", "position": ""}
    answer = office.post(f"/kelola/accounts/user/{future.pk}/change/", data)
    assert "tidak ada lagi administrator mulai 2 Januari 2099" in answer.text
    assert User.objects.get(pk=future.pk).is_active


# --- a new password -----------------------------------------------------------------------------------
class TestReset:
    def test_a_one_time_password(self, office, rina, caplog):
        caplog.set_level("DEBUG")
        browser = Client()
        browser.force_login(rina, "accounts.backends.Backend")
        answer = office.post(url(rina, "kata-sandi/"), {"delivery": "kata-sandi"})
        (password,) = set(ONE_TIME.findall(answer.text))
        rina.refresh_from_db()
        assert (answer.status_code, rina.check_password(password), rina.must_change_password) == (200, True, True)
        assert "no-store" in answer["Cache-Control"]
        assert browser.get("/akun/profil/").status_code == 302
        assert entries() == [("kata sandi diberikan", "screen", "admin-zi", None, None, "")]
        assert (stored().count(password), caplog.text.count(password)) == (0, 0)
        assert office.get(url(rina)).text.count(password) == 0

    def test_asking_twice_makes_another(self, office, rina):
        pages = [office.post(url(rina, "kata-sandi/"), {"delivery": "kata-sandi"}).text for _ in range(2)]
        first, second = (ONE_TIME.search(page)[0] for page in pages)
        rina.refresh_from_db()
        assert [rina.check_password(password) for password in (first, second)] == [False, True]

    def test_a_link_leaves_the_old_password_until_it_is_used(self, office, rina):
        answer = office.post(url(rina, "kata-sandi/"), {"delivery": "tautan"})
        assert answer["Location"] == url(rina)
        run_jobs()
        assert [letter.to for letter in mail.outbox] == [["rina@kalteng.go.id"]]
        rina.refresh_from_db()
        assert (rina.check_password(PASSWORD), rina.must_change_password) == (True, False)
        assert entries() == [("tautan kata sandi dikirim", "screen", "admin-zi", None, None, "")]

    def test_more_than_three_links_an_hour_are_refused(self, office, rina):
        answers = [office.post(url(rina, "kata-sandi/"), {"delivery": "tautan"}) for _ in range(4)]
        assert [answer.status_code for answer in answers] == [302, 302, 302, 422]
        assert answers[-1].context["form"].non_field_errors() == [actions.TOO_MANY]
        assert Job.objects.filter(kind=password_links.KIND).count() == 3

    @pytest.mark.parametrize("changes", [{"email": ""}, {"is_sample": True}], ids=["no address", "sample"])
    def test_no_link_without_an_address_of_ones_own(self, office, rina, changes):
        User.objects.filter(pk=rina.pk).update(**changes)
        assert office.post(url(rina, "kata-sandi/"), {"delivery": "tautan"}).status_code == 422
        assert Job.objects.count() == 0

    @pytest.mark.parametrize("delivery", ["", "merpati"])
    def test_bad_input_changes_nothing(self, office, rina, delivery):
        answer = office.post(url(rina, "kata-sandi/"), {"delivery": delivery})
        assert (answer.status_code, ONE_TIME.findall(answer.text), entries()) == (422, [], [])

    def test_not_ones_own(self, office, administrator):
        answer = office.post(url(administrator, "kata-sandi/"), {"delivery": "kata-sandi"})
        assert (answer.status_code, entries()) == (422, [])
        assert "Ganti kata sandi Anda sendiri lewat menu akun." in text(answer)

    def test_not_of_a_closed_account(self, office, rina):
        User.objects.filter(pk=rina.pk).update(is_active=False)
        answer = office.post(url(rina, "kata-sandi/"), {"delivery": "kata-sandi"})
        assert (answer.status_code, entries()) == (422, [])


def test_a_one_time_password_is_long_and_never_the_same():
    passwords = {one_time_password() for _ in range(500)}
    assert len(passwords) == 500
    assert all(ONE_TIME.fullmatch(password) for password in passwords)
