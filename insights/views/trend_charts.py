"""The charts of the pages about trends: queries in, `charts` out. Shares are of the axis, texts as they are read."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.urls import reverse

from charts import heat, trends
from charts.base import Chart, Mark
from charts.distribution import Part, Spread, distribution
from charts.heat import Cell, HeatRow
from charts.looks import Shade
from charts.series import Series, Value
from evaluations.enums import Assessor
from evaluations.models import Period
from evaluations.quarters import Quarter
from evaluations.queries.instruments import Loaded
from evaluations.queries.standing import AreaStanding
from evaluations.scoring.rounding import exact_text, percent_text, text
from evaluations.scoring.types import Area
from insights.queries.question_spread import QuestionSpread
from insights.queries.results import Result
from insights.queries.trends import Trends, UnitLine
from insights.queries.unit_trend import TrendQuarter, UnitTrend

NAMES = {Assessor.UNIT: "Menurut unit", Assessor.TPI: "Menurut TPI"}
BY = {Assessor.UNIT: "menurut unit", Assessor.TPI: "menurut TPI"}
NAMED = 12  # lines that are told apart; more are drawn thin
LEGEND = {
    Shade.BELOW: "di bawah minimal WBK",
    Shade.FIRST: "memenuhi minimal WBK",
    Shade.SECOND: "memenuhi minimal WBBM",
}


# --- one unit -------------------------------------------------------------------------------------
def total_chart(found: UnitTrend, source: Loaded) -> Chart:
    """Both sides' totals against the minimums of the quarter asked for."""
    return _both(found, _total, marks=total_marks(source), title="Nilai total per triwulan")


def area_chart(found: UnitTrend, source: Loaded, area: Area) -> Chart:
    """Both sides' points of one area, in percent of its weight."""
    title = f"Area {area.number}, {area.title}, per triwulan"
    return _both(found, lambda result: _area(result, area.number), marks=area_marks(source), title=title, unit=" %")


def earlier_minimums(found: UnitTrend, *, of_area: bool) -> list[str]:
    """What the minimums were before each change of the instrument, which the chart's lines do not tell."""
    marks = area_marks if of_area else total_marks
    return [
        f"Sampai {result.when.name} berlaku: {'; '.join(mark.label for mark in marks(result.source))}."
        for result in found.superseded
    ]


def _both(found: UnitTrend, value, *, marks: list[Mark], title: str, unit: str = "") -> Chart:
    series = [
        Series(name, [(result := quarter.settled(assessor)) and value(result) for quarter in found.quarters])
        for assessor, name in NAMES.items()
    ]
    quarters = [_quarter(quarter.when, quarter.changed) for quarter in found.quarters]
    return trends.trend_lines(quarters, series, marks=marks, key="perkembangan", title=title, unit=unit)


def area_map(found: UnitTrend, source: Loaded, assessor: str) -> Chart:
    """The areas over the quarters, one side; each judged by the minimums of its own quarter."""
    shown = [quarter for quarter in found.quarters if quarter.has_result]
    rows = [
        HeatRow(f"{area.number}. {area.title}", [_past_cell(quarter, area.number, assessor) for quarter in shown])
        for area in source.instrument.areas
    ]
    columns = [f"{quarter.when.name}{'*' if quarter.changed else ''}" for quarter in shown]
    title = f"Capaian enam area per triwulan, {BY[Assessor(assessor)]}"
    return heat.heat_map(columns, rows, legend=LEGEND, key="area", title=title, head="Area")


def _past_cell(quarter: TrendQuarter, number: int, assessor: str) -> Cell:
    result = quarter.settled(assessor)
    area = next((area for area in result.standing.areas if area.number == number), None) if result else None
    return _cell(area)


# --- all units ------------------------------------------------------------------------------------
def unit_lines(found: Trends, lines: Sequence[UnitLine], source: Loaded) -> Chart:
    """The totals of these units; the first NAMED are told apart."""
    series = [
        Series(
            line.label,
            [(result := line.history.get(quarter.when)) and _total(result) for quarter in found.quarters],
            quiet=place >= NAMED,
            url=_unit_url(found.period, line),
        )
        for place, line in enumerate(lines)
    ]
    quarters = [_quarter(quarter.when, quarter.changed) for quarter in found.quarters]
    title = f"Nilai total semua unit kerja, {BY[Assessor(found.assessor)]}"
    return trends.trend_lines(quarters, series, marks=total_marks(source), key="unit", title=title)


def unit_map(found: Trends, lines: Iterable[UnitLine], source: Loaded) -> Chart:
    """The areas of these units in the quarter."""
    areas = source.instrument.areas
    rows = [
        HeatRow(line.label, _cells(line, [area.number for area in areas]), url=_unit_url(found.period, line))
        for line in lines
    ]
    columns = [f"{area.number}. {area.title}" for area in areas]
    return heat.heat_map(columns, rows, legend=LEGEND, key="peta", title=f"Capaian area per unit, {found.period}")


def _cells(line: UnitLine, numbers: list[int]) -> list[Cell]:
    standings = {area.number: area for area in line.row.shown.areas} if line.row.shown else {}
    return [_cell(standings.get(number)) for number in numbers]


def _unit_url(period: Period, line: UnitLine) -> str:
    return reverse("insights:unit_trend", args=[period, line.row.evaluation.unit.code])


# --- questions ------------------------------------------------------------------------------------
def spread_chart(period: Period, spreads: Iterable[QuestionSpread], *, key: str, title: str) -> Chart:
    """One bar per question, which leads to the answers of all units."""
    return distribution([_spread(period, spread) for spread in spreads], key=key, title=title)


def _spread(period: Period, spread: QuestionSpread) -> Spread:
    return Spread(
        label=f"{spread.question.code} {spread.question.text}",
        parts=[Part(name, count) for name, count in spread.counted],
        unanswered=spread.unanswered,
        note=spread.sentence,
        url=reverse("evaluations:question", args=[period, spread.question.code]),
    )


# --- what they share ------------------------------------------------------------------------------
def total_marks(source: Loaded) -> list[Mark]:
    """The minimums of the total, points of 100."""
    weight = source.instrument.weight
    return [
        Mark(key, f"Minimal {key} {exact_text(predicate.total)}", predicate.total / weight)
        for key, predicate in source.instrument.predicates.items()
    ]


def area_marks(source: Loaded) -> list[Mark]:
    """The minimums of every area, percent of its weight."""
    return [
        Mark(key, f"Minimal {key} {exact_text(predicate.area_percent)} %", predicate.area_percent / 100)
        for key, predicate in source.instrument.predicates.items()
    ]


def _quarter(when: Quarter, changed: bool) -> trends.Quarter:
    return trends.Quarter(f"TW {when.numeral}", str(when.year), changed)


def _total(result: Result) -> Value:
    return Value(result.strict / Decimal(100), text(result.strict))


def _area(result: Result, number: int) -> Value | None:
    """None for an area that the quarter's instrument does not have."""
    ratio = next((area.ratio for area in result.standing.areas if area.number == number), None)
    return None if ratio is None else Value(ratio, percent_text(ratio))


def _cell(area: AreaStanding | None) -> Cell:
    if area is None:
        return Cell()
    shade = Shade.SECOND if area.passes_wbbm else Shade.FIRST if area.passes_wbk else Shade.BELOW
    return Cell(percent_text(area.ratio), shade)
