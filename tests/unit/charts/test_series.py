"""Lines over the quarters and radars: where they are drawn, and where they must not be."""

from fractions import Fraction
from itertools import pairwise

import pytest

from charts.base import Mark, Row
from charts.looks import COLOURS, DASHES, MARKERS, stroke
from charts.radar import Outline, radar
from charts.series import Series, Value
from charts.trends import CHANGED, Quarter, trend_lines
from tests.unit.charts.drawing import SVG, described, of_class, read, texts

MARKS = [Mark("WBK", "WBK 75", Fraction(3, 4)), Mark("WBBM", "WBBM 85", Fraction(17, 20))]
YEAR = [Quarter(label, "2024") for label in ("I", "II", "III", "IV")]


def values(*percents: int | None) -> list[Value | None]:
    return [None if percent is None else Value(Fraction(percent, 100), f"{percent},00") for percent in percents]


def trend(*series: Series, quarters=YEAR, marks=MARKS):
    return trend_lines(quarters, series, marks=marks, key="t", title="Nilai")


def runs(chart, series: int = 0) -> list[int]:
    """How many quarters each piece of a line joins."""
    return [len(one["points"].split()) for one in of_class(chart, f"chart-series-{series}")]


# --- trends ---------------------------------------------------------------------------------------
def test_a_line_through_every_quarter():
    chart = trend(Series("Unit", values(70, 80, 75, 90)))
    assert of_class(chart, "chart-series-0")[0]["points"] == "60,216 205,139 350,178 496,63"


def test_a_quarter_without_a_value_leaves_a_gap():
    assert runs(trend(Series("Unit", values(70, 72, None, 74)))) == [2]
    assert runs(trend(Series("Unit", values(None, 72, 73, None)))) == [2]
    assert runs(trend(Series("Unit", values(70, None, 74, None)))) == []


def test_nothing_is_joined_across_a_change_of_the_instrument():
    quarters = [*YEAR[:2], Quarter("III", "2024", changed=True), YEAR[3]]
    chart = trend(Series("Unit", values(70, 72, 73, 74)), quarters=quarters)
    assert runs(chart) == [2, 2]
    assert [one["x1"] for one in of_class(chart, "chart-change") if "x1" in one] == ["277"]  # half way from 205 to 350
    assert CHANGED in texts(chart)
    assert described(chart).endswith(
        "Instrumen berubah pada III 2024; nilai sebelum dan sesudahnya tidak dibandingkan."
    )


def test_the_first_quarter_differs_from_nothing():
    chart = trend(Series("Unit", values(70, 72)), quarters=[Quarter("I", "2024", changed=True), YEAR[1]])
    assert runs(chart) == [2]
    assert of_class(chart, "chart-change") == []
    assert CHANGED not in texts(chart)


def test_minimums_stand_where_their_value_would():
    chart = trend(Series("Unit", values(75, 85, 75, 85)))
    heights = [point.split(",")[1] for point in of_class(chart, "chart-series-0")[0]["points"].split()]
    assert [one["y1"] for one in of_class(chart, "chart-mark")] == heights[:2]


def test_every_line_is_named_with_its_last_value():
    chart = trend(Series("Unit", values(70, 71, 72, 73)), Series("TPI", values(60, 61, 62, None)))
    assert [text for text in texts(chart) if text.startswith(("Unit", "TPI"))] == ["Unit 73,00", "TPI 62,00 (III)"]


def test_names_never_lie_on_each_other():
    chart = trend(*(Series(f"Unit {number}", values(80, 80, 80, 80)) for number in range(40)))
    places = sorted(int(one.get("y")) for one in read(chart).iter(f"{SVG}text") if one.text.startswith("Unit "))
    assert len(places) == 40
    assert min(later - earlier for earlier, later in pairwise(places)) >= 14
    assert places[-1] < int(read(chart).get("height"))


def test_quiet_lines_have_neither_markers_nor_names():
    chart = trend(
        Series("Unit 1", values(70, 71, 72, 73)), Series("Unit 2", values(60, 61, 62, 63), quiet=True), marks=[]
    )
    assert len(of_class(chart, "chart-series-quiet")) == 1
    assert of_class(chart, "chart-dot-quiet") == []
    assert "Garis tipis kelabu: unit kerja lain." in texts(chart)
    assert [text for text in texts(chart) if text.startswith("Unit")] == ["Unit 1 73,00"]
    assert chart.table.rows[1] == Row("Unit 2", ("60,00", "61,00", "62,00", "63,00"))


def test_one_quarter_stands_in_the_middle_as_a_marker():
    chart = trend(Series("Unit", values(70)), quarters=YEAR[:1])
    assert runs(chart) == []
    assert of_class(chart, "chart-dot-0")[0]["transform"].startswith("translate(278 ")


@pytest.mark.parametrize("quarters", [[], YEAR])
def test_without_any_value_it_says_so(quarters):
    chart = trend(Series("Unit", [None] * len(quarters)), quarters=quarters)
    assert "Belum ada nilai" in texts(chart)
    assert described(chart) == "Belum ada nilai. Nilai minimal: WBK 75; WBBM 85."


def test_the_table_has_a_column_per_quarter():
    table = trend(Series("Unit", values(70, None, 72, 73), url="/unit/")).table
    assert table.columns == ("Nama", "I 2024", "II 2024", "III 2024", "IV 2024")
    assert table.rows == (Row("Unit", ("70,00", "–", "72,00", "73,00"), "/unit/"),)
    assert table.note == "Nilai minimal: WBK 75; WBBM 85."


def test_a_series_has_a_value_per_quarter():
    with pytest.raises(ValueError, match="'Unit' needs 4 values"):
        trend(Series("Unit", values(70)))


def test_thirty_lines_differ_without_colour():
    looks = {(stroke(place).dash, stroke(place).marker) for place in range(30)}
    assert len(looks) == len(DASHES) * len(MARKERS) == 30
    assert len(set(COLOURS)) == 4


# --- radar ----------------------------------------------------------------------------------------
AXES = ["Satu", "Dua", "Tiga", "Empat"]
HALF = Outline("minimal 50 %", [Fraction(1, 2)] * 4)


def web(*series: Series, outlines=(HALF,)):
    return radar(AXES, series, outlines=outlines, key="r", title="Area")


def test_axes_go_clockwise_from_the_top():
    chart = web(Series("Unit", values(100, 50, 0, 100)))
    assert of_class(chart, "chart-series-0")[0]["points"] == "200,54 248,150 200,150 104,150"


def test_the_minimum_is_an_outline():
    chart = web(Series("Unit", values(100, 100, 100, 100)))
    assert [one["points"] for one in of_class(chart, "chart-mark") if "points" in one] == [
        "200,102 248,150 200,198 152,150"
    ]


def test_an_axis_without_a_value_leaves_the_series_open_there():
    chart = web(Series("Unit", values(100, None, 100, 100)))
    assert of_class(chart, "chart-series-0")[0]["points"] == "200,246 104,150 200,54"
    assert len(of_class(chart, "chart-dot-0")) == 3 + 1  # and the legend's
    assert described(chart) == (
        "Unit: Satu 100,00, Dua tidak ada, Tiga 100,00, Empat 100,00. Nilai minimal: minimal 50 %."
    )


def test_two_series_differ_by_dashes_and_markers():
    chart = web(Series("Unit", values(9, 9, 9, 9)), Series("TPI", values(8, 8, 8, 8)))
    lines = [of_class(chart, f"chart-series-{number}")[0].get("stroke-dasharray") for number in (0, 1)]
    marks = [of_class(chart, f"chart-dot-{number}")[0]["d"] for number in (0, 1)]
    assert lines == [None, "6 3"]
    assert marks == [MARKERS["circle"], MARKERS["square"]]


def test_a_radar_without_values_says_so():
    chart = web(Series("Unit", [None] * 4))
    assert "Belum ada nilai" in texts(chart)
    assert described(chart) == "Belum ada nilai. Nilai minimal: minimal 50 %."


def test_the_table_of_a_radar_has_a_row_per_axis():
    table = web(Series("Unit", values(1, None, 3, 4)), Series("TPI", values(5, 6, 7, 8))).table
    assert table.columns == ("Area", "Unit", "TPI")
    assert table.rows[:2] == (Row("Satu", ("1,00", "5,00")), Row("Dua", ("–", "6,00")))


@pytest.mark.parametrize(
    ("series", "outlines"), [([Series("Unit", [])], []), ([], [Outline("minimal", [Fraction(1, 2)])])]
)
def test_a_radar_refuses_what_does_not_fit_its_axes(series, outlines):
    with pytest.raises(ValueError, match="4 "):
        web(*series, outlines=outlines)
