"""The pages of importing: who may, what they say, and what they answer to bad input."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext, override_settings
from django.utils import timezone

from evaluations.models import Period
from evaluations.queries.instruments import loaded
from jobs.models import Job
from tests.factories import EvaluationFactory, WorkUnitFactory, answer, person
from tests.integration.evaluations.pages_case import sign_in, statuses, text
from tests.integration.evaluations.sheet_case import HTMX, cast, make_sheet, stored
from tests.integration.workbooks.import_case import edited, exported, filled, hand_in, large, upload, url
from tests.jobs import run_jobs
from tests.unit.workbooks.books import own
from units.roles import Role
from workbooks.models import WorkbookImport

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet(instrument):
    return make_sheet()


@pytest.fixture
def member(sheet):
    return person(Role.UNIT_MEMBER, sheet.unit)


@pytest.fixture
def office(client, member):
    return sign_in(client, member)


def send(client, sheet, content: bytes, name: str = "LKE.xlsx"):
    """Posts the file as the form does."""
    return client.post(url(sheet), {"file": upload(content, name)})


def waiting_page(sheet, user, content: bytes) -> str:
    """The address of what this person handed in just now."""
    return url(sheet, f"{hand_in(sheet, content, user, timezone.now()).pk}/")


def press(client, address: str, *codes: str, digest: str | None = None):
    """Posts the confirmation of what the page shows now."""
    seen = client.get(address).context["seen"]
    return client.post(address, {"digest": seen.digest if digest is None else digest, "pilih": codes})


# --- who may ------------------------------------------------------------------------------------------
EXPECTED = {
    "unit_member": 200,
    "unit_head": 200,
    "member of another unit": 404,
    "evaluator": 200,
    "unassigned evaluator": 403,
    "supervisor": 403,
    "leader": 403,
    "administrator": 403,
    "anonymous": 302,
}


def test_who_writes_a_column_may_import(client, sheet):
    people = cast(sheet) | {"anonymous": None}
    assert statuses(client, people, url(sheet)) == EXPECTED


def test_an_import_is_its_owners_alone(client, sheet, member):
    address = waiting_page(sheet, member, filled(unit={"A.I.1.i.a": "Ya"}))
    people = cast(sheet) | {"anonymous": None}
    expected = {who: 404 if status == 200 else status for who, status in EXPECTED.items()}
    assert statuses(client, people, address) == expected
    assert statuses(client, people, address, "post") == expected
    assert statuses(client, people, f"{address}buang/", "post") == expected
    assert statuses(client, {"owner": member}, address) == {"owner": 200}


@pytest.mark.parametrize(("method", "rest"), [("delete", ""), ("put", "1/"), ("get", "1/buang/")])
def test_other_methods_are_not_allowed(office, sheet, method, rest):
    assert getattr(office, method)(url(sheet, rest)).status_code == 405


@pytest.mark.parametrize("rest", ["1/", "99/buang/"])
def test_what_is_not_there_is_404(office, sheet, rest):
    assert office.post(url(sheet, rest)).status_code == 404


def test_a_sheet_that_is_not_there_is_404(office):
    assert office.get("/tw/2024-3/unit/99/buku-kerja/impor/").status_code == 404


# --- handing in ---------------------------------------------------------------------------------------
def test_the_way_from_the_file_to_the_sheet(office, sheet, member):
    answer(sheet, "A.I.1.i.b", "unit", "C", "Lama.")
    response = send(office, sheet, edited(exported(sheet, member), {"A.I.1.i.b": "A"}, {"A.I.1.i.a": "Ada SK."}))
    row = WorkbookImport.objects.get()
    assert (response.status_code, response["Location"]) == (302, url(sheet, f"{row.pk}/"))
    words = text(office.get(response["Location"]))
    assert "LKE.xlsx (LKE unduhan aplikasi ini), diunggah" in words
    assert "Berubah (2)" in words
    assert "111 pertanyaan tidak berubah" in words
    response = press(office, response["Location"], "A.I.1.i.b")
    assert (response.status_code, response["Location"]) == (302, "/tw/2024-3/unit/07/lke/")
    assert stored(sheet) == {"A.I.1.i.b": ("A", "Lama.", 2)}
    assert "1 jawaban diimpor dari “LKE.xlsx”." in text(office.get(response["Location"]))


def test_a_file_that_cannot_be_used_is_told_beside_the_field(office, sheet):
    response = send(office, sheet, b"bukan buku kerja")
    assert response.status_code == 422
    assert "Berkas ini bukan buku kerja Excel (.xlsx)." in text(response)
    assert not WorkbookImport.objects.exists()


def test_no_file_and_an_empty_one(office, sheet):
    for data, sentence in (
        ({}, "Pilih berkasnya dahulu."),
        ({"file": SimpleUploadedFile("LKE.xlsx", b"")}, "Berkas ini kosong (0 bita)."),
        ({"file": "LKE.xlsx"}, "Pilih berkasnya dahulu."),
    ):
        response = office.post(url(sheet), data)
        assert (response.status_code, sentence in text(response)) == (422, True)


@override_settings(UPLOAD_MAX_MB=1)
def test_a_file_over_the_limit(office, sheet):
    response = send(office, sheet, bytes(2_000_000))
    assert response.status_code == 413
    assert "paling besar 1 MB" in text(response)


@pytest.mark.parametrize("state", ["submitted", "in_review", "approved"])
def test_while_it_is_not_the_units_turn_the_page_says_so_and_takes_nothing(client, instrument, state):
    sheet = make_sheet(state)
    sign_in(client, person(Role.UNIT_MEMBER, sheet.unit))
    page = client.get(url(sheet))
    assert (page.status_code, "Belum dapat mengimpor" in text(page)) == (200, True)
    assert 'type="file"' not in page.content.decode()
    assert send(client, sheet, filled(unit={"A.I.1.i.a": "Ya"})).status_code == 409


def test_a_locked_quarter_takes_nothing(office, sheet, member):
    address = waiting_page(sheet, member, filled(unit={"A.I.1.i.a": "Ya"}))
    digest = office.get(address).context["seen"].digest
    Period.objects.update(state="locked", locked_at=timezone.now(), locked_by=member)
    assert office.get(address).status_code == 200
    assert office.post(address, {"digest": digest, "pilih": ["A.I.1.i.a"]}).status_code == 409
    assert stored(sheet) == {}


# --- the preview --------------------------------------------------------------------------------------
def test_every_kind_of_line_says_what_becomes_of_it(office, sheet, member):
    for code in ("A.I.1.i.b", "A.I.1.ii.b"):
        answer(sheet, code, "unit", "C")
    file = edited(
        exported(sheet, member),
        {"A.I.1.i.a": "Ya", "A.I.1.i.b": "A", "A.I.1.ii.b": None, "B.I.a": {"indeks": "empat"}},
    )
    answer(sheet, "A.I.1.i.b", "unit", "B")
    words = text(office.get(waiting_page(sheet, member, file)))
    for told in ("Berubah (1)", "Bertentangan (1)", "Dikosongkan dalam berkas (1)", "Tidak dapat diimpor (1)"):
        assert told in words
    assert '"empat" tidak dapat dibaca sebagai angka.' in words
    assert "109 pertanyaan tidak berubah" in words


def test_only_plain_changes_are_ticked_at_first(office, sheet, member):
    answer(sheet, "A.I.1.i.b", "unit", "C")
    file = edited(exported(sheet, member), {"A.I.1.i.a": "Ya", "A.I.1.i.b": None})
    page = office.get(waiting_page(sheet, member, file)).content.decode()
    assert 'value="A.I.1.i.a" aria-label="Impor A.I.1.i.a" checked' in page
    assert 'value="A.I.1.i.b" aria-label="Impor A.I.1.i.b">' in page


def test_a_file_without_changes_says_so(office, sheet, member):
    page = office.get(waiting_page(sheet, member, exported(sheet, member)))
    assert "Tidak ada yang berubah" in text(page)
    assert "Impor yang dipilih" not in text(page)


def test_nothing_ticked_is_told_and_the_page_stays(office, sheet, member):
    address = waiting_page(sheet, member, filled(unit={"A.I.1.i.a": "Ya"}))
    response = press(office, address)
    assert response.status_code == 422
    assert "Pilih sedikitnya satu jawaban yang akan diimpor." in text(response)
    assert "checked" not in response.content.decode().partition("data-pick>")[2].partition("</form>")[0]


def test_a_sheet_that_changed_meanwhile_is_shown_again(office, sheet, member):
    address = waiting_page(sheet, member, filled(unit={"A.I.1.i.a": "Ya", "A.I.1.i.b": "A"}))
    digest = office.get(address).context["seen"].digest
    answer(sheet, "A.I.1.i.b", "unit", "C")
    response = press(office, address, "A.I.1.i.a", digest=digest)
    assert response.status_code == 409
    assert "Belum ada yang diimpor" in text(response)
    assert "Bertentangan (1)" in text(response)
    assert list(stored(sheet)) == ["A.I.1.i.b"]
    assert press(office, address, "A.I.1.i.a").status_code == 302


@pytest.mark.parametrize("digest", ["", "x" * 64, "x" * 10_000])
def test_a_confirmation_of_something_else_writes_nothing(office, sheet, member, digest):
    address = waiting_page(sheet, member, filled(unit={"A.I.1.i.a": "Ya"}))
    assert press(office, address, "A.I.1.i.a", digest=digest).status_code == 409
    assert stored(sheet) == {}


def test_the_second_press_leads_back_and_the_page_says_it_was_done(office, sheet, member):
    address = waiting_page(sheet, member, filled(unit={"A.I.1.i.a": "Ya"}))
    digest = office.get(address).context["seen"].digest
    for _ in range(2):
        response = office.post(address, {"digest": digest, "pilih": ["A.I.1.i.a"]})
    assert (response.status_code, response["Location"]) == (302, url(sheet))
    assert "sudah diimpor atau dibuang" in text(office.get(url(sheet)))
    assert "1 jawaban diimpor" in text(office.get(address))
    assert stored(sheet) == {"A.I.1.i.a": ("Ya", "", 1)}


def test_throwing_the_file_away(office, sheet, member):
    address = waiting_page(sheet, member, filled(unit={"A.I.1.i.a": "Ya"}))
    assert "menunggu konfirmasi" in text(office.get(url(sheet)))
    response = office.post(f"{address}buang/")
    assert (response.status_code, response["Location"]) == (302, url(sheet))
    assert (WorkbookImport.objects.count(), stored(sheet)) == (0, {})
    assert "menunggu konfirmasi" not in text(office.get(url(sheet)))


def test_what_a_file_says_never_becomes_markup(office, sheet, member):
    note = "<script>alert(1)</script>"
    file = edited(exported(sheet, member), {"A.I.1.i.a": note}, {"A.I.1.i.b": note})
    page = office.get(waiting_page(sheet, member, file)).content.decode()
    assert note not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


# --- in the background --------------------------------------------------------------------------------
def test_a_large_file_shows_how_far_it_is_and_then_the_preview(office, sheet):
    address = send(office, sheet, large(filled(unit={"A.I.1.i.a": "Ya"})))["Location"]
    page = office.get(address)
    assert "Halaman ini boleh ditinggalkan" in text(page)
    assert "sedang dibaca" in text(office.get(url(sheet)))
    fragment = office.get(address, headers=HTMX)
    assert (fragment.status_code, "hx-get" in fragment.content.decode()) == (200, True)
    run_jobs()
    assert office.get(address, headers=HTMX)["HX-Refresh"] == "true"
    assert "Berubah (1)" in text(office.get(address))


def test_a_large_file_that_cannot_be_used(office, sheet):
    address = send(office, sheet, large(own(about={"unit": "08"})))["Location"]
    run_jobs(failing=True)
    words = text(office.get(address))
    assert "Buku kerja ini milik unit kerja 08" in words
    assert "Unggah berkas lain" in words
    assert "tidak dapat dibaca" in text(office.get(url(sheet)))


def test_a_job_that_failed_says_so(office, sheet):
    address = send(office, sheet, large(own()))["Location"]
    Job.objects.update(state="failed", finished_at=timezone.now(), error="Pekerjaan ini gagal.")
    words = text(office.get(address))
    assert "Pekerjaan ini gagal." in words
    assert "Unggah berkas lain" in words


# --- queries ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("count", [1, 3, 113])
def test_the_page_asks_the_same_however_much_changes(office, sheet, member, count):
    questions = loaded(sheet.period.instrument).instrument.questions
    picked = {code: question for code, question in list(questions.items())[:count] if not question.is_numeric}
    unit = {code: question.scale.values[0] for code, question in picked.items()}
    address = waiting_page(sheet, member, filled(unit=unit))
    with CaptureQueriesContext(connection) as queries:
        page = office.get(address)
    assert len(page.context["seen"].pickable) == len(unit)
    assert len(queries) == 9


def test_the_links_lead_there_while_it_is_ones_turn(client, sheet, member):
    other = EvaluationFactory(unit=WorkUnitFactory(code="08"), period=sheet.period)
    sign_in(client, person(Role.LEADER))
    assert url(other) not in client.get("/tw/2024-3/unit/08/").content.decode()
    sign_in(client, member)
    for page in ("/tw/2024-3/unit/07/", "/tw/2024-3/unit/07/lke/"):
        assert url(sheet) in client.get(page).content.decode()
