"""The reachable band (rentang nilai) of an unfinished sheet: what it has at least, what it can still have.

Answered questions stay as they are; every open one may bring anything from 0 to its best. Points are those of nilai
ketat, so the lowest is the sheet as it stands.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from evaluations.scoring.engine import Scores, effect, score
from evaluations.scoring.formulas import ZERO
from evaluations.scoring.thresholds import Gate, area_code, judge
from evaluations.scoring.types import Answer, Instrument
from insights.shortest.gates import questions_of, shares
from insights.shortest.moves import best


class Standing(StrEnum):
    """How a gate stands while questions are open: safe whatever they bring, within reach, or not even at best."""

    SAFE = "safe"
    REACHABLE = "reachable"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class GateBand:
    """A gate with the least and the most points it can end at."""

    code: str
    label: str
    kind: str
    required: Fraction
    lowest: Fraction
    highest: Fraction
    weight: Fraction
    source: str

    @property
    def standing(self) -> Standing:
        """Safe, reachable or out of reach, judged in exact fractions."""
        if self.lowest >= self.required:
            return Standing.SAFE
        return Standing.REACHABLE if self.highest >= self.required else Standing.OUT


@dataclass(frozen=True, slots=True)
class Section:
    """An area, or what a component holds outside the areas, with its completeness; `code` is area-1 or B."""

    code: str
    title: str
    answered: int
    questions: int
    lowest: Fraction
    highest: Fraction
    weight: Fraction


@dataclass(frozen=True, slots=True)
class Deciding:
    """An open question and the points it can still bring; per predicate the gates that cannot pass if it stays at 0."""

    code: str
    points: Fraction
    gates: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Band:
    """The scores at the least and at the most (read `strict` and `areas`), gates per predicate, completeness.

    `best` holds the best answers to the open questions. `deciding` are those, by points, ties in document order.
    """

    lowest: Scores
    highest: Scores
    best: Mapping[str, Answer]
    gates: Mapping[str, tuple[GateBand, ...]]
    sections: tuple[Section, ...]
    deciding: tuple[Deciding, ...]


def band(instrument: Instrument, answers: Mapping[str, Answer]) -> Band:
    """The band of a sheet; lowest and highest are equal when it is complete. Raises what `engine.score` raises."""
    lowest = score(instrument, answers)
    open_best = {
        code: best(question, answers.get(code))
        for code, question in instrument.questions.items()
        if lowest.values[code] is None
    }
    highest = score(instrument, {**answers, **open_best})
    low, high = judge(instrument, lowest), judge(instrument, highest)
    gates = {key: tuple(map(_gate, low[key].gates, high[key].gates)) for key in low}
    return Band(
        lowest=lowest,
        highest=highest,
        best=open_best,
        gates=gates,
        sections=sections(instrument, lowest, highest),
        deciding=_deciding(instrument, highest, tuple(open_best), gates),
    )


def sections(instrument: Instrument, lowest: Scores, highest: Scores) -> tuple[Section, ...]:
    """The areas, then what is outside them, component by component."""
    parts = {
        area_code(area.number): (area.title, questions_of(instrument, area_code(area.number)))
        for area in instrument.areas
    }
    inside = {code for _, codes in parts.values() for code in codes}
    for node in instrument.components:
        outside = tuple(code for code in questions_of(instrument, node.code) if code not in inside)
        if outside:
            parts[node.code] = (node.title, outside)
    return tuple(_section(instrument, code, *part, lowest, highest) for code, part in parts.items())


def _section(
    instrument: Instrument, code: str, title: str, codes: tuple[str, ...], lowest: Scores, highest: Scores
) -> Section:
    points = shares(instrument)
    return Section(
        code=code,
        title=title,
        answered=sum(lowest.values[question] is not None for question in codes),
        questions=len(codes),
        lowest=sum((points[question] * (lowest.values[question] or ZERO) for question in codes), ZERO),
        highest=sum((points[question] * (highest.values[question] or ZERO) for question in codes), ZERO),
        weight=sum((points[question] for question in codes), ZERO),
    )


def _gate(low: Gate, high: Gate) -> GateBand:
    return GateBand(low.code, low.label, low.kind, low.required, low.reached, high.reached, low.weight, low.source)


def _deciding(
    instrument: Instrument, highest: Scores, codes: tuple[str, ...], gates: Mapping[str, tuple[GateBand, ...]]
) -> tuple[Deciding, ...]:
    members = {gate.code: set(questions_of(instrument, gate.code)) for some in gates.values() for gate in some}

    def needing(code: str, points: Fraction, some: tuple[GateBand, ...]) -> tuple[str, ...]:
        reachable = (gate for gate in some if gate.standing is Standing.REACHABLE and code in members[gate.code])
        return tuple(gate.code for gate in reachable if gate.highest - points < gate.required)

    found = []
    for code in codes:
        points = effect(instrument, code, None, highest.values[code])
        found.append(Deciding(code, points, {key: needing(code, points, some) for key, some in gates.items()}))
    return tuple(sorted(found, key=lambda each: -each.points))
