"""Charts are figures in, SVG out."""

import xml.etree.ElementTree as ET
from decimal import Decimal
from fractions import Fraction

import pytest

from charts.bars import PLOT, Bar, Level, area_bars, length, unit_bars
from charts.base import Mark

SVG = "{http://www.w3.org/2000/svg}"
MARKS = [Mark("WBK", "WBK 60 %", Fraction(3, 5)), Mark("WBBM", "WBBM 75 %", Fraction(3, 4))]
BARS = [
    Bar("1. Manajemen Perubahan", Decimal("0.5"), "50,00 %", Level.BELOW, "4,00 dari 8 poin"),
    Bar("2. Penataan Tatalaksana", Decimal("0.6"), "60,00 %", Level.FIRST),
    Bar("3. Penataan SDM", Fraction(1), "100,00 %", Level.SECOND),
]


def draw(bars=BARS, draw=area_bars, title="Capaian area", key="a") -> ET.Element:
    return ET.fromstring(draw(bars, marks=MARKS, key=key, title=title).svg)  # noqa: S314 - our own markup


def rects(svg: ET.Element) -> list[dict]:
    """The bars, without the swatches of the legend."""
    return [rect.attrib for rect in svg.iter(f"{SVG}rect") if _is_bar(rect)]


def _is_bar(rect: ET.Element) -> bool:
    return "chart-outline" in rect.get("class") and rect.get("width") != "14"


def texts(svg: ET.Element) -> list[str]:
    return [text.text for text in svg.iter(f"{SVG}text")]


@pytest.mark.parametrize(
    ("share", "expected"),
    [(0, 0), (Fraction(1, 2), PLOT // 2), (Decimal("0.25"), PLOT // 4), (1, PLOT), (Decimal("1.2"), PLOT), (-1, 0)],
)
def test_length(share, expected):
    assert length(share) == expected


def test_bars_are_as_long_as_their_shares():
    assert [rect["width"] for rect in rects(draw())] == [str(length(bar.share)) for bar in BARS]


def test_levels_differ_without_colour():
    looks = [(rect["fill"], rect.get("stroke-dasharray")) for rect in rects(draw())]
    assert looks == [("#ffffff", "3 2"), ("#629cef", None), ("#083575", None)]


def test_minimums_stand_at_their_place():
    left = int(rects(draw())[0]["x"])
    lines = [line.attrib["x1"] for line in draw().iter(f"{SVG}line") if line.get("stroke-dasharray")]
    assert lines == [str(left + length(Fraction(3, 5))), str(left + length(Fraction(3, 4)))]


def test_values_labels_and_legend_are_text():
    assert {
        "50,00 %",
        "4,00 dari 8 poin",
        "2. Penataan Tatalaksana",
        "WBK 60 %",
        "WBBM 75 %",
        "di bawah minimal WBK",
        "memenuhi minimal WBK",
        "memenuhi minimal WBBM",
    } <= set(texts(draw()))


def test_is_named_and_described():
    svg = draw()
    assert svg.attrib["role"] == "img"
    assert svg.attrib["aria-labelledby"] == "a-title a-desc"
    assert svg.find(f"{SVG}title").attrib["id"] == "a-title"
    assert svg.find(f"{SVG}title").text == "Capaian area"
    assert svg.find(f"{SVG}desc").text == (
        "1. Manajemen Perubahan: 50,00 %; 2. Penataan Tatalaksana: 60,00 %; 3. Penataan SDM: 100,00 %. "
        "Nilai minimal: WBK 60 %; WBBM 75 %."
    )


def test_hostile_text_stays_text():
    name = '<script>alert("x")</script> & Rekan'
    svg = draw([Bar(name, 1, "<b>1</b>", Level.FIRST)], title=name)
    assert [element.tag for element in svg.iter(f"{SVG}script")] == []
    assert svg.find(f"{SVG}title").text == name
    assert "<b>1</b>" in texts(svg)


def test_nothing_a_strict_policy_refuses():
    markup = area_bars(BARS, marks=MARKS, key="a", title="t").svg
    assert "style" not in markup
    assert "<script" not in markup
    assert "href" not in markup


def test_long_names_wrap_and_end_in_dots():
    svg = draw([Bar("Unit " * 40, 1, "1", Level.FIRST)])
    label = [text for text in texts(svg) if text.startswith("Unit")]
    assert len(label) == 2
    assert label[1].endswith("…")


def test_units_have_an_axis_of_points():
    assert {"0", "20", "40", "60", "80", "100"} <= set(texts(draw(draw=unit_bars)))


def test_many_units_grow_the_picture_and_not_the_numbers():
    """Whole numbers of a thousand and more would be written 1.234 in this language."""
    markup = unit_bars([BARS[0]] * 60, marks=MARKS, key="a", title="t").svg
    svg = ET.fromstring(markup)  # noqa: S314 - our own markup
    assert int(svg.attrib["height"]) > 2000
    assert len(rects(svg)) == 60


def test_no_bars_at_all():
    svg = draw([])
    assert rects(svg) == []
    assert "Belum ada nilai" in texts(svg)
