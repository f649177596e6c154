"""What the figures of a numeric question can become: the fewest changes, the smallest ones, and permissible.

What was achieved may get better: figures above the line of a ratio rise, this year's count of a reduction falls. What
it is measured by (below the line, last year's count) is a fact and stays, unless it is missing or leaves nothing to
measure (nothing registered); then the smallest figure that does is assumed. Figures the formula does not read move
only as far as the instrument's checks ask for. Checks that name a figure on both sides may be followed too narrowly:
then a way is longer than need be, never wrong.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import combinations
from math import ceil, floor

from evaluations.scoring.answers import COUNT_MAXIMUM, check
from evaluations.scoring.formulas import ONE, ZERO, Index, Ratio, Reduction, total
from evaluations.scoring.types import Question

Figures = Mapping[str, Fraction]


def given(question: Question, answer: Mapping | None) -> dict[str, Fraction]:
    """The figures that an answer holds, by key; missing ones are left out."""
    answer = answer or {}
    return {item.key: Fraction(answer[item.key]) for item in question.inputs if answer.get(item.key) is not None}


def base(question: Question) -> tuple[str, ...]:
    """Keys of the figures that say how much there is, not how well it was done."""
    formula = question.formula
    if isinstance(formula, Ratio):
        return formula.denominator
    return (formula.previous,) if isinstance(formula, Reduction) else ()


def achieved(question: Question) -> tuple[str, ...]:
    """Keys of the figures that say what was done about it."""
    formula = question.formula
    if isinstance(formula, Ratio):
        return tuple(key for key in formula.numerator if key not in formula.denominator)
    return (formula.current,) if isinstance(formula, Reduction) else (formula.input,)


def changed(present: Figures, after: Figures) -> tuple[str, ...]:
    """Keys of the figures that are given or changed, in the question's order."""
    return tuple(key for key, figure in after.items() if present.get(key) != figure)


def improvements(question: Question, present: Figures) -> Iterator[dict[str, Fraction]]:
    """Figures worth as much as can be, for every choice of figures that may change; the fewest first."""
    missing = [item.key for item in question.inputs if item.key not in present]
    free = [key for key in _free(question, present) if key not in missing]
    for size in range(len(free) + 1):
        for some in combinations(free, size):
            after = reach(question, present, {*missing, *some}, ONE)
            if after is not None:
                yield after


def reach(question: Question, present: Figures, may_change: set[str], goal: Fraction) -> dict[str, Fraction] | None:
    """Figures worth `goal` (0..1), or the most that can be had; None when the checks forbid every such change.

    Only `may_change` moves, as little as the goal asks for. Figures that are missing must be among them.
    """
    after = {item.key: present.get(item.key, ZERO) for item in question.inputs}
    loose = [key for key in _others(question) if key in may_change]
    for key in loose:
        after[key] = _widest(question, key, after[key])
    _measure(question, after, [key for key in base(question) if key in may_change])
    _achieve(question, after, present, [key for key in achieved(question) if key in may_change], goal)
    for key in loose:
        after[key] = min(max(present.get(key, ZERO), _floor(question, after, key)), _ceiling(question, after, key))
    return after if is_permissible(question, after) else None


def is_permissible(question: Question, figures: Figures) -> bool:
    """Whether a form would take them: within 0 and the maximum, with no more decimals, and every check holds."""
    return not check(question, figures) and all(
        0 <= figures[item.key] <= _maximum(question, item.key)
        and 10**item.decimals % figures[item.key].denominator == 0
        for item in question.inputs
    )


def _free(question: Question, present: Figures) -> list[str]:
    """Figures that may change, the wanted ones first: what was achieved, what checks tie to it, an empty base."""
    tied = {key for rule in question.checks for key in (*rule.sum, *rule.at_most)}
    free = [*achieved(question), *(key for key in _others(question) if key in tied)]
    return [*free, base(question)[0]] if _is_empty(question, present) else free


def _is_empty(question: Question, present: Figures) -> bool:
    """Whether nothing was there to measure by, and that counts less than 1."""
    formula = question.formula
    if not isinstance(formula, Ratio) or formula.when_denominator_zero == ONE:
        return False
    return all(present.get(key) == 0 for key in formula.denominator)


def _others(question: Question) -> list[str]:
    return [item.key for item in question.inputs if item.key not in question.formula.inputs]


def _widest(question: Question, key: str, otherwise: Fraction) -> Fraction:
    """The value that leaves the other figures of its checks the most room."""
    above = any(key in rule.sum for rule in question.checks)
    below = any(key in rule.at_most for rule in question.checks)
    if above == below:
        return otherwise
    return ZERO if above else _maximum(question, key)


def _measure(question: Question, figures: dict[str, Fraction], keys: list[str]) -> None:
    """Assumes the smallest base: one in all, or as many as the checks ask for."""
    if not keys:
        return
    figures.update(dict.fromkeys(keys, ZERO))
    rest = total(figures, base(question))
    figures[keys[0]] = max(_floor(question, figures, keys[0]), ONE - rest)


def _achieve(
    question: Question, figures: dict[str, Fraction], present: Figures, keys: list[str], goal: Fraction
) -> None:
    formula = question.formula
    for key in keys:
        if isinstance(formula, Reduction):
            allowed = Fraction(floor((ONE - goal) * figures[formula.previous]))
            figures[key] = max(min(present.get(key, allowed), allowed), _floor(question, figures, key))
        else:
            wanted = _wanted(question, figures, key, goal)
            figures[key] = max(figures[key], min(wanted, _ceiling(question, figures, key)))


def _wanted(question: Question, figures: Figures, key: str, goal: Fraction) -> Fraction:
    """The figure that brings the goal, the others staying as they are: the smallest an input takes."""
    formula = question.formula
    if isinstance(formula, Index):
        grid = 10 ** question.input(key).decimals
        return Fraction(ceil(goal * formula.maximum * grid), grid)
    lacking = ceil(goal * total(figures, formula.denominator)) - total(figures, formula.numerator)
    return figures[key] + max(lacking, ZERO)


def _floor(question: Question, figures: Figures, key: str) -> Fraction:
    """The least that the checks leave this figure, the others staying as they are."""
    limits = [
        total(figures, rule.sum) - total(figures, rule.at_most) + figures[key]
        for rule in question.checks
        if key in rule.at_most and key not in rule.sum
    ]
    return max([ZERO, *limits])


def _ceiling(question: Question, figures: Figures, key: str) -> Fraction:
    """The most that the checks and the maximum leave this figure, the others staying as they are."""
    limits = [
        total(figures, rule.at_most) - total(figures, rule.sum) + figures[key]
        for rule in question.checks
        if key in rule.sum and key not in rule.at_most
    ]
    return min([_maximum(question, key), *limits])


def _maximum(question: Question, key: str) -> Fraction:
    maximum = question.input(key).maximum
    return Fraction(COUNT_MAXIMUM) if maximum is None else maximum
