"""Trying other answers in a sheet: what differs, and what it gives."""

from fractions import Fraction
from functools import partial

import pytest

from evaluations.scoring.engine import score
from evaluations.scoring.thresholds import judge
from insights.documents.tried import Problem, merged, read, sheet, stored, trial
from insights.documents.whatif import compare, ways
from insights.shortest.way import shortest
from tests.unit.insights.real import BUILTIN, sample

CHOICE, FIGURES, INDEX = "A.I.1.i.b", "A.II.5.iii.a", "B.I.a"
FAILING = [f"{number:02}" for number in range(5, 13)]


def keys(code):
    return [item.key for item in BUILTIN.questions[code].inputs]


def test_only_what_differs_from_the_sheet_is_a_trial():
    real = {CHOICE: "B", "A.I.1.i.a": "Ya", INDEX: {keys(INDEX)[0]: Fraction(7, 2)}}
    found = read(BUILTIN, real, {CHOICE: "A", "A.I.1.i.a": "Ya", INDEX: {keys(INDEX)[0]: "3,50"}, "A.I.1.ii.a": None})
    assert (found.answers, found.problems, found.unknown) == ({CHOICE: "A"}, (), ())


def test_a_question_can_be_tried_without_its_answer():
    assert read(BUILTIN, {CHOICE: "B"}, {CHOICE: None}).answers == {CHOICE: None}
    assert sheet({CHOICE: "B"}, {CHOICE: None}) == {CHOICE: None}


def test_figures_that_are_not_tried_follow_the_sheet():
    one, *others = keys(FIGURES)
    real = {FIGURES: {key: Fraction(4) for key in keys(FIGURES)}}
    found = read(BUILTIN, real, {FIGURES: {one: "9"}})
    assert found.answers == {FIGURES: {one: 9}}
    assert merged(real[FIGURES], found.answers[FIGURES]) == {one: 9, **dict.fromkeys(others, 4)}
    changed = {FIGURES: {key: Fraction(6) for key in keys(FIGURES)}}
    assert sheet(changed, found.answers)[FIGURES] == {one: 9, **dict.fromkeys(others, 6)}


def test_what_is_wrong_or_unknown_is_said_and_left_out():
    key = keys(INDEX)[0]
    found = read(BUILTIN, {}, {CHOICE: "Z", INDEX: {key: "tiga"}, "A.I.9.x": "A", "A.I.1.i.a": "Ya"})
    assert found.answers == {"A.I.1.i.a": "Ya"}
    assert found.unknown == ("A.I.9.x",)
    assert found.problems == (
        Problem(CHOICE, 'Pilihan "Z" tidak dikenal; pilih salah satu dari A, B, C.'),
        Problem(INDEX, f'{BUILTIN.questions[INDEX].inputs[0].label}: "tiga" tidak dapat dibaca sebagai angka.', key),
    )


def test_figures_that_contradict_those_of_the_sheet_are_refused():
    question = next(one for one in BUILTIN.questions.values() if one.checks)
    rule = question.checks[0]
    real = {question.code: {item.key: Fraction(2) for item in question.inputs}}
    real[question.code] |= dict.fromkeys(rule.at_most, Fraction(50))
    found = read(BUILTIN, real, {question.code: {rule.sum[0]: "1000"}})
    assert found.answers == {}
    assert [(problem.code, "melebihi" in problem.sentence) for problem in found.problems] == [(question.code, True)]


def test_what_is_stored_reads_back_the_same():
    real, way = _way("07")
    tried = trial(real, {step.code: step.after for step in way.steps})
    assert read(BUILTIN, real, stored(tried)).answers == tried


def _way(unit):
    real = sample(unit, (2024, 2))
    return real, shortest(BUILTIN, real, "WBK")


@pytest.mark.parametrize("unit", FAILING)
def test_a_trial_of_the_shortest_way_passes_every_gate(unit):
    real, way = _way(unit)
    found = read(BUILTIN, real, stored(trial(real, {step.code: step.after for step in way.steps})))
    told = compare(BUILTIN, real, found.answers)
    assert found.problems == ()
    assert told.verdicts["WBK"].passes
    assert not judge(BUILTIN, score(BUILTIN, real))["WBK"].passed
    assert told.tried.total == way.after.strict["total"]
    assert told.difference == sum(step.points for step in way.steps) == sum(change.points for change in told.changes)
    assert [change.code for change in told.changes] == [step.code for step in way.steps]
    assert sum(part.real for part in told.parts) == told.real.total
    assert sum(part.tried for part in told.parts) == told.tried.total


def test_the_ways_move_with_the_trial():
    real, way = _way("07")
    half = {step.code: step.after for step in way.steps[:1]}
    told = compare(BUILTIN, real, trial(real, half))
    both = ways(told, partial(shortest, BUILTIN, predicate="WBK"))
    count, cost = len(way.steps), way.cost
    assert both.words == (
        f"{count} langkah, biaya {cost}",
        f"{count - 1} langkah, biaya {cost - way.steps[0].cost}" if count > 1 else "selesai",
    )
    same = ways(compare(BUILTIN, real, {}), partial(shortest, BUILTIN, predicate="WBK"))
    assert same.words == (f"{count} langkah, biaya {cost}",) * 2


def test_a_way_that_was_not_found_in_time_is_told_as_such():
    real, _ = _way("07")
    both = ways(compare(BUILTIN, real, {}), lambda answers: None)
    assert (both.words, both.is_unsolved) == (("belum dihitung", "belum dihitung"), True)


def test_gates_won_and_lost_are_marked():
    real, way = _way("07")
    won = compare(BUILTIN, real, trial(real, {step.code: step.after for step in way.steps})).verdicts["WBK"]
    assert [pair.real.code for pair in won.gates if pair.is_won] == [
        pair.real.code for pair in won.gates if not pair.real.passed
    ]
    index = sample("01", (2024, 2))
    lost = compare(BUILTIN, index, {INDEX: {keys(INDEX)[0]: Fraction(1)}}).verdicts["WBK"]
    assert {pair.real.code for pair in lost.gates if pair.is_lost} >= {"B.I", "B.I.a"}
    assert not any(pair.is_won for pair in lost.gates)
    assert not lost.passes
