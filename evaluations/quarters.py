"""Quarters of the calendar (triwulan), whether or not anything is evaluated in them. Pure; nothing reads the clock."""

import re
from datetime import date, timedelta
from typing import NamedTuple

NUMERALS = {1: "I", 2: "II", 3: "III", 4: "IV"}
YEARS = range(2010, 2101)
ADDRESS = "[0-9]{4}-[1-4]"


class Quarter(NamedTuple):
    """A year and one of its quarters, 1 to 4. As text as in addresses, 2024-3; earlier ones sort first."""

    year: int
    quarter: int

    def __str__(self) -> str:
        return f"{self.year}-{self.quarter}"

    def __sub__(self, other: "Quarter") -> int:
        """How many quarters after the other one this is; negative before it."""
        return (self.year - other.year) * 4 + self.quarter - other.quarter

    @classmethod
    def of(cls, day: date) -> "Quarter":
        """The quarter a day lies in."""
        return cls(day.year, (day.month + 2) // 3)

    @classmethod
    def read(cls, text: str) -> "Quarter | None":
        """ "2024-3" as a quarter; None for anything else, or a year out of sense."""
        found = cls(*map(int, text.split("-"))) if re.fullmatch(ADDRESS, text) else None
        return found if found and found.year in YEARS else None

    @property
    def numeral(self) -> str:
        return NUMERALS[self.quarter]

    @property
    def name(self) -> str:
        """As people write it: TW III 2024."""
        return f"TW {self.numeral} {self.year}"

    @property
    def first(self) -> date:
        return date(self.year, 3 * self.quarter - 2, 1)

    @property
    def last(self) -> date:
        return self.moved(1).first - timedelta(1)

    def moved(self, by: int) -> "Quarter":
        """The quarter so many after this one; before it for a negative number."""
        years, quarter = divmod(self.quarter - 1 + by, 4)
        return Quarter(self.year + years, quarter + 1)

    def run(self, length: int) -> "list[Quarter]":
        """So many quarters in a row, the oldest first, that end with this one; whether they were held or not."""
        return [self.moved(place) for place in range(1 - length, 1)]
