"""Quarters of the calendar: their days, how they follow each other, how they are written and read."""

from datetime import date

import pytest

from evaluations.quarters import Quarter


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2024, 1, 1), Quarter(2024, 1)),
        (date(2024, 3, 31), Quarter(2024, 1)),
        (date(2024, 4, 1), Quarter(2024, 2)),
        (date(2024, 12, 31), Quarter(2024, 4)),
    ],
)
def test_the_quarter_of_a_day(day, quarter):
    assert Quarter.of(day) == quarter


def test_first_and_last_day():
    quarters = [Quarter(2024, number) for number in (1, 2, 3, 4)]
    assert [(quarter.first.isoformat(), quarter.last.isoformat()) for quarter in quarters] == [
        ("2024-01-01", "2024-03-31"),
        ("2024-04-01", "2024-06-30"),
        ("2024-07-01", "2024-09-30"),
        ("2024-10-01", "2024-12-31"),
    ]


@pytest.mark.parametrize(
    ("by", "text"), [(0, "2024-1"), (1, "2024-2"), (4, "2025-1"), (-1, "2023-4"), (-5, "2022-4"), (7, "2025-4")]
)
def test_quarters_follow_each_other(by, text):
    moved = Quarter(2024, 1).moved(by)
    assert (str(moved), moved - Quarter(2024, 1)) == (text, by)


def test_quarters_in_a_row_end_with_the_last():
    assert Quarter(2024, 2).run(1) == [(2024, 2)]
    assert Quarter(2024, 2).run(4) == [(2023, 3), (2023, 4), (2024, 1), (2024, 2)]


def test_they_stand_in_order():
    assert sorted([Quarter(2024, 1), Quarter(2023, 4), Quarter(2024, 4)]) == [(2023, 4), (2024, 1), (2024, 4)]


def test_their_names():
    names = [Quarter(2024, number).name for number in (1, 2, 3, 4)]
    assert names == ["TW I 2024", "TW II 2024", "TW III 2024", "TW IV 2024"]


@pytest.mark.parametrize(
    "text", ["", "2024", "2024-0", "2024-5", "24-1", "2009-4", "2101-1", "٢٠٢٤-1", "2024-1-1", "2024-1\n", "x"]
)
def test_what_is_no_quarter(text):
    assert Quarter.read(text) is None


def test_a_quarter_is_read_as_it_is_written():
    assert Quarter.read("2024-3") == Quarter(2024, 3)
