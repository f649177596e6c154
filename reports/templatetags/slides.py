"""What slides show: their chart, shades, and texts as short as a room can read."""

from dataclasses import dataclass
from fractions import Fraction

from django import template

from charts import trends
from charts.base import Chart, Mark
from charts.looks import SHADES, SIGNS, Shade
from charts.series import Series, Value
from evaluations.scoring.rounding import exact_text, text
from reports.documents.parts import AreaLine, GateLine
from reports.documents.quarterly import QuarterlyReport, UnitResult
from reports.documents.slides import Slide, shortened

register = template.Library()

MEANINGS = ("jauh di bawah WBK", "di bawah WBK", "memenuhi WBK", "memenuhi WBBM", "90 % ke atas")
CROSS = "M-4 -4 L4 4 M4 -4 L-4 4"
GATE = 32  # letters of the name of a minimum
FAILS, MEETS = "#8a1c13", "#0b5e2c"  # as static/reports/deck.css has them


@dataclass(frozen=True, slots=True)
class Key:
    """What a shade of the map means."""

    shade: Shade

    @property
    def number(self) -> int:
        return int(self.shade)

    @property
    def d(self) -> str:
        """The path of its sign, and in `ink` its colour."""
        return SIGNS[self.shade]

    @property
    def ink(self) -> str:
        return SHADES[self.shade].ink

    @property
    def words(self) -> str:
        return MEANINGS[self.shade]


@dataclass(frozen=True, slots=True)
class GateRow:
    """A minimum of the predicate a unit aims at, in points."""

    gate: GateLine
    target: str

    @property
    def passed(self) -> bool:
        return self.gate.passes(self.target)

    @property
    def required(self):
        return self.gate.required(self.target)

    @property
    def d(self) -> str:
        """The path of its sign."""
        return SIGNS[Shade.FIRST] if self.passed else CROSS

    @property
    def ink(self) -> str:
        return MEETS if self.passed else FAILS

    @property
    def label(self) -> str:
        """What fits one line: 1 Manajemen Perubahan."""
        return shortened(self.gate.label.removeprefix("Area "), GATE)


@register.simple_tag
def shades() -> list[Key]:
    """The key of the map, from the lowest up."""
    return [Key(shade) for shade in Shade]


@register.filter
def key_of(area: AreaLine) -> Key:
    """How far an area has come."""
    return Key(area.shade)


@register.filter
def share_text(area: AreaLine) -> str:
    """The percent of its weight that an area reached, without the sign: 91,67."""
    return text(Fraction(area.ratio) * 100)


@register.simple_tag
def gate_rows(unit: UnitResult) -> list[GateRow]:
    """The minimums of the predicate aimed at."""
    return [GateRow(gate, unit.target) for gate in unit.gates]


@register.filter
def on_slide(words: str, most: int) -> str:
    """A text with so many letters at most."""
    return shortened(words, most)


@register.simple_tag
def slide_trend(report: QuarterlyReport, slide: Slide) -> Chart:
    """The lines of the slide's units before those of all others, against both minimum totals."""
    total = next(minimum for minimum in report.minimums if minimum.kind == "total")
    marks = [
        Mark(key, f"{key} {exact_text(points)}", Fraction(points) / 100)
        for key, points in (("WBK", total.wbk), ("WBBM", total.wbbm))
    ]
    shown = {unit.unit_id for unit in slide.units}
    others = [unit for unit in report.trends if unit.unit_id not in shown]
    axis = [point.quarter for point in slide.units[0].trend]
    return trends.trend_lines(
        [trends.Quarter(quarter.numeral, str(quarter.year)) for quarter in axis],
        [*(_line(unit) for unit in slide.units), *(_line(unit, quiet=True) for unit in others)],
        marks=marks,
        key=f"tren-{slide.number}",
        title="Nilai total unit kerja dari triwulan ke triwulan",
        frame=trends.SLIDE,
    )


def _line(unit: UnitResult, *, quiet: bool = False) -> Series:
    values = [
        None if point.total is None else Value(Fraction(point.total) / 100, text(point.total)) for point in unit.trend
    ]
    return Series(unit.name, values, quiet=quiet)
