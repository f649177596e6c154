"""The shortest way against every combination there is, on small instruments."""

from fractions import Fraction
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from evaluations.scoring.engine import score
from evaluations.scoring.thresholds import judge
from insights.shortest.steps import EFFORTS, taken
from insights.shortest.way import Impossible, Way, shortest
from tests.unit.insights.small import cheapest_values, instruments, sheets

many = settings(max_examples=100)


@st.composite
def tasks(draw):
    """(instrument, answers, effort marks, what is ruled out)."""
    instrument = draw(instruments())
    codes = st.sampled_from(sorted(instrument.questions))
    effort = draw(st.dictionaries(codes, st.sampled_from(EFFORTS), max_size=3))
    return instrument, draw(sheets(instrument)), effort, draw(st.sets(codes, max_size=2))


@many
@given(tasks())
def test_nothing_is_cheaper(task):
    instrument, answers, effort, ruled_out = task

    found = shortest(instrument, answers, "WBK", effort=effort, ruled_out=ruled_out)

    cost, questions = by_trying_everything(instrument, answers, effort, ruled_out)
    if cost is None:
        assert isinstance(found, Impossible)
        assert found.obstacles
    else:
        assert isinstance(found, Way)
        assert (found.cost, len(found.steps)) == (cost, questions)


@many
@given(tasks())
def test_the_way_leads_there_and_every_step_is_necessary(task):
    instrument, answers, effort, ruled_out = task
    found = shortest(instrument, answers, "WBK", effort=effort, ruled_out=ruled_out)
    if isinstance(found, Impossible):
        return

    after = score(instrument, taken(answers, found.steps))
    assert judge(instrument, after)["WBK"].passed
    assert (after, found.verdict) == (found.after, judge(instrument, after)["WBK"])
    assert not {step.code for step in found.steps} & ruled_out
    assert sum(step.points for step in found.steps) == after.strict["total"] - found.before.strict["total"]
    for step in found.steps:
        rest = [other for other in found.steps if other is not step]
        without = judge(instrument, score(instrument, taken(answers, rest)))["WBK"]
        assert tuple(gate.code for gate in without.failed) == step.gates != ()
        assert step.cost == step.levels * effort.get(step.code, 1)
        assert step.before_value < step.needed <= step.value


@many
@given(tasks(), st.data())
def test_ruling_out_more_never_makes_it_cheaper(task, data):
    instrument, answers, effort, ruled_out = task
    one_more = ruled_out | {data.draw(st.sampled_from(sorted(instrument.questions)))}

    wide = shortest(instrument, answers, "WBK", effort=effort, ruled_out=ruled_out)
    narrow = shortest(instrument, answers, "WBK", effort=effort, ruled_out=one_more)

    if isinstance(wide, Impossible):
        assert isinstance(narrow, Impossible)
    elif isinstance(narrow, Way):
        assert narrow.cost >= wide.cost


def by_trying_everything(instrument, answers, effort, ruled_out):
    """(least cost, fewest questions at that cost), (None, None) when no combination passes; by values alone."""
    choices = []
    for code, question in instrument.questions.items():
        values = cheapest_values(question, answers[code])
        if code in ruled_out:
            values = {0: values[0]}
        choices.append([(levels * effort.get(code, 1), value) for levels, value in values.items()])
    found = [
        (sum(cost for cost, _ in choice), sum(cost > 0 for cost, _ in choice))
        for choice in product(*choices)
        if passes(instrument, [value for _, value in choice])
    ]
    return min(found, default=(None, None))


def passes(instrument, values):
    """Whether question values, in document order, pass WBK: written out from the regulation, not from the engine."""
    predicate, values = instrument.predicates["WBK"], dict(zip(instrument.questions, values, strict=True))
    points = {
        node.code: node.weight * sum(values[q.code] for q in node.questions) / len(node.questions)
        for node in instrument.indicators
    }
    areas = [node for node in instrument.indicators if node.area]
    points["A"], points["B"] = sum(points[node.code] for node in areas), points["B.1"]
    return (
        points["A"] + points["B"] >= predicate.total
        and all(points[code] >= minimum for code, minimum in predicate.nodes.items())
        and all(points[node.code] >= node.weight * Fraction(predicate.area_percent, 100) for node in areas)
    )
