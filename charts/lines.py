"""One line over the quarters against minimums, as SVG: small enough to stand in rows beside others of the same scale.

First and last value are written; the description and the table tell every value. `charts.trends` draws several lines
large.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from charts.base import EMPTY, NOTHING, Chart, Mark, Row, Share, Table, draw
from charts.looks import mark_dash

# All lengths are whole units of the view box.
WIDTH, HEIGHT = 240, 150
LEFT, RIGHT, TOP, BOTTOM = 8, 198, 20, 122
STEP = Fraction(1, 20)  # an axis begins and ends at a whole step


@dataclass(frozen=True, slots=True)
class Point:
    """One quarter: `label` below the axis and `group` (the year) below that. `share` is 0..1, None where there is no
    value; `value` is written as it is given."""

    label: str
    group: str
    share: Share | None
    value: str = ""


@dataclass(frozen=True, slots=True)
class Scale:
    """From where to where an axis runs, as shares: one for charts that stand side by side."""

    begin: Fraction
    end: Fraction

    def y(self, share: Share) -> int:
        """How far down a value stands; what lies outside stands at the edge."""
        ratio = (min(max(Fraction(share), self.begin), self.end) - self.begin) / (self.end - self.begin)
        return BOTTOM - int(ratio * (BOTTOM - TOP))


def scale(shares: Sequence[Share], marks: Sequence[Mark]) -> Scale:
    """The shortest axis of whole steps that shows all these values and minimums with some room; without any, all."""
    values = [Fraction(share) for share in [*shares, *(mark.share for mark in marks)]]
    if not values:
        return Scale(Fraction(0), Fraction(1))
    begin = max(Fraction(0), (min(values) - STEP / 2) // STEP * STEP)
    end = min(Fraction(1), -((-max(values) - STEP / 2) // STEP) * STEP)
    return Scale(begin, max(end, begin + STEP))


def trend_line(points: Sequence[Point], *, marks: Sequence[Mark], scale: Scale, key: str, title: str) -> Chart:
    """The values from the oldest to the newest; a quarter without one leaves a gap."""
    places = [
        {"x": _x(number, len(points)), "y": None if point.share is None else scale.y(point.share), "point": point}
        for number, point in enumerate(points)
    ]
    drawn = [place for place in places if place["y"] is not None]
    return draw(
        "charts/lines.svg",
        key=key,
        title=title,
        description=_description(points),
        size=(WIDTH, HEIGHT),
        table=_table(points, marks),
        left=LEFT,
        right=RIGHT,
        bottom=BOTTOM,
        marks=[
            {"label": mark.label, "y": scale.y(mark.share), "dash": mark_dash(place)}
            for place, mark in enumerate(marks)
        ],
        segments=_segments(places),
        dots=drawn[:-1],
        first=_written(drawn[0]) if len(drawn) > 1 else None,
        last=_written(drawn[-1]) if drawn else None,
        ticks=[{"x": place["x"], "label": place["point"].label} for place in places],
        groups=_groups(places),
        empty="" if drawn else EMPTY,
    )


def _x(number: int, count: int) -> int:
    return LEFT + 16 + (RIGHT - LEFT - 32) * number // max(count - 1, 1)


def _written(place: dict) -> dict:
    """A value above its dot, on white so that no line runs through it."""
    x, y = place["x"], place["y"]
    return {"x": x, "y": y, "value_y": y - 8, "box_x": x - 16, "box_y": y - 18, "value": place["point"].value}


def _segments(places: Sequence[dict]) -> list[str]:
    """The line in pieces, one for each run of quarters that have a value."""
    runs: list[list[str]] = [[]]
    for place in places:
        if place["y"] is None:
            runs.append([])
        else:
            runs[-1].append(f"{place['x']},{place['y']}")
    return [" ".join(run) for run in runs if len(run) > 1]


def _groups(places: Sequence[dict]) -> list[dict]:
    """Each year once, below its first quarter."""
    found: dict[str, int] = {}
    for place in places:
        found.setdefault(place["point"].group, place["x"])
    return [{"label": label, "x": x} for label, x in found.items()]


def _table(points: Sequence[Point], marks: Sequence[Mark]) -> Table:
    note = f"Nilai minimal: {'; '.join(mark.label for mark in marks)}." if marks else ""
    rows = tuple(Row(f"{point.label} {point.group}", (point.value or NOTHING,)) for point in points)
    return Table(("Triwulan", "Nilai"), rows, note)


def _description(points: Sequence[Point]) -> str:
    """Every value in one sentence, for people who do not see it."""
    values = "; ".join(f"{point.label} {point.group}: {point.value or 'tidak ada'}" for point in points)
    return f"{values or EMPTY}."
