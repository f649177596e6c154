"""A quarter as days: nothing lost at its edges, whatever the year."""

from datetime import date, timedelta

import pytest

from plans.queries.calendar import Entry, QuarterKey, months, quarter_of, read_quarter

TODAY = date(2024, 8, 21)


def entry(text: str) -> Entry:
    return Entry("action", text, "Rina", "/", "Direncanakan", is_closed=False, is_late=False)


@pytest.mark.parametrize(
    ("day", "key"),
    [
        (date(2024, 1, 1), QuarterKey(2024, 1)),
        (date(2024, 3, 31), QuarterKey(2024, 1)),
        (date(2024, 4, 1), QuarterKey(2024, 2)),
        (date(2024, 12, 31), QuarterKey(2024, 4)),
    ],
)
def test_the_quarter_of_a_day(day, key):
    assert quarter_of(day) == key


@pytest.mark.parametrize(
    ("by", "key"), [(0, "2024-1"), (1, "2024-2"), (4, "2025-1"), (-1, "2023-4"), (-5, "2022-4"), (7, "2025-4")]
)
def test_quarters_follow_each_other(by, key):
    assert str(QuarterKey(2024, 1).moved(by)) == key


@pytest.mark.parametrize(
    "text", ["", "2024", "2024-0", "2024-5", "24-1", "2009-4", "2101-1", "٢٠٢٤-1", "2024-1-1", "x"]
)
def test_what_is_no_quarter(text):
    assert read_quarter(text) is None


def test_a_quarter_is_read_as_it_is_written():
    assert read_quarter("2024-3") == QuarterKey(2024, 3)


@pytest.mark.parametrize("key", [QuarterKey(2023, 1), QuarterKey(2024, 1), QuarterKey(2024, 4)])
def test_every_day_stands_once_under_its_weekday(key):
    found = [day for month in months(key, [], today=TODAY) for day in month.days]
    first = date(key.year, key.quarter * 3 - 2, 1)
    assert [day.date for day in found] == [first + timedelta(days=n) for n in range(len(found))]
    assert found[-1].date + timedelta(days=1) == key.moved(1).first
    assert {day.date.isoweekday() - day.weekday for day in found} == {0}


def test_entries_stand_on_their_days_and_no_others():
    edges = [date(2024, 6, 30), date(2024, 7, 1), date(2024, 9, 30), date(2024, 10, 1)]
    days = [edges[0], edges[1], TODAY, TODAY, edges[2], edges[3]]
    found = months(QuarterKey(2024, 3), [(day, entry(str(n))) for n, day in enumerate(days)], today=TODAY)
    told = {day.date: [row.text for row in day.entries] for month in found for day in month.days if day.entries}
    assert told == {date(2024, 7, 1): ["1"], TODAY: ["2", "3"], date(2024, 9, 30): ["4"]}
    assert [(month.name, month.count) for month in found] == [
        ("Juli 2024", 1),
        ("Agustus 2024", 2),
        ("September 2024", 1),
    ]
    assert [day.date for month in found for day in month.days if day.is_today] == [TODAY]
