"""Sheets of the built-in instrument, and a second exact way to the least cost, which HiGHS has no part in."""

from fractions import Fraction
from functools import lru_cache
from math import lcm
from random import Random

from evaluations.sample import sheets
from evaluations.scoring import library
from evaluations.scoring.answers import clean
from evaluations.scoring.engine import score
from evaluations.scoring.thresholds import judge
from evaluations.scoring.types import Answer, Index, Instrument, Question
from insights.shortest.gates import sums
from insights.shortest.moves import moves, worth

BUILTIN: Instrument = library.read(library.builtin_path())[0]


@lru_cache
def sample(unit: str, quarter: tuple[int, int]) -> dict[str, Answer]:
    """The TPI's sheet of a sample unit, as the engine takes it."""
    values = sheets.build(BUILTIN)[unit, quarter].tpi
    return {code: clean(BUILTIN.questions[code], value) for code, value in values.items()}


def random_sheet(dice: Random, open_share: float = 0.1) -> dict[str, Answer]:
    """A sheet that a form would take, with some questions open."""
    return {code: _answer(question, dice, open_share) for code, question in BUILTIN.questions.items()}


def _answer(question: Question, dice: Random, open_share: float) -> Answer:
    if dice.random() < open_share:
        return None
    if question.scale:
        return dice.choice(question.scale.values)
    if isinstance(question.formula, Index):
        return {question.formula.input: Fraction(dice.randint(200, 400), 100)}
    figures = {item.key: Fraction(dice.randint(0, 12)) for item in question.inputs}
    for rule in question.checks:
        for key in rule.sum:
            figures[key] = min(figures[key], sum(figures[other] for other in rule.at_most) / len(rule.sum) // 1)
    return figures


def least_cost(answers, predicate, effort, ruled_out, most):
    """The least cost of a way, at most `most`; None when there is none. By tables of cost and points.

    Gates lie inside each other like boxes (areas in Pengungkit, in the total). The table of a box holds, cost by cost,
    the most points that can be had in it with all gates in it passed; boxes side by side are joined. All in integers.
    """
    verdict = judge(BUILTIN, score(BUILTIN, answers))[predicate]
    boxes = sorted(sums(BUILTIN, verdict), key=lambda box: len(box.shares))
    choices = {code: _choices(code, answers, effort, ruled_out) for code in BUILTIN.questions}
    parts = [(frozenset({code}), choices[code]) for code in BUILTIN.questions]
    unit = lcm(*(points.denominator for _, some in parts for points in some.values()),
               *(box.gate.required.denominator for box in boxes))  # fmt: skip
    parts = [(codes, {cost: int(points * unit) for cost, points in some.items()}) for codes, some in parts]
    for box in boxes:
        codes = frozenset(box.shares)
        inside = [table for part, table in parts if part <= codes]
        parts = [(part, table) for part, table in parts if not part & codes]
        table = _joined(inside, most)
        parts.append((codes, {cost: points for cost, points in table.items() if points >= box.gate.required * unit}))
    ((_, table),) = parts
    return min(table, default=None)


def _choices(code, answers, effort, ruled_out):
    question, answer = BUILTIN.questions[code], answers.get(code)
    node = BUILTIN.nodes[question.indicator]
    share = node.weight / len(node.questions)
    found = () if code in ruled_out else moves(question, answer)
    values = {0: worth(question, answer), **{move.levels * effort.get(code, 1): move.value for move in found}}
    return {cost: share * value for cost, value in values.items()}


def _joined(tables, most):
    joined = {0: 0}
    for table in tables:
        wider = {}
        for spent, points in joined.items():
            for cost, more in table.items():
                if spent + cost <= most and points + more > wider.get(spent + cost, -1):
                    wider[spent + cost] = points + more
        joined = wider
    return joined
