"""A table as a sheet: what Excel finds in the file."""

import tempfile
import tracemalloc
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from io import BytesIO

import pytest
from openpyxl import load_workbook

from workbooks.tables import MAX_TEXT, Column, Sheet, workbook

AT = datetime(2024, 8, 21, 2, 0, tzinfo=UTC)  # 09.00 WIB
COLUMNS = (Column("Uraian", 40), Column("Isi", 20))


def opened(*rows, **fields):
    made = {"tab": "Data", "title": "Judul", "columns": COLUMNS, "rows": rows, "empty": "Belum ada."} | fields
    return load_workbook(BytesIO(workbook(Sheet(**made), at=AT)))


def sheet(*rows, **fields):
    return opened(*rows, **fields).active


def values(page) -> list[tuple]:
    return list(page.iter_rows(values_only=True))


def test_title_facts_heading_and_rows_stand_below_each_other():
    page = sheet(("a", 1), ("b", 2), facts=("Satu", "Dua"))
    assert values(page) == [
        ("Judul", None),
        ("Satu", None),
        ("Dua", None),
        (None, None),
        ("Uraian", "Isi"),
        ("a", 1),
        ("b", 2),
    ]


def test_is_ready_to_be_filtered_and_printed():
    page = sheet(("a", 1), ("b", 2), facts=("Satu",))
    assert (page.freeze_panes, page.auto_filter.ref, page.print_title_rows) == ("A5", "A4:B6", "$4:$4")
    assert (page.column_dimensions["A"].width, page.column_dimensions["B"].width) == (40, 20)
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (1, 0)
    assert page.sheet_properties.pageSetUpPr.fitToPage is True
    assert page.oddFooter.right.text == "Halaman &P dari &N"
    assert (page["A4"].font.bold, page["A4"].fill.fgColor.rgb, page["A4"].alignment.wrap_text) == (
        True,
        "00083575",
        True,
    )


def test_a_wide_table_is_printed_over_several_pages():
    page = sheet(("a", 1), pages_across=2, kept=1)
    assert (page.page_setup.fitToWidth, page.print_title_cols, page.freeze_panes) == (2, "$A:$A", "B4")


def test_rows_are_as_high_as_their_longest_text():
    page = sheet(("a", "b"), ("kata " * 20, "b"), ("a\nb\nc", None), ("x" * 30_000, None))
    assert [page.row_dimensions[number].height for number in range(4, 8)] == [15, 41, 41, 409]


def test_without_rows_it_says_so_and_filters_nothing():
    page = sheet()
    assert values(page)[-1] == ("Belum ada.", None)
    assert page.auto_filter.ref is None


@pytest.mark.parametrize(
    "text", ["=1+1", '=HYPERLINK("http://contoh.invalid")', "+62 811", "-", "@SUM(A1)", "  =1", "\t=1", "\n1"]
)
def test_a_text_is_never_a_formula(text):
    """Not when it is opened, and, marked as with an apostrophe, not when somebody edits the cell either."""
    cell = sheet((text, None))["A4"]
    assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", text, True)


@pytest.mark.parametrize("field", ["title", "empty"])
def test_neither_is_what_stands_around_the_table(field):
    page = sheet(**{field: "=1+1"})
    assert {cell.data_type for row in page.iter_rows() for cell in row if cell.value == "=1+1"} == {"s"}


def test_nor_are_facts_and_headings():
    page = sheet(facts=("=2",), columns=(Column("=3", 10),))
    assert [(page[at].value, page[at].data_type) for at in ("A2", "A4")] == [("=2", "s"), ("=3", "s")]


def test_ordinary_texts_carry_no_mark():
    assert sheet(("0812", "a=b"))["A4"].quotePrefix is False


@pytest.mark.parametrize(
    ("value", "stored", "number_format"),
    [
        ("007", "007", "@"),
        (1234567, 1234567, "0"),
        (Decimal("83.125"), 83.125, "#,##0.00"),
        (Fraction(1, 4), 0.25, "#,##0.00"),
        (date(2024, 12, 31), datetime(2024, 12, 31), "[$-421]d mmmm yyyy"),  # noqa: DTZ001  as Excel keeps it
        (datetime(2024, 12, 31, 23, 30, tzinfo=UTC), datetime(2025, 1, 1, 6, 30), "[$-421]d mmmm yyyy hh:mm"),  # noqa: DTZ001
        (True, "Ya", "@"),
        (False, "Tidak", "@"),
        (None, None, "@"),
        ("", None, "@"),
    ],
)
def test_values_keep_their_type(value, stored, number_format):
    cell = sheet((value, None))["A4"]
    assert (cell.value, cell.number_format) == (stored, number_format)


def test_a_column_may_write_its_numbers_otherwise():
    assert sheet((1,), columns=(Column("Ukuran", 9, "#,##0"),))["A4"].number_format == "#,##0"


def test_what_cannot_stand_in_a_cell_is_left_out():
    page = sheet(("a\x00b\x0bc\uffffd\r\ne", "x" * (MAX_TEXT + 1)))
    assert page["A4"].value == "abcd\ne"
    assert (len(page["B4"].value), page["B4"].value[-2:]) == (MAX_TEXT, " …")


def test_rows_that_fail_leave_no_file_behind(tmp_path, monkeypatch):
    """A row has as many values as there are columns."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(ValueError, match="zip"):
        sheet(("a", 1), ("b",))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("tab", "name"), [("Rencana: 1/2 [x]", "Rencana  1 2  x"), ("'" * 40, "Lembar"), ("a" * 40, "a" * 29)]
)
def test_any_name_makes_a_tab(tab, name):
    assert opened(tab=tab).sheetnames == [name]


def test_several_sheets_and_equal_names():
    one = Sheet("Unit", "Judul", COLUMNS, (), "Belum ada.")
    assert load_workbook(BytesIO(workbook(one, one, at=AT))).sheetnames == ["Unit", "Unit1"]


def test_its_properties_tell_when_it_was_made():
    properties = opened().properties
    assert (properties.created, properties.title) == (datetime(2024, 8, 21, 2, 0), "Judul")  # noqa: DTZ001


def test_rows_are_not_kept():
    """Twenty times the rows, no more memory than their file grows."""

    def peak(count: int) -> int:
        tracemalloc.start()
        content = workbook(Sheet("A", "B", COLUMNS, (("kata " * 20, n) for n in range(count)), "-"), at=AT)
        top = tracemalloc.get_traced_memory()[1] - len(content)
        tracemalloc.stop()
        return top

    peak(1)  # what is imported and kept for good
    assert peak(4000) < 2 * peak(200)
