"""The screens of issued papers: who sees what, and what wrong input is told."""

import re

import pytest
from django.db import transaction

from files.models import StoredFile
from jobs.models import Job
from reports.models import Edition
from tests.factories import WorkUnitFactory, person
from tests.integration.evaluations.people import everybody
from tests.integration.files.contents import stored
from tests.integration.reports.edition_case import asked, issued, quarter, sheet, today
from tests.uploads import pdf
from units.roles import Role

pytestmark = pytest.mark.django_db

READERS = {
    "administrator",
    "evaluator",
    "evaluator of another unit",
    "evaluator and member",
    "supervisor",
    "supervisor who verified",
    "supervisor and member",
    "supervisor and evaluator",
    "leader",
}
ISSUERS = {name for name in READERS if name.startswith("supervisor")}
NEW = "/tw/2024-2/laporan/terbitkan/triwulan/"


def enter(client, user):
    client.force_login(user, backend="accounts.backends.Backend")
    return client


def text(response) -> str:
    main = response.content.decode().partition('id="konten"')[2].partition("<footer")[0]
    return " ".join(re.sub(r"<[^>]*>", " ", main.partition(">")[2]).split())


@pytest.fixture
def period(instrument):
    return quarter()


@pytest.fixture
def supervisor(client, period):
    enter(client, person(Role.SUPERVISOR))
    return client


def statuses(client, people, act) -> dict[str, int]:
    """Who -> the status of what they try; nothing of it stays."""
    found = {}
    for name, user in people.items():
        with transaction.atomic():
            found[name] = act(enter(client, user) if user.is_active else _signed_out(client)).status_code
            transaction.set_rollback(True)
    return found


def _signed_out(client):
    client.logout()
    return client


# --- who ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("paper", ["triwulan", "lhe"])
@pytest.mark.parametrize("what", ["", "berkas/"])
def test_who_reads_an_issued_paper(client, period, paper, what):
    row = sheet(period, "07")
    edition = issued(period, paper=paper, unit=row.unit if paper == "lhe" else None)
    own = {"member", "head"} if paper == "lhe" else set()
    people = everybody(row.unit)
    found = statuses(client, people, lambda client: client.get(f"/terbitan/{edition.pk}/{what}"))
    signed_out = 404 if what else 302
    expected = {name: 200 if name in READERS | own else 404 for name in people} | {"inactive head": signed_out}
    assert found == expected


def test_what_is_not_issued_is_no_matter_of_the_unit(client, period):
    row = sheet(period, "07")
    edition = asked(period, paper="lhe", unit=row.unit)
    people = everybody(row.unit)
    found = statuses(client, people, lambda client: client.get(f"/terbitan/{edition.pk}/"))
    expected = {name: 200 if name in READERS else 404 for name in people} | {"inactive head": 302}
    assert found == expected
    assert set(statuses(client, people, lambda client: client.get(f"/terbitan/{edition.pk}/berkas/")).values()) == {404}


@pytest.mark.parametrize(
    ("method", "address", "done"),
    [("get", NEW, 200), ("post", NEW, 302), ("get", "perbaiki/", 200), ("post", "perbaiki/", 302)],
)
def test_who_issues_on_the_screen(client, period, method, address, done):
    row = sheet(period, "07")
    url, data = address, {"letter_number": "700/9", "dated": today().isoformat(), "reason": "Keliru."}
    if address != NEW:
        url = f"/terbitan/{issued(period).pk}/{address}"
    people = everybody(row.unit)
    found = statuses(client, people, lambda client: getattr(client, method)(url, data))
    others = {name: 403 if address == NEW or name in READERS else 404 for name in people}
    assert found == others | dict.fromkeys(ISSUERS, done) | {"inactive head": 302}


def test_who_gives_up_on_the_screen(client, period):
    row = sheet(period, "07")
    edition = asked(period)
    Job.objects.all().delete()
    people = everybody(row.unit)
    found = statuses(client, people, lambda client: client.post(f"/terbitan/{edition.pk}/batalkan/"))
    others = {name: 403 if name in READERS else 404 for name in people}
    assert found == others | dict.fromkeys(ISSUERS, 302) | {"inactive head": 302}


def test_the_units_page_lists_what_is_its_own(client, period):
    rows = [sheet(period, code) for code in ("05", "06")]
    for row in rows:
        issued(period, paper="lhe", unit=row.unit, number=f"700/LHE/{row.unit.code}")
    issued(period)
    enter(client, person(Role.UNIT_MEMBER, rows[0].unit))
    block = client.get("/tw/2024-2/unit/05/terbitan/").content.decode()
    assert re.findall(r"700/[A-Z0-9/]+", block) == ["700/LHE/05"]
    assert client.get("/tw/2024-2/unit/06/terbitan/").status_code == 404
    enter(client, person(Role.UNIT_MEMBER, WorkUnitFactory()))
    assert client.get("/tw/2024-2/unit/05/terbitan/").status_code == 404


def test_a_unit_without_papers_is_told_so(client, period):
    row = sheet(period, "05")
    enter(client, person(Role.UNIT_HEAD, row.unit))
    assert "Belum ada laporan hasil evaluasi" in client.get("/tw/2024-2/unit/05/terbitan/").content.decode()


# --- methods, addresses ---------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("post", "{pk}/"),
        ("post", "{pk}/berkas/"),
        ("put", "{pk}/perbaiki/"),
        ("get", "{pk}/batalkan/"),
    ],
)
def test_wrong_methods(supervisor, period, method, address):
    edition = issued(period)
    assert getattr(supervisor, method)(f"/terbitan/{address.format(pk=edition.pk)}").status_code == 405


@pytest.mark.parametrize("paper", ["rekap", "puisi"])
def test_what_is_never_issued(supervisor, paper):
    assert supervisor.get(f"/tw/2024-2/laporan/terbitkan/{paper}/").status_code == 404


def test_an_open_quarter_issues_nothing(supervisor, period):
    type(period).objects.update(state="open", locked_at=None, locked_by=None)
    response = supervisor.get(NEW)
    assert response.status_code == 409
    assert "belum dikunci" in text(response)


# --- input ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"letter_number": ""}, "Nomor"),
        ({"letter_number": "700/A"}, "Nomor 700/A sudah dipakai pada terbitan lain."),
        ({"dated": "2024-08-20"}, "Tanggal terbit paling awal 21 Agustus 2024, hari periode dikunci."),
        ({"dated": "2999-01-01"}, "Tanggal terbit tidak boleh lebih dari hari ini."),
        ({"dated": "kemarin"}, "Masukkan tanggal yang valid."),
        ({"letter_number": "7" * 101}, "101"),
    ],
)
def test_wrong_input_is_told_at_its_field(supervisor, period, changes, sentence):
    asked(period, paper="surat-pengantar", number="700/A")
    response = supervisor.post(NEW, {"letter_number": "700/B", "dated": today().isoformat()} | changes)
    assert response.status_code == 422
    assert sentence in text(response)
    assert Edition.objects.count() == 1


def test_one_form_for_many_units(supervisor, period):
    rows = [sheet(period, code) for code in ("05", "06", "07")]
    sheet(period, "08", "reviewed")
    issued(period, paper="lhe", unit=rows[2].unit, number="700/7/LHE")
    url = "/tw/2024-2/laporan/terbitkan/lhe/"
    page = supervisor.get(url, {"pola": "700/{urut}/{kode}/{triwulan}/{tahun}", "mulai": "40"}).content.decode()
    found = dict(re.findall(r'name="(number-\d+)" value="([^"]*)"', page))
    names = [f"number-{row.unit_id}" for row in rows[:2]]
    assert found == {names[0]: "700/40/05/II/2024", names[1]: "700/41/06/II/2024"}
    response = supervisor.post(url, {names[0]: "700/40", names[1]: "", "dated": today().isoformat()})
    assert (response.status_code, response["Location"]) == (302, "/tw/2024-2/laporan/")
    new = Edition.objects.get(letter_number="700/40")
    assert (new.unit, new.addressee, new.paper) == (rows[0].unit, f"Kepala {rows[0].unit}", "lhe")
    response = supervisor.post(url, {names[1]: "700/40", "dated": today().isoformat()})
    assert response.status_code == 422
    assert f"{rows[1].unit_code} – {rows[1].unit} : Nomor 700/40 sudah dipakai" in text(response)


# --- what the pages say ---------------------------------------------------------------------------
def test_the_page_of_an_issued_paper(supervisor, period):
    edition = issued(period, content=pdf(text="Isi"), signatory="Inspektur Contoh")
    page = text(supervisor.get(f"/terbitan/{edition.pk}/"))
    for words in (edition.title, "700/1", "Inspektur Contoh", edition.file.sha256, f"verifikasi/{edition.token}/"):
        assert words in page
    response = supervisor.get(f"/terbitan/{edition.pk}/berkas/")
    assert b"".join(response) == pdf(text="Isi")
    assert response["Content-Disposition"] == 'attachment; filename="triwulan-2024-tw2.pdf"'


def test_a_content_that_is_gone_is_told(supervisor, period):
    edition = issued(period)
    StoredFile.objects.get(pk=edition.file_id).content.storage.delete(next(iter(stored())))
    response = supervisor.get(f"/terbitan/{edition.pk}/berkas/")
    assert (response.status_code, "tidak ada di penyimpanan" in response.content.decode()) == (410, True)


def test_how_a_preparation_goes(supervisor, period):
    edition = asked(period)
    assert "Sedang disiapkan" in text(supervisor.get(f"/terbitan/{edition.pk}/"))
    moving = supervisor.get(f"/terbitan/{edition.pk}/", headers={"HX-Request": "true"})
    assert ("hx-get" in moving.content.decode(), moving.headers.get("HX-Refresh")) == (True, None)
    Job.objects.update(state="failed", error="Sertifikat kedaluwarsa.", finished_at=edition.asked_at)
    over = supervisor.get(f"/terbitan/{edition.pk}/", headers={"HX-Request": "true"})
    assert ("hx-get" in over.content.decode(), over.headers.get("HX-Refresh")) == (False, "true")
    page = text(supervisor.get(f"/terbitan/{edition.pk}/"))
    assert "Sertifikat kedaluwarsa." in page
    assert "Batalkan terbitan" in page


@pytest.mark.parametrize("units", [1, 3])
def test_queries_of_the_card_do_not_grow(supervisor, period, django_assert_num_queries, units):
    for number in range(units):
        row = sheet(period, f"{number:02}")
        for paper in ("lhe", "berita-acara"):
            issued(period, paper=paper, unit=row.unit)
    with django_assert_num_queries(8):
        page = supervisor.get("/tw/2024-2/laporan/terbitan/").content.decode()
    assert page.count("Unduh") == 2 * units


def test_the_card_of_a_quarter_without_papers(supervisor, period):
    sheet(period, "05")
    page = " ".join(re.sub("<[^>]*>", " ", supervisor.get("/tw/2024-2/laporan/terbitan/").content.decode()).split())
    assert page.count("Belum terbit.") == 2
    assert page.count("Belum ada yang terbit untuk 1 unit kerja yang hasilnya disetujui.") == 2
