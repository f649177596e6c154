"""Where a unit stands in one word: passing, on the way, far. No database."""

from dataclasses import dataclass, field
from decimal import Decimal
from types import SimpleNamespace

import pytest

from evaluations.queries.distance import EXPLANATION, Distance, distance


@dataclass(frozen=True)
class Standing:
    """As much of a standing as is asked: what passes, and what WBK lacks by gate."""

    passing: frozenset[str] = frozenset()
    lacking: dict[str, str] = field(default_factory=dict)

    def passes(self, predicate):
        return predicate in self.passing

    @property
    def failed(self):
        return {"WBK": [SimpleNamespace(code=code, missing=Decimal(by)) for code, by in self.lacking.items()]}


@pytest.mark.parametrize(
    ("standing", "expected"),
    [
        (None, Distance.NONE),
        (Standing(frozenset({"WBK", "WBBM"})), Distance.WBBM),
        (Standing(frozenset({"WBK"})), Distance.WBK),
        (Standing(lacking={"area-4": "0.01"}), Distance.NEAR),
        (Standing(lacking={"total": "5", "A": "9", "area-1": "3", "B.I": "1"}), Distance.NEAR),
        (Standing(lacking={"total": "5.01"}), Distance.FAR),
        (Standing(lacking={"A": "1", "area-1": "1", "area-2": "1", "B.I": "1", "B.I.a": "1"}), Distance.FAR),
    ],
)
def test_where_a_unit_stands(standing, expected):
    assert distance(standing) == expected


def test_the_page_tells_the_limits_that_are_used():
    assert "paling banyak 4 nilai minimal WBK" in EXPLANATION
    assert "kurang paling banyak 5,00 poin" in EXPLANATION
