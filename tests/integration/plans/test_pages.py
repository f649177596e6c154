"""The screens of a plan: who reaches them, what they show, what they say when something cannot be taken."""

from datetime import timedelta

import pytest
from django.utils import timezone

from plans.actions import change, take
from plans.models import Action
from tests.factories import ActionFactory, UserFactory, actor, grant, person
from tests.integration.evaluations.pages_case import sign_in, statuses, text
from tests.integration.plans.plan_case import advice, draft, make_unit, member, posted, stored
from units.models import RoleGrant
from units.roles import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("instrument")]
YESTERDAY = timezone.localdate() - timedelta(days=1)
PLAN = "/unit/07/rencana/"


def cast(unit) -> dict:
    return {
        "member": member(unit),
        "head": person(Role.UNIT_HEAD, unit),
        "member of another unit": member(make_unit("99")),
        "evaluator": person(Role.EVALUATOR, unit),
        "supervisor": person(Role.SUPERVISOR),
        "leader": person(Role.LEADER),
        "administrator": person(Role.ADMINISTRATOR),
        "without a role": UserFactory(),
        "anonymous": None,
    }


READ = {
    "member": 200,
    "head": 200,
    "member of another unit": 404,
    "evaluator": 200,
    "supervisor": 200,
    "leader": 200,
    "administrator": 200,
    "without a role": 404,
    "anonymous": 302,
}
WRITE = READ | dict.fromkeys(["evaluator", "supervisor", "leader", "administrator"], 403)
OWN = dict.fromkeys(READ, 403) | {"member": 200, "head": 200, "member of another unit": 200, "anonymous": 302}


ALL = dict.fromkeys(READ, 403) | dict.fromkeys(["evaluator", "supervisor", "leader", "administrator"], 200)
ALL["anonymous"] = 302


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (PLAN, READ),
        (PLAN + "?tampil=kalender", READ),
        ("/rencana/semua/", ALL),
        (PLAN + "rencana-aksi.xlsx", READ),
        ("/unit/07/pokja/", READ),
        ("/rencana/{action}/", READ),
        (PLAN + "baru/", WRITE),
        ("/unit/07/pokja/?ubah", WRITE),
        ("/rencana/{action}/ubah/", WRITE),
        ("/rencana/saya/", OWN),
    ],
)
def test_who_reaches_a_page(client, address, expected):
    unit = make_unit()
    action = ActionFactory(unit=unit)
    assert statuses(client, cast(unit), address.format(action=action.pk)) == expected


@pytest.mark.parametrize(
    "address", [PLAN + "baru/", "/unit/07/pokja/", "/rencana/{action}/ubah/", "/rencana/{action}/langkah/finish/"]
)
def test_who_may_send_something(client, address):
    unit = make_unit()
    action = ActionFactory(unit=unit)
    found = statuses(client, cast(unit), address.format(action=action.pk), "post")
    refused = {who: status for who, status in found.items() if who not in {"member", "head"}}
    assert refused == {who: status for who, status in WRITE.items() if status != 200}


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("post", PLAN),
        ("post", PLAN + "rencana-aksi.xlsx"),
        ("post", "/rencana/"),
        ("post", "/rencana/saya/"),
        ("post", "/rencana/{action}/"),
        ("get", "/rencana/{action}/langkah/finish/"),
        ("put", PLAN + "baru/"),
        ("put", "/unit/07/pokja/"),
    ],
)
def test_wrong_methods(client, method, address):
    unit = make_unit()
    action = ActionFactory(unit=unit)
    sign_in(client, action.owner)
    assert getattr(client, method)(address.format(action=action.pk)).status_code == 405


@pytest.mark.parametrize(
    "address", ["/rencana/999/", "/rencana/999/ubah/", "/unit/zz/rencana/", "/unit/zz/pokja/", "/unit/zz/rencana/baru/"]
)
def test_what_is_not_there(client, address):
    assert sign_in(client, member(make_unit())).get(address).status_code == 404


def test_a_step_that_is_not_in_the_table_does_not_exist(client):
    action = ActionFactory()
    assert sign_in(client, action.owner).post(f"/rencana/{action.pk}/langkah/hapus/").status_code == 404


# --- the list ----------------------------------------------------------------------------------------
def listed(response) -> dict[str, list[str]]:
    return {group.title: [line.action.text for line in group.lines] for group in response.context["groups"]}


def test_the_plan_is_told_by_area_and_day(client):
    unit = make_unit()
    owner = member(unit)
    for area, day, words in [(2, 20, "b"), (None, 1, "d"), (1, 25, "c"), (1, 5, "a")]:
        ActionFactory(unit=unit, owner=owner, area=area, due_on=f"2099-09-{day:02}", text=words)
    ActionFactory(text="milik unit lain")
    response = sign_in(client, owner).get(PLAN)
    assert listed(response) == {
        "1. Manajemen Perubahan": ["a", "c"],
        "2. Penataan Tatalaksana": ["b"],
        "Unit secara keseluruhan": ["d"],
    }
    assert "milik unit lain" not in text(response)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"late", "planned", "running", "other area", "whole unit", "other owner"}),
        ("status=semua", {"late", "planned", "running", "other area", "whole unit", "other owner", "done", "dropped"}),
        ("status=lewat", {"late"}),
        ("status=running", {"running"}),
        ("status=done", {"done"}),
        ("status=dropped", {"dropped"}),
        ("area=2", {"other area"}),
        ("area=unit", {"whole unit"}),
        ("orang={other}", {"other owner"}),
        ("orang={other}&area=2", set()),
        ("status=entah&orang=x&area=9", {"late", "planned", "running", "other area", "whole unit", "other owner"}),
    ],
)
def test_filters(client, query, expected):
    unit = make_unit()
    owner, other = member(unit), member(unit)
    made = {
        "late": {"due_on": YESTERDAY},
        "planned": {},
        "running": {"state": "running"},
        "other area": {"area": 2},
        "whole unit": {"area": None},
        "other owner": {"owner": other},
        "done": {"state": "done", "due_on": YESTERDAY},
        "dropped": {"state": "dropped"},
    }
    for words, fields in made.items():
        ActionFactory(**{"unit": unit, "owner": owner, "text": words, **fields})
    response = sign_in(client, owner).get(f"{PLAN}?{query.format(other=other.pk)}")
    assert {words for group in listed(response).values() for words in group} == expected


def test_the_totals_count_the_whole_plan(client):
    unit = make_unit()
    owner = member(unit)
    for fields in ({"due_on": YESTERDAY}, {}, {"state": "done"}, {"state": "done"}, {"state": "dropped"}):
        ActionFactory(unit=unit, owner=owner, **fields)
    totals = sign_in(client, owner).get(PLAN + "?status=dropped").context["totals"]
    assert (totals.unfinished, totals.overdue, totals.done, totals.all) == (2, 1, 2, 5)


@pytest.mark.parametrize(("role", "button"), [(Role.UNIT_MEMBER, True), (Role.LEADER, False)])
def test_an_empty_plan_says_how_to_begin(client, role, button):
    unit = make_unit()
    response = sign_in(client, person(role, unit if role == Role.UNIT_MEMBER else None)).get(PLAN)
    assert "Belum ada rencana aksi" in text(response)
    assert ("/unit/07/rencana/baru/" in response.content.decode()) is button


def test_an_owner_who_left_is_marked(client):
    action = ActionFactory(unit=make_unit())
    RoleGrant.objects.filter(user=action.owner).update(ends_on=YESTERDAY)
    page = text(sign_in(client, member(action.unit)).get(PLAN))
    assert f"{action.owner.full_name} Tidak lagi di unit ini" in page


def test_long_plans_come_in_pages_that_keep_the_filter(client):
    unit = make_unit()
    owner = member(unit)
    for _ in range(51):
        ActionFactory(unit=unit, owner=owner)
    response = sign_in(client, owner).get(PLAN + "?area=1&hal=2")
    assert [len(actions) for actions in listed(response).values()] == [1]
    assert "?area=1&amp;hal=1" in response.content.decode()


def test_a_person_of_two_units_goes_from_one_plan_to_the_other(client):
    first, second = make_unit("07"), make_unit("08")
    user = member(first)
    grant(user, Role.UNIT_MEMBER, second)
    response = sign_in(client, user).get("/rencana/")
    assert response.url == PLAN
    assert [row.code for row in client.get(PLAN).context["own_units"]] == ["07", "08"]


# --- one action --------------------------------------------------------------------------------------
def test_adding_one_action_in_the_browser(client):
    unit = make_unit()
    user = member(unit)
    response = sign_in(client, user).post(PLAN + "baru/", posted(user, area=2, note="Segera."), follow=True)
    row = Action.objects.get()
    assert response.redirect_chain == [(PLAN, 302)]
    assert "Rencana aksi ditambahkan." in text(response)
    assert (row.unit, row.text, row.owner, row.area, row.note) == (unit, "Tetapkan SK Tim ZI", user, 2, "Segera.")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"text": ""}, "Apa yang akan dikerjakan"),
        ({"due_on": "kemarin"}, "Batas waktu"),
        ({"due_on": "2020-01-01"}, "Batas waktu sudah lewat. Pilih hari ini atau sesudahnya."),
        ({"target": "2024-9"}, "Triwulan sasaran"),
        ({"owner": "999999"}, "Penanggung jawab"),
        ({"code": "A.I.1.i.a", "area": "2"}, "Pertanyaan A.I.1.i.a berada pada area 1."),
        ({"text": "x" * 501}, "Apa yang akan dikerjakan"),
    ],
)
def test_what_cannot_be_taken_keeps_the_form(client, fields, sentence):
    unit = make_unit()
    user = member(unit)
    response = sign_in(client, user).post(PLAN + "baru/", posted(user, note="Tetap ada") | fields)
    assert response.status_code == 422
    assert sentence in text(response)
    assert "Tetap ada" in response.content.decode()
    assert not Action.objects.exists()


def test_another_units_person_or_advice_is_no_choice(client):
    unit, other = make_unit("07"), make_unit("08")
    user, stranger, foreign = member(unit), member(other), advice(other)
    sign_in(client, user)
    for fields in ({"owner": stranger.pk}, {"recommendation": foreign.pk}):
        assert client.post(PLAN + "baru/", posted(user) | fields).status_code == 422
    page = client.get(PLAN + f"baru/?rekomendasi={foreign.pk}")
    assert foreign.text not in page.content.decode()
    assert page.context["form"].initial["recommendation"] is None


def test_from_a_recommendation_the_form_is_half_filled(client):
    unit = make_unit()
    user, responsible = member(unit), member(unit)
    row = advice(unit, responsible=responsible, due_on="2099-08-01")
    form = sign_in(client, user).get(f"{PLAN}baru/?rekomendasi={row.pk}").context["form"]
    asked = {name: form.initial[name] for name in ("recommendation", "area", "code", "owner")}
    assert asked == {"recommendation": row.pk, "area": 1, "code": "A.I.1.i.a", "owner": responsible.pk}
    assert str(form.initial["due_on"]) == "2099-08-01"


@pytest.mark.parametrize(
    ("who", "state", "offered"),
    [
        (Role.UNIT_MEMBER, "open", True),
        (Role.UNIT_HEAD, "in_progress", True),
        (Role.UNIT_MEMBER, "settled", False),
        (Role.EVALUATOR, "open", False),
        (Role.LEADER, "open", False),
    ],
)
def test_a_recommendation_leads_its_unit_to_the_form(client, who, state, offered):
    unit = make_unit()
    row = advice(unit, state=state)
    page = sign_in(client, person(who, None if who == Role.LEADER else unit)).get(f"/rekomendasi/{row.pk}/")
    assert (f'href="/unit/07/rencana/baru/?rekomendasi={row.pk}"' in page.content.decode()) is offered


@pytest.mark.parametrize("query", ["rekomendasi=abc", "rekomendasi=99999999999999999999", "area=x", "pertanyaan=%00"])
def test_a_strange_address_asks_for_nothing(client, query):
    assert sign_in(client, member(make_unit())).get(f"{PLAN}baru/?{query}").status_code == 200


def test_changing_one_action_in_the_browser(client):
    action = ActionFactory()
    sign_in(client, action.owner)
    page = client.get(f"/rencana/{action.pk}/ubah/")
    assert page.context["form"].initial["seen"] == 1
    sent = posted(action.owner, text="Lain", target="2099-3", seen=1)
    assert client.post(f"/rencana/{action.pk}/ubah/", sent).url == f"/rencana/{action.pk}/"
    assert (stored(action).text, stored(action).version) == ("Lain", 2)


def test_who_comes_second_sees_both_and_decides(client):
    action = ActionFactory(text="Semula")
    today = timezone.localdate()
    other = draft(action.owner, text="Kata orang lain", due_on=action.due_on, year=2099)
    change(action=action, draft=other, by=actor(action.owner, today), now=timezone.now())
    sign_in(client, action.owner)
    sent = posted(action.owner, text="Kata saya", target="2099-3", seen=1)
    response = client.post(f"/rencana/{action.pk}/ubah/", sent)
    assert response.status_code == 409
    assert "Rencana aksi ini baru saja diubah orang lain." in text(response)
    assert "Kata orang lain" in text(response)
    assert "Kata saya" in text(response)
    assert response.context["form"]["seen"].value() == 2
    assert client.post(f"/rencana/{action.pk}/ubah/", sent | {"seen": 2}).status_code == 302
    assert stored(action).text == "Kata saya"


def test_what_is_closed_offers_no_form(client):
    action = ActionFactory(state="done")
    response = sign_in(client, action.owner).get(f"/rencana/{action.pk}/ubah/")
    assert response.status_code == 409
    assert "Pilih “Kerjakan lagi” dahulu" in text(response)


def test_an_action_from_its_beginning_to_its_end_in_the_browser(client):
    action = ActionFactory()
    address = f"/rencana/{action.pk}/"
    sign_in(client, action.owner)
    for step, state in (("start", "running"), ("finish", "done"), ("resume", "running")):
        assert client.post(f"{address}langkah/{step}/").url == address
        assert stored(action).state == state
    page = text(client.get(address))
    assert "Rencana aksi dikerjakan lagi" in page


def test_dropping_asks_why_on_the_page(client):
    action = ActionFactory()
    sign_in(client, action.owner)
    response = client.post(f"/rencana/{action.pk}/langkah/drop/", {"reason": " "})
    assert (response.status_code, stored(action).state) == (422, "planned")
    assert "Tulis alasannya." in text(response)
    client.post(f"/rencana/{action.pk}/langkah/drop/", {"reason": "Sudah <b>digabung</b>"})
    page = client.get(f"/rencana/{action.pk}/").content.decode()
    assert "Sudah &lt;b&gt;digabung&lt;/b&gt;" in page


def test_a_step_that_somebody_took_before_is_refused(client):
    action = ActionFactory(state="done")
    response = sign_in(client, action.owner).post(f"/rencana/{action.pk}/langkah/finish/")
    assert response.status_code == 409
    assert "berstatus selesai" in text(response)


@pytest.mark.parametrize(
    ("state", "buttons"),
    [
        ("planned", {"start", "finish", "drop"}),
        ("running", {"finish", "drop"}),
        ("done", {"resume"}),
        ("dropped", {"resume"}),
    ],
)
def test_the_page_offers_the_steps_that_can_be_taken(client, state, buttons):
    action = ActionFactory(state=state)
    found = {
        who: {step.key for step in sign_in(client, user).get(f"/rencana/{action.pk}/").context["steps"]}
        for who, user in {"member": member(action.unit), "leader": person(Role.LEADER)}.items()
    }
    assert found == {"member": buttons, "leader": set()}


def test_the_page_tells_what_happened(client):
    action = ActionFactory()
    other = member(action.unit)
    sign_in(client, action.owner)
    client.post(f"/rencana/{action.pk}/ubah/", posted(other, text=action.text, target="2099-3", seen=1))
    page = text(client.get(f"/rencana/{action.pk}/"))
    assert f"Penanggung jawab: {action.owner.full_name} {other.full_name}" in page


# --- one's own ---------------------------------------------------------------------------------------
def test_my_tasks_are_mine_the_nearest_first(client):
    unit = make_unit()
    user = member(unit)
    for words, fields in {
        "b": {"due_on": "2099-02-01"},
        "a": {"due_on": "2099-01-01"},
        "orang lain": {"owner": member(unit)},
        "selesai": {"state": "done"},
    }.items():
        ActionFactory(**{"unit": unit, "owner": user, "text": words, **fields})
    ActionFactory(owner=user, text="unit yang sudah ditinggalkan")
    sign_in(client, user)
    open_ones = [line.action.text for line in client.get("/rencana/saya/").context["lines"]]
    closed = [line.action.text for line in client.get("/rencana/saya/?selesai").context["lines"]]
    assert (open_ones, closed) == (["a", "b"], ["selesai"])


def test_without_tasks_the_page_says_so(client):
    sign_in(client, member(make_unit()))
    assert "Tidak ada tugas yang menunggu" in text(client.get("/rencana/saya/"))
    assert "Belum ada yang selesai" in text(client.get("/rencana/saya/?selesai"))


def test_the_menu_has_the_plan_for_people_of_a_unit_only(client):
    unit = make_unit()
    found = {
        who: "/rencana/" in {entry.url for entry in sign_in(client, user).get("/").context["navigation"]}
        for who, user in {"member": member(unit), "leader": person(Role.LEADER)}.items()
    }
    assert found == {"member": True, "leader": False}


# --- speed -------------------------------------------------------------------------------------------
@pytest.mark.parametrize("count", [1, 12])
@pytest.mark.parametrize(
    ("address", "queries"),
    [
        (PLAN, 13),
        (PLAN + "?tampil=kalender&triwulan=2099-3", 13),
        (PLAN + "rencana-aksi.xlsx", 8),
        ("/rencana/saya/", 8),
        ("/rencana/{action}/", 11),
        ("/rencana/{action}/ubah/", 12),
        ("/unit/07/pokja/", 10),
        ("/unit/07/pokja/?ubah", 10),
        (PLAN + "baru/", 12),
    ],
)
def test_queries_do_not_grow(client, django_assert_num_queries, address, queries, count):
    unit = make_unit()
    user = member(unit)
    for number in range(1, count + 1):
        row = advice(unit, number=number, due_on="2099-09-01")
        action = ActionFactory(unit=unit, owner=user, recommendation=row)
        ActionFactory(unit=unit, area=number % 6 + 1)
    sign_in(client, user)
    with django_assert_num_queries(queries):
        assert client.get(address.format(action=action.pk)).status_code == 200


# --- the history of everything ------------------------------------------------------------------------
def test_the_history_names_actions_and_leads_to_them(client):
    action = ActionFactory(unit=make_unit(), text="Susun SOP")
    take(action=action, step="start", by=actor(action.owner, timezone.localdate()), now=timezone.now())
    sign_in(client, person(Role.SUPERVISOR))
    for query in ("objek=rencana", "unit=07&cari=mulai"):
        (line,) = client.get(f"/pengelolaan/riwayat/?{query}").context["lines"]
        told = (line.kind, line.name, line.url, line.event, [(change.old, change.new) for change in line.changes])
        assert told == (
            "Rencana aksi",
            "07: Susun SOP",
            f"/rencana/{action.pk}/",
            "Rencana aksi mulai dikerjakan",
            [("Direncanakan", "Berjalan")],
        )


# --- of all units ---------------------------------------------------------------------------------
def _all(client, query: str = "") -> list[str]:
    return [line.action.text for line in client.get(f"/rencana/semua/{query}").context["lines"]]


def test_the_actions_of_all_units_by_date_and_filter(client):
    one, other = make_unit("01"), make_unit("02")
    type(one).objects.filter(pk=one.pk).update(parent_agency="Dinas Kesehatan", target="WBBM")
    later = YESTERDAY + timedelta(days=30)
    for unit, words, due, state in [
        (one, "Nanti", later, "planned"),
        (one, "Telat", YESTERDAY, "running"),
        (other, "Lebih telat", YESTERDAY - timedelta(days=1), "planned"),
        (other, "Sudah", YESTERDAY, "done"),
    ]:
        ActionFactory(unit=unit, text=words, due_on=due, state=state)
    sign_in(client, person(Role.LEADER))
    assert {
        query: _all(client, query)
        for query in ("", "?status=lewat", "?status=done", "?unit=01", "?status=lewat&induk=-", "?tujuan=WBBM")
    } == {
        "": ["Lebih telat", "Telat", "Nanti"],
        "?status=lewat": ["Lebih telat", "Telat"],
        "?status=done": ["Sudah"],
        "?unit=01": ["Telat", "Nanti"],
        "?status=lewat&induk=-": ["Lebih telat"],
        "?tujuan=WBBM": ["Telat", "Nanti"],
    }
    assert "Tidak ada rencana aksi yang cocok" in text(client.get("/rencana/semua/?unit=01&status=dropped"))


def test_the_actions_of_all_units_without_any_and_wrongly_filtered(client):
    sign_in(client, person(Role.LEADER))
    assert "Tidak ada rencana aksi yang belum selesai" in text(client.get("/rencana/semua/"))
    response = client.get("/rencana/semua/?unit=zz&tujuan=XYZ")
    assert response.status_code == 422
    assert "Saringan belum dapat dipakai:" in text(response)
    assert client.post("/rencana/semua/").status_code == 405


@pytest.mark.parametrize("count", [1, 3])
def test_the_actions_of_all_units_take_as_many_queries_whatever_is_there(client, django_assert_num_queries, count):
    for number in range(count):
        ActionFactory(unit=make_unit(f"{number:02}"))
    sign_in(client, person(Role.LEADER))
    with django_assert_num_queries(10):
        client.get("/rencana/semua/")
