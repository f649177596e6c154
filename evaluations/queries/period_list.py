"""The list of quarters with how far each one is (one query), and what planning and opening one needs to know."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from evaluations.enums import EvaluationState, InstrumentState
from evaluations.models import Instrument, Period
from evaluations.queries import periods
from evaluations.queries.carry import Source, sources
from units.actors import Actor
from units.models import WorkUnit


def period_list(actor: Actor) -> QuerySet[Period]:
    """Visible quarters, newest first, each with `sheets` and `approved`."""
    approved = Count("evaluations", filter=Q(evaluations__state=EvaluationState.APPROVED))
    rows = periods.visible(actor).annotate(sheets=Count("evaluations"), approved=approved)
    return rows.order_by("-year", "-quarter")  # counting drops the model's own order


@dataclass(frozen=True, slots=True)
class UnitToOpen:
    """An active unit, and the earlier quarter whose verified answers come along (None: nothing to carry)."""

    unit: WorkUnit
    carried_from: Period | None
    answers: int


def units_to_open(period: Period) -> list[UnitToOpen]:
    """The units that can take part when a quarter is opened now; three queries."""
    units = list(WorkUnit.objects.filter(is_active=True).order_by("code"))
    found = sources(period, [unit.pk for unit in units])
    return [_to_open(unit, found.get(unit.pk)) for unit in units]


def _to_open(unit: WorkUnit, source: Source | None) -> UnitToOpen:
    return UnitToOpen(unit, source and source.evaluation.period, len(source.proposals) if source else 0)


def published_instruments() -> QuerySet[Instrument]:
    """What a new quarter can be evaluated with, the newest version first."""
    return Instrument.objects.filter(state=InstrumentState.PUBLISHED).order_by("identifier", "-version")
