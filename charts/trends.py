"""Lines over the quarters, large: several series against minimums.

Nothing is joined across a quarter without a value, nor across a change of the instrument, whose place is marked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from charts.base import EMPTY, Chart, Mark, Row, Table, draw, spread, wrapped
from charts.lines import Scale
from charts.lines import scale as shortest
from charts.looks import MARKERS, Stroke, mark_dash
from charts.series import Series, any_value, checked, dots, row, strokes, told

# All lengths are whole units of the view box.
LEFT, TOP = 44, 24
FOOT, LABEL, AXIS = 38, 14, 20
MARGIN = 16  # between the edge of the plot and its first quarter
STEPS = (Fraction(1, 100), Fraction(1, 50), Fraction(1, 20), Fraction(1, 10), Fraction(1, 5))
MOST_TICKS = 7
SHORTEST_NAME = 8  # characters, beside its value
MOST_WRITTEN = 8  # quarters of a single line whose every value is written
CHANGED = "Instrumen berubah: nilai sebelum dan sesudah garis bertanda tidak dibandingkan."


@dataclass(frozen=True, slots=True)
class Quarter:
    """A place of the axis: `label` below it and `group` (the year) below that.

    `changed`: from this quarter on the instrument differs (another fingerprint) from that of the quarter before.
    """

    label: str
    group: str
    changed: bool = False

    @property
    def name(self) -> str:
        return f"{self.label} {self.group}".strip()


@dataclass(frozen=True, slots=True)
class Frame:
    """How large a drawing is: its width, where its plot ends at the right, how tall that is at least, and how many
    characters a name has with its value. The writing keeps its size, so a smaller frame shown as wide has larger
    writing."""

    width: int
    right: int
    plot: int
    characters: int


PAGE = Frame(720, 512, 230, 33)
SLIDE = Frame(496, 292, 160, 32)  # read from afar


@dataclass(frozen=True, slots=True)
class Axis:
    """From where to where the values run, as shares, and where the plot ends, in units of the view box."""

    begin: Fraction
    end: Fraction
    bottom: int

    def y(self, share) -> int:
        """How far down a value stands; what lies outside stands at the edge."""
        ratio = (min(max(Fraction(share), self.begin), self.end) - self.begin) / (self.end - self.begin)
        return self.bottom - int(ratio * (self.bottom - TOP))


def trend_lines(
    quarters: Sequence[Quarter],
    series: Sequence[Series],
    *,
    marks: Sequence[Mark],
    key: str,
    title: str,
    unit: str = "",
    scale: Scale | None = None,
    frame: Frame = PAGE,
) -> Chart:
    """The series from the oldest quarter to the newest, each named at its end.

    `unit` follows the numbers of the axis (" %"); `scale` makes charts comparable, else it is as short as can be.
    Raises ValueError when a series has not one value (or None) per quarter.
    """
    checked(series, len(quarters))
    marks_and_series = len(marks) + sum(not one.quiet for one in series)
    bottom = TOP + max(frame.plot, LABEL * marks_and_series)
    shares = [value.share for one in series for value in one.values if value is not None]
    shown = scale or shortest(shares, marks)
    axis = Axis(shown.begin, shown.end, bottom)
    looks = strokes(series)
    lines = [_line(one, look, quarters, axis, frame) for one, look in zip(series, looks, strict=True)]
    changes = [_between(number, len(quarters), frame) for number in _changed(quarters)]
    return draw(
        "charts/trends.svg",
        key=key,
        title=title,
        description=_description(quarters, series, marks),
        size=(frame.width, bottom + FOOT + (AXIS if changes or _others(series) else 0)),
        table=_table(quarters, series, marks),
        left=LEFT,
        right=frame.right,
        top=TOP,
        bottom=bottom,
        ticks=_ticks(axis, unit),
        quarters=[{"x": _x(number, len(quarters), frame), "label": one.label} for number, one in enumerate(quarters)],
        groups=_groups(quarters, frame),
        marks=[{"y": axis.y(mark.share), "dash": mark_dash(place)} for place, mark in enumerate(marks)],
        lines=[*(one for one in lines if not one["dots"]), *(one for one in lines if one["dots"])],
        values=_values(quarters, series, axis, frame),
        names=_names(quarters, series, looks, marks, axis, frame),
        changes=changes,
        foot={"y": bottom + FOOT + 8, "change": CHANGED if changes else "", "others": _others(series)},
        middle=((LEFT + frame.right) // 2, (TOP + bottom) // 2),
        empty="" if any_value(series) else EMPTY,
    )


def _x(number: int, count: int, frame: Frame) -> int:
    """A single quarter stands in the middle."""
    if count == 1:
        return (LEFT + frame.right) // 2
    return LEFT + MARGIN + (frame.right - LEFT - 2 * MARGIN) * number // max(count - 1, 1)


def _between(number: int, count: int, frame: Frame) -> int:
    """Half way between a quarter and the one before."""
    return (_x(number - 1, count, frame) + _x(number, count, frame)) // 2


def _changed(quarters: Sequence[Quarter]) -> list[int]:
    """Which quarters begin with another instrument; the first has nothing to differ from."""
    return [number for number, quarter in enumerate(quarters) if quarter.changed and number]


def _line(one: Series, look: Stroke, quarters: Sequence[Quarter], axis: Axis, frame: Frame) -> dict:
    places = [
        None if value is None else (_x(number, len(quarters), frame), axis.y(value.share))
        for number, value in enumerate(one.values)
    ]
    return {"look": look, "runs": _runs(places, set(_changed(quarters))), "dots": dots(look, places)}


def _runs(places: Sequence[tuple[int, int] | None], breaks: set[int]) -> list[str]:
    """The line in pieces: it ends where a value is missing and where the instrument changes."""
    runs: list[list[str]] = [[]]
    for number, place in enumerate(places):
        if place is None or number in breaks:
            runs.append([])
        if place is not None:
            runs[-1].append(f"{place[0]},{place[1]}")
    return [" ".join(run) for run in runs if len(run) > 1]


def _ticks(axis: Axis, unit: str) -> list[dict]:
    """Whole percents, as many as can be read."""
    length = axis.end - axis.begin
    step = next((step for step in STEPS if length / step < MOST_TICKS), STEPS[-1])
    first = -(-axis.begin // step)
    shares = [step * number for number in range(first, axis.end // step + 1)]
    return [{"y": axis.y(share), "label": f"{int(share * 100)}{unit}"} for share in shares]


def _groups(quarters: Sequence[Quarter], frame: Frame) -> list[dict]:
    """Each year once, below its first quarter."""
    found: dict[str, int] = {}
    for number, quarter in enumerate(quarters):
        found.setdefault(quarter.group, _x(number, len(quarters), frame))
    return [{"label": label, "x": x} for label, x in found.items()]


def _values(quarters: Sequence[Quarter], series: Sequence[Series], axis: Axis, frame: Frame) -> list[dict]:
    """Written above the markers where only one line has them and there is room."""
    loud = [one for one in series if not one.quiet]
    if len(loud) != 1 or len(quarters) > MOST_WRITTEN:
        return []
    return [
        {"x": _x(number, len(quarters), frame), "y": axis.y(value.share) - 8, "text": value.text}
        for number, value in enumerate(loud[0].values)
        if value is not None
    ]


def _names(
    quarters: Sequence[Quarter],
    series: Sequence[Series],
    looks: Sequence[Stroke],
    marks: Sequence[Mark],
    axis: Axis,
    frame: Frame,
) -> list[dict]:
    """At the right of the plot: what each line is and its last value, as near to its end as the others allow."""
    found = [
        {"from_y": axis.y(mark.share), "text": mark.label, "strong": True, "look": None, "d": ""} for mark in marks
    ]
    for one, look in zip(series, looks, strict=True):
        ends = [(number, value) for number, value in enumerate(one.values) if value is not None]
        if not one.quiet and ends:
            number, value = ends[-1]
            when = "" if number == len(quarters) - 1 else f" ({quarters[number].label})"
            found.append(_name(one.name, look, axis.y(value.share), f"{value.text}{when}", frame))
    places = spread([item["from_y"] for item in found], LABEL, TOP, axis.bottom)
    return [{**item, "y": y} for item, y in zip(found, places, strict=True)]


def _name(name: str, look: Stroke, y: int, text: str, frame: Frame) -> dict:
    """A line that ended earlier says in which quarter its last value was."""
    short = wrapped(name, max(frame.characters - len(text), SHORTEST_NAME), 1)[0]
    return {"from_y": y, "text": f"{short} {text}", "strong": False, "look": look, "d": MARKERS[look.marker]}


def _others(series: Sequence[Series]) -> str:
    """What the lines without a name are."""
    return "Garis tipis kelabu: unit kerja lain." if any(one.quiet for one in series) else ""


def _minimums(marks: Sequence[Mark]) -> str:
    return f"Nilai minimal: {'; '.join(mark.label for mark in marks)}." if marks else ""


def _description(quarters: Sequence[Quarter], series: Sequence[Series], marks: Sequence[Mark]) -> str:
    """Every value, for people who do not see the lines."""
    names = [quarter.name for quarter in quarters]
    values = "; ".join(told(one, names) for one in series) if any_value(series) else EMPTY
    return " ".join(part for part in (f"{values}.", _minimums(marks), _changes(quarters)) if part)


def _changes(quarters: Sequence[Quarter]) -> str:
    names = [quarters[number].name for number in _changed(quarters)]
    return (
        f"Instrumen berubah pada {', '.join(names)}; nilai sebelum dan sesudahnya tidak dibandingkan." if names else ""
    )


def _table(quarters: Sequence[Quarter], series: Sequence[Series], marks: Sequence[Mark]) -> Table:
    rows: list[Row] = [row(one) for one in series]
    note = " ".join(part for part in (_minimums(marks), _changes(quarters)) if part)
    return Table(("Nama", *(quarter.name for quarter in quarters)), tuple(rows), note)
