"""Planning, changing, opening and locking a quarter on the real views."""

from datetime import date

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from evaluations.models import Evaluation, Instrument, Period
from tests.factories import PeriodFactory, UserFactory, WorkUnitFactory, builtin_instrument, person
from tests.integration.evaluations.pages_case import sign_in, statuses, text
from tests.integration.evaluations.sheet_case import cast, make_sheet
from units.roles import Role

pytestmark = pytest.mark.django_db
MANAGERS = {"supervisor", "administrator"}


def fields(**changes) -> dict:
    """What the form posts."""
    return {
        "year": "2025",
        "quarter": "1",
        "instrument": builtin_instrument().pk,
        "fill_deadline": "2025-04-10",
        "verify_deadline": "2025-04-20",
        "repair_deadline": "2025-04-30",
        **changes,
    }


@pytest.fixture
def people():
    """One person of every kind beside a locked, an open and a planned quarter."""
    PeriodFactory(quarter=2, state="locked")
    PeriodFactory(quarter=4, state="planned")
    return cast(make_sheet()) | {"no role": UserFactory()}


@pytest.fixture
def supervisor(client):
    return sign_in(client, person(Role.SUPERVISOR))


# Address -> who gets the page; everybody else is refused. A planned quarter does not exist for some (404).
PAGES = {
    "/periode/": MANAGERS,
    "/periode/baru/": MANAGERS,
    "/periode/2024-3/": MANAGERS,
    "/periode/2024-4/": MANAGERS,
    "/periode/2024-4/buka/": MANAGERS,
    "/periode/2024-3/kunci/": {"supervisor"},
    "/periode/2024-2/buka-kembali/": {"supervisor"},
}


@pytest.mark.parametrize("address", PAGES)
def test_who_may_open_each_page(client, people, address):
    expected = {name: 200 if name in PAGES[address] else 403 for name in people}
    assert statuses(client, people, address) == expected
    assert statuses(client, {"anonymous": None}, address) == {"anonymous": 302}


@pytest.mark.parametrize("address", [page for page in PAGES if page not in {"/periode/", "/periode/2024-3/"}])
def test_whoever_may_not_open_a_page_may_not_post_to_it(client, people, address):
    before = list(Period.objects.values())
    refused = {name: user for name, user in people.items() if name not in PAGES[address]}
    assert statuses(client, refused, address, "post") == dict.fromkeys(refused, 403)
    assert list(Period.objects.values()) == before


@pytest.mark.parametrize("address", PAGES)
def test_looking_changes_nothing(client, people, address):
    before = list(Period.objects.values()), Evaluation.objects.count()
    statuses(client, people, address)
    assert (list(Period.objects.values()), Evaluation.objects.count()) == before


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("post", "/periode/"),
        ("put", "/periode/baru/"),
        ("delete", "/periode/2024-3/"),
        ("put", "/periode/2024-4/buka/"),
        ("delete", "/periode/2024-3/kunci/"),
    ],
)
def test_other_methods_are_not_allowed(client, people, method, address):
    assert getattr(sign_in(client, people["supervisor"]), method)(address).status_code == 405


@pytest.mark.parametrize("address", ["/periode/baru/", "/periode/2024-4/buka/", "/periode/2024-3/kunci/"])
def test_posting_without_a_token_is_refused(people, address):
    before = list(Period.objects.values())
    client = sign_in(Client(enforce_csrf_checks=True), people["supervisor"])
    assert (client.post(address, fields()).status_code, list(Period.objects.values())) == (403, before)


@pytest.mark.parametrize("address", ["/periode/2031-1/", "/periode/2031-1/buka/", "/periode/2031-1/kunci/"])
def test_a_quarter_that_does_not_exist_is_not_found(supervisor, address):
    assert (supervisor.get(address).status_code, supervisor.post(address).status_code) == (404, 404)


def test_the_list_is_newest_first_with_counts(supervisor):
    PeriodFactory(year=2023, quarter=4, state="locked")
    make_sheet("approved", "07")
    make_sheet("draft", "08")
    lines = supervisor.get("/periode/").context["lines"]
    assert [(str(row), row.sheets, row.approved, len(lasts)) for row, lasts in lines] == [
        ("TW III 2024", 2, 1, 3),
        ("TW IV 2023", 0, 0, 3),
    ]


def test_without_any_quarter_the_list_says_how_to_begin(supervisor):
    assert "Belum ada periode" in text(supervisor.get("/periode/"))


def test_a_new_quarter_is_proposed_after_the_newest_and_planned(supervisor):
    PeriodFactory(quarter=4)
    PeriodFactory(quarter=3)
    initial = supervisor.get("/periode/baru/").context["form"].initial
    assert (initial["year"], initial["quarter"]) == (2025, 1)
    response = supervisor.post("/periode/baru/", fields(), follow=True)
    row = Period.objects.get(year=2025)
    assert (row.quarter, row.state, row.fill_deadline, row.repair_deadline) == (
        1,
        "planned",
        date(2025, 4, 10),
        date(2025, 4, 30),
    )
    assert response.redirect_chain == [("/periode/", 302)]
    assert "Periode TW I 2025 disimpan." in text(response)


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"year": "2009"}, "__all__", "Tahun harus antara 2010 dan 2100."),
        ({"year": "dua ribu"}, "year", "Tulis bilangan bulat."),
        ({"quarter": "5"}, "quarter", "Masukkan pilihan yang valid. 5 bukan salah satu dari pilihan yang tersedia."),
        ({"fill_deadline": "2025-05-10"}, "__all__", "Batas pengisian, verifikasi, dan perbaikan harus berurutan."),
        ({"fill_deadline": "31 Juni"}, "fill_deadline", "Masukkan tanggal yang valid."),
        ({"verify_deadline": ""}, "verify_deadline", "Bidang ini tidak boleh kosong."),
        ({"year": "2024", "quarter": "3"}, "__all__", "Periode untuk triwulan dan tahun ini sudah ada."),
    ],
)
def test_a_value_that_is_not_taken_is_told_beside_the_form(supervisor, changes, field, sentence):
    PeriodFactory()
    response = supervisor.post("/periode/baru/", fields(**changes))
    assert (response.status_code, Period.objects.count()) == (422, 1)
    assert response.context["form"].errors == {field: [sentence]}


def test_a_draft_instrument_cannot_be_chosen(supervisor):
    draft = Instrument.objects.create(identifier="uji", version=1, title="Draf", legal_basis="-")
    response = supervisor.post("/periode/baru/", fields(instrument=draft.pk))
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["instrument"])


def test_an_open_quarter_changes_only_its_deadlines(supervisor):
    row = PeriodFactory()
    supervisor.post("/periode/2024-3/", fields(year="2030", quarter="2"))
    row.refresh_from_db()
    assert (row.year, row.quarter, row.fill_deadline) == (2024, 3, date(2025, 4, 10))


def test_a_planned_quarter_changes_as_a_whole(supervisor):
    row = PeriodFactory(state="planned")
    supervisor.post("/periode/2024-3/", fields(year="2030", quarter="2"))
    row.refresh_from_db()
    assert (row.year, row.quarter) == (2030, 2)


def test_a_locked_quarter_does_not_change(supervisor):
    row = PeriodFactory(state="locked")
    response = supervisor.post("/periode/2024-3/", fields(year="2024", quarter="3"))
    assert (response.status_code, Period.objects.get(pk=row.pk).fill_deadline) == (409, row.fill_deadline)
    assert "Periode TW III 2024 sudah dikunci." in text(response)


def test_opening_gives_every_active_unit_a_sheet(supervisor):
    PeriodFactory(state="planned")
    for code, active in [("07", True), ("08", True), ("09", False)]:
        WorkUnitFactory(code=code, is_active=active)
    asked = text(supervisor.get("/periode/2024-3/buka/"))
    assert asked[asked.index("Unit kerja yang ikut") :] == (
        "Unit kerja yang ikut 07 Unit Kerja 07 Mulai dari lembar kosong "
        "08 Unit Kerja 08 Mulai dari lembar kosong Batal Buka periode"
    )
    response = supervisor.post("/periode/2024-3/buka/", {"unit": ["07", "08"]})
    assert [str(message) for message in get_messages(response.wsgi_request)] == [
        "Periode TW III 2024 dibuka. Unit kerja dapat mulai mengisi."
    ]
    assert Period.objects.get().state == "open"
    assert list(Evaluation.objects.values_list("unit__code", flat=True)) == ["07", "08"]


@pytest.mark.parametrize(
    ("state", "address", "sentence"),
    [
        ("open", "buka/", "Periode TW III 2024 berstatus “Dibuka”"),
        ("locked", "buka/", "Periode TW III 2024 berstatus “Dikunci”"),
        ("planned", "kunci/", "Periode TW III 2024 berstatus “Direncanakan”"),
        ("locked", "kunci/", "Periode TW III 2024 berstatus “Dikunci”"),
        ("reported", "kunci/", "Periode TW III 2024 berstatus"),
        ("open", "buka-kembali/", "Periode TW III 2024 berstatus “Dibuka”"),
        ("reported", "buka-kembali/", "Periode TW III 2024 berstatus"),
        ("locked", "", "Periode TW III 2024 sudah dikunci."),
        ("reported", "", "Periode TW III 2024 sudah dikunci."),
    ],
)
def test_nothing_is_asked_that_would_be_refused(supervisor, state, address, sentence):
    PeriodFactory(state=state)
    response = supervisor.get(f"/periode/2024-3/{address}")
    assert (response.status_code, response.context["sentence"].startswith(sentence)) == (409, True)
    assert "<form class" not in response.text


def test_opening_twice_is_refused(supervisor):
    make_sheet()
    response = supervisor.post("/periode/2024-3/buka/")
    assert (response.status_code, Evaluation.objects.count()) == (409, 1)
    assert "berstatus “Dibuka”" in text(response)


def test_locking_shows_what_stays_unfinished_and_locks(supervisor):
    make_sheet("approved", "07")
    make_sheet("in_review", "08")
    page = text(supervisor.get("/periode/2024-3/kunci/"))
    assert "1 penilaian belum disetujui" in page
    assert page.count("Unit Kerja 08") == 1
    assert page.count("Unit Kerja 07") == 0
    response = supervisor.post("/periode/2024-3/kunci/")
    assert (response["Location"], Period.objects.get().state) == ("/periode/", "locked")
    assert supervisor.post("/periode/2024-3/kunci/").status_code == 409


def test_a_locked_quarter_opens_again_for_a_reason(supervisor):
    PeriodFactory(state="locked")
    assert "Buka kembali" in text(supervisor.get("/periode/"))
    refused = supervisor.post("/periode/2024-3/buka-kembali/", {"reason": "  "})
    assert (refused.status_code, Period.objects.get().state) == (422, "locked")
    assert "Tulis alasan membuka kembali periode." in text(refused)
    response = supervisor.post("/periode/2024-3/buka-kembali/", {"reason": "Salah kunci"})
    assert (response["Location"], Period.objects.get().state) == ("/periode/", "open")


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow_with_quarters(supervisor, django_assert_num_queries, rows):
    for quarter in range(1, rows + 1):
        make_sheet(code=f"{quarter:02}", quarter=quarter)
    with django_assert_num_queries(7):
        supervisor.get("/periode/")
