"""Where a unit stands in one word: passing, on the way, far. No database."""

import pytest

from evaluations.models import Score
from evaluations.queries.distance import EXPLANATION, Distance, distance
from evaluations.queries.standing import Standing


def standing(*passing: str, lacking: dict[str, str] | None = None) -> Standing:
    """As much of a stored score as is asked: what passes, and what WBK lacks by gate."""
    gates = {code: ["0", "0", by, False] for code, by in (lacking or {}).items()} | {"B.II": ["0", "0", "0", True]}
    score = Score(passes_wbk="WBK" in passing, passes_wbbm="WBBM" in passing, detail={"gates": {"WBK": gates}})
    return Standing(score, loaded=None)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (None, Distance.NONE),
        (standing("WBK", "WBBM"), Distance.WBBM),
        (standing("WBK"), Distance.WBK),
        (standing(lacking={"area-4": "0.01"}), Distance.NEAR),
        (standing(lacking={"total": "5", "A": "9", "area-1": "3", "B.I": "1"}), Distance.NEAR),
        (standing(lacking={"total": "5.01"}), Distance.FAR),
        (standing(lacking={"A": "1", "area-1": "1", "area-2": "1", "B.I": "1", "B.I.a": "1"}), Distance.FAR),
    ],
)
def test_where_a_unit_stands(found, expected):
    assert distance(found) == expected


def test_the_page_tells_the_limits_that_are_used():
    assert "paling banyak 4 nilai minimal WBK" in EXPLANATION
    assert "kurang paling banyak 5,00 poin" in EXPLANATION
