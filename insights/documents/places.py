"""Where a question stands for people who share out work: in an area, or in a component outside the areas."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol, TypeVar

from evaluations.scoring.thresholds import area_code
from evaluations.scoring.types import Instrument
from insights.shortest.gates import questions_of


@dataclass(frozen=True, slots=True)
class Place:
    """`area` is its number, None outside the areas."""

    title: str
    area: int | None


class Placed(Protocol):
    """Something about one question."""

    place: Place


Line = TypeVar("Line", bound=Placed)


def places(instrument: Instrument) -> dict[str, Place]:
    """Code of every question -> its place; areas first in their order, then what is outside them."""
    found: dict[str, Place] = {}
    for area in instrument.areas:
        place = Place(f"Area {area.number} {area.title}", area.number)
        found |= dict.fromkeys(questions_of(instrument, area_code(area.number)), place)
    for component in instrument.components:
        outside = [code for code in questions_of(instrument, component.code) if code not in found]
        found |= dict.fromkeys(outside, Place(f"{component.code}. {component.title}", None))
    return found


def by_place(lines: Iterable[Line], order: Iterable[Place]) -> list[tuple[Place, list[Line]]]:
    """The lines under their places, in that order of places; places without lines are left out."""
    rank = {place: number for number, place in enumerate(dict.fromkeys(order))}
    ordered = sorted(lines, key=lambda line: rank[line.place])
    return [(place, list(some)) for place, some in groupby(ordered, key=lambda line: line.place)]
