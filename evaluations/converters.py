"""URL pieces of this app."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PeriodKey:
    """A quarter as it stands in an address: 2024-3 is TW III 2024."""

    year: int
    quarter: int

    def __str__(self) -> str:
        return f"{self.year}-{self.quarter}"


class PeriodConverter:
    """Path converter `period`: "2024-3" <-> PeriodKey."""

    regex = "[0-9]{4}-[1-4]"

    def to_python(self, value: str) -> PeriodKey:
        year, quarter = value.split("-")
        return PeriodKey(int(year), int(quarter))

    def to_url(self, value) -> str:
        return str(value) if isinstance(value, str) else f"{value.year}-{value.quarter}"
