"""What every chart has: a drawing, a title, a sentence for people who do not see it, and the table behind it.

The same drawing stands on screens and in PDFs. It is coloured by presentation attributes only, which a strict
Content-Security-Policy lets pass and WeasyPrint draws; on a screen `static/css/charts.css` sets the same colours by
class, so that they follow the theme. Figures come in as exact shares (for lengths) and as texts ready to be read:
nothing is rounded here.
"""

import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.template.loader import render_to_string
from django.utils.html import html_safe
from django.utils.safestring import SafeString

Share = Fraction | Decimal | int

NOTHING = "–"
EMPTY = "Belum ada nilai"
FITS_A_PHONE = 400  # units of the view box


@dataclass(frozen=True, slots=True)
class Mark:
    """A minimum, drawn as a line across the chart. `share` is 0..1 of the axis; `label` stands at the line."""

    name: str
    label: str
    share: Share


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table behind a chart; `url` leads from its label to the page about it."""

    label: str
    cells: tuple[str, ...]
    url: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """The figures of a chart. `columns` are the heads, the first that of the rows; `note` is a sentence below."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str = ""


@html_safe
@dataclass(frozen=True, slots=True)
class Chart:
    """A chart ready to be shown: written into a template it is its drawing; `components/chart.html` shows it whole.

    `width` and `height` are those of the drawing in units of its view box.
    """

    key: str
    title: str
    svg: SafeString
    table: Table
    width: int
    height: int

    @property
    def is_wide(self) -> bool:
        """It scrolls sideways on a phone: made smaller, nobody could read it."""
        return self.width > FITS_A_PHONE

    def __str__(self) -> str:
        return self.svg


def draw(
    template: str, *, key: str, title: str, description: str, size: tuple[int, int], table: Table, **drawing: object
) -> Chart:
    """A chart of that template, which extends `charts/frame.svg`. Raises ValueError for a key no id can begin with."""
    if not re.fullmatch(r"[A-Za-z][\w-]*", key):
        raise ValueError(f"{key!r} cannot begin the ids of a chart")
    width, height = size
    kind = template.removeprefix("charts/").removesuffix(".svg")
    drawing.setdefault("middle", (width // 2, height // 2))  # where an empty chart says so
    heading = {"key": key, "title": title, "description": description, "width": width, "height": height, "kind": kind}
    svg = render_to_string(template, {**drawing, **heading})
    return Chart(key, title, svg, table, width, height)


def clamped(share: Share) -> Fraction:
    """A share as a place on an axis: what lies outside 0..1 stands at its end."""
    return Fraction(min(max(share, 0), 1))


def wrapped(text: str, characters: int, lines: int) -> list[str]:
    """A label in lines; what does not fit ends in dots. No text is one empty line."""
    found = textwrap.wrap(text, characters, max_lines=lines, placeholder=" …", break_on_hyphens=False)
    return found or [""]


def lines_at(texts: Sequence[str], middle: int, height: int) -> list[dict]:
    """Lines of text around a middle: where the foot of each stands."""
    first = middle + 4 - height * (len(texts) - 1) // 2
    return [{"y": first + height * place, "text": text} for place, text in enumerate(texts)]


def spread(wanted: Sequence[int], gap: int, first: int, last: int) -> list[int]:
    """Places for labels at least `gap` apart, as near to where they are wanted as their order allows.

    They begin at `first` and end at `last`, or further down when there is not room enough.
    """
    order = sorted(range(len(wanted)), key=lambda number: wanted[number])
    places = [0] * len(wanted)
    lowest = first - gap
    for number in order:
        lowest = places[number] = max(wanted[number], lowest + gap)
    highest = max(last, first + gap * (len(wanted) - 1)) + gap
    for number in reversed(order):
        highest = places[number] = min(places[number], highest - gap)
    return places
