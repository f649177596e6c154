"""Charts and sentences of reports for their templates; the figures come from the documents."""

from collections.abc import Sequence
from fractions import Fraction

from django import template
from django.utils.safestring import SafeString

from charts import bars, lines
from charts.base import Chart, Mark
from evaluations.scoring.rounding import exact_text, missing_text, percent_text, text
from reports.documents import monitoring_narrative, narrative, sections
from reports.documents.follow_up import RecommendationLine
from reports.documents.parts import AreaLine, GateLine
from reports.documents.quarterly import QuarterlyReport, UnitResult
from reports.documents.visits import VisitLine

register = template.Library()

CHAPTERS = {
    "areas": narrative.areas,
    "monitoring": monitoring_narrative.monitoring,
    "visits": monitoring_narrative.visits,
    "ekspose": monitoring_narrative.ekspose,
}
TRENDS_PER_ROW = 3


def _level(passes_wbk: bool, passes_wbbm: bool) -> bars.Level:
    if passes_wbbm:
        return bars.Level.SECOND
    return bars.Level.FIRST if passes_wbk else bars.Level.BELOW


@register.simple_tag
def area_chart(report: QuarterlyReport, unit: UnitResult) -> Chart:
    """Six bars: each area in percent of its weight against the WBK and WBBM minimum."""
    marks = [
        Mark(key, f"{key} {exact_text(share)} %", Fraction(share) / 100) for key, share in report.area_percent.items()
    ]
    title = f"Capaian enam area {unit.name} dibandingkan dengan nilai minimal"
    return bars.area_bars([_area_bar(area) for area in unit.areas], marks=marks, key=f"area-{unit.number}", title=title)


def _area_bar(area: AreaLine) -> bars.Bar:
    return bars.Bar(
        label=f"{area.number}. {area.title}",
        share=area.ratio,
        value=percent_text(area.ratio),
        level=_level(area.passes_wbk, area.passes_wbbm),
        note=f"{text(area.reached)} dari {exact_text(area.weight)} poin",
    )


@register.simple_tag
def units_chart(report: QuarterlyReport, units: Sequence[UnitResult]) -> Chart:
    """The totals of units against the minimum total of WBK and WBBM."""
    title = f"Nilai total unit kerja {report.quarter} dibandingkan dengan nilai minimal"
    rows = [_unit_bar(unit) for unit in units]
    return bars.unit_bars(rows, marks=_total_marks(report), key=f"units-{units[0].number}", title=title)


def _total_marks(report: QuarterlyReport) -> list[Mark]:
    """The minimum total of both predicates."""
    total = next(minimum for minimum in report.minimums if minimum.kind == "total")
    return [
        Mark(key, f"{key} {exact_text(points)}", Fraction(points) / 100)
        for key, points in (("WBK", total.wbk), ("WBBM", total.wbbm))
    ]


def _unit_bar(unit: UnitResult) -> bars.Bar:
    """The level is that of the total alone; the note says whether all minimums are reached."""
    total = next(gate for gate in unit.gates if gate.kind == "total")
    return bars.Bar(
        label=f"{unit.rank}. {unit.name}",
        share=Fraction(unit.total) / 100,
        value=text(unit.total),
        level=_level(total.passes_wbk, total.passes_wbbm),
        note=verdict(unit),
    )


@register.filter
def verdict(unit: UnitResult) -> str:
    """The highest predicate whose minimums are all reached, in two words."""
    if not unit.is_approved:
        return unit.state
    if unit.passes_wbbm:
        return "memenuhi WBBM"
    return "memenuhi WBK" if unit.passes_wbk else "belum memenuhi"


@register.filter
def exact(value) -> str:
    """A number of the instrument with as many decimals as it needs: 75, 18,25."""
    return exact_text(value)


@register.simple_tag
def sentences(chapter: str, report: QuarterlyReport) -> list[str]:
    """The paragraphs of a chapter, by the name of the function that writes them."""
    return CHAPTERS[chapter](report)


@register.simple_tag
def section(key: str, report: QuarterlyReport, unit: UnitResult | None = None) -> SafeString:
    """What stands in a section (a value of reports.enums.Section): what somebody wrote, else the composed paragraphs.

    What somebody wrote was cleaned when it was read; it is given out as it is.
    """
    written = report.texts.get((key, unit.unit_id if unit else None))
    return sections.opening(key, report, unit) if written is None else written


@register.simple_tag
def trend_rows(report: QuarterlyReport) -> list[list[tuple[UnitResult, Chart]]]:
    """A small chart of each unit over the quarters, all on one scale, in rows of three."""
    marks = _total_marks(report)
    scale = _scale(report.trends, marks)
    drawn = [(unit, _trend(unit, marks, scale)) for unit in report.trends]
    return [drawn[start : start + TRENDS_PER_ROW] for start in range(0, len(drawn), TRENDS_PER_ROW)]


def trend_chart(report: QuarterlyReport, unit: UnitResult) -> Chart:
    """The small chart of one unit, on the scale of all, so that two of them may be held beside each other."""
    marks = _total_marks(report)
    return _trend(unit, marks, _scale([*report.trends, unit], marks))


def _scale(units: Sequence[UnitResult], marks: list[Mark]) -> lines.Scale:
    shares = [point.total / 100 for unit in units for point in unit.trend if point.total is not None]
    return lines.scale(shares, marks)


def _trend(unit: UnitResult, marks: list[Mark], scale: lines.Scale) -> Chart:
    points = [
        lines.Point(
            point.quarter.numeral,
            str(point.quarter.year),
            None if point.total is None else Fraction(point.total) / 100,
            "" if point.total is None else text(point.total),
        )
        for point in unit.trend
    ]
    title = f"Nilai {unit.name} dari triwulan ke triwulan"
    return lines.trend_line(points, marks=marks, scale=scale, key=f"trend-{unit.number}", title=title)


@register.filter
def status(report: QuarterlyReport) -> str:
    """How final the figures are."""
    return narrative.status(report)


@register.filter
def gap(gate: GateLine, unit: UnitResult) -> str:
    """A failing minimum as a line of a list."""
    missing, reached, required = gate.missing(unit.target), gate.reached, gate.required(unit.target)
    return f"{gate.label}: kurang {missing_text(missing)} ({text(reached)} dari {text(required)})"


@register.filter
def given(line: RecommendationLine) -> str:
    """When a recommendation was given, and how long ago."""
    return monitoring_narrative.given(line)


@register.filter
def days(visit: VisitLine) -> str:
    """When a visit took place."""
    return monitoring_narrative.days(visit)
