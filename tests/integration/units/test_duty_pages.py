"""Roles and assignments on the administration's screens."""

from datetime import timedelta

import pytest
from django.utils import timezone

from history.models import Entry
from tests.factories import LONG_AGO, UserFactory, WorkUnitFactory, assign, grant, person
from tests.integration.units.pages_case import people, sign_in, statuses, text
from units.models import Assignment, RoleGrant
from units.roles import Role

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
CONFLICT = "Orang ini anggota unit tersebut; anggota tidak boleh memverifikasi unitnya sendiri."


@pytest.fixture
def administrator(client):
    return sign_in(client, person(Role.ADMINISTRATOR, full_name="Zulkifli"))


@pytest.fixture
def today():
    return timezone.localdate()


def addresses() -> dict[str, str]:
    """Address -> the method its work is done with."""
    unit = WorkUnitFactory(code="07")
    role, duty = grant(UserFactory(), Role.UNIT_MEMBER, unit), assign(UserFactory(), unit)
    return {
        "/pengelolaan/peran/": "get",
        "/pengelolaan/peran/baru/": "post",
        "/pengelolaan/peran/baru/?unit=07": "post",
        f"/pengelolaan/peran/{role.pk}/": "post",
        f"/pengelolaan/peran/{role.pk}/batal/": "post only",
        "/pengelolaan/penugasan/": "get",
        "/pengelolaan/penugasan/baru/": "post",
        f"/pengelolaan/penugasan/{duty.pk}/": "post",
        f"/pengelolaan/penugasan/{duty.pk}/batal/": "post only",
    }


def stored() -> tuple:
    return list(RoleGrant.objects.values()), list(Assignment.objects.values())


def test_only_the_administrator_enters(client):
    pages, everybody = addresses(), people()
    before = stored()
    others = {name: user for name, user in everybody.items() if name != "administrator"}
    for address, method in pages.items():
        if method != "post only":
            expected = {name: 200 if name == "administrator" else 403 for name in everybody}
            assert statuses(client, everybody, address) == expected
        if method != "get":
            assert statuses(client, others, address, "post") == dict.fromkeys(others, 403)
        assert statuses(client, {"anonymous": None}, address) == {"anonymous": 302}
    assert stored() == before


def test_other_methods_are_not_allowed(administrator):
    wrong = {"get": "post", "post": "put", "post only": "get"}
    for address, method in addresses().items():
        assert getattr(administrator, wrong[method])(address).status_code == 405


@pytest.mark.parametrize("address", ["/pengelolaan/peran/999/", "/pengelolaan/penugasan/999/"])
def test_what_is_not_there_is_not_found(administrator, address):
    assert administrator.get(address).status_code == 404
    assert administrator.post(f"{address}batal/").status_code == 404


# --- giving a role --------------------------------------------------------------------------------
def test_a_role_is_given_with_history(administrator):
    user = UserFactory(full_name="Budi")
    data = {"user": user.pk, "role": "leader", "unit": "", "starts_on": "2024-01-01", "ends_on": "2024-12-31"}
    response = administrator.post("/pengelolaan/peran/baru/", data, follow=True)
    assert response.redirect_chain == [("/pengelolaan/peran/", 302)]
    assert "Budi mendapat peran Pimpinan." in text(response)
    row = RoleGrant.objects.get(user=user)
    entry = Entry.objects.get(subject="rolegrant")
    assert (entry.verb, entry.source, entry.subject_id, entry.old, entry.new) == (
        "peran pengguna dibuat",
        "screen",
        row.pk,
        None,
        {
            "id": row.pk,
            "user_id": user.pk,
            "role": "leader",
            "unit_id": None,
            "starts_on": "2024-01-01",
            "ends_on": "2024-12-31",
        },
    )


def test_on_a_units_page_only_its_own_roles_are_given_and_the_unit_is_fixed(administrator):
    unit, other, user = WorkUnitFactory(code="07"), WorkUnitFactory(code="lain"), UserFactory()
    form = administrator.get("/pengelolaan/peran/baru/?unit=07").context["form"]
    assert [value for value, _ in form.fields["role"].choices] == ["unit_member", "unit_head"]
    data = {"user": user.pk, "role": "unit_head", "unit": other.pk, "starts_on": "2024-01-01"}
    response = administrator.post("/pengelolaan/peran/baru/?unit=07", data)
    assert response["Location"] == "/pengelolaan/unit/07/"
    assert RoleGrant.objects.get(user=user).unit == unit
    data = {"user": user.pk, "role": "administrator", "starts_on": "2024-01-01"}
    assert administrator.post("/pengelolaan/peran/baru/?unit=07", data).status_code == 422


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        (
            {"role": "unit_head"},
            {"__all__": ["Anggota Tim ZI dan kepala unit harus terikat pada satu unit; peran lain tidak."]},
        ),
        ({"role": ""}, {"role": ["Bidang ini tidak boleh kosong."]}),
        ({"user": ""}, {"user": ["Bidang ini tidak boleh kosong."]}),
        ({"starts_on": "kemarin"}, {"starts_on": ["Masukkan tanggal yang valid."]}),
        ({"ends_on": "2023-12-31"}, {"__all__": ["Tanggal berakhir tidak boleh sebelum tanggal mulai."]}),
        (
            {"role": "evaluator"},
            {
                "__all__": [
                    "Orang ini sudah memegang peran ini sejak 1 Januari 2020 seterusnya. "
                    "Ubah masa berlakunya, bukan menambah lagi."
                ]
            },
        ),
    ],
)
def test_a_role_that_is_not_taken_is_told(administrator, changes, errors):
    user = person(Role.EVALUATOR)
    before = stored()
    data = {"user": user.pk, "role": "leader", "unit": "", "starts_on": "2024-01-01", **changes}
    response = administrator.post("/pengelolaan/peran/baru/", data)
    assert (response.status_code, response.context["form"].errors) == (422, errors)
    assert stored() == before


def test_an_evaluator_does_not_become_member_of_an_assigned_unit(administrator):
    unit = WorkUnitFactory(code="07")
    evaluator = person(Role.EVALUATOR, unit)
    data = {"user": evaluator.pk, "role": "unit_member", "starts_on": "2024-01-01"}
    response = administrator.post("/pengelolaan/peran/baru/?unit=07", data)
    assert (response.status_code, response.context["form"].errors) == (422, {"__all__": [CONFLICT]})


def test_an_inactive_account_is_given_nothing(administrator):
    user = UserFactory(is_active=False)
    data = {"user": user.pk, "role": "leader", "starts_on": "2024-01-01"}
    response = administrator.post("/pengelolaan/peran/baru/", data)
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["user"])


# --- the last day ---------------------------------------------------------------------------------
def test_a_role_is_ended(administrator, today):
    row = grant(UserFactory(), Role.UNIT_MEMBER, WorkUnitFactory(code="07"))
    response = administrator.post(f"/pengelolaan/peran/{row.pk}/", {"ends_on": today.isoformat()})
    assert response["Location"] == "/pengelolaan/unit/07/"
    row.refresh_from_db()
    entry = Entry.objects.get(subject="rolegrant")
    assert (row.ends_on, entry.old, entry.new) == (today, {"ends_on": None}, {"ends_on": today.isoformat()})


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("2019-12-31", "Tanggal berakhir tidak boleh sebelum tanggal mulai."), ("besok", "Masukkan tanggal yang valid.")],
)
def test_a_last_day_that_is_not_taken_is_told(administrator, typed, sentence):
    row = grant(UserFactory(), Role.LEADER, since=LONG_AGO)
    response = administrator.post(f"/pengelolaan/peran/{row.pk}/", {"ends_on": typed})
    assert (response.status_code, RoleGrant.objects.get(pk=row.pk).ends_on) == (422, None)
    assert sentence in text(response)


def test_the_last_administrator_stays(administrator, today):
    row = RoleGrant.objects.get(role=Role.ADMINISTRATOR)
    response = administrator.post(f"/pengelolaan/peran/{row.pk}/", {"ends_on": (today - DAY).isoformat()})
    assert (response.status_code, RoleGrant.objects.get(pk=row.pk).ends_on) == (422, None)
    assert "tidak ada lagi administrator mulai" in text(response)


def test_what_is_new_is_taken_back_and_what_was_in_force_is_not(administrator, today):
    unit = WorkUnitFactory(code="07")
    new, old = assign(UserFactory(), unit, since=today), assign(UserFactory(), unit, since=today - DAY)
    assert administrator.get(f"/pengelolaan/penugasan/{new.pk}/").context["is_new"] is True
    assert administrator.get(f"/pengelolaan/penugasan/{old.pk}/").context["is_new"] is False
    assert administrator.post(f"/pengelolaan/penugasan/{new.pk}/batal/")["Location"] == "/pengelolaan/unit/07/"
    response = administrator.post(f"/pengelolaan/penugasan/{old.pk}/batal/")
    assert response.status_code == 409
    assert "Yang sudah pernah berlaku tidak dapat dibatalkan. Tentukan hari terakhirnya." in text(response)
    assert list(Assignment.objects.all()) == [old]


# --- the list of roles ----------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Ani", "Zulkifli"]),
        ("?masa=semua", ["Ani", "Budi", "Citra", "Zulkifli"]),
        ("?masa=berakhir", ["Budi"]),
        ("?masa=mendatang", ["Citra"]),
        ("?peran=administrator", ["Zulkifli"]),
        ("?unit=07", ["Ani"]),
        ("?masa=semua&cari=bud", ["Budi"]),
        ("?cari=%00", ["Ani", "Zulkifli"]),  # what a database refuses is not looked for
        ("?cari=a%00ni", ["Ani"]),
        ("?peran=administrator%00", ["Zulkifli"]),
        ("?unit=%0007", ["Ani"]),
        ("?unit=99", ["Ani", "Zulkifli"]),
        ("?cari=tidak+ada", []),
    ],
)
def test_the_list_of_roles_is_filtered(administrator, today, query, names):
    unit = WorkUnitFactory(code="07")
    grant(UserFactory(full_name="Ani"), Role.UNIT_MEMBER, unit)
    grant(UserFactory(full_name="Budi"), Role.LEADER, until=today - DAY)
    grant(UserFactory(full_name="Citra"), Role.LEADER, since=today + DAY)
    response = administrator.get(f"/pengelolaan/peran/{query}")
    assert [str(line.row.user) for line in response.context["lines"]] == names
    assert ("Tidak ada peran yang cocok" in text(response)) == (not names)


def test_the_list_of_roles_goes_on_over_pages(administrator):
    for _ in range(50):
        grant(UserFactory(), Role.LEADER)
    first, last = (administrator.get(f"/pengelolaan/peran/?peran=&hal={page}") for page in (1, 2))
    assert (len(first.context["lines"]), len(last.context["lines"])) == (50, 1)
    assert 'href="?peran=&amp;hal=2"' in first.text


# --- assignments ----------------------------------------------------------------------------------
def test_several_units_are_handed_out_at_once(administrator, today):
    units = [WorkUnitFactory(code=code) for code in ("07", "08", "09")]
    evaluator = person(Role.EVALUATOR, full_name="Eva")
    data = {
        "user": evaluator.pk,
        "kind": "ketua",
        "starts_on": today.isoformat(),
        "units": [units[0].pk, units[2].pk],
    }
    response = administrator.post("/pengelolaan/penugasan/baru/", data, follow=True)
    assert "Eva ditugaskan pada 2 unit kerja." in text(response)
    context = response.context
    assert [(team.unit.code, [str(row.user) for row in team.leads]) for team in context["teams"]] == [
        ("07", ["Eva"]),
        ("08", []),
        ("09", ["Eva"]),
    ]
    assert [unit.code for unit in context["missing"]] == ["08"]
    assert [(str(load.user), [unit.code for unit in load.units]) for load in context["loads"]] == [
        ("Eva", ["07", "09"])
    ]


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"units": []}, {"units": ["Pilih paling sedikit satu unit kerja."]}),
        ({"user": ""}, {"user": ["Bidang ini tidak boleh kosong."]}),
        ({"starts_on": ""}, {"starts_on": ["Bidang ini tidak boleh kosong."]}),
        (
            {"ends_on": "2023-12-31"},
            {"__all__": ["Unit Kerja 07: Tanggal berakhir tidak boleh sebelum tanggal mulai."]},
        ),
    ],
)
def test_an_assignment_that_is_not_taken_is_told(administrator, changes, errors):
    unit = WorkUnitFactory(code="07")
    data = {"user": person(Role.EVALUATOR).pk, "kind": "ketua", "starts_on": "2024-01-01", "units": [unit.pk]}
    response = administrator.post("/pengelolaan/penugasan/baru/", {**data, **changes})
    assert (response.status_code, response.context["form"].errors) == (422, errors)
    assert Assignment.objects.count() == 0


def test_nobody_is_assigned_to_their_own_unit(administrator):
    own, other = WorkUnitFactory(code="07"), WorkUnitFactory(code="08")
    evaluator = person(Role.EVALUATOR)
    grant(evaluator, Role.UNIT_MEMBER, own)
    data = {"user": evaluator.pk, "kind": "ketua", "starts_on": "2024-01-01", "units": [own.pk, other.pk]}
    response = administrator.post("/pengelolaan/penugasan/baru/", data)
    assert (response.status_code, response.context["form"].errors) == (422, {"__all__": [f"{own}: {CONFLICT}"]})
    assert (Assignment.objects.count(), Entry.objects.filter(subject="assignment").count()) == (0, 0)


def test_only_evaluators_are_offered(administrator, today):
    expected = [person(Role.EVALUATOR, full_name="A"), UserFactory(full_name="B")]
    grant(expected[1], Role.EVALUATOR, since=today + DAY)
    grant(UserFactory(full_name="C"), Role.EVALUATOR, until=today - DAY)
    person(Role.EVALUATOR, full_name="D", is_active=False)
    person(Role.SUPERVISOR)
    form = administrator.get("/pengelolaan/penugasan/baru/").context["form"]
    assert list(form.fields["user"].queryset) == expected


def test_without_units_and_evaluators_the_page_says_so(administrator):
    page = text(administrator.get("/pengelolaan/penugasan/"))
    assert "Belum ada unit kerja" in page
    assert "Belum ada yang memegang peran evaluator TPI." in page


def test_the_teams_of_today_leads_members_and_who_comes(administrator, today):
    unit = WorkUnitFactory(code="07")
    WorkUnitFactory(code="08", is_active=False)
    for name, kind, since, until in [
        ("Ketua", "ketua", LONG_AGO, None),
        ("Anggota", "anggota", LONG_AGO, today),
        ("Nanti", "anggota", today + DAY, None),
        ("Lalu", "ketua", LONG_AGO, today - DAY),
    ]:
        row = assign(UserFactory(full_name=name), unit, since=since, until=until)
        Assignment.objects.filter(pk=row.pk).update(kind=kind)
    team, *others = administrator.get("/pengelolaan/penugasan/").context["teams"]
    names = [[str(row.user) for row in rows] for rows in (team.leads, team.members, team.coming)]
    assert (team.unit, names, others) == (unit, [["Ketua"], ["Anggota"], ["Nanti"]], [])


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("/pengelolaan/peran/", 9),
        ("/pengelolaan/peran/baru/", 8),
        ("/pengelolaan/penugasan/", 9),
        ("/pengelolaan/penugasan/baru/", 8),
    ],
)
def test_queries_do_not_grow(administrator, django_assert_num_queries, address, queries, rows):
    for _ in range(rows):
        unit = WorkUnitFactory()
        person(Role.UNIT_MEMBER, unit)
        person(Role.EVALUATOR, unit)
    with django_assert_num_queries(queries):
        assert administrator.get(address).status_code == 200
