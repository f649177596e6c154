"""How far a unit is from WBK, in one word. The one place that says what "on the way" and "far" mean."""

from decimal import Decimal

from django.db.models import TextChoices

from evaluations.queries.standing import Standing
from evaluations.scoring.rounding import text
from units.models import Predicate

NEAR_GATES = 4  # of the twelve minimums
NEAR_POINTS = Decimal(5)  # points of the total
TOTAL = "total"


class Distance(TextChoices):
    """Where a unit stands; every unit stands in exactly one. The values stand in addresses."""

    WBBM = "wbbm", "Memenuhi WBBM"
    WBK = "wbk", "Memenuhi WBK"
    NEAR = "menuju", "Menuju WBK"
    FAR = "jauh", "Masih jauh"
    NONE = "tanpa-nilai", "Belum ada nilai"


def distance(standing: Standing | None) -> Distance:
    """Judged by nilai ketat against WBK, whatever the unit aims at, since every unit must pass it first.

    WBBM and WBK: every minimum passes. NEAR, on the way: at most NEAR_GATES minimums of WBK fail and the total lacks at
    most NEAR_POINTS. FAR: more fail or more is lacking. NONE: there is nothing to judge. The two limits are this
    project's choice and no rule of PermenPANRB 90/2021: a quarter's work usually closes such a gap.
    """
    if standing is None:
        return Distance.NONE
    if standing.passes(Predicate.WBBM):
        return Distance.WBBM
    if standing.passes(Predicate.WBK):
        return Distance.WBK
    missing = standing.missing(Predicate.WBK)
    near = len(missing) <= NEAR_GATES and missing.get(TOTAL, Decimal(0)) <= NEAR_POINTS
    return Distance.NEAR if near else Distance.FAR


EXPLANATION = (
    f"Menuju WBK: paling banyak {NEAR_GATES} nilai minimal WBK belum terpenuhi dan nilai totalnya kurang paling banyak "
    f"{text(NEAR_POINTS)} poin. Masih jauh: lebih dari itu. Semua dihitung dengan nilai ketat, yaitu pertanyaan yang "
    "belum terjawab bernilai 0. Kedua batas itu pilihan aplikasi ini, bukan ketentuan PermenPANRB 90/2021."
)
