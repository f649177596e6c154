"""The supervisor's desk: what waits for approval, how far every unit and the TPI lie apart, and who judges how.

Three queries however many units: the sheets, their stored scores, and the values of both sides; of a locked quarter
the sheets, what was recorded of them, and the recorded answers.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.db.models import BooleanField, ExpressionWrapper, OuterRef
from django.utils import timezone

from evaluations.enums import Assessor, EvaluationState
from evaluations.models import Evaluation, Period, Score
from evaluations.permissions import has_worked_on, may_supervise, sees_tpi
from evaluations.queries import evaluations
from evaluations.queries.deviations import Deviations, Unequal, deviations, unequal
from evaluations.queries.instruments import Loaded, loaded
from evaluations.queries.pairs import Pair, pairs, recorded_pairs
from evaluations.queries.question_view import dashed
from evaluations.queries.snapshots import as_recorded, recorded_scores
from evaluations.scoring import engine
from units.actors import Actor

FIRST = 10  # of the unequal judgements: shown at once, the others on demand


@dataclass(frozen=True, slots=True)
class Effect:
    """One question's points of nilai ketat gained or lost, as the differences page shows them."""

    code: str
    points: Fraction

    @property
    def slug(self) -> str:
        """The code as it stands in an element's id."""
        return dashed(self.code)


@dataclass(frozen=True)
class DeskRow:
    """One unit. Scores are stored nilai ketat, None when nothing was written or the reader may not see it yet."""

    evaluation: Evaluation
    unit: Decimal | None
    tpi: Decimal | None
    verified: int
    questions: int
    effects: list[Effect]  # of every question judged differently
    waiting: int | None  # days since the verification was finished, while it waits for approval
    may_approve: bool

    @property
    def is_verified(self) -> bool:
        """Has the TPI judged everything? Until then its total says little."""
        return self.tpi is not None and self.verified == self.questions

    @property
    def difference(self) -> Fraction | None:
        """Points gained or lost so far by what was judged differently; once all is judged, TPI minus unit."""
        return sum((effect.points for effect in self.effects), Fraction(0)) if self.tpi is not None else None

    @property
    def worst(self) -> Effect | None:
        """The question with the largest loss, None when nothing was lost."""
        losses = [effect for effect in self.effects if effect.points < 0]
        return min(losses, key=lambda effect: effect.points, default=None)


@dataclass(frozen=True, slots=True)
class Desk:
    """The page: `rows` by unit code."""

    rows: list[DeskRow]
    deviations: Deviations
    unequal: list[Unequal]

    @property
    def waiting(self) -> list[DeskRow]:
        """What waits for approval, the longest first."""
        return sorted((row for row in self.rows if row.waiting is not None), key=lambda row: -row.waiting)

    @property
    def unequal_first(self) -> list[Unequal]:
        """Those with the widest span."""
        return self.unequal[:FIRST]

    @property
    def unequal_others(self) -> list[Unequal]:
        """The rest."""
        return self.unequal[FIRST:]

    @property
    def by_loss(self) -> list[DeskRow]:
        """The rows by what the TPI took off, units without a judgement last."""
        return sorted(self.rows, key=lambda row: (row.difference is None, row.difference or 0))


def desk(actor: Actor, period: Period, *, today: date) -> Desk:
    """The desk of a quarter, without what the TPI says of the reader's own units while that is kept from them."""
    source = loaded(period.instrument)
    rows = _sheets(actor, period)
    shown = {row.pk for row in rows if sees_tpi(actor, row)}
    found = pairs(source, {row.pk for row in rows if row.pk in shown and not row.recorded})
    found += recorded_pairs(source, (row for row in rows if row.pk in shown and row.recorded))
    scores = _scores(rows)
    effects = _effects(source, found)
    return Desk(
        rows=[_row(actor, row, scores, effects, row.pk in shown, today) for row in rows],
        deviations=deviations(found),
        unequal=unequal(source.instrument, found),
    )


def _sheets(actor: Actor, period: Period) -> list[Evaluation]:
    worked_on = ExpressionWrapper(has_worked_on(actor, OuterRef("pk")), output_field=BooleanField())
    sheets = evaluations.visible(actor).filter(period=period).defer("period__instrument__predicates")
    rows = as_recorded(list(sheets.select_related("reviewed_by").annotate(worked_on=worked_on)))
    return sorted(rows, key=lambda row: row.unit_code)


def _scores(rows: list[Evaluation]) -> dict[tuple[int, str], Score]:
    stored = Score.objects.filter(evaluation__in=[row.pk for row in rows if not row.recorded]).defer("detail")
    recorded = [score for row in rows if row.recorded for score in recorded_scores(row).values()]
    return {(score.evaluation_id, score.assessor): score for score in [*stored, *recorded]}


def _effects(source: Loaded, found: list[Pair]) -> dict[int, list[Effect]]:
    """Evaluation id -> the effect of every question judged differently."""
    effects: dict[int, list[Effect]] = {}
    for pair in found:
        if pair.differs:
            code = pair.question.code
            points = engine.effect(source.instrument, code, pair.unit_points, pair.tpi_points)
            effects.setdefault(pair.evaluation_id, []).append(Effect(code, points))
    return effects


def _row(actor: Actor, row: Evaluation, scores, effects, shown: bool, today: date) -> DeskRow:
    unit, tpi = scores.get((row.pk, Assessor.UNIT)), scores.get((row.pk, Assessor.TPI)) if shown else None
    waits = row.state == EvaluationState.REVIEWED and row.period.is_open
    return DeskRow(
        evaluation=row,
        unit=unit and unit.strict,
        tpi=tpi and tpi.strict,
        verified=tpi.answered if tpi else 0,
        questions=len(loaded(row.period.instrument).instrument.questions),
        effects=effects.get(row.pk, []),
        waiting=_days(row, today) if waits else None,
        may_approve=waits and may_supervise(actor, row, worked_on=row.worked_on),
    )


def _days(row: Evaluation, today: date) -> int:
    """Days since the verification was finished."""
    return (today - timezone.localdate(row.reviewed_at)).days if row.reviewed_at else 0
