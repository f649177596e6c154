"""Several series of values: what lines over the quarters and radars draw."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from charts.base import NOTHING, Row, Share
from charts.looks import MARKERS, QUIET, Stroke, stroke


@dataclass(frozen=True, slots=True)
class Value:
    """One value: `share` is 0..1 of the axis, `text` is written as it is given."""

    share: Share
    text: str


@dataclass(frozen=True, slots=True)
class Series:
    """One line: a value per place, None where there is none.

    A `quiet` one is drawn thin and grey behind the others and not named in the drawing (all other units, say).
    """

    name: str
    values: Sequence[Value | None]
    quiet: bool = False
    url: str = ""


def checked(series: Sequence[Series], places: int) -> None:
    """Raises ValueError when a series has not one value (or None) for every place."""
    wrong = [one.name for one in series if len(one.values) != places]
    if wrong:
        raise ValueError(f"{wrong[0]!r} needs {places} values")


def strokes(series: Iterable[Series]) -> list[Stroke]:
    """A look for each: the quiet ones share one."""
    loud = 0
    found = []
    for one in series:
        found.append(QUIET if one.quiet else stroke(loud))
        loud += not one.quiet
    return found


def dots(look: Stroke, places: Iterable[tuple[int, int] | None]) -> list[dict]:
    """Its markers, one for every value; none for quiet ones."""
    if not look.marker:
        return []
    return [{"x": place[0], "y": place[1], "d": MARKERS[look.marker]} for place in places if place]


def any_value(series: Iterable[Series]) -> bool:
    """Whether there is anything to draw."""
    return any(value is not None for one in series for value in one.values)


def row(one: Series) -> Row:
    """Its row of the table."""
    return Row(one.name, tuple(NOTHING if value is None else value.text for value in one.values), one.url)


def told(one: Series, places: Sequence[str]) -> str:
    """Every value of it in words."""
    pairs = zip(places, one.values, strict=True)
    return f"{one.name}: " + ", ".join(f"{place} {value.text if value else 'tidak ada'}" for place, value in pairs)
