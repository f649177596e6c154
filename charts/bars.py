"""Horizontal bars against minimums, as SVG: the same picture on a screen and in a PDF.

Only presentation attributes, so a strict Content-Security-Policy lets it pass. What a bar means is told by its
lightness, its outline and its text, never by hue alone; the page that shows a chart puts the table behind it.
"""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

Share = Fraction | Decimal | int

# All lengths are whole units of the view box.
WIDTH, LABELS, PLOT = 720, 236, 368
TOP, ROW, BAR, FOOT = 30, 34, 18, 48
LABEL_CHARACTERS, LABEL_LINES = 40, 2
TICKS = (0, 20, 40, 60, 80, 100)


class Level(StrEnum):
    """How far a bar has come: below the first minimum, past it, past the second as well."""

    BELOW = "below"
    FIRST = "first"
    SECOND = "second"


@dataclass(frozen=True, slots=True)
class Mark:
    """A minimum, drawn as a line across all bars. `share` is 0..1 of the axis; `label` stands above the line."""

    name: str
    label: str
    share: Share


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar. `share` is 0..1 of the axis; `value` and `note` are written at its right as they are given."""

    label: str
    share: Share
    value: str
    level: Level
    note: str = ""


def area_bars(bars: Sequence[Bar], *, marks: Sequence[Mark], key: str, title: str) -> SafeString:
    """The six areas of one unit in percent of their weight. `key` makes the ids unique on the page."""
    return _render(bars, marks, key, title, unit=" %")


def unit_bars(bars: Sequence[Bar], *, marks: Sequence[Mark], key: str, title: str) -> SafeString:
    """The totals of several units in points of 100, best first as given."""
    return _render(bars, marks, key, title, unit="")


def _render(bars: Sequence[Bar], marks: Sequence[Mark], key: str, title: str, unit: str) -> SafeString:
    bottom = TOP + ROW * len(bars)
    return render_to_string(
        "charts/bars.svg",
        {
            "key": key,
            "title": title,
            "description": _description(bars),
            "width": WIDTH,
            "height": bottom + FOOT,
            "left": LABELS,
            "bottom": bottom,
            "top": TOP - 6,
            "bars": [_bar(bar, TOP + ROW * place) for place, bar in enumerate(bars)],
            "marks": [_mark(mark, place) for place, mark in enumerate(marks)],
            "ticks": [{"x": _x(Fraction(tick, 100)), "label": f"{tick}{unit}"} for tick in TICKS],
            "legend": _legend(marks, bottom + FOOT - 12),
        },
    )


def _description(bars: Sequence[Bar]) -> str:
    """The whole chart in one sentence, for people who do not see it."""
    return "; ".join(f"{bar.label}: {bar.value}" for bar in bars) + "."


def length(share: Share) -> int:
    """Length of a bar in units of the view box; shares outside 0..1 end at the axis."""
    return int(min(max(share, 0), 1) * PLOT)


def _x(share: Share) -> int:
    return LABELS + length(share)


def _bar(bar: Bar, y: int) -> dict:
    lines = textwrap.wrap(bar.label, LABEL_CHARACTERS, max_lines=LABEL_LINES, placeholder=" …", break_on_hyphens=False)
    first = y + ROW // 2 + 4 - 7 * (len(lines) - 1)
    return {
        "lines": [{"y": first + 13 * place, "text": text} for place, text in enumerate(lines)],
        "y": y + (ROW - BAR) // 2,
        "height": BAR,
        "length": length(bar.share),
        "level": bar.level,
        "value": bar.value,
        "note": bar.note,
        "value_x": LABELS + PLOT + 10,
        "value_y": y + ROW // 2 + (0 if bar.note else 4),
        "note_y": y + ROW // 2 + 12,
    }


def _mark(mark: Mark, place: int) -> dict:
    """The first label ends at its line and the others begin there: two minimums may lie close together."""
    x = _x(mark.share)
    return {"x": x, "label": mark.label, "anchor": "start" if place else "end", "label_x": x + (3 if place else -3)}


def _legend(marks: Sequence[Mark], y: int) -> list[dict]:
    """What the looks mean: below the first minimum, then one entry per minimum."""
    texts = [f"di bawah minimal {mark.name}" for mark in marks[:1]]
    texts += [f"memenuhi minimal {mark.name}" for mark in marks[:2]]
    return [
        {"level": look, "text": text, "x": LABELS + 158 * place, "y": y}
        for place, (look, text) in enumerate(zip(Level, texts, strict=False))
    ]
