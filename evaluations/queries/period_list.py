"""The list of quarters with how far each one is (one query), and what planning and opening one needs to know."""

from django.db.models import Count, Q, QuerySet

from evaluations.enums import EvaluationState, InstrumentState
from evaluations.models import Instrument, Period
from evaluations.queries import periods
from units.actors import Actor
from units.models import WorkUnit


def period_list(actor: Actor) -> QuerySet[Period]:
    """Visible quarters, newest first, each with `sheets` and `approved`."""
    approved = Count("evaluations", filter=Q(evaluations__state=EvaluationState.APPROVED))
    rows = periods.visible(actor).annotate(sheets=Count("evaluations"), approved=approved)
    return rows.order_by("-year", "-quarter")  # counting drops the model's own order


def units_to_open() -> int:
    """How many units get a sheet when a quarter is opened now."""
    return WorkUnit.objects.filter(is_active=True).count()


def published_instruments() -> QuerySet[Instrument]:
    """What a new quarter can be evaluated with, the newest version first."""
    return Instrument.objects.filter(state=InstrumentState.PUBLISHED).order_by("identifier", "-version")


def next_quarter(newest: Period | None) -> dict[str, int]:
    """Year and quarter after the newest one; empty when there is none."""
    if newest is None:
        return {}
    year, quarter = (newest.year, newest.quarter + 1) if newest.quarter < 4 else (newest.year + 1, 1)
    return {"year": year, "quarter": quarter}
