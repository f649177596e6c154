"""A quarter as days: nothing lost at its edges, whatever the year."""

from datetime import date, timedelta

import pytest

from evaluations.quarters import Quarter
from plans.queries.calendar import Entry, months

TODAY = date(2024, 8, 21)


def entry(text: str) -> Entry:
    return Entry("action", text, "Rina", "/", "Direncanakan", is_closed=False, is_late=False)


@pytest.mark.parametrize("key", [Quarter(2023, 1), Quarter(2024, 1), Quarter(2024, 4)])
def test_every_day_stands_once_under_its_weekday(key):
    found = [day for month in months(key, [], today=TODAY) for day in month.days]
    first = date(key.year, key.quarter * 3 - 2, 1)
    assert [day.date for day in found] == [first + timedelta(days=n) for n in range(len(found))]
    assert found[-1].date + timedelta(days=1) == key.moved(1).first
    assert {day.date.isoweekday() - day.weekday for day in found} == {0}


def test_entries_stand_on_their_days_and_no_others():
    edges = [date(2024, 6, 30), date(2024, 7, 1), date(2024, 9, 30), date(2024, 10, 1)]
    days = [edges[0], edges[1], TODAY, TODAY, edges[2], edges[3]]
    found = months(Quarter(2024, 3), [(day, entry(str(n))) for n, day in enumerate(days)], today=TODAY)
    told = {day.date: [row.text for row in day.entries] for month in found for day in month.days if day.entries}
    assert told == {date(2024, 7, 1): ["1"], TODAY: ["2", "3"], date(2024, 9, 30): ["4"]}
    assert [(month.name, month.count) for month in found] == [
        ("Juli 2024", 1),
        ("Agustus 2024", 2),
        ("September 2024", 1),
    ]
    assert [day.date for month in found for day in month.days if day.is_today] == [TODAY]
