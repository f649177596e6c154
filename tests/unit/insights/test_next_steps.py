"""The first steps that a slide or a sheet names: those that bring most, and why there are none."""

from fractions import Fraction
from functools import partial

import pytest

from evaluations.sample import sheets
from evaluations.scoring.engine import TOTAL, score
from evaluations.scoring.thresholds import judge
from insights.documents import next_steps as document
from insights.documents.next_steps import Outlook
from insights.shortest.influence import influence
from insights.shortest.moves import best
from insights.shortest.steps import taken
from insights.shortest.way import shortest
from tests.unit.insights.real import BUILTIN, sample

QUARTER = (2024, 2)
UNITS = sorted({unit for unit, when in sheets.build(BUILTIN) if when == QUARTER})


def next_steps(instrument, answers, target):
    return document.next_steps(instrument, answers, target, partial(shortest, instrument, answers))


@pytest.mark.parametrize("unit", UNITS)
def test_the_three_steps_that_bring_most(unit):
    answers = sample(unit, QUARTER)
    found = next_steps(BUILTIN, answers, "WBK")
    way = shortest(BUILTIN, answers, found.predicate)
    points = sorted((step.points for step in way.steps), reverse=True)
    assert [step.points for step in found.steps] == points[:3]
    after = score(BUILTIN, taken(answers, way.steps))
    assert (found.count, found.total, judge(BUILTIN, after)[found.predicate].passed) == (
        len(way.steps),
        after.strict[TOTAL],
        True,
    )


def test_who_passes_wbk_goes_on_to_wbbm():
    passing = {unit for unit in UNITS if judge(BUILTIN, score(BUILTIN, sample(unit, QUARTER)))["WBK"].passed}
    goes_on = {unit for unit in UNITS if next_steps(BUILTIN, sample(unit, QUARTER), "WBK").predicate == "WBBM"}
    assert goes_on == passing
    assert len(passing) == 4


def test_who_passes_everything_has_nothing_left():
    whole = {code: best(question, None) for code, question in BUILTIN.questions.items()}
    found = next_steps(BUILTIN, whole, "WBK")
    assert (found.outlook, found.steps, found.predicate) == (Outlook.REACHED, (), "WBBM")


def test_figures_are_named_and_options_are_not():
    found = next_steps(BUILTIN, sample("09", QUARTER), "WBK")
    assert [(step.code, step.what.startswith("Indeks"), step.before, step.after) for step in found.steps] == [
        ("B.I.a", True, "3,48", "3,6")
    ]
    assert found.steps[0].points == (Fraction("3.6") - Fraction("3.48")) / 4 * Fraction("17.5")
    lettered = next_steps(BUILTIN, sample("12", QUARTER), "WBK").steps[0]
    assert (lettered.code, lettered.what, lettered.before, lettered.after) == ("B.I.b", "", "D", "A")


def test_a_way_that_was_not_found_in_time_gives_what_counts_most():
    answers = sample("12", QUARTER)
    found = document.next_steps(BUILTIN, answers, "WBK", lambda predicate: None)
    most = [one.code for one in influence(BUILTIN, answers)[:3]]
    assert (found.outlook, found.predicate, [step.code for step in found.steps]) == (Outlook.UNSOLVED, "WBK", most)
