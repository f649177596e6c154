"""Charts on paper: WeasyPrint draws every kind, with their texts, their tables and in ink that a grey printer tells."""

import io

import pikepdf
import pypdfium2
import pytest
from django.template.loader import render_to_string

from charts.base import Chart
from reports import pdf
from tests.unit.charts.drawing import SVG, read, texts
from zi_tracker import gallery

CHARTS = [*gallery.rings(), *gallery.small_lines(), *gallery.charts()]


def page(chart: Chart) -> str:
    table = render_to_string("components/chart_table.html", {"chart": chart, "css": "figures"})
    return f'<section class="unit-page"><figure><figcaption>{chart.title}</figcaption>{chart}</figure>{table}</section>'


@pytest.fixture(scope="module")
def content() -> bytes:
    body = "".join(page(chart) for chart in CHARTS)
    html = f'<!DOCTYPE html><html lang="id"><head><title>Bagan</title></head><body>{body}</body></html>'
    return pdf.write(html, "reports/report.css", [])


@pytest.fixture(scope="module")
def printed(content) -> str:
    """All that can be read, without spaces: where lines break is the paper's affair."""
    document = pypdfium2.PdfDocument(content)
    return "".join("".join(sheet.get_textpage().get_text_range().split()) for sheet in document).replace("\ufffe", "-")


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.key)
def test_every_text_of_a_chart_is_printed(printed, chart):
    assert [text for text in texts(chart) if "".join(text.split()) not in printed] == []


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.key)
def test_every_row_of_its_table_is_printed(printed, chart):
    words = ["".join((row.label + "".join(row.cells)).split()) for row in chart.table.rows]
    assert [text for text in words if text not in printed] == []


def test_every_chart_has_its_text_for_those_who_do_not_see_it(content):
    with pikepdf.open(io.BytesIO(content)) as opened:
        found = [str(item.Alt) for item in opened.objects if isinstance(item, pikepdf.Dictionary) and "/Alt" in item]
    assert sorted(found) == sorted(chart.title for chart in CHARTS)


def test_shades_are_printed_as_they_are_named():
    """A heat map of one row, drawn: the squares' own colours stand on the paper, from white to the darkest."""
    chart = next(chart for chart in CHARTS if chart.key == "peta-satu")
    html = f'<!DOCTYPE html><html lang="id"><head><title>Peta</title></head><body>{chart}</body></html>'
    image = pypdfium2.PdfDocument(pdf.write(html, "reports/report.css", []))[0].render(scale=2).to_pil()
    colours = {f"#{red:02x}{green:02x}{blue:02x}" for _, (red, green, blue) in image.getcolors(1 << 24)}
    fills = {rect.get("fill") for rect in read(chart).iter(f"{SVG}rect")}
    assert len(fills) == 5
    assert fills <= colours
