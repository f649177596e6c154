"""A radar: several series over the same axes (the six areas), the minimums as outlines."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from charts.base import EMPTY, Chart, Row, Share, Table, clamped, draw, lines_at, wrapped
from charts.looks import MARKERS, Stroke, mark_dash
from charts.series import Series, any_value, checked, dots, row, strokes, told

# All lengths are whole units of the view box.
WIDTH, RADIUS, LABEL_AT = 400, 96, 108
MIDDLE_X, MIDDLE_Y = WIDTH // 2, 150
LEGEND_TOP, LEGEND_ROW, LEGEND_COLUMNS = 304, 18, 2
LABEL_CHARACTERS, LABEL_LINES, LINE = 17, 4, 12
NAME_CHARACTERS = 24
RINGS = (20, 40, 60, 80, 100)  # percent
SIDEWAYS = 6  # a label further than this from the middle stands beside its axis


@dataclass(frozen=True, slots=True)
class Outline:
    """A minimum: a share 0..1 for every axis (the same everywhere for areas); `label` names it with its value."""

    label: str
    shares: Sequence[Share]


def radar(axes: Sequence[str], series: Sequence[Series], *, outlines: Sequence[Outline], key: str, title: str) -> Chart:
    """Every axis from 0 in the middle to its whole weight. A missing value leaves its series open there.

    Raises ValueError when a series or a minimum has not one value per axis.
    """
    checked(series, len(axes))
    if any(len(outline.shares) != len(axes) for outline in outlines):
        raise ValueError(f"a minimum needs {len(axes)} shares")
    looks = strokes(series)
    legend = _legend(series, looks, outlines)
    return draw(
        "charts/radar.svg",
        key=key,
        title=title,
        description=_description(axes, series, outlines),
        size=(WIDTH, LEGEND_TOP + LEGEND_ROW * -(-len(legend) // LEGEND_COLUMNS)),
        table=_table(axes, series, outlines),
        rings=[
            {
                "points": _ring([Fraction(ring, 100)] * len(axes)),
                "label": f"{ring} %",
                "y": _at(Fraction(ring, 100), 0, 1)[1],
            }
            for ring in RINGS
        ],
        spokes=[_spoke(label, place, len(axes)) for place, label in enumerate(axes)],
        outlines=[{"points": _ring(one.shares), "dash": mark_dash(place)} for place, one in enumerate(outlines)],
        lines=[_line(one, look) for one, look in zip(series, looks, strict=True)],
        legend=legend,
        centre=(MIDDLE_X, MIDDLE_Y),
        middle=(MIDDLE_X, MIDDLE_Y),
        empty="" if any_value(series) else EMPTY,
    )


def _at(share: Share, place: int, count: int, radius: int = RADIUS) -> tuple[int, int]:
    """Where a share of an axis stands: the first axis points up, the others follow clockwise.

    Whole units of the view box: this is where ink goes, not what a score is.
    """
    angle = 2 * math.pi * place / max(count, 1)
    length = float(clamped(share)) * radius
    return math.floor(MIDDLE_X + length * math.sin(angle) + 0.5), math.floor(MIDDLE_Y - length * math.cos(angle) + 0.5)


def _ring(shares: Sequence[Share]) -> str:
    return " ".join("{},{}".format(*_at(share, place, len(shares))) for place, share in enumerate(shares))


def _spoke(label: str, place: int, count: int) -> dict:
    end_x, end_y = _at(1, place, count)
    x, y = _at(1, place, count, LABEL_AT)
    lines = wrapped(label, LABEL_CHARACTERS, LABEL_LINES)
    beside = x - MIDDLE_X
    anchor = "middle" if abs(beside) < SIDEWAYS else "start" if beside > 0 else "end"
    lift = 0
    if anchor == "middle":
        lift = (LINE * (len(lines) - 1) // 2) * (-1 if y < MIDDLE_Y else 1)
    return {"x": end_x, "y": end_y, "label_x": x, "anchor": anchor, "lines": lines_at(lines, y + lift, LINE)}


def _line(one: Series, look: Stroke) -> dict:
    count = len(one.values)
    places = [None if value is None else _at(value.share, place, count) for place, value in enumerate(one.values)]
    closed = None not in places and count > 0
    return {"look": look, "closed": closed, "runs": _runs(places, closed=closed), "dots": dots(look, places)}


def _runs(places: Sequence[tuple[int, int] | None], *, closed: bool) -> list[str]:
    """The way around, in pieces where a value is missing; a piece may run over the first axis."""
    texts = [None if place is None else f"{place[0]},{place[1]}" for place in places]
    if closed:
        return [" ".join(texts)]
    begin = next((number for number, text in enumerate(texts) if text is None), 0)
    runs: list[list[str]] = [[]]
    for text in [*texts[begin:], *texts[:begin]]:
        if text is None:
            runs.append([])
        else:
            runs[-1].append(text)
    return [" ".join(run) for run in runs if len(run) > 1]


def _legend(series: Sequence[Series], looks: Sequence[Stroke], outlines: Sequence[Outline]) -> list[dict]:
    items = [
        {"look": look, "d": MARKERS.get(look.marker, ""), "text": one.name}
        for one, look in zip(series, looks, strict=True)
    ]
    items += [{"look": None, "dash": mark_dash(place), "text": one.label} for place, one in enumerate(outlines)]
    column = WIDTH // LEGEND_COLUMNS
    return [
        {
            **item,
            "text": wrapped(item["text"], NAME_CHARACTERS, 1)[0],
            "x": 12 + column * (place % LEGEND_COLUMNS),
            "y": LEGEND_TOP + LEGEND_ROW * (place // LEGEND_COLUMNS),
        }
        for place, item in enumerate(items)
    ]


def _description(axes: Sequence[str], series: Sequence[Series], outlines: Sequence[Outline]) -> str:
    values = "; ".join(told(one, axes) for one in series) if any_value(series) else EMPTY
    return f"{values}.{_minimums(outlines)}"


def _minimums(outlines: Sequence[Outline]) -> str:
    return f" Nilai minimal: {'; '.join(one.label for one in outlines)}." if outlines else ""


def _table(axes: Sequence[str], series: Sequence[Series], outlines: Sequence[Outline]) -> Table:
    """A row per axis: there are few series."""
    columns = [row(one).cells for one in series]
    rows = tuple(Row(label, tuple(cells[place] for cells in columns)) for place, label in enumerate(axes))
    return Table(("Area", *(one.name for one in series)), rows, _minimums(outlines).strip())
