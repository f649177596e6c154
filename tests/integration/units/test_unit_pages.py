"""Work units on the administration's screens."""

from datetime import timedelta

import pytest
from django.utils import timezone

from evaluations.models import Evaluation
from history.models import Entry
from tests.factories import EvaluationFactory, UserFactory, WorkUnitFactory, assign, grant, person
from tests.integration.units.pages_case import people, sign_in, statuses, text
from units.models import WorkUnit
from units.roles import Role

pytestmark = pytest.mark.django_db
FIELDS = {"code": "91", "name": "RSUD Uji", "parent_agency": "", "target": "WBK", "head_name": "Sari"}


@pytest.fixture
def administrator(client):
    return sign_in(client, person(Role.ADMINISTRATOR))


PAGES = [
    "/pengelolaan/unit/",
    "/pengelolaan/unit-baru/",
    "/pengelolaan/unit/07/",
    "/pengelolaan/unit/07/ubah/",
    "/pengelolaan/unit/07/nonaktifkan/",
    "/pengelolaan/unit/07/aktifkan/",
]


@pytest.mark.parametrize("address", PAGES)
def test_only_the_administrator_enters(client, address):
    WorkUnitFactory(code="07")
    everybody = people()
    before = list(WorkUnit.objects.values())
    expected = {name: 200 if name == "administrator" else 403 for name in everybody}
    assert statuses(client, everybody, address) == expected
    assert statuses(client, {"anonymous": None}, address) == {"anonymous": 302}
    others = {name: user for name, user in everybody.items() if name != "administrator"}
    read_only = address in {"/pengelolaan/unit/", "/pengelolaan/unit/07/"}
    assert statuses(client, others, address, "post") == dict.fromkeys(others, 405 if read_only else 403)
    assert list(WorkUnit.objects.values()) == before


@pytest.mark.parametrize("address", [page for page in PAGES if "07" in page])
def test_a_unit_that_is_not_there_is_not_found(administrator, address):
    assert administrator.get(address).status_code == 404


@pytest.mark.parametrize(
    ("method", "address"),
    [("post", PAGES[0]), ("post", PAGES[2]), ("put", PAGES[1]), ("delete", PAGES[3]), ("put", PAGES[4])],
)
def test_other_methods_are_not_allowed(administrator, method, address):
    WorkUnitFactory(code="07")
    assert getattr(administrator, method)(address).status_code == 405


def test_a_unit_is_added_and_renamed_with_history(administrator):
    assert administrator.post("/pengelolaan/unit-baru/", FIELDS)["Location"] == "/pengelolaan/unit/91/"
    response = administrator.post("/pengelolaan/unit/91/ubah/", {**FIELDS, "code": "92", "name": "RSUD Baru"})
    assert response["Location"] == "/pengelolaan/unit/92/"
    assert list(WorkUnit.objects.values_list("code", "name", "head_name", "is_active")) == [
        ("92", "RSUD Baru", "Sari", True)
    ]
    made, changed = Entry.objects.filter(subject="workunit").order_by("pk")
    assert (made.verb, made.source, made.old, made.new["name"]) == ("unit kerja dibuat", "screen", None, "RSUD Uji")
    assert (changed.verb, changed.source, changed.old, changed.new) == (
        "unit kerja diubah",
        "screen",
        {"code": "91", "name": "RSUD Uji"},
        {"code": "92", "name": "RSUD Baru"},
    )


def test_a_renamed_sample_stays_marked_because_its_figures_are_still_made_up(administrator):
    WorkUnitFactory(code="91", is_sample=True)
    administrator.post("/pengelolaan/unit/91/ubah/", FIELDS)
    assert list(WorkUnit.objects.values_list("name", "is_sample")) == [("RSUD Uji", True)]


@pytest.mark.parametrize("address", ["/pengelolaan/unit-baru/", "/pengelolaan/unit/07/ubah/"])
@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"code": ""}, "code", "Bidang ini tidak boleh kosong."),
        ({"code": "0 1"}, "code", "Kode terdiri atas huruf, angka, tanda hubung, dan garis bawah."),
        ({"code": "08"}, "code", "Unit kerja dengan Kode ini sudah ada."),
        ({"name": "Sudah Ada"}, "name", "Unit kerja dengan Nama ini sudah ada."),
        ({"head_nip": "123"}, "head_nip", "NIP terdiri atas 18 angka tanpa spasi."),
        ({"target": "WTP"}, "target", "Masukkan pilihan yang valid. WTP bukan salah satu dari pilihan yang tersedia."),
    ],
)
def test_bad_input_is_told_and_not_saved(administrator, address, changes, field, sentence):
    WorkUnitFactory(code="07", name="Tujuh")
    WorkUnitFactory(code="08", name="Sudah Ada")
    before = list(WorkUnit.objects.values())
    response = administrator.post(address, {**FIELDS, **changes})
    assert (response.status_code, response.context["form"].errors) == (422, {field: [sentence]})
    assert list(WorkUnit.objects.values()) == before
    if "07" in address:
        assert "Ubah Tujuh" in text(response)  # the page is still about the stored unit


def test_deactivating_says_what_it_means_and_keeps_what_is_there(administrator):
    evaluation = EvaluationFactory(unit=WorkUnitFactory(code="07"))
    head = person(Role.UNIT_HEAD, evaluation.unit)
    page = text(administrator.get("/pengelolaan/unit/07/nonaktifkan/"))
    assert "Triwulan yang dibuka mulai sekarang tidak lagi memuat unit ini." in page
    response = administrator.post("/pengelolaan/unit/07/nonaktifkan/", follow=True)
    assert "Unit Kerja 07 dinonaktifkan." in text(response)
    assert (WorkUnit.objects.get(code="07").is_active, Evaluation.objects.count()) == (False, 1)
    sign_in(administrator, head)
    assert administrator.get("/tw/2024-3/unit/07/").status_code == 200


def test_a_unit_is_activated_again(administrator):
    WorkUnitFactory(code="07", is_active=False)
    administrator.post("/pengelolaan/unit/07/aktifkan/")
    assert WorkUnit.objects.get(code="07").is_active is True


def test_the_list_counts_people_and_evaluators_of_today(administrator):
    unit, today = WorkUnitFactory(code="07"), timezone.localdate()
    both = person(Role.UNIT_MEMBER, unit)
    grant(both, Role.UNIT_HEAD, unit)  # one person, two roles
    person(Role.EVALUATOR, unit)
    grant(UserFactory(), Role.UNIT_MEMBER, unit, until=today - timedelta(days=1))
    assign(UserFactory(), unit, since=today + timedelta(days=1))
    WorkUnitFactory(code="08")
    units = administrator.get("/pengelolaan/unit/").context["units"]
    assert [(row.code, row.people, row.evaluators) for row in units] == [("07", 1, 1), ("08", 0, 0)]


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("", ["07", "08", "09"]),
        ("?status=aktif", ["07", "09"]),
        ("?status=tidak-aktif", ["08"]),
        ("?status=lain", ["07", "08", "09"]),
        ("?cari=samsat", ["07"]),
        ("?cari=sari&status=aktif", ["09"]),
        ("?cari=%00", ["07", "08", "09"]),  # what a database refuses is not looked for
        ("?cari=sam%00sat", ["07"]),
        ("?cari=tidak+ada", []),
    ],
)
def test_the_list_is_filtered(administrator, query, codes):
    WorkUnitFactory(code="07", name="UPT Samsat")
    WorkUnitFactory(code="08", is_active=False, head_name="Sari")
    WorkUnitFactory(code="09", head_name="Sari")
    response = administrator.get(f"/pengelolaan/unit/{query}")
    assert [row.code for row in response.context["units"]] == codes
    assert ("Tidak ada unit yang cocok" in text(response)) == (not codes)


def test_without_units_the_list_says_how_to_begin(administrator):
    assert "Belum ada unit kerja" in text(administrator.get("/pengelolaan/unit/"))


def test_a_unit_shows_who_belongs_and_who_verifies_now_later_and_earlier(administrator):
    unit, today = WorkUnitFactory(code="07"), timezone.localdate()
    day = timedelta(days=1)
    for name, since, until in [
        ("Lalu", today - 9 * day, today - day),
        ("Nanti", today + day, None),
        ("Kini", today, today),
    ]:
        grant(UserFactory(full_name=name), Role.UNIT_MEMBER, unit, since=since, until=until)
        assign(UserFactory(full_name=f"Evaluator {name}"), unit, since=since, until=until)
    person(Role.UNIT_MEMBER, WorkUnitFactory())
    context = administrator.get("/pengelolaan/unit/07/").context
    expected = [("Kini", "Berlaku"), ("Nanti", "Akan berlaku"), ("Lalu", "Berakhir")]
    assert [(str(line.row.user), line.validity.label) for line in context["members"]] == expected
    assert [(str(line.row.user), line.validity.label) for line in context["evaluators"]] == [
        (f"Evaluator {name}", label) for name, label in expected
    ]


def test_a_unit_without_anybody_says_so(administrator):
    WorkUnitFactory(code="07")
    page = text(administrator.get("/pengelolaan/unit/07/"))
    assert "Belum ada yang dapat mengisi dan mengajukan penilaian unit ini." in page
    assert "Belum ada evaluator yang memverifikasi unit ini." in page


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("address", "queries"), [("/pengelolaan/unit/", 7), ("/pengelolaan/unit/07/", 9)])
def test_queries_do_not_grow(administrator, django_assert_num_queries, address, queries, rows):
    unit = WorkUnitFactory(code="07")
    for _ in range(rows):
        for where in (unit, WorkUnitFactory()):
            person(Role.UNIT_MEMBER, where)
            person(Role.EVALUATOR, where)
    with django_assert_num_queries(queries):
        assert administrator.get(address).status_code == 200
