"""The reachable band, what still counts most, the survey index a gate would need."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluations.sample.targets import JUDGED_QUARTER
from evaluations.scoring.engine import score
from evaluations.scoring.thresholds import judge
from insights.shortest.band import Standing, band
from insights.shortest.influence import influence
from insights.shortest.survey import index_needs
from tests.unit.insights.real import BUILTIN, sample
from tests.unit.scoring.sheets import answers_of, best_sheet, sheets

few = settings(max_examples=30)
F = Fraction


def without(answers, *codes):
    return {code: answer for code, answer in answers.items() if code not in codes}


# --- band -----------------------------------------------------------------------------------------
def test_a_complete_sheet_has_no_band():
    answers = sample("05", JUDGED_QUARTER)

    found = band(BUILTIN, answers)

    assert found.lowest == found.highest == score(BUILTIN, answers)
    assert (found.best, found.deciding) == ({}, ())
    standings = {gate.code: gate.standing for gate in found.gates["WBK"]}
    assert standings.pop("area-1") is Standing.OUT
    assert set(standings.values()) == {Standing.SAFE}


def test_an_empty_sheet_can_be_anything():
    found = band(BUILTIN, {})

    assert (found.lowest.strict["total"], found.highest.strict["total"]) == (0, 100)
    assert {gate.standing for gates in found.gates.values() for gate in gates} == {Standing.REACHABLE}
    assert [(part.code, part.answered, part.questions, part.lowest, part.highest) for part in found.sections] == [
        ("area-1", 0, 16, 0, 8), ("area-2", 0, 15, 0, 7), ("area-3", 0, 21, 0, 10), ("area-4", 0, 14, 0, 10),
        ("area-5", 0, 22, 0, 15), ("area-6", 0, 22, 0, 10), ("B", 0, 3, 0, 40),
    ]  # fmt: skip
    assert [(each.code, each.points) for each in found.deciding[:3]] == [
        ("B.I.a", F("17.5")), ("B.II.a", F("17.5")), ("B.I.b", 5),
    ]  # fmt: skip
    assert found.deciding[0].gates == {"WBK": ("B.I", "B.I.a"), "WBBM": ("total", "B.I", "B.I.a")}


def test_open_questions_decide_gates_that_need_them():
    """Unit 01 passes WBK by so much that one open survey endangers its own gates only."""
    answers = without(sample("01", JUDGED_QUARTER), "B.II.a", "A.I.1.i.a")

    found = band(BUILTIN, answers)

    gates = {gate.code: gate for gate in found.gates["WBK"]}
    assert [code for code, gate in gates.items() if gate.standing is Standing.REACHABLE] == ["total", "B.II"]
    assert (gates["B.II"].lowest, gates["B.II"].highest, gates["B.II"].required) == (0, F("17.5"), 14)
    assert [(each.code, each.gates["WBK"]) for each in found.deciding] == [
        ("B.II.a", ("total", "B.II")), ("A.I.1.i.a", ()),
    ]  # fmt: skip
    counts = {part.code: (part.answered, part.questions) for part in found.sections}
    assert (counts["area-1"], counts["B"], counts["area-2"]) == ((15, 16), (2, 3), (15, 15))


@few
@given(sheets(), st.data())
def test_whatever_is_answered_the_sheet_ends_within_its_band(sheet, data):
    found = band(BUILTIN, sheet)
    finished = {**sheet, **{code: data.draw(answers_of(BUILTIN.questions[code])) for code in found.best}}
    ended = score(BUILTIN, finished)

    for code, points in ended.strict.items():
        assert found.lowest.strict[code] <= points <= found.highest.strict[code]
    for predicate, verdict in judge(BUILTIN, ended).items():
        for gate, limits in zip(verdict.gates, found.gates[predicate], strict=True):
            assert (gate.code, gate.required) == (limits.code, limits.required)
            assert limits.standing is not (Standing.OUT if gate.passed else Standing.SAFE)
    assert sum(part.lowest for part in found.sections) == found.lowest.strict["total"]
    assert sum(part.highest for part in found.sections) == found.highest.strict["total"]
    assert sum(part.answered for part in found.sections) == found.lowest.answered
    assert sum(each.points for each in found.deciding) == (found.highest.strict["total"] - found.lowest.strict["total"])


# --- influence ------------------------------------------------------------------------------------
def test_influence_names_every_question_by_points_and_then_in_document_order():
    found = influence(BUILTIN, {})

    order = list(BUILTIN.questions)
    assert sorted(found, key=lambda each: (-each.points, order.index(each.code))) == list(found)
    assert len(found) == 113
    assert sum(each.points for each in found) == 100
    assert [each.code for each in found[:5]] == ["B.I.a", "B.II.a", "B.I.b", "A.II.5.ii.a", "A.II.5.i.a"]


def test_influence_of_a_perfect_sheet_is_none():
    found = influence(BUILTIN, best_sheet(BUILTIN))

    assert [each.code for each in found] == list(BUILTIN.questions)
    assert {(each.points, each.value, each.best_value) for each in found} == {(0, 1, 1)}


@few
@given(sheets())
def test_influence_is_what_the_best_answer_brings(sheet):
    present = score(BUILTIN, sheet).strict["total"]
    for each in influence(BUILTIN, sheet)[:8]:
        raised = score(BUILTIN, {**sheet, each.code: each.best})
        assert each.points == raised.strict["total"] - present
        assert each.points == 0 or each.best_value > each.value


# --- survey ---------------------------------------------------------------------------------------
def test_the_index_that_unit_07_would_need():
    found = {(need.gate, need.question): need for need in index_needs(BUILTIN, sample("07", JUDGED_QUARTER), "WBK")}

    assert list(found) == [("B.I", "B.I.a"), ("B.I.a", "B.I.a"), ("B.II", "B.II.a")]
    service = found["B.II", "B.II.a"]
    assert (service.present, service.exact, service.index, service.missing) == (
        F("3.12"),
        F("3.2"),
        F("3.2"),
        F("0.08"),
    )
    assert (service.is_met, service.is_possible, service.maximum, service.input) == (False, True, 4, "indeks")
    corruption = found["B.I.a", "B.I.a"]
    assert (corruption.exact, corruption.is_met, corruption.missing) == (F("3.6"), True, 0)


def test_a_needed_index_is_rounded_up():
    """B.I asks for 18.25 with 3.75 from results: 14.5 of 17.5 points, an index of 3.3142857...."""
    answers = {"B.I.b": "B", "B.I.a": {"indeks": F("3.31")}}

    need = index_needs(BUILTIN, answers, "WBK")[0]

    assert (need.gate, need.exact, need.index, need.missing) == ("B.I", F(116, 35), F("3.32"), F("0.01"))
    assert judge(BUILTIN, score(BUILTIN, answers))["WBK"].gates[8].passed is False
    enough = {**answers, "B.I.a": {"indeks": need.index}}
    assert judge(BUILTIN, score(BUILTIN, enough))["WBK"].gates[8].passed is True


def test_a_survey_alone_may_not_be_enough():
    need = index_needs(BUILTIN, {"B.I.b": "E"}, "WBBM")[0]

    assert (need.gate, need.present, need.is_possible, need.exact) == ("B.I", None, False, F(156, 35))
    assert need.missing == need.index == F("4.46")


@pytest.mark.parametrize("predicate", ["WBK", "WBBM"])
@few
@given(sheet=sheets(), data=st.data())
def test_with_the_needed_index_the_gate_passes_and_below_it_does_not(predicate, sheet, data):
    need = data.draw(st.sampled_from(index_needs(BUILTIN, sheet, predicate)))
    gate_of = lambda index: next(  # noqa: E731
        gate
        for gate in judge(BUILTIN, score(BUILTIN, {**sheet, need.question: {"indeks": index}}))[predicate].gates
        if gate.code == need.gate
    )
    if need.is_possible:
        assert gate_of(need.index).passed
    else:
        assert not gate_of(need.maximum).passed
    if need.index > 0:
        assert not gate_of(min(need.index - F("0.01"), need.maximum)).passed


def test_a_predicate_nobody_knows():
    with pytest.raises(KeyError, match="WBX"):
        index_needs(BUILTIN, {}, "WBX")
