"""What holds for every sheet (hypothesis)."""

from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from evaluations.scoring.engine import effect, score
from evaluations.scoring.rounding import missing_text, missing_to_storage
from evaluations.scoring.thresholds import judge
from tests.unit.scoring.sheets import (
    BUILTIN,
    answers_at_least,
    answers_of,
    area_questions,
    best,
    complete_sheets,
    figures_worth,
    share_of,
    sheets,
    worst,
)

few = settings(max_examples=50, deadline=None)
# The question whose figures bring an area to exactly its minimum (area 2 has none with figures, see below).
LEVERS = {1: "A.II.1.i.a", 3: "A.II.3.iii.a", 4: "A.II.4.i.a", 5: "A.II.5.ii.a", 6: "A.II.6.i.b"}


@few
@given(sheets())
def test_points_lie_between_zero_and_the_weight(sheet):
    scores = score(BUILTIN, sheet)
    weights = {code: node.weight for code, node in BUILTIN.nodes.items()} | {"total": BUILTIN.weight}
    for points in (scores.official, scores.strict):
        assert all(0 <= points[code] <= weight for code, weight in weights.items())
        assert points.keys() == weights.keys()


@few
@given(sheets())
def test_a_node_is_the_sum_of_its_children(sheet):
    scores = score(BUILTIN, sheet)
    for points in (scores.official, scores.strict):
        sums = {
            code: sum(points[c.code] for c in node.children) for code, node in BUILTIN.nodes.items() if node.children
        }
        assert {code: points[code] for code in sums} == sums
        assert points["total"] == points["A"] + points["B"]


@few
@given(sheets())
def test_an_indicator_is_its_mean_times_its_weight(sheet):
    scores = score(BUILTIN, sheet)
    for node in BUILTIN.indicators:
        given_values = [value for q in node.questions if (value := scores.values[q.code]) is not None]
        assert scores.strict[node.code] == sum(given_values, Fraction(0)) / len(node.questions) * node.weight
        mean = sum(given_values, Fraction(0)) / len(given_values) if given_values else 0
        assert scores.official[node.code] == mean * node.weight


@few
@given(sheets())
def test_an_area_is_the_strict_sum_of_its_two_nodes(sheet):
    scores = score(BUILTIN, sheet)
    pairs = {number: scores.strict[f"A.I.{number}"] + scores.strict[f"A.II.{number}"] for number in range(1, 7)}
    assert scores.areas == pairs
    assert sum(scores.areas.values()) == scores.strict["A"]


@few
@given(sheets(), st.data())
def test_raising_one_answered_question_never_lowers_a_node(sheet, data):
    before = score(BUILTIN, sheet)
    answered = [code for code, value in before.values.items() if value is not None]
    assume(answered)
    code = data.draw(st.sampled_from(answered))
    raised = sheet | {code: data.draw(answers_at_least(BUILTIN.questions[code], before.values[code]))}
    after = score(BUILTIN, raised)
    assert after.values[code] >= before.values[code]
    assert all(after.official[node] >= points for node, points in before.official.items())
    assert all(after.strict[node] >= points for node, points in before.strict.items())


@few
@given(complete_sheets())
def test_a_complete_sheet_has_one_score(sheet):
    scores = score(BUILTIN, sheet)
    assert scores.is_complete
    assert scores.official == scores.strict


@few
@given(sheets())
def test_strict_is_never_above_official(sheet):
    scores = score(BUILTIN, sheet)
    assert all(scores.strict[code] <= points for code, points in scores.official.items())


def swapped(sheet, code, other):
    """The sheet with one question answered as another sheet answers it."""
    return {**sheet, code: other.get(code)}


@few
@given(sheets(), sheets(), st.sampled_from(sorted(BUILTIN.questions)))
def test_the_effect_of_one_question_is_that_of_scoring_the_whole_sheet_with_it(theirs, ours, code):
    before, after = score(BUILTIN, swapped(ours, code, theirs)), score(BUILTIN, ours)
    assert (
        effect(BUILTIN, code, before.values[code], after.values[code]) == after.strict["total"] - before.strict["total"]
    )


@few
@given(sheets(), sheets())
def test_the_effects_of_single_questions_add_up_to_the_difference_of_the_totals(theirs, ours):
    """Whatever is open on either side, and whatever the figures' formulas do within a question."""
    before, after = score(BUILTIN, theirs), score(BUILTIN, ours)
    effects = [effect(BUILTIN, code, before.values[code], after.values[code]) for code in BUILTIN.questions]
    assert sum(effects) == after.strict["total"] - before.strict["total"]


def test_official_totals_do_not_add_up_question_by_question():
    """Why the pages speak of nilai ketat: an open question makes the official mean depend on its neighbours."""
    codes = ["A.I.1.i.a", "A.I.1.i.b"]
    sheets_ = [{code: best(BUILTIN.questions[code]) for code in some} for some in ([], codes[:1], codes[1:], codes)]
    none, first, second, both = (score(BUILTIN, sheet).official["total"] for sheet in sheets_)
    assert both - none != (first - none) + (second - none)


@few
@given(sheets())
def test_a_gate_passes_exactly_when_nothing_is_missing(sheet):
    for verdict in judge(BUILTIN, score(BUILTIN, sheet)).values():
        assert [gate.passed for gate in verdict.gates] == [gate.missing == 0 for gate in verdict.gates]
        assert [gate.passed for gate in verdict.gates] == [gate.reached >= gate.required for gate in verdict.gates]
        assert all((gate.missing == 0) == (missing_text(gate.missing) == "0,00") for gate in verdict.gates)
        assert verdict.passed == (verdict.failed == ())


@st.composite
def sheets_at_minimum(draw: st.DrawFn, number: int, percent: int) -> dict:
    """Sheets whose area stands at exactly the percentage: answers at random, the lever's figures make up the rest."""
    lever = BUILTIN.questions[LEVERS[number]]
    others = draw(st.permutations([q for q in area_questions(number) if q.code != lever.code]))
    sheet = {question.code: worst(question) for question in (*others, lever)}
    required = Fraction(percent, 100) * BUILTIN.area_weights[number]
    for pick in (lambda question: draw(answers_of(question)), best):
        for question in others:
            if required - score(BUILTIN, sheet).areas[number] > share_of(lever):
                sheet[question.code] = pick(question)
    rest = (required - score(BUILTIN, sheet).areas[number]) / share_of(lever)
    assume(0 < rest <= 1)
    return sheet | {lever.code: figures_worth(lever, rest)}


def area_gate(sheet, predicate, number):
    verdict = judge(BUILTIN, score(BUILTIN, sheet))[predicate]
    return next(gate for gate in verdict.gates if gate.code == f"area-{number}")


@pytest.mark.parametrize(("predicate", "percent"), [("WBK", 60), ("WBBM", 75)])
@pytest.mark.parametrize("number", LEVERS)
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_an_area_at_exactly_its_minimum_passes_and_a_hair_below_fails(number, predicate, percent, data):
    sheet = data.draw(sheets_at_minimum(number, percent))
    gate = area_gate(sheet, predicate, number)
    assert gate.reached == gate.required == Fraction(percent, 100) * gate.weight
    assert (gate.passed, gate.missing, missing_text(gate.missing)) == (True, 0, "0,00")

    lever = BUILTIN.questions[LEVERS[number]]
    value = lever.value(sheet[lever.code])
    below = area_gate(sheet | {lever.code: figures_worth(lever, value * (1 - Fraction(1, 10**12)))}, predicate, number)
    assert not below.passed
    assert (missing_text(below.missing), str(missing_to_storage(below.missing))) == ("0,01", "1E-10")
