"""What holds for every chart, shown by those of the gallery: all kinds, with much, little and nothing in them."""

import re
import xml.etree.ElementTree as ET

import pytest
from django.template.loader import render_to_string

from charts.base import Mark, Table, draw, spread
from charts.distribution import Part, Spread, distribution
from charts.heat import Cell, HeatRow, heat_map
from charts.looks import Shade
from charts.radar import Outline, radar
from charts.ring import progress_ring
from charts.series import Series, Value
from charts.trends import Quarter, trend_lines
from tests.unit.charts.drawing import SVG, read
from zi_tracker import gallery

CHARTS = [*gallery.rings(), *gallery.small_lines(), *gallery.charts()]
each = pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.key)
HOSTILE = '<script>alert("x")</script> & Rekan'


def test_the_gallery_has_every_kind():
    kinds = {read(chart).get("class").split()[1] for chart in CHARTS}
    assert kinds == {f"chart-{kind}" for kind in ("bars", "lines", "trends", "radar", "heat", "ring", "distribution")}


@each
def test_is_named_and_described(chart):
    svg = read(chart)
    assert svg.get("role") == "img"
    assert svg.get("aria-labelledby") == f"{chart.key}-title {chart.key}-desc"
    assert [(one.get("id"), one.text) for one in svg.findall(f"{SVG}title")] == [(f"{chart.key}-title", chart.title)]
    assert [one.get("id") for one in svg.findall(f"{SVG}desc")] == [f"{chart.key}-desc"]
    assert len(svg.find(f"{SVG}desc").text) > 5


def test_ids_are_unique_on_a_page():
    ids = [one.get("id") for chart in CHARTS for one in read(chart).iter() if one.get("id")]
    assert len(ids) == len(set(ids)) == 2 * len(CHARTS)


@each
def test_holds_nothing_a_strict_policy_or_a_printer_refuses(chart):
    """Neither scripts nor styles, links or variables: only shapes and texts with their own attributes."""
    svg = read(chart)
    assert {one.tag.removeprefix(SVG) for one in svg.iter()} <= {
        "svg", "title", "desc", "rect", "line", "path", "circle", "polyline", "polygon", "text",
    }  # fmt: skip
    names = {name for one in svg.iter() for name in one.attrib}
    assert [name for name in names if name.startswith("on") or name in {"style", "href"}] == []
    assert re.findall(r"url\(|var\(|&lt;", chart.svg) == []


@each
def test_every_part_that_is_seen_stands_inside(chart):
    """Boxes and lines end within the view box; nothing is as high as the whole picture."""
    svg = read(chart)
    width, height = int(svg.get("width")), int(svg.get("height"))
    assert svg.get("viewBox") == f"0 0 {width} {height}"
    for rect in svg.iter(f"{SVG}rect"):
        assert int(rect.get("x")) >= 0
        assert int(rect.get("x")) + int(rect.get("width")) <= width
        assert int(rect.get("y")) + int(rect.get("height")) <= height
    assert [text.text for text in svg.iter(f"{SVG}text") if not -1 < int(text.get("y")) <= height] == []


@each
def test_the_table_has_a_cell_per_column(chart):
    wrong = [row.label for row in chart.table.rows if len(row.cells) + 1 != len(chart.table.columns)]
    assert wrong == []


@each
def test_a_page_shows_the_chart_and_its_table(chart):
    html = render_to_string("components/chart.html", {"chart": chart})
    figure = ET.fromstring(html.replace("&nbsp;", " "))  # noqa: S314 - our own markup
    assert figure.find("figcaption").text == chart.title
    assert figure.find(f"div/{SVG}svg").get("aria-labelledby") == f"{chart.key}-title {chart.key}-desc"
    labels = [
        "".join(row.find("th").itertext()) for row in figure.iterfind("details//tbody/tr") if row.find("th") is not None
    ]
    assert labels == [row.label for row in chart.table.rows]
    assert figure.find("div").get("tabindex") == ("0" if chart.is_wide else None)


def _hostile():
    value = [Value(1, HOSTILE)]
    marks = [Mark(HOSTILE, HOSTILE, 1)]
    heads = {"key": "x", "title": HOSTILE}
    return [
        radar([HOSTILE], [Series(HOSTILE, value)], outlines=[Outline(HOSTILE, [1])], **heads),
        trend_lines([Quarter(HOSTILE, HOSTILE)], [Series(HOSTILE, value)], marks=marks, **heads),
        heat_map([HOSTILE], [HeatRow(HOSTILE, [Cell(HOSTILE, Shade.TOP)])], legend={Shade.TOP: HOSTILE}, **heads),
        progress_ring(1, value=HOSTILE, label=HOSTILE, marks=marks, **heads),
        distribution([Spread(HOSTILE, [Part(HOSTILE, 1)], note=HOSTILE)], **heads),
    ]


@pytest.mark.parametrize("number", range(5))
def test_hostile_text_stays_text(number):
    chart = _hostile()[number]
    html = render_to_string("components/chart.html", {"chart": chart})
    assert "<script" not in html
    assert ET.fromstring(html).find("figcaption").text == HOSTILE  # noqa: S314 - our own markup


@pytest.mark.parametrize("key", ["", "two words", "1", 'a"b'])
def test_a_key_begins_ids(key):
    with pytest.raises(ValueError, match="cannot begin the ids"):
        draw("charts/bars.svg", key=key, title="t", description="d", size=(1, 1), table=Table((), ()))


def test_labels_keep_their_distance_and_their_order():
    assert spread([50, 10, 52], gap=10, first=0, last=100) == [50, 10, 60]
    assert spread([95, 96, 97], gap=10, first=0, last=100) == [80, 90, 100]
    assert spread([], gap=10, first=0, last=100) == []
