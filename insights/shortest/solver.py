"""The cheapest choice that lifts every row over its minimum: an integer programme, solved by HiGHS, proven exactly.

One column per candidate, 0 or 1; at most one candidate per group; per row the gains add up to what is missing. HiGHS
computes in floats, so its rows are eased by a hair: what it then finds costs no more than any exact answer. The answer
is checked in fractions; where it misses a row by that hair, the row asks for a higher candidate of some group than
was chosen, and HiGHS looks again. So the first answer that holds exactly is the cheapest there is.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import highspy
import numpy

from evaluations.scoring.formulas import ZERO

HAIR = 1e-7
OPTIONS = {
    "output_flag": False,
    "threads": 1,  # the same way every time, and no threads beside the web server's
    "random_seed": 0,
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 0.5,  # costs are whole numbers
    "primal_feasibility_tolerance": 1e-9,
    "mip_feasibility_tolerance": 1e-9,
}


class Unsolved(RuntimeError):
    """HiGHS did not come to an end; the message names its status."""


@dataclass(slots=True)
class Limit:
    """Seconds that HiGHS may still take; every run uses some up, so several ways can share one limit."""

    left: float = 20.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """One choice of a group: a whole cost above 0, and how much of the group's share it brings (0..1)."""

    cost: int
    gain: Fraction


@dataclass(frozen=True, slots=True)
class Row:
    """What is missing, and what a gain of 1 in a group (by its number) is worth."""

    missing: Fraction
    shares: Mapping[int, Fraction]


Groups = Sequence[Sequence[Candidate]]
Choice = tuple[int | None, ...]
# (group, number of the candidate in it), in order.
Columns = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _Line:
    """A row as HiGHS takes it: lower <= sum of the columns' values <= upper."""

    lower: float
    upper: float
    values: Mapping[int, float]


def cheapest(groups: Groups, rows: Sequence[Row], limit: Limit | None = None) -> Choice:
    """Per group the number of its chosen candidate, or None: least cost, then fewest groups.

    Among groups that are alike in every way the earlier ones are chosen, and more of them; the same input always gives
    the same choice. A group's candidates cost and gain more one by one. The best of all must pass every row. Raises
    Unsolved, also when the limit (of its own, when none is given) is used up.
    """
    limit = limit or Limit()
    columns = [(group, number) for group, some in enumerate(groups) for number in range(len(some))]
    costs = [groups[group][number].cost for group, number in columns]
    lines = [*_one_each(columns, len(groups)), *(_line(groups, columns, row) for row in rows)]
    choice = _exact(groups, rows, columns, lines, costs, limit)
    spent = sum(groups[group][number].cost for group, number in enumerate(choice) if number is not None)
    lines.append(_Line(spent - 0.5, spent + 0.5, dict(enumerate(map(float, costs)))))
    return _earliest(groups, rows, _exact(groups, rows, columns, lines, [1] * len(columns), limit))


def _earliest(groups: Groups, rows: Sequence[Row], choice: Choice) -> Choice:
    """The choice with the higher candidates moved to the earlier ones of groups that cost and count alike."""
    alike: dict[tuple, list[int]] = {}
    for group, some in enumerate(groups):
        alike.setdefault((tuple(some), tuple(row.shares.get(group) for row in rows)), []).append(group)
    moved: dict[int, int | None] = {}
    for members in alike.values():
        chosen = sorted((choice[group] for group in members), key=lambda number: -1 if number is None else number)
        moved |= zip(members, reversed(chosen), strict=True)
    return tuple(moved[group] for group in range(len(groups)))


def _exact(
    groups: Groups, rows: Sequence[Row], columns: Columns, lines: list[_Line], costs: list[int], limit: Limit
) -> Choice:
    """The choice of least cost that passes every row in fractions; what had to be asked for is added to the lines."""
    while True:
        choice = _choice(solve(lines, costs, limit), columns, len(groups))
        missed = [row for row in rows if _reached(groups, choice, row) < row.missing]
        if not missed:
            return choice
        lines.extend(_higher(columns, choice, row) for row in missed)


def _choice(taken: Sequence[bool], columns: Columns, groups: int) -> Choice:
    chosen = dict(column for column, is_taken in zip(columns, taken, strict=True) if is_taken)
    return tuple(chosen.get(group) for group in range(groups))


def _reached(groups: Groups, choice: Choice, row: Row) -> Fraction:
    return sum(
        (share * groups[group][choice[group]].gain for group, share in row.shares.items() if choice[group] is not None),
        ZERO,
    )


def _one_each(columns: Columns, groups: int) -> Iterator[_Line]:
    for group in range(groups):
        yield _Line(0.0, 1.0, {place: 1.0 for place, column in enumerate(columns) if column[0] == group})


def _line(groups: Groups, columns: Columns, row: Row) -> _Line:
    values = {
        place: float(row.shares[group] * groups[group][number].gain)
        for place, (group, number) in enumerate(columns)
        if group in row.shares
    }
    return _Line(float(row.missing) - HAIR, highspy.kHighsInf, values)


def _higher(columns: Columns, choice: Choice, row: Row) -> _Line:
    """Some group of the row above what was chosen: nothing less can pass a row that this choice misses."""
    values = {
        place: 1.0
        for place, (group, number) in enumerate(columns)
        if group in row.shares and (choice[group] is None or number > choice[group])
    }
    return _Line(1.0, highspy.kHighsInf, values)


def solve(lines: Sequence[_Line], costs: Sequence[int], limit: Limit) -> list[bool]:
    """Which columns HiGHS takes. Raises Unsolved."""
    if limit.left <= 0:
        raise Unsolved("no time left")
    highs = highspy.Highs()
    for name, value in OPTIONS.items():
        highs.setOptionValue(name, value)
    highs.setOptionValue("time_limit", limit.left)
    highs.passModel(_model(lines, costs))
    highs.run()
    limit.left -= highs.getRunTime()
    status = highs.getModelStatus()
    if status != highspy.HighsModelStatus.kOptimal:
        raise Unsolved(highs.modelStatusToString(status))
    return [value > 0.5 for value in highs.getSolution().col_value]


def _model(lines: Sequence[_Line], costs: Sequence[int]) -> highspy.HighsLp:
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(costs), len(lines)
    model.col_cost_ = numpy.array(costs, dtype=float)
    model.col_lower_, model.col_upper_ = numpy.zeros(len(costs)), numpy.ones(len(costs))
    model.integrality_ = [highspy.HighsVarType.kInteger] * len(costs)
    model.row_lower_ = numpy.array([line.lower for line in lines])
    model.row_upper_ = numpy.array([line.upper for line in lines])
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = numpy.cumsum([0, *(len(line.values) for line in lines)])
    model.a_matrix_.index_ = numpy.array([place for line in lines for place in line.values])
    model.a_matrix_.value_ = numpy.array([value for line in lines for value in line.values.values()])
    return model
