"""The page of the shortest way, and its steps as actions of the plan."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.utils import timezone

from evaluations.models import AreaOwner
from evaluations.quarters import Quarter
from evaluations.sample.targets import JUDGED_QUARTER, TARGETS
from evaluations.scoring.engine import score
from evaluations.scoring.thresholds import judge
from insights.models import EffortMark
from insights.shortest.steps import taken
from plans.models import Action
from tests.factories import NOW, ActionFactory, PeriodFactory, UserFactory, answer, fill, person
from tests.integration.evaluations.pages_case import sign_in, statuses, text
from tests.integration.evaluations.sheet_case import cast, make_sheet
from tests.integration.insights.way_case import SURVEY, chosen, nearly, put
from tests.unit.insights.real import BUILTIN, sample
from units.roles import Role

pytestmark = pytest.mark.django_db
UNIT = "/tw/2024-3/unit/07/"
PAGE = UNIT + "jalur/"
PLAN = PAGE + "rencana/?predikat=WBK&penilai=unit"


@pytest.fixture
def sheet(instrument):
    return make_sheet()


@pytest.mark.parametrize("rest", ["jalur/", "jalur/awal/", "minimal/", "pengaruh/", "rentang/"])
def test_who_reads_the_sheet_reads_its_ways(client, sheet, rest):
    nearly(sheet)
    people = cast(sheet) | {"anonymous": None}
    readers = dict.fromkeys(people, 200) | {"member of another unit": 404, "anonymous": 302}
    assert statuses(client, people, UNIT + rest) == readers
    assert statuses(client, people, UNIT + rest, "post") == dict.fromkeys(people, 405) | {"anonymous": 302}


@pytest.mark.parametrize("address", [PLAN, UNIT + "upaya/"])
def test_only_the_units_own_people_write(client, sheet, address):
    nearly(sheet)
    people = cast(sheet) | {"anonymous": None}
    own = 422 if address == PLAN else 302
    expected = dict.fromkeys(people, 403) | {"unit_member": own, "unit_head": own}
    assert statuses(client, people, address, "post") == expected | {"member of another unit": 404, "anonymous": 302}
    assert statuses(client, people, address) == dict.fromkeys(people, 405) | {"anonymous": 302}


@pytest.mark.parametrize("rest", ["jalur/", "jalur/awal/", "pengaruh/", "rentang/"])
@pytest.mark.parametrize("query", ["?predikat=WBX", "?penilai=tpn", "?predikat=WBK&penilai=%00"])
def test_what_there_is_not_is_not_found(client, sheet, rest, query):
    sign_in(client, person(Role.LEADER))
    assert client.get(UNIT + rest + query).status_code == 404


def test_what_does_not_exist_is_not_found(client, sheet):
    sign_in(client, person(Role.LEADER))
    assert client.get("/tw/2024-3/unit/99/jalur/").status_code == 404
    assert client.get("/tw/2031-1/unit/07/jalur/").status_code == 404


@pytest.mark.parametrize("rest", ["jalur/", "pengaruh/", "rentang/"])
def test_an_empty_sheet_says_so(client, sheet, rest):
    sign_in(client, person(Role.UNIT_MEMBER, sheet.unit))
    assert "Belum ada jawaban Halaman ini dihitung dari jawaban pada LKE." in text(client.get(UNIT + rest))


def test_an_empty_sheet_has_nothing_to_do_first_and_no_plan(client, sheet):
    sign_in(client, person(Role.UNIT_MEMBER, sheet.unit))
    assert client.get(PAGE + "awal/").context["asked"].side is None
    assert client.get(UNIT + "minimal/").context["panels"] == []
    assert client.post(PLAN, {}).url == PAGE + "?predikat=WBK&penilai=unit"


def test_a_unit_does_not_meet_the_tpis_values_before_the_sheet_comes_back(client, instrument):
    sheet = make_sheet("in_review")
    fill(sheet, "unit", "A")
    nearly(sheet, "tpi", "2.00")
    sign_in(client, person(Role.UNIT_MEMBER, sheet.unit))
    for rest in ("jalur/", "jalur/awal/", "pengaruh/", "rentang/"):
        assert client.get(UNIT + rest + "?penilai=tpi").status_code == 404
        assert list(client.get(UNIT + rest).context["asked"].judged) == ["unit"]
    assert [said.label for said in client.get(UNIT + "minimal/").context["panels"][0].verdicts] == ["Unit"]
    sign_in(client, person(Role.LEADER))
    assert client.get(PAGE + "?penilai=tpi").context["found"].lines[0].code == SURVEY


def test_the_way_tells_what_to_reach_what_proves_it_and_what_it_brings(client, sheet):
    fill(sheet, "unit", "A")
    answer(sheet, SURVEY, "unit", {"indeks": "3.50"})
    sign_in(client, person(Role.LEADER))
    words = text(client.get(PAGE))
    assert (
        "Cukup 1 langkah (biaya 2) agar semua nilai minimal WBK terpenuhi: nilai ketat naik dari 97,81 menjadi" in words
    )
    assert "skala 0-4: 3,5 → menjadi 3,6 +0,44 Mudah 2 2 tingkat" in words
    assert "Tanpa langkah ini belum terpenuhi: Nilai Survei Persepsi Anti Korupsi (survei eksternal)" in words
    assert "Masukkan ke rencana aksi" not in words


def test_a_sheet_that_passes_says_so(client, sheet):
    fill(sheet, "unit", "A")
    sign_in(client, person(Role.UNIT_HEAD, sheet.unit))
    words = text(client.get(PAGE + "?predikat=WBBM"))
    assert "Semua nilai minimal WBBM sudah terpenuhi; tidak ada langkah yang wajib." in words
    assert "Masukkan ke rencana aksi" not in words
    first = client.get(PAGE + "awal/").content.decode()
    assert "Semua nilai minimal WBK sudah terpenuhi menurut unit." in first


def test_exclusions_that_leave_no_way_say_which_gate_and_what_helps(client, sheet):
    nearly(sheet)
    member = person(Role.UNIT_MEMBER, sheet.unit)
    EffortMark.objects.create(unit=sheet.unit, code=SURVEY, is_ruled_out=True, changed_at=NOW, changed_by=member)
    sign_in(client, member)
    words = text(client.get(PAGE))
    label = "Nilai Survei Persepsi Anti Korupsi (survei eksternal)"
    without = "selama pertanyaan yang dikesampingkan tidak diperhitungkan"
    assert f"WBK tidak dapat dicapai {without}: {label} tetap di bawah nilai minimal." in words
    assert (
        f"{label} paling tinggi 15,53 dari minimal 15,75 poin, masih kurang 0,22, karena pertanyaan B.I.a "
        "dikesampingkan. Perhitungkan lagi B.I.a agar nilai minimal ini dapat dicapai." in words
    )
    assert client.get(PAGE).context["form"] is None
    assert "WBK tidak dapat dicapai" in client.get(PAGE + "awal/").content.decode()


def test_marks_of_questions_the_instrument_does_not_have_are_left_out(client, sheet):
    nearly(sheet)
    user = UserFactory()
    EffortMark.objects.create(unit=sheet.unit, code="Z.9", is_ruled_out=True, changed_at=NOW, changed_by=user)
    EffortMark.objects.create(unit=sheet.unit, code=SURVEY, effort=4, changed_at=NOW, changed_by=user)
    found = sign_in(client, person(Role.LEADER)).get(PAGE).context["found"]
    assert (found.marks.ruled_out, [(line.code, line.cost) for line in found.lines]) == ((), [(SURVEY, 4)])


@pytest.mark.parametrize("unit", TARGETS)
def test_the_pages_way_takes_every_sample_unit_to_wbk(client, instrument, unit):
    """Every step stands on the page; scored again all gates pass; without any one step some fail."""
    sheet, answers = make_sheet("approved", unit), sample(unit, JUDGED_QUARTER)
    put(sheet, "tpi", answers)
    page = sign_in(client, person(Role.LEADER)).get(f"/tw/2024-3/unit/{unit}/jalur/?predikat=WBK&penilai=tpi")
    steps = page.context["found"].way.steps
    shown = [line.code for group, rows in page.context["groups"] for line, _ in rows]
    assert sorted(shown) == sorted(step.code for step in steps)
    assert all(f'id="langkah-{code.replace(".", "-")}"' in page.content.decode() for code in shown)
    assert _passes(answers, steps)
    assert [_passes(answers, [one for one in steps if one is not step]) for step in steps] == [False] * len(steps)


def _passes(answers, steps) -> bool:
    return judge(BUILTIN, score(BUILTIN, taken(answers, steps)))["WBK"].passed


# --- the plan -------------------------------------------------------------------------------------
def test_one_click_makes_the_steps_actions_of_whoever_works_on_the_area(client, sheet):
    head, member = person(Role.UNIT_HEAD, sheet.unit), person(Role.UNIT_MEMBER, sheet.unit)
    AreaOwner.objects.create(unit=sheet.unit, area=1, user=member, since=NOW, named_by=head)
    fill(sheet, "unit", "A")
    for code in BUILTIN.nodes["A.I.1"].walk():
        for question in code.questions:
            answer(sheet, question.code, "unit", question.scale.values[-1])
    answer(sheet, SURVEY, "unit", {"indeks": "3.55"})
    page = sign_in(client, head).get(PAGE)
    lines = page.context["found"].lines
    response = client.post(PLAN, chosen(page))
    assert (response.status_code, response.url) == (302, "/unit/07/rencana/")
    made = {action.code: action for action in Action.objects.all()}
    assert set(made) == {line.code for line in lines}
    assert {(row.area, row.owner) for row in made.values()} == {(1, member), (None, head)}
    assert {(row.year, row.quarter, str(row.due_on)) for row in made.values()} == {(2024, 3, "2099-10-31")}
    survey = made[SURVEY]
    assert survey.text == (
        "Capai pada B.I.a: Indeks Persepsi Anti Korupsi (IPAK) hasil survei eksternal, skala 0-4 menjadi 3,6"
    )


@pytest.mark.parametrize(
    ("state", "quarter", "offered"),
    [("draft", 3, date(2099, 10, 31)), ("returned", 3, date(2099, 12, 31)), ("in_review", 3, None), ("draft", 2, None)],
)
def test_the_last_day_offered_is_the_units_own_or_leaves_time(client, instrument, state, quarter, offered):
    if quarter == 2:
        PeriodFactory(quarter=2, state="locked")
    sheet = make_sheet(state, quarter=quarter)
    nearly(sheet)
    page = sign_in(client, person(Role.UNIT_MEMBER, sheet.unit)).get(f"/tw/2024-{quarter}/unit/07/jalur/?penilai=unit")
    today = timezone.localdate()
    row = page.context["form"].rows[0]
    assert row.due_on.value() == (offered or Quarter.of(today + timedelta(14)).last)
    assert row.due_on.value() >= today


def test_who_left_the_unit_is_not_offered(client, sheet):
    nearly(sheet)
    head, gone = person(Role.UNIT_HEAD, sheet.unit), UserFactory()
    answer(sheet, "A.I.1.i.b", "unit", "C")
    AreaOwner.objects.create(unit=sheet.unit, area=1, user=gone, since=NOW, named_by=head)
    form = sign_in(client, head).get(PAGE + "?predikat=WBBM").context["form"]
    assert {row.owner.value() for row in form.rows} == {head.pk}
    assert [key for key, _ in form.rows[0].owner.field.choices] == ["", head.pk]


def test_a_second_click_changes_nothing_and_the_page_says_what_the_plan_holds(client, sheet):
    nearly(sheet)
    page = sign_in(client, person(Role.UNIT_MEMBER, sheet.unit)).get(PAGE)
    fields = chosen(page)
    for _ in range(2):
        assert client.post(PLAN, fields).status_code == 302
    assert Action.objects.count() == 1
    assert "Semua langkah yang dipilih sudah ada dalam rencana aksi." in text(client.get("/unit/07/rencana/"))
    page = client.get(PAGE)
    assert text(page).count("Sudah dalam rencana aksi") == 2
    assert 'type="submit">Masukkan ke rencana aksi' not in page.content.decode()


def test_an_action_that_is_over_or_of_another_unit_does_not_hold_a_step(client, sheet):
    nearly(sheet)
    ActionFactory(unit=sheet.unit, code=SURVEY, area=None, state="done")
    ActionFactory(code=SURVEY, area=None)
    page = sign_in(client, person(Role.UNIT_MEMBER, sheet.unit)).get(PAGE)
    assert "Sudah dalam rencana aksi" not in text(page)
    client.post(PLAN, chosen(page))
    assert Action.objects.filter(unit=sheet.unit, code=SURVEY).count() == 2


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ({f"pilih-{SURVEY}": ""}, "Pilih paling sedikit satu langkah."),
        ({f"orang-{SURVEY}": ""}, "Pilih orangnya."),
        ({f"orang-{SURVEY}": "999999"}, "Yang dipilih bukan anggota unit ini."),
        ({f"batas-{SURVEY}": ""}, "Isi tanggalnya."),
        ({f"batas-{SURVEY}": "besok"}, "Tulis tanggal yang ada, misalnya 31-12-2024."),
        ({f"batas-{SURVEY}": "2024-01-01"}, "Batas waktu sudah lewat. Pilih hari ini atau sesudahnya."),
        ({"seen": "A.I.1.i.a=Ya"}, "Jalurnya berubah sejak halaman ini dibuka."),
    ],
)
def test_what_cannot_be_taken_is_said_and_nothing_is_made(client, sheet, other, sentence):
    nearly(sheet)
    page = sign_in(client, person(Role.UNIT_MEMBER, sheet.unit)).get(PAGE)
    response = client.post(PLAN, chosen(page, **other))
    assert (response.status_code, Action.objects.count()) == (422, 0)
    assert sentence in text(response)


def test_text_of_people_stays_text(client, sheet):
    nearly(sheet)
    sheet.unit.name = "<b>Unit</b>"
    sheet.unit.save()
    member = person(Role.UNIT_MEMBER, sheet.unit, full_name="<i>Orang</i>")
    ActionFactory(unit=sheet.unit, code=SURVEY, area=None, owner=member)
    sign_in(client, member)
    for rest in ("jalur/", "jalur/awal/", "minimal/", "pengaruh/", "rentang/"):
        page = client.get(UNIT + rest).content.decode()
        assert ("<b>Unit" in page, "<i>Orang" in page) == (False, False)
    assert "&lt;i&gt;Orang" in client.get(PAGE).content.decode()


@pytest.mark.parametrize("actions", [1, 3])
@pytest.mark.parametrize(
    ("rest", "queries"), [("jalur/", 12), ("jalur/awal/", 6), ("minimal/", 5), ("pengaruh/", 9), ("rentang/", 8)]
)
def test_the_queries_do_not_grow(client, sheet, django_assert_num_queries, rest, queries, actions):
    fill(sheet, "unit", "A", codes=BUILTIN.nodes["A.I.1"].questions or None)
    answer(sheet, SURVEY, "unit", {"indeks": "2.00"})
    member = person(Role.UNIT_MEMBER, sheet.unit)
    for code in [SURVEY, "A.I.1.i.a", "A.I.1.i.b"][:actions]:
        person(Role.UNIT_MEMBER, sheet.unit)
        ActionFactory(unit=sheet.unit, code=code, area=None, owner=member)
        EffortMark.objects.create(unit=sheet.unit, code=code, effort=2, changed_at=NOW, changed_by=member)
    sign_in(client, member)
    with django_assert_num_queries(queries):
        client.get(UNIT + rest)


def test_points_of_the_way_add_up_to_what_the_sheet_gains(client, sheet):
    fill(sheet, "unit", "C")
    found = sign_in(client, person(Role.LEADER)).get(PAGE).context["found"]
    gained = sum((group.points for group in found.groups), Fraction(0))
    assert gained == found.way.after.strict["total"] - found.way.before.strict["total"]
    assert sum(group.cost for group in found.groups) == found.way.cost
