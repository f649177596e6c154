"""Charts of a workbook in the house's colours: columns against minimums, and lines over the quarters.

Drawn by the program that opens the file, from the cells; a cell without a value is a gap.
"""

from collections.abc import Sequence

from openpyxl.chart import BarChart, LineChart, Reference, Series
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties
from openpyxl.worksheet.worksheet import Worksheet

BLUE, DEEP, WBK, WBBM, GRID = "196BCD", "083575", "B45309", "0E6B3A", "DDE5F0"
# Twelve units apart from each other, on white.
LINES = (
    "196BCD", "B3261E", "0E7490", "7C3AED", "CA8A04", "083575", "BE185D", "4D7C0F", "EA580C", "0D9488", "6B7280",
    "92400E",
)  # fmt: skip
LETTER = 0.19  # centimetres a chart is wide for every letter of the table it belongs to


def columns_against(
    page: Worksheet,
    at: str,
    *,
    title: str,
    names: Reference,
    bars: Reference,
    marks: Sequence[Reference],
    top: float,
    letters: float,
    number_format: str = "0",
) -> None:
    """A column for every name, and a dashed line for WBK and for WBBM; every reference begins with its heading."""
    chart, lines = BarChart(), LineChart()
    chart.type, chart.gapWidth = "col", 60
    columns = Series(bars, title_from_data=True)
    columns.graphicalProperties = GraphicalProperties(solidFill=BLUE)
    columns.dLbls = DataLabelList(showVal=True, numFmt="0.0%" if "%" in number_format else "0.0")
    columns.dLbls.position, columns.dLbls.txPr = "inEnd", _text(900, "FFFFFF")
    columns.dLbls.showSerName = columns.dLbls.showCatName = columns.dLbls.showLegendKey = False
    chart.series.append(columns)
    lines.series.extend(_minimums(marks))
    for part in (chart, lines):
        part.set_categories(names)
    _frame(chart, title, letters, (0, top))
    chart.y_axis.number_format = number_format
    chart += lines
    page.add_chart(chart, at)


def lines_over(
    page: Worksheet,
    at: str,
    *,
    title: str,
    names: Reference,
    rows: Reference,
    marks: Sequence[Reference],
    bottom: float,
    letters: float,
) -> None:
    """A line for every row (its first cell names it) over the quarters, and dashed ones for WBK and WBBM."""
    chart = LineChart()
    for number, row in enumerate(rows.rows):
        series, color = Series(row, title_from_data=True), LINES[number % len(LINES)]
        series.graphicalProperties = _line(color)
        series.marker.symbol, series.marker.size = "circle", 5
        series.marker.graphicalProperties = GraphicalProperties(solidFill=color, ln=LineProperties(solidFill=color))
        series.smooth = False
        chart.series.append(series)
    chart.series.extend(_minimums(marks))
    chart.set_categories(names)
    _frame(chart, title, letters, (bottom, 100))
    chart.dispBlanksAs, chart.height, chart.legend.position = "gap", 11, "r"
    page.add_chart(chart, at)


def _minimums(marks: Sequence[Reference]) -> list[Series]:
    found = [Series(mark, title_from_data=True) for mark in marks]
    for series, color in zip(found, (WBK, WBBM), strict=True):
        series.graphicalProperties, series.smooth = _line(color, dash="dash"), False
        series.marker.symbol = "none"
    return found


def _line(color: str, dash: str | None = None) -> GraphicalProperties:
    return GraphicalProperties(ln=LineProperties(solidFill=color, w=22_000, prstDash=dash))


def _frame(chart: BarChart | LineChart, title: str, letters: float, scale: tuple[float, float]) -> None:
    chart.title, chart.width, chart.height = title, letters * LETTER, 8.5
    chart.title.tx.rich.p[0].pPr = ParagraphProperties(defRPr=_font(1200, DEEP, bold=True))
    chart.title.overlay = False
    chart.x_axis.delete = chart.y_axis.delete = False  # openpyxl's default hides them
    chart.y_axis.scaling.min, chart.y_axis.scaling.max = scale
    chart.y_axis.number_format = "0"
    chart.y_axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill=GRID))
    chart.legend.position = "b"


def _text(size: int, color: str) -> RichText:
    """The look of texts, `size` in hundredths of a point."""
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=_font(size, color)), endParaRPr=_font(size, color))
    return RichText(p=[paragraph])


def _font(size: int, color: str, *, bold: bool = False) -> CharacterProperties:
    return CharacterProperties(sz=size, b=bold, solidFill=color)
