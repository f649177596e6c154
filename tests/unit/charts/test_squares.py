"""Heat maps, rings and distributions."""

from fractions import Fraction
from itertools import pairwise

import pytest

from charts.base import Mark, Row
from charts.distribution import LABELS as BEGIN
from charts.distribution import NO_ANSWERS, PLOT, Part, Spread, distribution
from charts.heat import Cell, HeatRow, heat_map
from charts.looks import SHADES, SIGNS, Shade, ramp, shade
from charts.ring import progress_ring
from tests.unit.charts.drawing import described, of_class, read, texts

LEGEND = {shade: f"tingkat {shade.value}" for shade in Shade}
MEANINGS = "Tanda: ↓↓ tingkat 0; ↓ tingkat 1; ✓ tingkat 2; ✓✓ tingkat 3; ✓✓✓ tingkat 4."
CELLS = [Cell(f"{shade.value}0 %", shade) for shade in Shade]


def heat(*rows: HeatRow, columns=("1", "2", "3", "4", "5")):
    return heat_map(columns, rows, legend=LEGEND, key="h", title="Peta")


# --- heat map -------------------------------------------------------------------------------------
def test_each_shade_has_a_fill_and_a_sign_of_its_own():
    chart = heat(HeatRow("Unit", CELLS))
    cells = of_class(chart, "chart-outline")[:5]
    signs = of_class(chart, *(f"chart-sign-{shade.value}" for shade in Shade))[:5]
    assert [cell["fill"] for cell in cells] == [look.fill for look in SHADES]
    assert [sign["d"] for sign in signs] == list(SIGNS)
    assert len(set(SIGNS)) == 5


def test_shades_grow_darker_in_grey():
    """Lightness as printers in grey see it (ITU-R BT.601), at least a twentieth apart but for the outlined white."""
    grey = [_grey(look.fill) for look in SHADES]
    assert grey == sorted(grey, reverse=True)
    assert all(lighter - darker > 12 for lighter, darker in pairwise(grey[1:]))
    assert [look.dash for look in SHADES] == ["3 2", "", "", "", ""]


def _grey(colour: str) -> float:
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


@pytest.mark.parametrize(
    ("percent", "expected"),
    [(49, Shade.FAR), (50, Shade.BELOW), (60, Shade.FIRST), (75, Shade.SECOND), (89, Shade.SECOND), (90, Shade.TOP)],
)
def test_shades_follow_the_minimums(percent, expected):
    assert shade(Fraction(percent, 100), passes_first=percent >= 60, passes_second=percent >= 75) == expected


def test_figures_can_be_read_on_every_shade():
    assert [_contrast(look.fill, look.ink) > 4.5 for look in SHADES] == [True] * 5


def _contrast(one: str, other: str) -> float:
    """WCAG 2.1, relative luminance."""
    values = sorted(_luminance(colour) for colour in (one, other))
    return (values[1] + 0.05) / (values[0] + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_a_square_without_a_value_is_dotted_and_has_no_sign():
    chart = heat(HeatRow("Unit", [Cell()]), columns=["1"])
    assert of_class(chart, "chart-shade-none")[0]["stroke-dasharray"] == "1 3"
    assert [one["d"] for one in of_class(chart, *(f"chart-sign-{shade.value}" for shade in Shade))] == list(SIGNS)
    assert described(chart) == f"Unit: 1 –. {MEANINGS}"


def test_squares_stand_in_rows_and_columns():
    chart = heat(HeatRow("Satu", CELLS[:2]), HeatRow("Dua", CELLS[2:4]), columns=["1", "2"])
    places = [(cell["x"], cell["y"], cell["height"]) for cell in of_class(chart, "chart-outline")[:4]]
    assert places == [("236", "22", "25"), ("316", "22", "25"), ("236", "50", "25"), ("316", "50", "25")]


def test_forty_units_and_twelve_quarters():
    row = [Cell("81,00", Shade.FIRST)] * 12
    chart = heat(*(HeatRow(f"Unit {number}", row) for number in range(40)), columns=[f"TW {n}" for n in range(12)])
    assert len(of_class(chart, "chart-outline")) == 40 * 12 + 5
    assert chart.width == 1080
    assert int(read(chart).get("height")) > 1100


def test_the_table_says_the_level_by_a_sign():
    table = heat(HeatRow("Unit", [*CELLS[:4], Cell()], "/unit/")).table
    assert table.columns == ("Unit kerja", "1", "2", "3", "4", "5")
    cells = ("00 % ↓↓", "10 % ↓", "20 % ✓", "30 % ✓✓", "–")
    assert table.rows == (Row("Unit", cells, "/unit/"),)
    assert table.note == MEANINGS


def test_a_map_of_nothing_says_so():
    assert "Belum ada nilai" in texts(heat())
    assert described(heat()) == f"Belum ada nilai. {MEANINGS}"


def test_a_row_has_a_cell_per_column():
    with pytest.raises(ValueError, match="'Unit' needs 5 cells"):
        heat(HeatRow("Unit", CELLS[:2]))


# --- ring -----------------------------------------------------------------------------------------
def ring(share, marks=()):
    return progress_ring(share, value="81,47", label="dari 100 poin", marks=marks, key="c", title="Nilai")


@pytest.mark.parametrize(
    ("share", "path"),
    [
        (Fraction(1, 4), "M80.0 18.0 A62 62 0 0 1 142.0 80.0"),
        (Fraction(3, 4), "M80.0 18.0 A62 62 0 1 1 18.0 80.0"),
        (1, "M80.0 18.0 A62 62 0 0 1 80 142 A62 62 0 0 1 80 18"),
        (Fraction(6, 5), "M80.0 18.0 A62 62 0 0 1 80 142 A62 62 0 0 1 80 18"),
    ],
)
def test_the_ring_is_filled_clockwise(share, path):
    assert [one["d"] for one in of_class(ring(share), "chart-series-0")] == [path]


@pytest.mark.parametrize("share", [0, -1, None])
def test_nothing_reached_is_no_arc(share):
    assert of_class(ring(share), "chart-series-0") == []


def test_nothing_known_is_dotted_and_a_dash():
    assert texts(ring(None)) == ["–", "dari 100 poin"]
    assert "stroke-dasharray" in of_class(ring(None), "chart-track")[0]
    assert "stroke-dasharray" not in of_class(ring(0), "chart-track")[0]
    assert ring(None).table.rows == (Row("Capaian", ("Belum ada nilai",)),)


def test_minimums_are_notches_named_below():
    chart = ring(Fraction(1, 2), [Mark("WBK", "WBK 75", Fraction(3, 4)), Mark("WBBM", "WBBM 100", 1)])
    assert [one["d"] for one in of_class(chart, "chart-halo")] == ["M27.0 80.0 L9.0 80.0", "M80.0 27.0 L80.0 9.0"]
    assert texts(chart)[:2] == ["WBK 75", "WBBM 100"]
    assert described(chart) == "81,47 dari 100 poin. Nilai minimal: WBK 75; WBBM 100."


# --- distribution ---------------------------------------------------------------------------------
def spreads(*found: Spread):
    return distribution(found, key="d", title="Sebaran")


def test_parts_fill_the_bar_exactly():
    chart = spreads(Spread("A.1", [Part("A", 7), Part("B", 3), Part("C", 0)], 1))
    cells = of_class(chart, "chart-outline")
    assert [int(cell["x"]) for cell in cells] == [BEGIN, BEGIN + PLOT * 7 // 11, BEGIN + PLOT * 10 // 11]
    assert sum(int(cell["width"]) for cell in cells) == PLOT
    assert [cell.get("stroke-dasharray") for cell in cells] == [None, None, "1 3"]
    assert texts(chart)[1:4] == ["A: 7", "B: 3", "–: 1"]


def test_the_best_option_is_darkest():
    fills = [look.fill for look in SHADES]
    assert [look.fill for look in ramp(5)] == fills[::-1]
    assert [look.fill for look in ramp(2)] == [fills[4], fills[0]]
    assert [look.fill for look in ramp(1)] == [fills[4]]
    assert ramp(0) == []


def test_a_part_too_narrow_for_its_name_leaves_it_to_the_table():
    chart = spreads(Spread("A.1", [Part("A", 39), Part("sangat rendah", 1)]))
    assert texts(chart)[1:2] == ["A: 39"]
    assert texts(spreads(Spread("A.1", [Part("A", 5), Part("3,20 sampai 3,60", 1)])))[1:3] == ["A: 5", "1"]
    assert chart.table.rows == (Row("A.1", ("A: 39, sangat rendah: 1", "0", "")),)


def test_a_question_nobody_answered():
    chart = spreads(Spread("A.1", [Part("A", 0), Part("B", 0)], note="0 dari 0 unit sudah A"))
    assert of_class(chart, "chart-outline") == []
    assert NO_ANSWERS in texts(chart)
    assert described(chart) == "A.1: A 0, B 0, belum dijawab 0."


def test_no_questions():
    assert "Belum ada nilai" in texts(spreads())
