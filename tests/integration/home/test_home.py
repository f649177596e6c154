"""The first page of every role: where do I stand, what next?"""

from datetime import timedelta

import pytest
from django.utils import timezone

from evaluations import permissions
from evaluations.models import Evaluation
from evaluations.queries.home import _open_sheets, soonest_first, tasks
from tests.factories import (
    ActionFactory,
    EvaluationFactory,
    PeriodFactory,
    UserFactory,
    WorkUnitFactory,
    actor,
    answer,
    assign,
    fill,
    grant,
    person,
)
from tests.integration.evaluations.pages_case import sign_in, statuses, text
from tests.integration.evaluations.sheet_case import cast, make_sheet
from units.roles import Role

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def told(user) -> list[tuple[str, str]]:
    """Sentence and link of every task of the person."""
    found = soonest_first(tasks(actor(user, TODAY()), today=TODAY()))
    return [(task.sentence, task.url) for task in found]


def test_everybody_has_a_first_page(client):
    people = cast(make_sheet()) | {"no role": UserFactory(), "anonymous": None}
    assert statuses(client, people, "/") == {**dict.fromkeys(people, 200), "anonymous": 302}


def test_the_first_page_is_only_read(client):
    assert sign_in(client, UserFactory()).post("/").status_code == 405


def test_a_person_without_a_role_is_told_whom_to_ask(client):
    make_sheet()
    page = text(sign_in(client, UserFactory()).get("/"))
    assert "Akun Anda belum mempunyai peran" in page
    assert "Hubungi Inspektorat Provinsi Kalimantan Tengah" in page


@pytest.mark.parametrize(("role", "link"), [(Role.ADMINISTRATOR, True), (Role.SUPERVISOR, True), (Role.LEADER, False)])
def test_before_the_first_quarter_the_page_says_how_to_begin(client, role, link):
    response = sign_in(client, person(role)).get("/")
    assert "Belum ada periode" in text(response)
    assert ("/periode/baru/" in response.content.decode()) is link


def test_a_unit_is_told_what_is_left_and_until_when(client):
    last = TODAY() + timedelta(days=30)
    sheet = make_sheet(fill_deadline=last, verify_deadline=last, repair_deadline=last)
    answer(sheet, "A.I.1.i.a", "unit", "Ya")
    page = text(sign_in(client, person(Role.UNIT_MEMBER, sheet.unit)).get("/"))
    assert "Isi 112 pertanyaan lagi" in page
    assert "(30 hari lagi)" in page
    assert "Pelayanan Publik yang Prima kurang 14,00" in page
    assert "1 dari 113" in page


ADDRESS = "/tw/2024-3/unit/07/"
PROVE = ("Lengkapi bukti untuk 113 jawaban", ADDRESS + "lke/?saring=tanpa-bukti")


@pytest.mark.parametrize(
    ("state", "role", "expected"),
    [
        ("draft", Role.UNIT_MEMBER, [PROVE, ("Semua pertanyaan terjawab; kepala unit dapat mengajukannya", ADDRESS)]),
        ("draft", Role.UNIT_HEAD, [PROVE, ("Ajukan penilaian kepada TPI", ADDRESS)]),
        ("returned", Role.UNIT_MEMBER, [("Perbaiki sesuai catatan TPI", ADDRESS + "lke/"), PROVE]),
        (
            "returned",
            Role.UNIT_HEAD,
            [
                ("Perbaiki sesuai catatan TPI", ADDRESS + "lke/"),
                PROVE,
                ("Ajukan kembali penilaian kepada TPI", ADDRESS),
            ],
        ),
        ("submitted", Role.UNIT_HEAD, []),
        ("submitted", Role.EVALUATOR, [("Mulai verifikasi", ADDRESS)]),
        ("in_review", Role.EVALUATOR, [("Verifikasi 113 pertanyaan lagi", ADDRESS + "lke/")]),
        ("in_review", Role.SUPERVISOR, []),
        ("reviewed", Role.EVALUATOR, []),
        ("reviewed", Role.SUPERVISOR, [("Tinjau dan setujui hasil verifikasi", ADDRESS + "selisih/")]),
        ("approved", Role.UNIT_HEAD, []),
        ("reviewed", Role.LEADER, []),
        ("reviewed", Role.ADMINISTRATOR, []),
    ],
)
def test_tasks_follow_state_and_role(state, role, expected):
    sheet = make_sheet(state, "07")
    make_sheet("draft", "08")  # keeps the quarter from being ready to lock
    fill(sheet, "unit", "A")
    unit = sheet.unit if role in {Role.UNIT_MEMBER, Role.UNIT_HEAD, Role.EVALUATOR} else None
    assert told(person(role, unit)) == expected


def test_a_finished_verification_asks_to_be_closed():
    sheet = make_sheet("in_review", "07")
    fill(sheet, "unit", "A")
    fill(sheet, "tpi", "A")
    assert told(person(Role.EVALUATOR, sheet.unit)) == [("Selesaikan verifikasi atau kembalikan kepada unit", ADDRESS)]


def test_nobody_gets_tasks_of_other_units_or_of_locked_quarters():
    make_sheet("submitted", "07")
    PeriodFactory(quarter=2, state="locked")
    old = make_sheet("draft", "08", quarter=2)
    other = WorkUnitFactory(code="99")
    people = [person(Role.UNIT_HEAD, other), person(Role.EVALUATOR, other), person(Role.UNIT_HEAD, old.unit)]
    assert [told(user) for user in people] == [[], [], []]


def test_quarters_to_open_and_to_lock_are_tasks_of_those_who_may():
    PeriodFactory(quarter=4, state="planned")
    past = TODAY() - timedelta(days=1)
    PeriodFactory(quarter=2, fill_deadline=past, verify_deadline=past, repair_deadline=past)
    found = {role: told(person(role)) for role in (Role.SUPERVISOR, Role.ADMINISTRATOR, Role.LEADER)}
    opening = ("Buka periode TW IV 2024 bila sudah waktunya", "/periode/2024-4/buka/")
    assert found == {
        Role.SUPERVISOR: [("Kunci periode TW II 2024", "/periode/2024-2/kunci/"), opening],
        Role.ADMINISTRATOR: [opening],
        Role.LEADER: [],
    }


def test_a_supervisor_is_offered_exactly_the_sheets_permissions_let_them_approve():
    user = person(Role.SUPERVISOR)
    sheets = [make_sheet("reviewed", f"{number:02}") for number in range(5)]
    grant(user, Role.UNIT_MEMBER, sheets[0].unit)
    assign(user, sheets[1].unit)
    answer(sheets[2], "A.I.1.i.a", "tpi", "Ya", by=user)
    Evaluation.objects.filter(pk=sheets[3].pk).update(reviewed_by=user)
    who = actor(user, TODAY())
    offered = {
        row.unit.code for row in _open_sheets(who) if permissions.may_supervise(who, row, worked_on=row.worked_on)
    }
    allowed = {row.unit.code for row in Evaluation.objects.all() if permissions.may_supervise(who, row)}
    assert offered == allowed == {"04"}


def test_the_inspectorate_sees_the_board_of_the_running_quarter(client):
    PeriodFactory(quarter=2, state="locked")
    make_sheet(code="08", quarter=2)
    make_sheet(code="07")
    response = sign_in(client, person(Role.SUPERVISOR)).get("/")
    assert [row.evaluation.unit.code for row in response.context["rows"]] == ["07"]
    assert "Semua unit kerja, TW III 2024" in text(response)


def test_a_person_of_two_units_sees_both_and_no_other(client):
    first, second = make_sheet(code="07"), make_sheet(code="08")
    make_sheet(code="09")
    user = person(Role.UNIT_HEAD, first.unit)
    grant(user, Role.UNIT_MEMBER, second.unit)
    response = sign_in(client, user).get("/")
    assert [card["row"].evaluation.unit.code for card in response.context["cards"]] == ["07", "08"]
    assert first.unit.name in text(response)


def test_the_tpis_values_stay_hidden_until_the_unit_may_see_them(client):
    sheet = make_sheet("in_review", "07")
    fill(sheet, "unit", "A")
    fill(sheet, "tpi", "C")
    user = person(Role.UNIT_MEMBER, sheet.unit)
    secret = sheet.scores.get(assessor="tpi").strict
    card = sign_in(client, user).get("/").context["cards"][0]
    assert (card["row"].tpi, card["standing"].strict) == (None, 100)
    Evaluation.objects.filter(pk=sheet.pk).update(
        state="approved", reviewed_at=timezone.now(), reviewed_by=user, approved_at=timezone.now(), approved_by=user
    )
    assert client.get("/").context["cards"][0]["standing"].strict == secret


@pytest.mark.parametrize(("state", "word"), [("in_review", "Terjawab"), ("approved", "Terverifikasi")])
def test_the_progress_names_whose_result_it_counts(client, state, word):
    sheet = make_sheet(state)
    for assessor in ("unit", "tpi"):
        fill(sheet, assessor, "A", codes={"A.I.1.i.a"})
    page = text(sign_in(client, person(Role.UNIT_MEMBER, sheet.unit)).get("/"))
    assert f"{word} 1 dari 113 pertanyaan" in page
    assert f"Nilai LKE dari yang sudah {word.lower()}: " in page


QUERIES = {Role.UNIT_HEAD: 14, Role.EVALUATOR: 13, Role.SUPERVISOR: 13, Role.LEADER: 14}


@pytest.mark.parametrize("role", QUERIES)
@pytest.mark.parametrize("units", [1, 3])
def test_queries_do_not_grow_with_units(client, django_assert_num_queries, role, units):
    user = UserFactory()
    sheets = [make_sheet("reviewed" if role == Role.SUPERVISOR else "draft", f"{n:02}") for n in range(units)]
    for sheet in sheets:
        fill(sheet, "unit", "B", codes={"A.I.1.i.a"})
        if role == Role.UNIT_HEAD:
            grant(user, role, sheet.unit)
        if role == Role.EVALUATOR:
            assign(user, sheet.unit)
    if role != Role.UNIT_HEAD:
        grant(user, role)
    EvaluationFactory(unit=WorkUnitFactory(code="zz"))
    sign_in(client, user)
    with django_assert_num_queries(QUERIES[role]):
        client.get("/")


def test_ones_own_actions_stand_among_the_tasks_by_their_dates(client):
    sheet = make_sheet("approved", "07")
    user = person(Role.UNIT_MEMBER, sheet.unit)
    near, far = TODAY() + timedelta(days=2), TODAY() + timedelta(days=50)
    last = ActionFactory(unit=sheet.unit, owner=user, due_on=far, text="Latih pegawai")
    first = ActionFactory(unit=sheet.unit, owner=user, due_on=near, text="Susun SOP")
    ActionFactory(unit=sheet.unit, owner=user, due_on=near, state="done")
    ActionFactory(unit=sheet.unit, due_on=near)
    found = sign_in(client, user).get("/").context["tasks"]
    assert [(task.sentence, task.url, task.due.date) for task in found] == [
        ("Susun SOP", f"/rencana/{first.pk}/", near),
        ("Latih pegawai", f"/rencana/{last.pk}/", far),
    ]


def test_of_many_actions_the_nearest_are_named_and_the_others_counted(client):
    sheet = make_sheet("approved", "07")
    user = person(Role.UNIT_MEMBER, sheet.unit)
    for number in range(8):
        ActionFactory(unit=sheet.unit, owner=user, text=f"Langkah {number}", due_on=TODAY() + timedelta(days=number))
    found = sign_in(client, user).get("/").context["tasks"]
    assert [(task.sentence, task.url) for task in found][-2:] == [
        ("Langkah 4", found[4].url),
        ("3 rencana aksi lainnya", "/rencana/saya/"),
    ]
    assert len(found) == 6
