"""Where a unit and the TPI differ, why, and what it costs: the page a supervisor decides on."""

import random
import re
from fractions import Fraction

import pytest

from evaluations.enums import EvaluationState
from evaluations.models import Evaluation
from evaluations.queries.differences import differences
from evaluations.queries.instruments import loaded
from evaluations.queries.sheets import rows_of, score_one
from tests.factories import NOW, UserFactory, answer, fill, grant, person
from tests.integration.evaluations.pages_case import sign_in, statuses, text
from tests.integration.evaluations.sheet_case import CHOICE, INDEX, cast, make_sheet
from units.roles import Role

pytestmark = pytest.mark.django_db
URL = "/tw/2024-3/unit/07/selisih/"
YES_NO = "A.I.1.i.a"
SECOND_PART = "A.II.1.ii.a"  # also of area 1
SHARE = Fraction(1, 4)  # points of CHOICE (weight 1/2, two questions)


@pytest.fixture
def evaluation(db):
    """Verified to the end: three questions judged lower, one higher."""
    sheet = make_sheet("reviewed")
    answer(sheet, YES_NO, "unit", "Tidak")
    fill(sheet, "unit", "A")
    judge = person(Role.EVALUATOR, sheet.unit, full_name="Tono")
    answer(sheet, YES_NO, "tpi", "Ya", note="SK terlampir", by=judge)
    answer(sheet, CHOICE, "tpi", "B", note="Seleksi sebagian", by=judge)
    answer(sheet, SECOND_PART, "tpi", "C", note="Belum sesuai", by=judge)
    answer(sheet, INDEX, "tpi", {"indeks": "2"}, note="Menurut BPS", by=judge)
    fill(sheet, "tpi", "A", by=judge)
    return sheet


def told(lines) -> list[tuple]:
    return [
        (line.question.code, line.unit and line.unit.text, line.tpi and line.tpi.text, line.effect) for line in lines
    ]


# --- figures --------------------------------------------------------------------------------------


def test_each_question_judged_differently_is_told_with_its_points(evaluation):
    found = differences(evaluation)
    second = found.loaded.instrument.nodes[found.loaded.instrument.questions[SECOND_PART].indicator]
    lost = found.loaded.instrument.questions[SECOND_PART].scale.points("C") - 1
    assert told(found.judged) == [
        (YES_NO, "Tidak", "Ya", SHARE),
        (CHOICE, "A", "B", -SHARE / 2),
        (SECOND_PART, "A", "C", lost * second.weight / len(second.questions)),
        (INDEX, "100,00 %", "50,00 %", Fraction(-35, 4)),
    ]
    assert found.open == []
    assert found.judged_total == found.difference == sum(line.effect for line in found.judged)
    assert told(found.by_loss) == sorted(told(found.judged), key=lambda line: line[3])


def test_both_parts_of_an_area_stand_together_with_their_subtotal(evaluation):
    groups = differences(evaluation).groups
    assert [(group.title, [line.question.code for line in group.lines]) for group in groups] == [
        ("1. Manajemen Perubahan", [YES_NO, CHOICE, SECOND_PART]),
        ("Hasil", [INDEX]),
    ]
    assert [group.effect for group in groups] == [sum(line.effect for line in group.lines) for group in groups]


@pytest.mark.parametrize("seed", range(4))
def test_an_effect_is_that_of_scoring_the_sheet_with_the_units_answer_there(instrument, seed):
    """On rows as they are stored, with questions left open on either side: exactly, and adding up exactly."""
    dice, sheet = random.Random(seed), make_sheet("in_review")
    codes = list(loaded(instrument).codes.values())
    for assessor in ("unit", "tpi"):
        for grade in "ABCE":
            fill(sheet, assessor, grade, codes=set(dice.sample(codes, 40)))
    found, rows, source = differences(sheet), rows_of(sheet), loaded(instrument)
    ours = score_one(source, rows, "tpi").scores.strict["total"]
    for line in [*found.judged, *found.open]:
        code = line.question.code
        swapped = {key: row for key, row in rows["tpi"].items() if key != code}
        if code in rows["unit"]:
            swapped[code] = rows["unit"][code]
        assert line.effect == ours - score_one(source, {**rows, "tpi": swapped}, "tpi").scores.strict["total"]
    assert found.judged_total + found.open_total == found.difference
    assert found.difference == ours - score_one(source, rows, "unit").scores.strict["total"]


def test_what_one_side_left_open_is_told_apart(instrument):
    sheet = make_sheet("in_review")
    answer(sheet, YES_NO, "unit", "Ya")
    answer(sheet, CHOICE, "tpi", "A", note="Dijawab saat kunjungan")
    answer(sheet, INDEX, "unit", None, note="Menunggu survei")
    answer(sheet, INDEX, "tpi", {"indeks": "4"}, note="Hasil survei")
    found = differences(sheet)
    assert [(line.question.code, line.is_only_tpis, line.effect) for line in found.judged] == [
        (CHOICE, True, SHARE),
        (INDEX, True, Fraction(35, 2)),
    ]
    assert [(line.question.code, line.effect) for line in found.open] == [(YES_NO, -SHARE)]


def test_equal_answers_and_notes_alone_are_no_difference(instrument):
    sheet = make_sheet("in_review")
    for assessor, note in (("unit", "Sudah"), ("tpi", "Setuju")):
        answer(sheet, CHOICE, assessor, "A", note=note)
        answer(sheet, INDEX, assessor, {"indeks": "3.6"})
        answer(sheet, YES_NO, assessor, None, note=note)
    found = differences(sheet)
    assert (found.judged, found.open, found.difference) == ([], [], 0)


def test_a_difference_without_points_is_still_told(instrument):
    """Other figures of the same percentage: nothing gained, but somebody decided."""
    sheet = make_sheet("in_review")
    code = "A.II.5.iii.a"
    for assessor, number in (("unit", "4"), ("tpi", "8")):
        figures = {"kepala_satker": "0", "pejabat_wajib": number, "lainnya_wajib": "0", "sudah_lapor": number}
        answer(sheet, code, assessor, figures, note="x")
    assert told(differences(sheet).judged) == [(code, "100,00 %", "100,00 %", 0)]


def test_an_answer_the_unit_changed_after_it_was_judged_says_so(instrument):
    sheet = make_sheet("returned")
    answer(sheet, CHOICE, "unit", "B")
    answer(sheet, CHOICE, "tpi", "C", note="Belum")
    assert [line.is_verified for line in differences(sheet).judged] == [True]
    answer(sheet, CHOICE, "unit", "A")
    assert [(line.unit.text, line.is_verified) for line in differences(sheet).judged] == [("A", False)]


# --- gates ----------------------------------------------------------------------------------------


def gates(changes) -> list[tuple]:
    return [(change.predicate, change.gate.code, change.gate.missing) for change in changes]


def test_minimums_that_fail_because_of_the_difference_are_named(evaluation):
    found = differences(evaluation)
    assert gates(found.lost_gates) == [
        ("WBK", "B.I", Fraction(9, 2)),
        ("WBK", "B.I.a", 7),
    ]
    evaluation.target = "WBBM"
    assert gates(differences(evaluation).lost_gates)[2:] == [("WBBM", "B.I", Fraction(23, 4)), ("WBBM", "B.I.a", 7)]


def test_a_minimum_that_only_the_tpi_sees_met_is_named_too(instrument):
    sheet = make_sheet("reviewed")
    answer(sheet, INDEX, "unit", {"indeks": "2"})
    fill(sheet, "unit", "A")
    fill(sheet, "tpi", "A")
    found = differences(sheet)
    assert (gates(found.lost_gates), gates(found.gained_gates)) == ([], [("WBK", "B.I", 0), ("WBK", "B.I.a", 0)])


def test_what_is_only_not_judged_yet_fails_no_minimum(evaluation):
    """Half way through a verification every minimum would seem lost."""
    sheet = make_sheet("in_review", "08")
    fill(sheet, "unit", "A")
    answer(sheet, CHOICE, "tpi", "B", note="Sebagian")
    found = differences(sheet)
    assert (found.lost_gates, len(found.open)) == ([], 112)


# --- the page -------------------------------------------------------------------------------------


def test_the_page_tells_why_who_when_and_how_much(client, evaluation):
    page = text(sign_in(client, person(Role.LEADER)).get(URL))
    assert "Dinilai berbeda 4 dari 113" in page
    assert "Seleksi sebagian" in page
    assert "Tono, 21 Agustus 2024, 09.00 WIB" in page
    assert "−0,13" in page
    assert (
        "Menurut unit memenuhi, menurut TPI tidak: WBK, Birokrasi yang Bersih dan Akuntabel, kurang 4,50 poin" in page
    )


BY_PART = [YES_NO, CHOICE, SECOND_PART, INDEX]


@pytest.mark.parametrize(
    ("query", "codes"),
    [("", BY_PART), ("?urut=selisih", [INDEX, SECOND_PART, CHOICE, YES_NO]), ("?urut=x", BY_PART)],
)
def test_the_order_follows_the_address(client, evaluation, query, codes):
    page = sign_in(client, person(Role.LEADER)).get(URL + query).text
    assert re.findall(r'<tr id="b-([\w-]+)"', page) == [code.replace(".", "-") for code in codes]


EVERYBODY = ["unit_member", "unit_head", "evaluator", "unassigned evaluator", "supervisor", "leader", "administrator"]


@pytest.mark.parametrize("state", EvaluationState.values)
def test_who_may_read_it_in_each_state(client, state):
    sheet = make_sheet(state)
    fill(sheet, "unit", "A")
    fill(sheet, "tpi", "B")
    people = cast(sheet) | {"no role": UserFactory(), "anonymous": None}
    own = 200 if state in {"returned", "approved"} else 403
    expected = dict.fromkeys(EVERYBODY, 200) | {"unit_member": own, "unit_head": own}
    expected |= {"member of another unit": 404, "no role": 404, "anonymous": 302}
    assert statuses(client, people, URL) == expected


def test_an_inspector_who_belongs_to_the_unit_waits_like_its_people(client):
    sheet = make_sheet("reviewed")
    answer(sheet, CHOICE, "tpi", "C", note="Rahasia sampai disetujui")
    user = person(Role.SUPERVISOR)
    grant(user, Role.UNIT_MEMBER, sheet.unit)
    response = sign_in(client, user).get(URL)
    assert (response.status_code, "Rahasia" in response.content.decode()) == (403, False)
    assert "Nilai TPI dapat dilihat unit setelah penilaian dikembalikan atau disetujui." in text(response)


def test_the_units_people_read_why_without_the_other_units(client, evaluation):
    Evaluation.objects.update(state="approved", approved_at=NOW, approved_by=UserFactory())
    page = sign_in(client, person(Role.UNIT_MEMBER, evaluation.unit)).get(URL).content.decode()
    assert ("Seleksi sebagian" in page, "/pertanyaan/" in page, "/langkah/" in page) == (True, False, False)
    assert f"/lke/{CHOICE}/riwayat/" in page


STEPS = {
    ("reviewed", "supervisor"): ["send_back", "approve"],
    ("approved", "supervisor"): ["reopen"],
    ("reviewed", "leader"): [],
    ("reviewed", "evaluator"): [],
    ("in_review", "supervisor"): [],
}


@pytest.mark.parametrize(("state", "who"), STEPS)
def test_the_supervisor_decides_while_reading(client, state, who):
    sheet = make_sheet(state)
    fill(sheet, "unit", "A")
    fill(sheet, "tpi", "B")
    response = sign_in(client, cast(sheet)[who]).get(URL)
    assert [step.action for step in response.context["steps"]] == STEPS[state, who]
    actions = [action for action in ("send_back", "approve", "reopen") if f"/langkah/{action}/" in response.text]
    assert actions == STEPS[state, who]


def test_before_the_first_judgement_the_page_says_so(client):
    fill(make_sheet("submitted"), "unit", "A")
    assert "TPI belum menilai" in text(sign_in(client, person(Role.LEADER)).get(URL))


@pytest.mark.parametrize("address", ["/tw/2024-3/unit/99/selisih/", "/tw/2023-1/unit/07/selisih/"])
def test_what_does_not_exist_is_not_found(client, evaluation, address):
    assert sign_in(client, person(Role.LEADER)).get(address).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_the_page_is_only_read(client, evaluation, method):
    assert getattr(sign_in(client, person(Role.SUPERVISOR)), method)(URL).status_code == 405


def test_notes_are_text_not_markup(client, evaluation):
    answer(evaluation, CHOICE, "tpi", "C", note="<script>alert(1)</script>")
    page = sign_in(client, person(Role.LEADER)).get(URL).text
    assert (page.count("<script>alert"), page.count("&lt;script&gt;alert")) == (0, 1)


@pytest.mark.parametrize("state", ["reviewed", "approved", "in_review"])
@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.UNIT_MEMBER])
def test_the_units_page_leads_here_where_the_values_may_be_seen(client, state, role):
    sheet = make_sheet(state)
    fill(sheet, "unit", "A")
    fill(sheet, "tpi", "B")
    user = person(role, sheet.unit if role == Role.UNIT_MEMBER else None)
    page = sign_in(client, user).get("/tw/2024-3/unit/07/").text
    assert (URL in page) is (role == Role.SUPERVISOR or state == "approved")


@pytest.mark.parametrize("changed", [1, 113])
@pytest.mark.parametrize("units", [1, 3])
def test_queries_do_not_grow_with_units_or_differences(client, django_assert_num_queries, units, changed):
    for number in range(units):
        sheet = make_sheet("reviewed", f"{7 + number:02}")
        codes = list(loaded(sheet.period.instrument).codes.values())[:changed]
        fill(sheet, "unit", "A")
        fill(sheet, "tpi", "C", codes=set(codes))
        fill(sheet, "tpi", "A")
    sign_in(client, person(Role.SUPERVISOR))
    with django_assert_num_queries(11):
        assert client.get(URL).status_code == 200
