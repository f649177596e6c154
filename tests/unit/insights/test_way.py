"""The shortest way on the instrument of the regulation: sample units, golden cases, random sheets."""

import json
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest

from evaluations.sample.targets import JUDGED_QUARTER, TARGETS
from evaluations.scoring.answers import check
from evaluations.scoring.engine import score
from evaluations.scoring.sheet_files import answers_from
from evaluations.scoring.thresholds import judge
from insights.enums import Effort
from insights.shortest.solver import HAIR
from insights.shortest.steps import EFFORTS, taken
from insights.shortest.way import Impossible, Way, shortest
from tests.unit.insights.real import BUILTIN, least_cost, random_sheet, sample
from tests.unit.scoring.sheets import best_sheet

PREDICATES = ["WBK", "WBBM"]
# Unit -> (cost, steps) of the way in TW II 2024, as the TPI sees it.
COSTS = {
    "WBK": {
        "01": (0, 0), "02": (0, 0), "03": (0, 0), "04": (0, 0), "05": (1, 1), "06": (3, 2),
        "07": (2, 1), "08": (2, 2), "09": (3, 1), "10": (2, 2), "11": (3, 2), "12": (15, 8),
    },
    "WBBM": {
        "01": (1, 1), "02": (11, 6), "03": (14, 9), "04": (8, 5), "05": (15, 13), "06": (20, 12),
        "07": (20, 9), "08": (13, 8), "09": (16, 10), "10": (15, 8), "11": (26, 13), "12": (45, 26),
    },
}  # fmt: skip
F = Fraction


def assert_leads_there(answers, way, predicate):
    """Scored again all gates pass; without any one step some fail; what it says to enter a form takes."""
    scores = score(BUILTIN, taken(answers, way.steps))
    verdict = judge(BUILTIN, scores)[predicate]
    assert verdict.passed
    assert (way.after, way.verdict) == (scores, verdict)
    for step in way.steps:
        rest = (other for other in way.steps if other is not step)
        without = judge(BUILTIN, score(BUILTIN, taken(answers, rest)))[predicate]
        assert tuple(gate.code for gate in without.failed) == step.gates != ()
        question = BUILTIN.questions[step.code]
        assert step.value > step.before_value
        if question.is_numeric:
            assert_permissible(question, step.after)
            assert set(step.assumed) <= set(step.changed) != set()
    assert [step.code for step in way.steps] == [
        code for code in BUILTIN.questions if code in {step.code for step in way.steps}
    ]


def assert_permissible(question, figures):
    assert check(question, figures) == []
    for item in question.inputs:
        assert 10**item.decimals % figures[item.key].denominator == 0
        assert 0 <= figures[item.key] <= (item.maximum or 10**9)


@pytest.mark.parametrize("predicate", PREDICATES)
@pytest.mark.parametrize("unit", TARGETS)
def test_sample_units(unit, predicate):
    answers = sample(unit, JUDGED_QUARTER)

    way = shortest(BUILTIN, answers, predicate)

    assert_leads_there(answers, way, predicate)
    assert (way.cost, len(way.steps)) == COSTS[predicate][unit]
    assert least_cost(answers, predicate, {}, (), way.cost) == way.cost


@pytest.mark.parametrize("predicate", PREDICATES)
@pytest.mark.parametrize("case", range(6))
def test_golden_cases(golden_path, case, predicate):
    golden = json.loads(golden_path.read_text(encoding="utf-8"), parse_float=Decimal)[case]
    answers = answers_from(BUILTIN, golden["answers"])

    way = shortest(BUILTIN, answers, predicate)

    assert_leads_there(answers, way, predicate)
    assert least_cost(answers, predicate, {}, (), way.cost) == way.cost


@pytest.mark.parametrize("number", range(12))
def test_random_sheets_with_marks_and_exclusions(number):
    """The table of costs knows nothing of HiGHS: they must agree, also that there is no way."""
    dice = Random(number)
    answers = random_sheet(dice, open_share=dice.choice([0, 0.1, 0.5]))
    effort = {code: dice.choice(EFFORTS) for code in BUILTIN.questions if dice.random() < 0.5}
    ruled_out = {code for code in BUILTIN.questions if dice.random() < 0.05}
    for predicate in PREDICATES:
        found = shortest(BUILTIN, answers, predicate, effort=effort, ruled_out=ruled_out)
        if isinstance(found, Impossible):
            assert least_cost(answers, predicate, effort, ruled_out, most=10_000) is None
        else:
            assert_leads_there(answers, found, predicate)
            assert least_cost(answers, predicate, effort, ruled_out, found.cost) == found.cost


@pytest.mark.parametrize("predicate", PREDICATES)
def test_an_empty_sheet_has_a_way(predicate):
    way = shortest(BUILTIN, {}, predicate)

    assert_leads_there({}, way, predicate)
    assert least_cost({}, predicate, {}, (), way.cost) == way.cost
    surveys = {step.code: (step.after["indeks"], step.levels) for step in way.steps if step.code in ("B.I.a", "B.II.a")}
    assert surveys["B.I.a"] >= (F("3.6"), 72)


@pytest.mark.parametrize("predicate", PREDICATES)
def test_a_sheet_that_passes_has_an_empty_way(predicate):
    way = shortest(BUILTIN, best_sheet(BUILTIN), predicate)

    assert (way.steps, way.cost, way.before, way.verdict.passed) == ((), 0, way.after, True)


def test_the_same_sheet_has_the_same_way_whatever_order_its_answers_come_in():
    answers = sample("12", JUDGED_QUARTER)
    backwards = dict(reversed(answers.items()))

    assert shortest(BUILTIN, backwards, "WBBM").steps == shortest(BUILTIN, answers, "WBBM").steps


def test_requests_at_the_same_time_do_not_disturb_each_other():
    """The web server's threads share one process, and HiGHS with it."""
    answers = [random_sheet(Random(number)) for number in range(8)]
    one_by_one = [shortest(BUILTIN, sheet, "WBBM").steps for sheet in answers]

    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(lambda sheet: shortest(BUILTIN, sheet, "WBBM").steps, answers))

    assert together == one_by_one


def test_a_unit_that_misses_one_survey_needs_that_survey_alone():
    """Unit 07 fails B.II only: its index is 3.12 and WBK asks for 3.20."""
    (step,) = shortest(BUILTIN, sample("07", JUDGED_QUARTER), "WBK").steps

    assert (step.code, step.before["indeks"], step.after["indeks"], step.needed) == (
        "B.II.a",
        F("3.12"),
        F("3.2"),
        F("0.8"),
    )
    assert (step.levels, step.effort, step.cost, step.changed) == (2, 1, 2, ("indeks",))
    assert (step.points, step.gates, step.assumed) == (F("0.35"), ("B.II",), ())


def test_dear_questions_are_left_for_cheap_ones():
    answers = sample("05", JUDGED_QUARTER)
    plain = shortest(BUILTIN, answers, "WBK")
    hard = {step.code: 4 for step in plain.steps}

    other = shortest(BUILTIN, answers, "WBK", effort=hard)

    assert {step.code for step in other.steps}.isdisjoint(hard)
    assert plain.cost <= other.cost < 4 * plain.cost


def test_what_is_ruled_out_stays():
    answers = sample("05", JUDGED_QUARTER)
    gone = {step.code for step in shortest(BUILTIN, answers, "WBK").steps}

    way = shortest(BUILTIN, answers, "WBK", ruled_out=gone)

    assert_leads_there(answers, way, "WBK")
    assert not gone & {step.code for step in way.steps}


def test_the_marks_are_those_units_give():
    assert tuple(Effort.values) == EFFORTS


@pytest.mark.parametrize(
    ("kwargs", "error", "text"),
    [
        ({"effort": {"A.X": 2}}, KeyError, "A.X"),
        ({"ruled_out": ["A.X", "B.X"]}, KeyError, "A.X, B.X"),
        ({"effort": {"B.I.b": 3}}, ValueError, "B.I.b: 3"),
    ],
)
def test_what_the_instrument_does_not_know_is_refused(kwargs, error, text):
    with pytest.raises(error, match=text):
        shortest(BUILTIN, {}, "WBK", **kwargs)
    with pytest.raises(KeyError, match="WBX"):
        shortest(BUILTIN, {}, "WBX")


# --- no way ---------------------------------------------------------------------------------------
def test_a_survey_that_is_ruled_out_and_too_low_cannot_be_made_up():
    found = shortest(BUILTIN, sample("07", JUDGED_QUARTER), "WBK", ruled_out=["B.II.a"])

    assert isinstance(found, Impossible)
    (obstacle,) = found.obstacles
    assert (obstacle.gate.code, obstacle.gate.required) == ("B.II", 14)
    assert (obstacle.present, obstacle.gate.reached, obstacle.gate.missing) == (F("13.65"), F("13.65"), F("0.35"))
    assert [(lost.code, lost.points) for lost in obstacle.ruled_out] == [("B.II.a", F("3.85"))]
    assert (obstacle.limited, obstacle.release) == ((), ("B.II.a",))


def test_exclusions_that_each_would_do_can_be_too_many_together():
    """Area 1 of unit 05 passes without any one of its questions, not without all."""
    answers = sample("05", JUDGED_QUARTER)
    area = [code for code in BUILTIN.questions if code.startswith(("A.I.1.", "A.II.1."))]
    assert all(isinstance(shortest(BUILTIN, answers, "WBK", ruled_out=[code]), Way) for code in area)

    found = shortest(BUILTIN, answers, "WBK", ruled_out=area)

    assert isinstance(found, Impossible)
    (obstacle,) = found.obstacles
    assert obstacle.gate.code == "area-1"
    assert obstacle.gate.reached == obstacle.present < obstacle.gate.required
    rest = set(area) - set(obstacle.release)
    assert isinstance(shortest(BUILTIN, answers, "WBK", ruled_out=rest), Way)
    for code in obstacle.release:
        assert isinstance(shortest(BUILTIN, answers, "WBK", ruled_out=rest | {code}), Impossible)
    points = [lost.points for lost in obstacle.ruled_out]
    assert points == sorted(points, reverse=True)


def test_everything_ruled_out_names_every_failing_gate():
    answers = sample("12", JUDGED_QUARTER)

    found = shortest(BUILTIN, answers, "WBK", ruled_out=list(BUILTIN.questions))

    failing = judge(BUILTIN, score(BUILTIN, answers))["WBK"].failed
    assert [obstacle.gate for obstacle in found.obstacles] == list(failing)
    assert found.highest == found.before


def test_the_hair_is_far_below_what_scales_can_differ_by():
    """Why HiGHS hardly ever has to look twice: scales move a gate by multiples of 1/1200 of a point."""
    assert HAIR < 1 / 1200 / 1000
