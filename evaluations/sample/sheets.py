"""Whole sheets: for every unit and quarter what the TPI found and what the unit had said.

A sheet grows out of the quarter before: only as many answers move, one rung at a time, as bring each area to its
target. The unit's own sheet is the TPI's with some answers a rung higher, and a few a rung lower.
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from random import Random

from evaluations.sample.ladders import Ladder, Values, ladders
from evaluations.sample.targets import QUARTERS, TARGETS, Target
from evaluations.scoring.types import Instrument

LOWER = 1  # percent of answers in which a unit is too modest


@dataclass(frozen=True, slots=True)
class Sheets:
    """Answers by question code in the instrument's order; `steps` says how far the unit stands above the TPI."""

    unit: Values
    tpi: Values


@lru_cache(maxsize=2)
def build(instrument: Instrument) -> dict[tuple[str, tuple[int, int]], Sheets]:
    """(unit code, quarter) -> complete sheets of both assessors."""
    return {
        (unit, QUARTERS[quarter]): sheets
        for unit, target in TARGETS.items()
        for quarter, sheets in enumerate(_unit(instrument, unit, target))
    }


def _unit(instrument: Instrument, unit: str, target: Target) -> list[Sheets]:
    quarters: list[Sheets] = []
    before: dict[int, list[Fraction]] = {}
    for quarter in range(len(QUARTERS)):
        dice = Random(f"{unit} {quarter}")  # noqa: S311 - not for secrets
        results = _results(target, quarter)
        unit_values, tpi_values = dict(results), dict(results)
        for area in instrument.areas:
            steps = ladders(instrument, area.number, target, quarter)
            goal = instrument.area_weights[area.number] * target.percent(area.number, quarter) / 100
            places = _climb(steps, _start(steps, before.get(area.number), target, goal, dice), goal, dice)
            before[area.number] = [ladder[place].points for ladder, place in zip(steps, places, strict=True)]
            tpi_values |= _values(steps, places)
            unit_values |= _values(
                steps, [_claim(ladder, place, target, dice) for ladder, place in zip(steps, places, strict=True)]
            )
        quarters.append(Sheets(_ordered(instrument, unit_values), _ordered(instrument, tpi_values)))
    return quarters


def _results(target: Target, quarter: int) -> Values:
    """Hasil is the same for both: surveys and reports are outside figures."""
    return {
        "B.I.a": {"indeks": _index(target.corruption[quarter])},
        "B.I.b": target.performance[quarter],
        "B.II.a": {"indeks": _index(target.service[quarter])},
    }


def _index(hundredths: int) -> str:
    return f"{hundredths // 100}.{hundredths % 100:02}"


def _start(
    steps: list[Ladder], before: list[Fraction] | None, target: Target, goal: Fraction, dice: Random
) -> list[int]:
    """Where the search begins: last quarter's rungs, at first a guess around the goal."""
    if before is not None:
        return [_nearest(ladder, points) for ladder, points in zip(steps, before, strict=True)]
    share = goal / sum(ladder[0].points for ladder in steps)
    return [_nearest(ladder, ladder[0].points * share * dice.randint(70, 130) / 100) for ladder in steps]


def _nearest(ladder: Ladder, points: Fraction) -> int:
    return min(range(len(ladder)), key=lambda place: abs(ladder[place].points - points))


def _climb(steps: list[Ladder], places: list[int], goal: Fraction, dice: Random) -> list[int]:
    """Move one answer one rung at a time while that brings the area nearer to its goal."""
    places = list(places)
    while True:
        gap = goal - sum(ladder[place].points for ladder, place in zip(steps, places, strict=True))
        moves = [move for move in _moves(steps, places, up=gap > 0) if abs(gap - move[2]) < abs(gap)]
        if not moves:
            return places
        number, place, _ = dice.choice(moves)
        places[number] = place


def _moves(steps: list[Ladder], places: list[int], *, up: bool) -> list[tuple[int, int, Fraction]]:
    """(which answer, its new rung, points gained) for every answer that can move that way."""
    moves = []
    for number, (ladder, place) in enumerate(zip(steps, places, strict=True)):
        new = place - 1 if up else place + 1
        if 0 <= new < len(ladder):
            moves.append((number, new, ladder[new].points - ladder[place].points))
    return moves


def _claim(ladder: Ladder, place: int, target: Target, dice: Random) -> int:
    """The unit's own rung: mostly the TPI's, sometimes higher, rarely lower."""
    roll = dice.randrange(100)
    if roll < target.optimism:
        return max(place - 1, 0)
    return min(place + 1, len(ladder) - 1) if roll >= 100 - LOWER else place


def _values(steps: list[Ladder], places: list[int]) -> Values:
    values: Values = {}
    for ladder, place in zip(steps, places, strict=True):
        values |= ladder[place].values
    return values


def _ordered(instrument: Instrument, values: Values) -> Values:
    return {code: values[code] for code in instrument.questions}
