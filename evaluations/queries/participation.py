"""Which units take part in a quarter, and which could."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from evaluations.enums import EvaluationState
from evaluations.models import Answer, Evaluation, EvidenceUse, Period, Recommendation, Snapshot
from evaluations.permissions import written_entries
from units.models import WorkUnit

# Rows of apps above this one that stand on a sheet (by its key) and keep it in its quarter: an app adds its own.
KEEPING: list[Callable[[OuterRef], QuerySet]] = []


@dataclass(frozen=True, slots=True)
class Participation:
    """The sheets of a quarter (each with `touched`), and the active units without one."""

    sheets: list[Evaluation]
    absent: list[WorkUnit]


def participation(period: Period) -> Participation:
    """Who takes part; two queries."""
    sheets = with_touched(Evaluation.objects.filter(period=period)).select_related("unit", "carried_from__period")
    absent = WorkUnit.objects.filter(is_active=True).exclude(evaluations__period=period)
    return Participation(list(sheets.order_by("unit__code")), list(absent.order_by("code")))


def is_touched(evaluation: Evaluation) -> bool:
    """Did anybody write in the sheet or move it on, was it recorded, or does something stand on it?"""
    return with_touched(Evaluation.objects.filter(pk=evaluation.pk)).get().touched


def with_touched(rows: QuerySet[Evaluation]) -> QuerySet[Evaluation]:
    """Evaluations, each with `touched`: somebody wrote an answer or added evidence (changed since or not), recommended
    something in it or moved it on, it was recorded when the quarter was locked before, or something stands on it."""
    answers = Answer.objects.filter(evaluation=OuterRef("pk"), is_carried=False)
    evidence = EvidenceUse.objects.filter(
        Q(is_carried=False) | Q(withdrawn_at__isnull=False), evaluation=OuterRef("pk")
    )
    moved = ~Q(state=EvaluationState.DRAFT) | Q(round__gt=1)
    advice = Recommendation.objects.filter(evaluation=OuterRef("pk"))
    recorded = Snapshot.objects.filter(evaluation=OuterRef("pk"))
    kept = Q()
    for standing in KEEPING:
        kept |= Q(Exists(standing(OuterRef("pk"))))
    return rows.annotate(
        touched=moved
        | Exists(answers)
        | Exists(evidence)
        | Exists(written_entries(OuterRef("pk")))
        | Exists(advice)
        | Exists(recorded)
        | kept,
    )
