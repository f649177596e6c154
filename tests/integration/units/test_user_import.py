"""Importing users: every row's fate is shown first, then exactly that happens, once, or nothing."""

import csv
from datetime import date, timedelta
from io import BytesIO, StringIO
from urllib.parse import unquote

import pytest
from django.contrib.auth.hashers import identify_hasher
from django.core import mail
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from accounts import actions as accounts_actions
from accounts.models import User
from history.models import Entry
from jobs.actions import enqueue
from jobs.models import Job
from tests.factories import LONG_AGO, NOW, UserFactory, WorkUnitFactory, actor, assign, grant, person
from tests.integration.units.import_case import HEADINGS, IMPORT, PREVIEW, confirm, fates, line, upload, workbook
from tests.integration.units.pages_case import people, sign_in, statuses, text
from tests.integration.units.test_users import ONE_TIME, stored
from tests.jobs import run_jobs
from units import workbooks
from units.actions import users_import as actions
from units.imports.rows import Row
from units.models import RoleGrant, UserImport
from units.roles import Role

pytestmark = pytest.mark.django_db
ADDRESSES = [IMPORT, PREVIEW, f"{IMPORT}templat.xlsx", f"{IMPORT}buang/"]


@pytest.fixture
def administrator():
    return person(Role.ADMINISTRATOR, username="admin-zi", full_name="Aminah")


@pytest.fixture
def office(client, administrator):
    return sign_in(client, administrator)


@pytest.fixture
def unit():
    return WorkUnitFactory(code="07")


def accounts() -> list[str]:
    return list(User.objects.exclude(username="admin-zi").order_by("username").values_list("username", flat=True))


# --- who may ------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("address", "method", "administrators"),
    [
        (IMPORT, "get", 200),
        (IMPORT, "post", 422),
        (f"{IMPORT}templat.xlsx", "get", 200),
        (PREVIEW, "get", 302),  # nothing waits
        (PREVIEW, "post", 302),
        (f"{IMPORT}buang/", "post", 302),
    ],
)
def test_only_an_administrator_enters(client, address, method, administrators):
    everybody = people()
    expected = {name: administrators if name == "administrator" else 403 for name in everybody}
    assert statuses(client, everybody, address, method) == expected
    assert statuses(client, {"anonymous": None}, address, method) == {"anonymous": 302}


@pytest.mark.parametrize(
    ("method", "address"),
    [("delete", IMPORT), ("put", PREVIEW), ("post", f"{IMPORT}templat.xlsx"), ("get", f"{IMPORT}buang/")],
)
def test_other_methods_are_not_allowed(office, method, address):
    assert getattr(office, method)(address).status_code == 405


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_the_actions_ask_too(role, unit):
    who = actor(person(role, unit if role in {Role.UNIT_MEMBER, Role.UNIT_HEAD} else None))
    with pytest.raises(PermissionError):
        actions.keep(rows=[], file_name="x", by=who, now=NOW)
    with pytest.raises(PermissionError):
        actions.import_users(digest="", by_mail=False, by=who, now=NOW)


def test_one_administrator_does_not_see_the_file_of_another(office):
    upload(office, workbook(line()))
    other = sign_in(Client(), person(Role.ADMINISTRATOR))
    assert other.get(PREVIEW)["Location"] == IMPORT
    other.post(f"{IMPORT}buang/")
    assert UserImport.objects.count() == 1


def test_posting_without_a_token_is_refused(administrator):
    client = sign_in(Client(enforce_csrf_checks=True), administrator)
    assert [client.post(address).status_code for address in (IMPORT, PREVIEW, f"{IMPORT}buang/")] == [403] * 3


# --- uploading ----------------------------------------------------------------------------------------
def test_the_template_offers_todays_units(office, unit):
    WorkUnitFactory(code="99", is_active=False)
    answer = office.get(f"{IMPORT}templat.xlsx")
    assert answer["Content-Disposition"] == 'attachment; filename="templat-pengguna.xlsx"'
    book = load_workbook(BytesIO(answer.content))
    assert [cell.value for cell in book["Pengguna"][1]] == HEADINGS
    assert [row[2].value for row in book["Daftar"].iter_rows(min_row=2) if row[2].value] == ["07"]


def test_uploading_changes_nothing_but_what_waits(office):
    before = User.objects.count(), RoleGrant.objects.count(), Entry.objects.count()
    answer = upload(office, workbook(line()))
    assert (answer.status_code, answer["Location"]) == (302, PREVIEW)
    assert office.get(PREVIEW).status_code == 200
    assert (User.objects.count(), RoleGrant.objects.count(), Entry.objects.count()) == before
    assert "pengguna.xlsx menunggu konfirmasi" in text(office.get(IMPORT))


@pytest.mark.parametrize(
    ("content", "name", "status", "sentence"),
    [
        (b"", "a.xlsx", 422, "Berkas yang dikirimkan kosong."),
        (b"bukan Excel", "a.xlsx", 422, "Berkas ini bukan buku kerja Excel (.xlsx)."),
        (b"x" * (workbooks.MAX_BYTES + 1), "a.xlsx", 413, "Berkas terlalu besar; paling besar 5 MB."),
    ],
    ids=["empty", "no workbook", "too large"],
)
def test_a_file_that_cannot_be_used_is_told_beside_the_field(office, content, name, status, sentence):
    upload(office, workbook(line()))
    answer = upload(office, content, name)
    assert (answer.status_code, answer.context["form"].errors) == (status, {"file": [sentence]})
    assert UserImport.objects.get().rows[0]["values"]["username"] == "rina"  # what waits still waits


def test_no_file_at_all(office):
    answer = office.post(IMPORT)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["file"])


def test_the_next_file_replaces_the_one_that_waits(office):
    upload(office, workbook(line()))
    upload(office, workbook(line(username="tono")), "lain.xlsx")
    assert (UserImport.objects.get().file_name, fates(office)) == ("lain.xlsx", [(2, "dibuat", [])])


def test_a_file_can_be_thrown_away(office):
    upload(office, workbook(line()))
    assert office.post(f"{IMPORT}buang/")["Location"] == IMPORT
    assert (UserImport.objects.count(), office.get(PREVIEW).status_code) == (0, 302)


def test_after_a_day_it_is_forgotten(office, administrator):
    who = actor(administrator)
    actions.keep(rows=[Row(2, {"username": "rina"})], file_name="x", by=who, now=NOW)
    assert actions.waiting_of(who, NOW + timedelta(hours=23)) is not None
    assert actions.waiting_of(who, NOW + timedelta(hours=24)) is None
    with pytest.raises(actions.NothingWaits):
        actions.import_users(digest="", by_mail=False, by=who, now=NOW + timedelta(hours=24))
    enqueue(kind="forget-user-imports", payload={}, now=NOW)
    run_jobs(NOW + timedelta(hours=24))
    assert (UserImport.objects.count(), Job.objects.get().result) == (0, {"forgotten": 1})


# --- fates --------------------------------------------------------------------------------------------
def fate_of(office, **cells):
    upload(office, workbook(line(**cells)))
    ((_, fate, reasons),) = fates(office)
    return fate, reasons


ROLES_KNOWN = "Administrator, Anggota Tim ZI unit kerja, Kepala unit kerja, Evaluator TPI, Pengendali TPI, Pimpinan"


@pytest.mark.parametrize(
    ("cells", "reasons"),
    [
        ({"full_name": None}, ["Nama lengkap: Bidang ini tidak boleh kosong."]),
        ({"username": None}, ["Nama pengguna: Bidang ini tidak boleh kosong."]),
        (
            {"username": "dua kata"},
            ["Nama pengguna: Nama pengguna hanya boleh berisi huruf, angka, dan @/./+/-/_."],
        ),
        ({"username": "ADMIN-ZI"}, ["Nama pengguna ini terlalu mirip dengan akun “admin-zi”."]),
        ({"email": "bukan surel"}, ["Surel: Masukkan alamat email yang valid."]),
        ({"nip": "123"}, ["NIP: NIP terdiri atas 18 angka tanpa spasi."]),
        ({"nip": "198001012005011009"}, ["NIP ini sudah tercatat pada akun “budi”."]),
        ({"role": "Gubernur"}, [f"Peran “Gubernur” tidak dikenal. Pilihannya: {ROLES_KNOWN}."]),
        ({"role": "Kepala unit kerja"}, ["Peran Kepala unit kerja memerlukan kode unit."]),
        (
            {"role": "Pimpinan", "unit": "07"},
            ["Peran Pimpinan tidak terikat pada unit kerja; kosongkan kode unit."],
        ),
        ({"role": "Kepala unit kerja", "unit": "77"}, ["Kode unit “77” tidak dikenal."]),
        ({"role": "Kepala unit kerja", "unit": "08"}, ["Unit kerja 08 (Unit Kerja 08) tidak aktif."]),
        ({"unit": "07"}, ["Kode unit dan tanggal hanya diisi bersama peran."]),
        ({"ends_on": "2024-12-31"}, ["Kode unit dan tanggal hanya diisi bersama peran."]),
        (
            {"role": "Pimpinan", "starts_on": "kemarin"},
            ["Mulai “kemarin” bukan tanggal yang dapat dibaca. Tulis seperti 31/12/2024."],
        ),
        (
            {"role": "Pimpinan", "ends_on": "31/02/2099"},
            ["Sampai “31/02/2099” bukan tanggal yang dapat dibaca. Tulis seperti 31/12/2024."],
        ),
        (
            {"role": "Pimpinan", "starts_on": date(1924, 1, 1)},
            ["Mulai “1924-01-01” bukan tanggal yang dapat dibaca. Tulis seperti 31/12/2024."],
        ),
        (
            {"role": "Pimpinan", "starts_on": "02/01/2024", "ends_on": "01/01/2024"},
            ["Tanggal berakhir tidak boleh sebelum tanggal mulai."],
        ),
        (
            {"email": "bukan", "position": "=A1", "role": "Gubernur"},
            [
                "Jabatan berisi rumus. Tempelkan nilainya saja.",
                "Surel: Masukkan alamat email yang valid.",
                f"Peran “Gubernur” tidak dikenal. Pilihannya: {ROLES_KNOWN}.",
            ],
        ),
        ({"role": "=A1", "unit": "07"}, ["Peran berisi rumus. Tempelkan nilainya saja."]),
    ],
)
def test_a_row_that_is_refused_says_why(office, unit, cells, reasons):
    WorkUnitFactory(code="08", is_active=False)
    UserFactory(username="budi", nip="198001012005011009")
    assert fate_of(office, **cells) == ("ditolak", reasons)
    assert "Tidak ada baris yang dapat diimpor." in text(office.get(PREVIEW))
    assert confirm(office).status_code == 409
    assert accounts() == ["budi"]


@pytest.mark.parametrize(
    ("cells", "plan"),
    [
        ({}, None),
        ({"role": "evaluator tpi"}, ("evaluator", None, "today", None)),
        ({"role": "unit_head", "unit": "07"}, ("unit_head", "07", "today", None)),
        ({"role": "Anggota Tim ZI", "unit": 7}, ("unit_member", "07", "today", None)),
        ({"role": "Pimpinan", "starts_on": "1 Februari 2024"}, ("leader", None, date(2024, 2, 1), None)),
        ({"role": "Pimpinan", "starts_on": "1-2-2024"}, ("leader", None, date(2024, 2, 1), None)),
        (
            {"role": "Pimpinan", "starts_on": date(2024, 2, 1), "ends_on": "2024-02-01"},
            ("leader", None, date(2024, 2, 1), date(2024, 2, 1)),
        ),
    ],
)
def test_a_row_that_makes_an_account(office, unit, cells, plan):
    assert fate_of(office, **cells) == ("dibuat", [])
    (shown,) = office.get(PREVIEW).context["seen"].lines
    given = shown.grant and (
        shown.grant.role,
        shown.grant.unit and shown.grant.unit.code,
        "today" if shown.grant.starts_on == timezone.localdate() else shown.grant.starts_on,
        shown.grant.ends_on,
    )
    assert given == plan


def test_a_code_that_two_units_could_mean_is_not_guessed(office):
    WorkUnitFactory(code="07")
    WorkUnitFactory(code="007")
    assert fate_of(office, role="unit_head", unit=7) == ("ditolak", ["Kode unit “7” tidak dikenal."])


def test_the_same_person_twice_in_a_file(office):
    nip = "198001012005011001"
    upload(office, workbook(line(nip=nip), line(username="RINA"), line(username="lain", nip=f"'{nip}"[1:])))
    assert fates(office) == [
        (2, "dibuat", []),
        (3, "ditolak", ["Nama pengguna ini sudah ada pada baris 2. Tulis satu baris per orang."]),
        (4, "ditolak", ["NIP ini sudah ada pada baris 2. Tulis satu baris per orang."]),
    ]


class TestAccountsThatAreThere:
    @pytest.fixture(autouse=True)
    def rina(self, unit):
        fields = {"full_name": "Rina Wati", "email": "rina@contoh.go.id", "nip": "198001012005011001"}
        return UserFactory(username="rina", **fields)

    @pytest.mark.parametrize(
        ("cells", "expected"),
        [
            ({}, ("sama", [])),
            ({"full_name": "RINA WATI", "nip": "19800101 200501 1 001"}, ("sama", [])),
            ({"position": "Auditor"}, ("sama", ["Jabatan tidak ditulis ke akun yang sudah ada."])),
            ({"role": "Pimpinan"}, ("ditambahkan", [])),
            (
                {"full_name": "Rini"},
                ("ditolak", ["Akun “rina” sudah ada; Nama lengkap di aplikasi “Rina Wati”, di berkas “Rini”."]),
            ),
            (
                {"nip": "198001012005011002"},
                (
                    "ditolak",
                    ["Akun “rina” sudah ada; NIP di aplikasi “198001012005011001”, di berkas “198001012005011002”."],
                ),
            ),
            ({"full_name": None}, ("ditolak", ["Nama lengkap: Bidang ini tidak boleh kosong."])),
        ],
    )
    def test_details(self, office, cells, expected):
        assert fate_of(office, **cells) == expected

    def test_a_closed_account(self, office):
        User.objects.filter(username="rina").update(is_active=False)
        assert fate_of(office) == ("ditolak", ["Akun “rina” tidak aktif. Aktifkan dahulu."])

    @pytest.mark.parametrize(
        ("held", "cells", "fate"),
        [
            ((date(2024, 1, 1), None), {}, "sama"),
            ((date(2024, 1, 1), None), {"starts_on": "01/01/2024"}, "sama"),
            ((date(2024, 1, 1), None), {"starts_on": "01/02/2024", "ends_on": "01/03/2024"}, "sama"),
            ((date(2024, 1, 1), date(2024, 6, 30)), {"starts_on": "01/01/2024", "ends_on": "30/06/2024"}, "sama"),
            ((date(2024, 1, 1), date(2024, 6, 30)), {"starts_on": "01/06/2024"}, "ditolak"),
            ((date(2024, 1, 1), None), {"starts_on": "31/12/2023"}, "ditolak"),
            ((date(2024, 1, 1), date(2024, 6, 30)), {"starts_on": "01/07/2024"}, "ditambahkan"),
            ((date(2099, 1, 1), None), {"starts_on": "01/07/2024", "ends_on": "31/12/2024"}, "ditambahkan"),
        ],
    )
    def test_a_role_that_is_held(self, office, unit, rina, held, cells, fate):
        grant(rina, Role.UNIT_HEAD, unit, since=held[0], until=held[1])
        grant(rina, Role.UNIT_HEAD, WorkUnitFactory(code="lain"))  # elsewhere, so no matter
        grant(rina, Role.UNIT_MEMBER, unit)  # another role, so no matter
        found, reasons = fate_of(office, role="Kepala unit kerja", unit="07", **cells)
        assert (found, len(reasons)) == (fate, fate == "ditolak")

    def test_nobody_becomes_member_of_a_unit_they_verify(self, office, unit, rina):
        assign(rina, unit)
        assert fate_of(office, role="unit_member", unit="07") == (
            "ditolak",
            ["Orang ini memverifikasi unit tersebut; anggota tidak boleh memverifikasi unitnya sendiri."],
        )


def test_the_preview_counts_filters_and_pages(office):
    lines = [line(username=f"orang{number:03}") for number in range(120)] + [line(username="orang 121")]
    upload(office, workbook(*lines))
    counts = {str(fate): count for fate, count in office.get(PREVIEW).context["seen"].counts}
    assert counts == {"dibuat": 120, "ditambahkan": 0, "sama": 0, "ditolak": 1}
    assert [len(fates(office, query)) for query in ("", "hal=2", "hasil=ditolak", "hasil=sama", "hasil=lain")] == [
        100,
        21,
        1,
        0,
        100,
    ]
    assert [row for row, _, _ in fates(office, "hasil=ditolak")] == [122]
    assert "Impor 120 baris" in text(office.get(PREVIEW))


@pytest.mark.parametrize("rows", [1, 30])
def test_queries_do_not_grow_with_rows(office, unit, django_assert_num_queries, rows):
    upload(office, workbook(*[line(username=f"o{n}", role="Kepala unit", unit="07") for n in range(rows)]))
    with django_assert_num_queries(11):
        office.get(PREVIEW)


def test_what_a_file_says_is_shown_as_text(office):
    upload(office, workbook(line(full_name="<script>alert(1)</script>", username="<b>")))
    assert office.get(PREVIEW).text.count("<script>alert") == 0


# --- confirming ---------------------------------------------------------------------------------------
@pytest.fixture
def mixed(unit):
    """A new head, somebody who gets a role, somebody unchanged, and a row that is refused."""
    UserFactory(username="ada", full_name="Ada")
    UserFactory(username="sama", full_name="Sama")
    return workbook(
        line(
            email="rina@contoh.go.id",
            nip="198001012005011001",
            role="Kepala unit kerja",
            unit="07",
            starts_on="01/01/2024",
        ),
        line(full_name="Ada", username="ada", role="Pimpinan", starts_on="01/01/2024", ends_on="31/12/2099"),
        line(full_name="Sama", username="sama"),
        line(full_name="Tono", username="tono", role="Gubernur"),
    )


def test_exactly_what_was_shown_happens_with_history(office, mixed, unit, administrator):
    upload(office, mixed)
    answer = confirm(office)
    assert answer.status_code == 200
    assert "Impor selesai: 1 akun dibuat, 1 peran ditambahkan pada akun yang sudah ada." in text(answer)
    assert accounts() == ["ada", "rina", "sama"]
    rina, ada = User.objects.get(username="rina"), User.objects.get(username="ada")
    grants = RoleGrant.objects.filter(user__in=[rina, ada]).order_by("pk")
    assert [(row.user, row.role, row.unit, row.starts_on, row.ends_on) for row in grants] == [
        (rina, "unit_head", unit, date(2024, 1, 1), None),
        (ada, "leader", None, date(2024, 1, 1), date(2099, 12, 31)),
    ]
    entries = Entry.objects.filter(subject__in=["user", "rolegrant"]).order_by("pk")
    assert [(row.verb, row.subject_id, row.source, row.by, row.old, row.new) for row in entries] == [
        (
            "pengguna dibuat",
            rina.pk,
            "import",
            administrator,
            None,
            {
                "username": "rina",
                "full_name": "Rina Wati",
                "email": "rina@contoh.go.id",
                "nip": "198001012005011001",
                "position": "",
                "is_active": True,
            },
        ),
        *(
            (
                "peran pengguna dibuat",
                row.pk,
                "import",
                administrator,
                None,
                {
                    "id": row.pk,
                    "user_id": row.user_id,
                    "role": row.role,
                    "unit_id": row.unit_id,
                    "starts_on": row.starts_on.isoformat(),
                    "ends_on": row.ends_on and row.ends_on.isoformat(),
                },
            )
            for row in grants
        ),
    ]


def test_confirming_twice_does_it_once(office, mixed):
    upload(office, mixed)
    digest = office.get(PREVIEW).context["seen"].digest
    confirm(office)
    before = User.objects.count(), RoleGrant.objects.count(), Entry.objects.count()
    answer = office.post(PREVIEW, {"digest": digest}, follow=True)
    assert answer.redirect_chain == [(IMPORT, 302)]
    assert "Tidak ada berkas yang menunggu konfirmasi." in text(answer)
    assert (User.objects.count(), RoleGrant.objects.count(), Entry.objects.count()) == before
    upload(office, mixed)
    assert [fate for _, fate, _ in fates(office)] == ["sama", "sama", "sama", "ditolak"]


def test_a_file_uploaded_meanwhile_is_not_imported_in_place_of_the_one_that_was_seen(office):
    upload(office, workbook(line(username="rina", full_name="Rina Wati")))
    seen = office.get(PREVIEW).context["seen"].digest
    upload(office, workbook(line(username="joko", full_name="Joko Susilo")))
    answer = office.post(PREVIEW, {"digest": seen})
    assert (answer.status_code, User.objects.filter(username__in=["rina", "joko"]).count()) == (409, 0)
    assert "Joko Susilo" in text(answer)


@pytest.mark.parametrize("digest", ["", "x" * 64, "y" * 65, None])
def test_what_was_not_seen_is_shown_instead(office, mixed, digest):
    upload(office, mixed)
    answer = office.post(PREVIEW, {} if digest is None else {"digest": digest})
    assert (answer.status_code, accounts()) == (409, ["ada", "sama"])
    assert "Hasilnya berubah, jadi belum ada yang diimpor" in text(answer)


@pytest.mark.parametrize(
    "change",
    [
        lambda unit: UserFactory(username="rina"),
        lambda unit: UserFactory(nip="198001012005011001"),
        lambda unit: User.objects.filter(username="ada").update(is_active=False),
        lambda unit: type(unit).objects.filter(pk=unit.pk).update(is_active=False),
        lambda unit: grant(User.objects.get(username="ada"), Role.LEADER, since=LONG_AGO),
        lambda unit: grant(User.objects.get(username="ada"), Role.LEADER, since=date(2024, 6, 1)),
    ],
    ids=["name taken", "number taken", "closed", "unit closed", "role held", "role held later"],
)
def test_a_preview_that_is_no_longer_true_imports_nothing(office, mixed, unit, change):
    upload(office, mixed)
    digest = office.get(PREVIEW).context["seen"].digest
    change(unit)
    before = User.objects.count(), RoleGrant.objects.count(), Entry.objects.count()
    answer = office.post(PREVIEW, {"digest": digest})
    assert answer.status_code == 409
    assert (User.objects.count(), RoleGrant.objects.count(), Entry.objects.count()) == before
    assert confirm(office).status_code in {200, 302}  # what is left of it, once seen


def test_when_one_account_cannot_be_written_none_is(administrator):
    """Somebody makes one of them between the last look and the writing."""
    UserFactory(username="b")
    new = [(User(username=name, full_name=name), "x") for name in ("a", "b")]
    with pytest.raises(IntegrityError):
        accounts_actions.create_given(accounts=new, by=administrator, at=NOW, source="import")
    assert (accounts(), Entry.objects.filter(subject="user").count()) == (["b"], 0)


# --- passwords ----------------------------------------------------------------------------------------
def passwords(answer) -> dict[str, str]:
    """User name -> one-time password, from the file inside the page."""
    content = unquote(answer.context["file"].partition(",")[2]).removeprefix("\ufeff")
    rows = list(csv.reader(StringIO(content), delimiter=";"))
    assert rows[0] == ["Nama lengkap", "Nama pengguna", "Kata sandi sekali pakai"]
    return {row[1]: row[2] for row in rows[1:]}


def test_new_people_get_one_time_passwords_on_that_page_only(office, caplog):
    caplog.set_level("DEBUG")
    upload(office, workbook(line(), line(username="tono")))
    answer = confirm(office)
    given = passwords(answer)
    assert sorted(given) == ["rina", "tono"]
    assert sorted(set(ONE_TIME.findall(answer.text))) == sorted(given.values())
    assert "no-store" in answer["Cache-Control"]
    for username, password in given.items():
        user = User.objects.get(username=username)
        assert identify_hasher(user.password).algorithm == "given_pbkdf2_sha256"
        assert (user.check_password(password), user.must_change_password) == (True, True)
        assert (stored().count(password), caplog.text.count(password)) == (0, 0)
        for address in (IMPORT, "/pengelolaan/pengguna/"):
            assert office.get(address).text.count(password) == 0


def test_the_first_sign_in_keeps_it_as_any_other_and_asks_for_another(office):
    upload(office, workbook(line()))
    (password,) = passwords(confirm(office)).values()
    browser = Client()
    assert browser.post("/akun/masuk/", {"username": "rina", "password": "salah"}).status_code == 200
    assert browser.post("/akun/masuk/", {"username": "rina", "password": password})["Location"] == "/"
    assert browser.get("/")["Location"] == "/akun/kata-sandi/"
    assert identify_hasher(User.objects.get(username="rina").password).algorithm != "given_pbkdf2_sha256"


def test_links_instead_for_those_with_an_address(office):
    upload(office, workbook(line(email="rina@contoh.go.id"), line(username="tono")))
    answer = confirm(office, by_mail="on")
    assert list(passwords(answer)) == ["tono"]
    rina = User.objects.get(username="rina")
    assert (rina.has_usable_password(), rina.must_change_password) == (False, False)
    run_jobs()
    assert [letter.to for letter in mail.outbox] == [["rina@contoh.go.id"]]


def test_when_all_get_links_there_is_no_page_of_passwords(office):
    upload(office, workbook(line(email="rina@contoh.go.id")))
    answer = confirm(office, by_mail="on")
    assert (answer.status_code, answer["Location"]) == (302, "/pengelolaan/pengguna/")
    assert Job.objects.get().payload == {"user": User.objects.get(username="rina").pk}


def test_a_role_alone_makes_no_password(office):
    UserFactory(username="ada", full_name="Ada")
    upload(office, workbook(line(full_name="Ada", username="ada", role="Pimpinan")))
    assert confirm(office)["Location"] == "/pengelolaan/pengguna/"
    assert User.objects.get(username="ada").must_change_password is False


def test_a_name_that_a_spreadsheet_would_calculate_is_written_as_text(office):
    upload(office, workbook(line(full_name="+62 Rina", username="@rina")))
    assert list(passwords(confirm(office))) == ["'@rina"]
