"""The recap of a quarter from the board, and the totals of the quarters up to it: six queries however many units."""

from datetime import datetime
from decimal import Decimal

from django.db.models import Q
from django.utils import timezone

from evaluations.enums import Assessor, EvaluationState, PeriodState
from evaluations.models import Period, Score
from evaluations.queries import periods
from evaluations.queries.audience import UNIT
from evaluations.queries.board import BoardRow, board
from evaluations.queries.instruments import Loaded, loaded
from evaluations.queries.snapshots import recorded_standings, records
from evaluations.queries.standing import Standing, alike
from evaluations.workflow import INSPECTORATE_WORDS, UNIT_WORDS
from units.actors import Actor
from workbooks.documents.recap import RecapBook, RecapUnit

QUARTERS = 8

Trend = dict[tuple[int, int], Decimal]  # period id, unit id -> approved total by the TPI


def recap_book(actor: Actor, period: Period, *, now: datetime) -> RecapBook:
    """Everything the board tells of a quarter, and the trend, as the actor may see it."""
    source = loaded(period.instrument)
    rows = board(actor, period, Assessor.TPI)
    quarters = _quarters(period)
    totals = _totals(source, quarters, [row.evaluation.unit_id for row in rows])
    return RecapBook(
        instrument=source.instrument,
        gates=source.gates,
        year=period.year,
        quarter=period.quarter,
        quarter_name=period.get_quarter_display(),
        state=str(period.get_state_display()),
        locked_on=timezone.localdate(period.locked_at) if period.is_locked else None,
        taken_by=actor.user.full_name,
        taken_at=now,
        units=tuple(_unit(row, source, quarters, totals) for row in rows),
        quarters=tuple(str(quarter) for quarter in quarters),
    )


def _unit(row: BoardRow, source: Loaded, quarters: list[Period], totals: Trend) -> RecapUnit:
    tpi, evaluation = row.tpi, row.evaluation
    gates = tpi.gates if tpi else {}
    return RecapUnit(
        rank=row.rank,
        code=evaluation.unit_code,
        name=evaluation.unit.name,
        state=_state(row),
        target=evaluation.target,
        unit_total=row.unit.strict if row.unit else None,
        official=tpi.official if tpi else None,
        total=tpi.strict if tpi else None,
        previous=row.previous.strict if row.previous else None,
        is_complete=bool(tpi and tpi.is_complete),
        compares=row.change is not None,
        proposed_for=row.proposed_for,
        reached={gate.code: gate.reached for key in source.gates for gate in gates.get(key, ())},
        trend=tuple(totals.get((quarter.pk, evaluation.unit_id)) for quarter in quarters),
    )


def _state(row: BoardRow) -> str:
    if row.evaluation.is_unfinished:
        return "Tidak selesai"
    words = UNIT_WORDS if row.audience == UNIT else INSPECTORATE_WORDS
    return words[EvaluationState(row.evaluation.state)]


# --- over the quarters ----------------------------------------------------------------------------
def _quarters(period: Period) -> list[Period]:
    """This quarter and those before it that have begun, oldest first; one query."""
    rows = Period.objects.filter(periods.earlier(period.when.moved(1))).exclude(state=PeriodState.PLANNED)
    rows = rows.order_by("-year", "-quarter")
    return list(rows[:QUARTERS])[::-1]


def _totals(source: Loaded, quarters: list[Period], units: list[int]) -> Trend:
    """Approved totals, recorded or stored, where the instrument scores as this quarter's does; two queries."""
    which = Q(evaluation__period__in=[quarter.pk for quarter in quarters], evaluation__unit__in=units)
    told = records(which & Q(head__evaluation__state=EvaluationState.APPROVED))
    recorded = [recorded_standings(row).get(Assessor.TPI) for row in told.values()]
    approved = which & Q(assessor=Assessor.TPI, evaluation__state=EvaluationState.APPROVED)
    scores = Score.objects.filter(approved).exclude(evaluation__in=list(told)).defer("detail")
    scores = scores.select_related("evaluation__period__instrument")
    stored = [Standing(score, loaded(score.evaluation.period.instrument)) for score in scores]
    return {
        (standing.score.evaluation.period_id, standing.score.evaluation.unit_id): standing.strict
        for standing in [*recorded, *stored]
        if alike(standing, source)
    }
