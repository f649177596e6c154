"""Horizontal bars against minimums: areas of a unit, totals of units."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from charts.base import EMPTY, NOTHING, Chart, Mark, Row, Share, Table, clamped, draw, lines_at, wrapped
from charts.looks import SHADES, Fill, Shade, mark_dash

# All lengths are whole units of the view box.
WIDTH, LABELS, PLOT = 720, 236, 368
TOP, ROW, BAR, FOOT = 30, 34, 18, 48
LABEL_CHARACTERS, LABEL_LINES = 40, 2
TICKS = (0, 20, 40, 60, 80, 100)
ROOM_WHEN_EMPTY = 2  # rows


class Level(StrEnum):
    """How far a bar has come: below the first minimum, past it, past the second as well."""

    BELOW = "below"
    FIRST = "first"
    SECOND = "second"


LOOKS: dict[Level, Fill] = {
    Level.BELOW: SHADES[Shade.FAR],
    Level.FIRST: SHADES[Shade.SECOND],
    Level.SECOND: SHADES[Shade.TOP],
}


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar. `share` is 0..1 of the axis, None where there is no value (a weight of zero, not assessed).

    `value` and `note` are written at its right as they are given; `url` leads from the table to the page about it.
    """

    label: str
    share: Share | None
    value: str
    level: Level
    note: str = ""
    url: str = ""


def area_bars(bars: Sequence[Bar], *, marks: Sequence[Mark], key: str, title: str) -> Chart:
    """The six areas of one unit in percent of their weight. `key` makes the ids unique on the page."""
    return _chart(bars, marks, key, title, head="Area", unit=" %")


def unit_bars(bars: Sequence[Bar], *, marks: Sequence[Mark], key: str, title: str) -> Chart:
    """The totals of several units in points of 100, best first as given."""
    return _chart(bars, marks, key, title, head="Unit kerja", unit="")


def _chart(bars: Sequence[Bar], marks: Sequence[Mark], key: str, title: str, *, head: str, unit: str) -> Chart:
    bottom = TOP + ROW * (len(bars) or ROOM_WHEN_EMPTY)
    return draw(
        "charts/bars.svg",
        key=key,
        title=title,
        description=_description(bars, marks),
        size=(WIDTH, bottom + FOOT),
        table=_table(bars, marks, head),
        left=LABELS,
        bottom=bottom,
        top=TOP - 6,
        bars=[_bar(bar, TOP + ROW * place) for place, bar in enumerate(bars)],
        marks=[_mark(mark, place) for place, mark in enumerate(marks)],
        ticks=[{"x": _x(Fraction(tick, 100)), "label": f"{tick}{unit}"} for tick in TICKS],
        legend=_legend(marks, bottom + FOOT - 12),
        middle=(LABELS + PLOT // 2, (TOP + bottom) // 2),
        empty="" if bars else EMPTY,
    )


def _description(bars: Sequence[Bar], marks: Sequence[Mark]) -> str:
    """The whole chart in a sentence, for people who do not see it."""
    values = "; ".join(f"{bar.label}: {bar.value or NOTHING}" for bar in bars) or EMPTY
    return f"{values}.{_minimums(marks)}"


def _minimums(marks: Sequence[Mark]) -> str:
    return f" Nilai minimal: {'; '.join(mark.label for mark in marks)}." if marks else ""


def _table(bars: Sequence[Bar], marks: Sequence[Mark], head: str) -> Table:
    """Notes are a column of their own when there are any."""
    noted = any(bar.note for bar in bars)
    rows = (
        Row(bar.label, (bar.value or NOTHING, _meets(bar, marks), *((bar.note,) if noted else ())), bar.url)
        for bar in bars
    )
    return Table((head, "Nilai", "Nilai minimal", *(("Keterangan",) if noted else ())), tuple(rows), _minimums(marks))


def _meets(bar: Bar, marks: Sequence[Mark]) -> str:
    """The bar's level in words."""
    if bar.share is None or not marks:
        return NOTHING
    if bar.level == Level.BELOW:
        return f"di bawah {marks[0].name}"
    return f"memenuhi {marks[-1 if bar.level == Level.SECOND else 0].name}"


def length(share: Share) -> int:
    """Length of a bar in units of the view box; shares outside 0..1 end at the axis."""
    return int(clamped(share) * PLOT)


def _x(share: Share) -> int:
    return LABELS + length(share)


def _bar(bar: Bar, y: int) -> dict:
    return {
        "lines": lines_at(wrapped(bar.label, LABEL_CHARACTERS, LABEL_LINES), y + ROW // 2, 14),
        "y": y + (ROW - BAR) // 2,
        "height": BAR,
        "length": None if bar.share is None else length(bar.share),
        "look": LOOKS[bar.level],
        "value": bar.value or NOTHING,
        "note": bar.note,
        "value_x": LABELS + PLOT + 10,
        "value_y": y + ROW // 2 + (0 if bar.note else 4),
        "note_y": y + ROW // 2 + 12,
    }


def _mark(mark: Mark, place: int) -> dict:
    """The first label ends at its line and the others begin there: two minimums may lie close together."""
    x = _x(mark.share)
    anchor, aside = ("start", 3) if place else ("end", -3)
    return {"x": x, "label": mark.label, "anchor": anchor, "label_x": x + aside, "dash": mark_dash(place)}


def _legend(marks: Sequence[Mark], y: int) -> list[dict]:
    """What the looks mean: below the first minimum, then one entry per minimum."""
    texts = [f"di bawah minimal {mark.name}" for mark in marks[:1]]
    texts += [f"memenuhi minimal {mark.name}" for mark in marks[:2]]
    return [
        {"look": LOOKS[level], "text": text, "x": LABELS + 158 * place, "y": y}
        for place, (level, text) in enumerate(zip(Level, texts, strict=False))
    ]
