"""How charts tell things apart: never by hue alone, so that they can be read in grey and by colour-blind people.

Five shades run from white to dark blue; the palest has a dashed outline. Series differ by dashes and markers.
The attributes are the light colours, for paper; `css` names the class by which a screen gives those of its theme.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum
from fractions import Fraction


class Shade(IntEnum):
    """How far a value has come. The two outer ones mean far below the first minimum, and nearly everything."""

    FAR = 0
    BELOW = 1
    FIRST = 2
    SECOND = 3
    TOP = 4


FAR_BELOW, NEARLY_WHOLE = Fraction(1, 2), Fraction(9, 10)  # of a whole, where the outer shades end and begin


def shade(ratio: Fraction | Decimal | int, *, passes_first: bool, passes_second: bool) -> Shade:
    """The shade of a value 0..1 of its whole; whether it passes its minimums was judged on the exact score."""
    if passes_second:
        return Shade.TOP if ratio >= NEARLY_WHOLE else Shade.SECOND
    if passes_first:
        return Shade.FIRST
    return Shade.BELOW if ratio >= FAR_BELOW else Shade.FAR


@dataclass(frozen=True, slots=True)
class Fill:
    """The look of an area, and of text on it."""

    css: str
    fill: str
    ink: str
    dash: str = ""


@dataclass(frozen=True, slots=True)
class Stroke:
    """The look of a line over time or around a radar; `marker` is a key of MARKERS."""

    css: str
    colour: str
    dash: str
    marker: str


OUTLINE = "#083575"
SHADES = (
    Fill("0", "#ffffff", "#041225", "3 2"),
    Fill("1", "#eff5fd", "#041225"),
    Fill("2", "#c0d7f9", "#041225"),
    Fill("3", "#629cef", "#041225"),
    Fill("4", "#083575", "#ffffff"),
)
MISSING = Fill("none", "#ffffff", "#4d5b70", "1 3")
# Beside the figure of a shade: down twice, down, met, met twice, met twice and underlined. Drawn: no font has all.
DOWN, TICK = "l3 3 l3 -3", "l2 3 l4 -6"
SIGNS = (
    f"M-3 -4 {DOWN} M-3 0 {DOWN}",
    f"M-3 -2 {DOWN}",
    f"M-3 0 {TICK}",
    f"M-6 0 {TICK} M0 0 {TICK}",
    f"M-6 0 {TICK} M0 0 {TICK} M-6 6 h12",
)
TEXT_SIGNS = ("↓↓", "↓", "✓", "✓✓", "✓✓✓")  # the same in words of a table
COLOURS = ("#083575", "#196bcd", "#8a4b08", "#4d5b70")
DASHES = ("", "6 3", "2 3", "9 3 2 3", "12 4")
# Closed shapes around the origin.
MARKERS = {
    "circle": "M-3.5 0 a3.5 3.5 0 1 0 7 0 a3.5 3.5 0 1 0 -7 0 Z",
    "square": "M-3 -3 h6 v6 h-6 Z",
    "triangle": "M0 -4 l4 7 h-8 Z",
    "diamond": "M0 -4.5 l4.5 4.5 l-4.5 4.5 l-4.5 -4.5 Z",
    "arrow": "M0 4 l4 -7 h-8 Z",
    "plus": "M-1.3 -4 h2.6 v2.7 h2.7 v2.6 h-2.7 v2.7 h-2.6 v-2.7 h-2.7 v-2.6 h2.7 Z",
}
QUIET = Stroke("quiet", "#77859b", "", "")
MARK_DASHES = ("5 3", "1.5 2.5", "9 3 2 3")


def stroke(place: int) -> Stroke:
    """The look of the series at a place: thirty pairs of dashes and marker before one comes back."""
    names = list(MARKERS)
    return Stroke(
        str(place % len(COLOURS)), COLOURS[place % len(COLOURS)], DASHES[place % len(DASHES)], names[place % len(names)]
    )


def mark_dash(place: int) -> str:
    """The dashes of the minimum at a place."""
    return MARK_DASHES[place % len(MARK_DASHES)]


def ramp(count: int) -> list[Fill]:
    """So many fills from the darkest (the best) to the palest, as far apart as five shades allow."""
    return [SHADES[4 - 4 * place // max(count - 1, 1)] for place in range(count)]
