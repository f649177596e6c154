"""A unit over the quarters: what is drawn, what is compared, through which questions it moved, and who may see it."""

import random
from fractions import Fraction

import pytest

from evaluations.actions.periods import lock_period
from evaluations.enums import EvaluationState
from evaluations.models import Answer, Evaluation, Score
from evaluations.quarters import Quarter
from evaluations.queries.instruments import loaded
from evaluations.queries.sheets import rows_of, score_one
from insights.queries.changes import changes
from insights.queries.unit_trend import comparison, unit_trend
from tests.factories import NOW, UserFactory, actor, answer, fill, grant, person, stricter_instrument
from tests.integration.evaluations.pages_case import sign_in, statuses, text
from tests.integration.evaluations.sheet_case import cast
from tests.integration.insights.trend_case import CHOICE, INDEX, SECOND_PART, YES_NO, period_of, sheet_in
from units.roles import Role

pytestmark = pytest.mark.django_db
URL = "/tw/2024-3/unit/07/perkembangan/"
SHARE = Fraction(1, 4)  # points of YES_NO and of CHOICE (weight 1/2, two questions)


@pytest.fixture
def leader(instrument):
    return actor(person(Role.LEADER))


def told(lines) -> list[tuple]:
    return [
        (line.question.code, line.before and line.before.text, line.after and line.after.text, line.effect)
        for line in lines
    ]


# --- through which questions ----------------------------------------------------------------------


@pytest.fixture
def moved(instrument):
    """TW II and TW III; two questions rose and two fell, according to the TPI."""
    before = sheet_in(2, tpi={YES_NO: "Tidak", CHOICE: "C", INDEX: {"indeks": "3"}})
    after = sheet_in(3, tpi={SECOND_PART: "C", INDEX: {"indeks": "2"}})
    return before, after


def test_every_changed_question_is_told_with_its_points(moved):
    found = changes(*moved, "tpi")
    question = found.loaded.instrument.questions[SECOND_PART]
    node = found.loaded.instrument.nodes[question.indicator]
    lost = (question.scale.points("C") - 1) * node.weight / len(node.questions)
    assert told(found.lines) == [
        (YES_NO, "Tidak", "Ya", SHARE),
        (CHOICE, "C", "A", SHARE),
        (SECOND_PART, "A", "C", lost),
        (INDEX, "75,00 %", "50,00 %", Fraction(-35, 8)),
    ]
    assert [line.question.code for line in found.up] == [YES_NO, CHOICE]
    assert [line.question.code for line in found.down] == [INDEX, SECOND_PART]
    assert (found.up_total, found.down_total) == (2 * SHARE, lost - Fraction(35, 8))
    assert found.change == found.up_total + found.down_total
    assert [(group.title, group.effect) for group in found.groups] == [
        ("1. Manajemen Perubahan", 2 * SHARE + lost),
        ("Hasil", Fraction(-35, 8)),
    ]


@pytest.mark.parametrize("assessor", ["unit", "tpi"])
@pytest.mark.parametrize("seed", range(3))
def test_the_points_of_all_questions_are_exactly_the_change_of_the_total(instrument, seed, assessor):
    """On random sheets with questions left open on either side."""
    dice = random.Random(seed)
    codes = list(loaded(instrument).codes.values())
    sheets = [sheet_in(quarter, unit=None, tpi=None) for quarter in (2, 3)]
    for sheet in sheets:
        for grade in "ABCE":
            fill(sheet, assessor, grade, codes=set(dice.sample(codes, 45)))
    found = changes(*sheets, assessor)
    stored = [Score.objects.get(evaluation=sheet, assessor=assessor).strict for sheet in sheets]
    exact = [score_one(loaded(instrument), rows_of(sheet), assessor).scores.strict["total"] for sheet in sheets]
    assert sum(line.effect for line in found.lines) == found.change == exact[1] - exact[0]
    assert found.up_total + found.down_total + found.open_total == found.change
    assert sum(group.effect for group in found.groups) == found.decided_total == found.up_total + found.down_total
    assert abs(Fraction(stored[1] - stored[0]) - found.change) < Fraction(1, 10**9)  # stored with ten places
    for line in found.lines:
        before, after = ({**rows_of(sheet)[assessor]} for sheet in sheets)
        moved = {key: row for key, row in after.items() if key != line.question.code}
        if line.question.code in before:
            moved[line.question.code] = before[line.question.code]
        other = score_one(loaded(instrument), {assessor: moved, "unit": moved}, assessor).scores.strict["total"]
        assert line.effect == exact[1] - other


def test_what_is_not_answered_or_confirmed_yet_is_told_apart(instrument):
    before = sheet_in(2)
    after = sheet_in(3, state="draft", unit=None, tpi=None)
    answer(after, YES_NO, "unit", "Tidak")
    answer(after, CHOICE, "unit", "A")
    Answer.objects.filter(evaluation=after, question__code=CHOICE).update(is_carried=True)
    found = changes(before, after, "unit")
    assert told(found.decided) == [(YES_NO, "Ya", "Tidak", -SHARE)]
    assert len(found.open) == 112
    assert found.open_total == found.change + SHARE


def test_a_question_answered_for_the_first_time_rose_from_nothing(instrument):
    before, after = sheet_in(2, unit={YES_NO: None}), sheet_in(3)
    Answer.objects.filter(evaluation=before, question__code=YES_NO).delete()
    (line,) = changes(before, after, "unit").lines
    assert (line.is_new, line.is_open, line.effect) == (True, False, SHARE)


def test_other_figures_of_the_same_worth_count_as_no_change_of_points(instrument):
    code = "A.II.5.iii.a"
    figures = {"kepala_satker": "0", "lainnya_wajib": "0"}
    four, eight = ({**figures, "pejabat_wajib": number, "sudah_lapor": number} for number in "48")
    found = changes(sheet_in(2, unit={code: four}), sheet_in(3, unit={code: eight}), "unit")
    assert [(block.title, len(block.lines), block.effect) for block in found.blocks] == [
        ("Berubah tanpa pengaruh pada nilai", 1, 0)
    ]


def test_many_changes_are_shortened_but_summed_whole(instrument):
    found = changes(sheet_in(2, "C"), sheet_in(3, "A"), "unit")
    (block,) = found.blocks
    assert (block.title, len(block.shown), len(block.shown) + len(block.others)) == ("Naik", 10, len(found.lines))
    assert sum(line.effect for line in block.shown) + block.others_effect == block.effect == found.change


# --- when there is nothing to compare -------------------------------------------------------------


def sentence(reader, sheet, assessor: str = "unit") -> str:
    return comparison(reader, sheet, assessor).sentence


def test_a_unit_without_the_quarter_before_says_so(leader):
    sheet_in(1)
    assert sentence(leader, sheet_in(3)) == (
        "Unit ini tidak dinilai pada TW II 2024, sehingga tidak ada triwulan lalu untuk dibandingkan."
    )


def test_another_instrument_is_not_compared(leader):
    sheet_in(2)
    period_of(3, instrument=stricter_instrument())
    assert sentence(leader, sheet_in(3)) == (
        "Instrumen TW II 2024 menilai dengan cara lain, sehingga kedua triwulan tidak dibandingkan."
    )


def test_what_the_tpi_did_not_approve_is_no_measure(leader):
    sheet_in(2, state="in_review")
    after = sheet_in(3)
    assert sentence(leader, after, "tpi") == "Hasil TW II 2024 tidak disetujui, sehingga tidak menjadi pembanding."
    assert comparison(leader, after, "unit").changes.lines == []


def test_no_answers_on_either_side_are_said(leader):
    empty = sheet_in(2, unit=None, tpi=None, state="draft")
    full = sheet_in(3)
    assert sentence(leader, full) == "Unit ini tidak mengisi penilaian pada TW II 2024."
    assert sentence(leader, sheet_in(4, unit=None, tpi=None, state="draft")) == (
        "Belum ada jawaban pada TW IV 2024, jadi belum ada perubahan."
    )
    assert empty.period.when == Quarter(2024, 2)


# --- lines over the quarters ----------------------------------------------------------------------


def rows(found) -> list[tuple]:
    return [
        (str(row.quarter.when), row.unit and row.unit.strict, row.tpi and row.tpi.strict, row.tpi_settled, row.change)
        for row in found.rows
    ]


def test_both_sides_stand_in_every_quarter_newest_first(leader):
    sheet_in(1, "C", unit={})
    sheet_in(2, "C", tpi={YES_NO: "Tidak"})
    now = sheet_in(3, "A", state="in_review", tpi=None)
    answer(now, YES_NO, "tpi", "Ya")
    score = {(row.evaluation.period.quarter, row.assessor): row.strict for row in Score.objects.all()}
    found = unit_trend(leader, now)
    assert rows(found) == [
        ("2024-3", 100, score[3, "tpi"], False, None),
        ("2024-2", score[2, "unit"], score[2, "tpi"], True, score[2, "tpi"] - score[1, "tpi"]),
        ("2024-1", score[1, "unit"], score[1, "tpi"], True, None),
    ]


def test_a_quarter_left_out_stands_as_a_hole(leader):
    sheet_in(1)
    found = unit_trend(leader, sheet_in(3))
    assert [(str(quarter.when), quarter.has_result) for quarter in found.quarters] == [
        ("2024-1", True),
        ("2024-2", False),
        ("2024-3", True),
    ]


@pytest.mark.parametrize("state", EvaluationState.values)
def test_only_what_was_handed_in_or_approved_is_drawn(leader, state):
    """A half-filled sheet would look like a fall."""
    sheet_in(2, state=state, unit=None, tpi=None)
    before = Evaluation.objects.get()
    for side in ("unit", "tpi"):
        answer(before, YES_NO, side, "Ya")
    (quarter, _) = unit_trend(leader, sheet_in(3)).quarters
    assert (quarter.settled("unit") is not None) is (state != "draft")
    assert (quarter.settled("tpi") is not None) is (state == "approved")


def test_a_complete_draft_and_a_complete_verification_of_the_quarter_itself_are_drawn(leader):
    now = unit_trend(leader, sheet_in(3, state="draft", tpi=None)).quarters[-1]
    assert (now.settled("unit").strict, now.settled("tpi")) == (100, None)
    Evaluation.objects.update(state="in_review", submitted_at=NOW, submitted_by=UserFactory())
    fill(Evaluation.objects.get(), "tpi", "A")
    assert unit_trend(leader, Evaluation.objects.get()).quarters[-1].settled("tpi").strict == 100


def test_a_change_of_instrument_is_marked_and_not_counted_over(client, leader):
    for number in (1, 2):
        sheet_in(number, "C")
    period_of(3, instrument=stricter_instrument())
    found = unit_trend(leader, sheet_in(3))
    assert [quarter.changed for quarter in found.quarters] == [False, False, True]
    assert [row.change for row in found.rows] == [None, 0, None]
    page = text(sign_in(client, person(Role.LEADER)).get(URL))
    assert "Instrumen berubah: nilai sebelum dan sesudah garis bertanda tidak dibandingkan." in page
    assert "Instrumen TW II 2024 menilai dengan cara lain" in page
    assert "Sampai TW II 2024 berlaku: Minimal WBK 75; Minimal WBBM 85." in page
    assert "Nilai minimal: Minimal WBK 80; Minimal WBBM 85." in page


def test_a_locked_quarter_is_told_as_it_was_recorded(leader):
    before, after = sheet_in(2, "C"), sheet_in(3)
    lock_period(period=before.period, by=actor(person(Role.SUPERVISOR)), now=NOW)
    expected = rows(unit_trend(leader, after)), told(comparison(leader, after, "tpi").changes.lines)
    Score.objects.filter(evaluation=before).update(strict=1, official=1)
    Answer.objects.filter(evaluation=before).delete()
    assert (rows(unit_trend(leader, after)), told(comparison(leader, after, "tpi").changes.lines)) == expected


# --- the page -------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", EvaluationState.values)
def test_who_may_read_it_in_each_state(client, state):
    sheet = sheet_in(3, state=state)
    people = cast(sheet) | {"no role": UserFactory(), "anonymous": None}
    expected = dict.fromkeys(people, 200) | {"member of another unit": 404, "no role": 404, "anonymous": 302}
    assert statuses(client, people, URL) == expected


@pytest.mark.parametrize("state", EvaluationState.values)
def test_a_unit_meets_the_tpis_values_only_once_it_may(client, state):
    """Also whoever besides reads all units."""
    sheet_in(2)
    sheet = sheet_in(3, state=state, tpi={YES_NO: "Tidak"})
    both = person(Role.SUPERVISOR)
    grant(both, Role.UNIT_MEMBER, sheet.unit)
    may = state in {"returned", "approved"}
    secret = "99,75"
    for user in (person(Role.UNIT_HEAD, sheet.unit), both):
        response = sign_in(client, user).get(URL + "?penilai=tpi")
        assert (secret in response.text, response.context["assessor"]) == (may, "tpi" if may else "unit")
    assert secret in sign_in(client, person(Role.LEADER)).get(URL + "?penilai=tpi").text


def test_other_units_stay_out_of_the_units_page(client):
    sheet = sheet_in(3, "A", tpi={YES_NO: "Tidak"})
    sheet_in(2)
    sheet_in(3, "C", code="08")
    page = sign_in(client, person(Role.UNIT_MEMBER, sheet.unit)).get(URL).text
    assert ("/pertanyaan/" in page, "Unit Kerja 08" in page, "/tw/2024-3/perkembangan/" in page) == (False,) * 3


def test_the_page_names_questions_points_and_sums(client, moved):
    page = text(sign_in(client, person(Role.LEADER)).get(URL))
    assert "Perubahan menurut TPI sejak TW II 2024" in page
    assert "Nilai TW II 2024 95,13 Naik (2 pertanyaan) +0,50 Turun (2 pertanyaan) " in page
    assert "Menurut unit 100,00 100,00" in page


@pytest.mark.parametrize(
    ("query", "chart", "order"),
    [
        ("", "Nilai total per triwulan", "poin"),
        ("?area=1&urut=bagian", "Area 1, Manajemen Perubahan, per triwulan", "bagian"),
        ("?area=9&urut=x&penilai=y", "Nilai total per triwulan", "poin"),
    ],
)
def test_the_address_chooses_what_is_drawn_and_ignores_nonsense(client, moved, query, chart, order):
    context = sign_in(client, person(Role.LEADER)).get(URL + query).context
    assert (context["chart"].title, context["order"], context["assessor"]) == (chart, order, "tpi")


def test_minimums_are_drawn_as_lines(client, moved):
    client = sign_in(client, person(Role.LEADER))
    assert "Minimal WBK 75; Minimal WBBM 85" in text(client.get(URL))
    assert "Minimal WBK 60 %; Minimal WBBM 75 %" in text(client.get(URL + "?area=2"))


def test_a_unit_without_any_answer_gets_a_page_that_says_so(client):
    sheet_in(3, unit=None, tpi=None, state="draft")
    page = text(sign_in(client, person(Role.LEADER)).get(URL))
    assert "Belum ada nilai Unit ini belum mempunyai nilai sampai triwulan ini." in page
    assert "Unit ini tidak dinilai pada TW II 2024" in page


def test_a_sheet_that_has_just_begun_is_not_drawn_yet(client):
    answer(sheet_in(3, unit=None, tpi=None, state="draft"), YES_NO, "unit", "Ya")
    page = text(sign_in(client, person(Role.LEADER)).get(URL))
    assert "Belum ada nilai untuk digambar" in page
    assert "0,25 1 dari 113 terjawab" in page


@pytest.mark.parametrize("address", ["/tw/2024-3/unit/99/perkembangan/", "/tw/2023-1/unit/07/perkembangan/"])
def test_what_does_not_exist_is_not_found(client, moved, address):
    assert sign_in(client, person(Role.LEADER)).get(address).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_the_page_is_only_read(client, moved, method):
    assert getattr(sign_in(client, person(Role.SUPERVISOR)), method)(URL).status_code == 405


def test_the_units_page_leads_here(client, moved):
    assert URL in sign_in(client, person(Role.UNIT_MEMBER, moved[1].unit)).get("/tw/2024-3/unit/07/").text


@pytest.mark.parametrize("changed", [1, 113])
@pytest.mark.parametrize("quarters", [2, 3])
def test_queries_do_not_grow_with_quarters_or_changes(client, django_assert_num_queries, quarters, changed):
    codes = None
    for number in range(4 - quarters, 4):
        sheet = sheet_in(number, unit=None, tpi=None)
        codes = codes or set(list(loaded(sheet.period.instrument).codes.values())[:changed])
        for side in ("unit", "tpi"):
            fill(sheet, side, "ABC"[number - 1], codes=codes)
            fill(sheet, side, "A")
    sign_in(client, person(Role.SUPERVISOR))
    with django_assert_num_queries(16):
        assert client.get(URL).status_code == 200
