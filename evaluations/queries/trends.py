"""The approved totals of many units over the quarters: two queries however many units and quarters."""

from collections.abc import Collection
from decimal import Decimal

from django.db.models import Q

from evaluations.enums import Assessor, EvaluationState
from evaluations.models import Period, Score
from evaluations.quarters import Quarter
from evaluations.queries.periods import earlier, up_to
from evaluations.queries.snapshots import counting

LENGTH = 8  # quarters

Totals = dict[int, dict[Quarter, Decimal]]  # unit id -> quarter -> the TPI's total


def quarters_up_to(period: Period) -> list[Quarter]:
    """The quarters that `totals` tells, the oldest first."""
    return period.when.run(LENGTH)


def totals(period: Period, units: Collection[int]) -> Totals:
    """The approved totals (nilai ketat of the TPI) of these units in the last quarters, recorded or stored.

    Quarters whose instrument scores differently from that of `period` are left out: they cannot be compared.
    """
    longer_ago = earlier(quarters_up_to(period)[0], "evaluation__period__")
    alike = Q(evaluation__period__instrument__fingerprint=period.instrument.fingerprint)
    which = up_to(period) & ~longer_ago & alike & Q(evaluation__unit__in=units)
    keys = ("evaluation", "evaluation__unit", "evaluation__period__year", "evaluation__period__quarter")
    found: Totals = {unit: {} for unit in units}
    recorded = set()
    for sheet, unit, year, quarter, head in counting().filter(which).values_list(*keys, "head"):
        recorded.add(sheet)
        if head["evaluation"]["state"] == EvaluationState.APPROVED and Assessor.TPI in head["scores"]:
            found[unit][Quarter(year, quarter)] = Decimal(head["scores"][Assessor.TPI]["strict"])
    stored = Score.objects.filter(which, assessor=Assessor.TPI, evaluation__state=EvaluationState.APPROVED)
    for sheet, unit, year, quarter, strict in stored.values_list(*keys, "strict").order_by():
        if sheet not in recorded:
            found[unit][Quarter(year, quarter)] = strict
    return found
