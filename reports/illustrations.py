"""The charts of a paper as pictures, for documents that take no SVG: the same drawings as on screens and in PDFs."""

from collections.abc import Iterator, Sequence
from io import BytesIO

from django.utils.html import format_html, format_html_join

from charts.base import Chart
from files.drawing import printed
from files.exceptions import Rejected
from reports.documents.quarterly import QuarterlyReport, UnitResult
from reports.documents.unit_papers import UnitPaper
from reports.drawing import Drawn, NotDrawn, Piece, draw
from reports.papers import STYLESHEET
from reports.templatetags.reports import area_chart, trend_chart, units_chart
from reports.word import pictures

AT_ONCE = 50  # charts that one process reads: of 24 units, far below what it may take of time and room
# Each chart is a page of its own size with nothing around it.
PAGE = """@page chart-{number} {{
  size: {width}px {height}px; margin: 0;
  @top-left {{ content: none; border: none }} @top-right {{ content: none; border: none }}
  @bottom-right {{ content: none }}
}}
#chart-{number} {{ page: chart-{number}; height: {height}px }} #chart-{number} svg {{ display: block }}
"""


def illustrations(document: QuarterlyReport | UnitPaper) -> dict[str, bytes]:
    """Every chart of a paper by its name (`reports.word.pictures`), as PNG. Raises drawing.NotDrawn."""
    charts = dict(_charts(document))
    if not charts:
        return {}
    drawn = draw(_piece(list(charts.values())))
    if drawn.pages != len(charts):
        raise NotDrawn(f"{len(charts)} charts took {drawn.pages} pages")
    try:
        return dict(zip(charts, _pages(drawn), strict=True))
    except Rejected as error:  # too many pages are being drawn, or the machine has too little room
        raise NotDrawn(str(error)) from error


def _pages(drawn: Drawn) -> Iterator[bytes]:
    """Every page as PNG. Raises Rejected."""
    for first in range(1, drawn.pages + 1, AT_ONCE):
        yield from printed(BytesIO(drawn.content), first, min(first + AT_ONCE - 1, drawn.pages))


def _charts(document: QuarterlyReport | UnitPaper) -> Iterator[tuple[str, Chart]]:
    if isinstance(document, UnitPaper):
        yield from _unit(document.report, document.unit)
        return
    for number, units in enumerate(document.charts, start=1):
        yield pictures.units_chart(number), units_chart(document, units)
    for unit in document.units:
        yield from _unit(document, unit)


def _unit(report: QuarterlyReport, unit: UnitResult) -> Iterator[tuple[str, Chart]]:
    if unit.areas:
        yield pictures.area_chart(unit.number), area_chart(report, unit)
    if unit.has_trend:
        yield pictures.trend_chart(unit.number), trend_chart(report, unit)


def _piece(charts: Sequence[Chart]) -> Piece:
    pages = format_html_join("", '<div id="chart-{}">{}</div>', enumerate(charts))
    style = "".join(
        PAGE.format(number=number, width=chart.width, height=chart.height) for number, chart in enumerate(charts)
    )
    return Piece(format_html("<!DOCTYPE html><html><body>{}</body></html>", pages), STYLESHEET, style, tags=False)
