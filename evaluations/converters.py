"""URL pieces of this app."""

from evaluations.quarters import ADDRESS, Quarter


class PeriodConverter:
    """Path converter `period`: "2024-3" <-> Quarter."""

    regex = ADDRESS

    def to_python(self, value: str) -> Quarter:
        return Quarter(*map(int, value.split("-")))

    def to_url(self, value) -> str:
        return str(value) if isinstance(value, str) else f"{value.year}-{value.quarter}"
