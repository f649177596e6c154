"""All units of a quarter side by side, from stored or recorded scores: three queries however many units."""

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from evaluations.enums import Assessor
from evaluations.models import Evaluation, Period, Score
from evaluations.permissions import sees_tpi, sees_unproven
from evaluations.queries import evaluations, periods
from evaluations.queries.audience import audience
from evaluations.queries.instruments import loaded
from evaluations.queries.snapshots import recorded_standings, records
from evaluations.queries.standing import AreaStanding, GateStanding, Standing, alike
from units.actors import Actor
from units.models import Predicate
from units.roles import Permission


@dataclass(frozen=True, slots=True)
class AreaCell:
    """An area of a row against the minimum of the predicate the unit aims at; both in percent of its weight."""

    number: int
    title: str
    percent: Decimal
    minimum: Decimal
    passed: bool


@dataclass(frozen=True, slots=True)
class VerdictCell:
    """A predicate with the gates that do not pass."""

    predicate: str
    failed: list[GateStanding]

    @property
    def passed(self) -> bool:
        return not self.failed


@dataclass(frozen=True)
class BoardRow:
    """One unit in the quarter. A standing is None when nothing was written or the actor may not see it."""

    evaluation: Evaluation
    unit: Standing | None
    tpi: Standing | None
    previous: Standing | None  # the TPI's, approved, of the quarter before, where it may be compared
    assessor: str
    audience: str  # in whose words the state is told
    rank: int | None = None
    scored_otherwise: bool = False  # there was one, by an instrument that scores differently
    unproven: int | None = None  # answers of the unit that want better evidence; None: not (yet) for this actor

    @property
    def shown(self) -> Standing | None:
        """The standing of the assessor the board was asked for."""
        return self.tpi if self.assessor == Assessor.TPI else self.unit

    @property
    def verified_change(self) -> Decimal | None:
        """Points gained since the quarter before (nilai ketat, TPI); None when there is nothing to compare.

        A sheet that is not verified to its end is not compared.
        """
        if self.previous is None or not (self.tpi and self.tpi.is_complete):
            return None
        return self.tpi.strict - self.previous.strict

    @property
    def change(self) -> Decimal | None:
        """The same on a board that shows the TPI's values; None on one of the units' own."""
        return self.verified_change if self.assessor == Assessor.TPI else None

    @property
    def gained(self) -> list[str]:
        """Predicates whose every minimum passes now and did not in the quarter before (TPI)."""
        return [key for key in Predicate.values if self._turned(key, passes=True)]

    @property
    def lost(self) -> list[str]:
        """Predicates whose every minimum passed in the quarter before and does not now (TPI)."""
        return [key for key in Predicate.values if self._turned(key, passes=False)]

    def _turned(self, predicate: str, *, passes: bool) -> bool:
        compared = self.verified_change is not None
        return compared and self.tpi.passes(predicate) is passes and self.previous.passes(predicate) is not passes

    @property
    def proposed_for(self) -> str:
        """The predicate a unit may be proposed for ("" = none): the one aimed at, approved, every gate passed."""
        target = self.evaluation.target
        return target if self.evaluation.is_approved and self.tpi and self.tpi.passes(target) else ""

    @cached_property
    def areas(self) -> list[AreaCell]:
        """The six areas of the shown standing; empty without one."""
        return area_cells(self.shown, self.evaluation.target) if self.shown else []

    @cached_property
    def verdicts(self) -> list[VerdictCell]:
        """WBK and, for a unit that aims at it, WBBM; empty without a shown standing."""
        return verdict_cells(self.shown, self.evaluation.target) if self.shown else []


def verdict_cells(standing: Standing, target: str) -> list[VerdictCell]:
    """WBK and, where it is aimed at, WBBM."""
    return [VerdictCell(key, standing.failed[key]) for key in dict.fromkeys([Predicate.WBK.value, target])]


def area_cells(standing: Standing, target: str) -> list[AreaCell]:
    """The six areas against the minimum of the predicate aimed at."""
    return [_area(area, area.gates[target]) for area in standing.areas]


def _area(area: AreaStanding, gate: GateStanding) -> AreaCell:
    return AreaCell(area.number, area.title, area.ratio * 100, gate.required / area.weight * 100, gate.passed)


def board(actor: Actor, period: Period, assessor: str) -> list[BoardRow]:
    """The rows an actor may see, ranked by nilai ketat of that assessor; unfinished ones last, unscored unranked.

    Whoever sees only some units gets them by code and without a rank, which would be one among those few.
    """
    sheets = list(evaluations.visible(actor).filter(period=period).defer("period__instrument__predicates"))
    told = _told(period, sheets)
    rows = sorted((told.get(row.pk, row) for row in sheets), key=lambda row: row.unit_code)
    now, before = _standings(period, rows, told)
    found = [_row(actor, row, now.get(row.pk, {}), before.get(row.unit_id), assessor) for row in rows]
    return _ranked(found) if actor.may(Permission.READ_ALL) else found


def _told(period: Period, rows: list[Evaluation]) -> dict[int, Evaluation]:
    """What was recorded of these units in this quarter and the one before, by evaluation id."""
    quarters = Q(evaluation__period=period) | Q(evaluation__period__in=periods.previous(period))
    return records(quarters & Q(evaluation__unit__in=[row.unit_id for row in rows]))


def _standings(
    period: Period, rows: list[Evaluation], told: dict[int, Evaluation]
) -> tuple[dict[int, dict[str, Standing]], dict[int, Standing]]:
    """Evaluation id -> assessor -> standing now, and unit id -> the TPI's, approved, of the quarter before."""
    now = {row.pk: recorded_standings(row) for row in told.values() if row.period_id == period.pk}
    earlier = [row for row in told.values() if row.period_id != period.pk and row.is_approved]
    before = {row.unit_id: recorded_standings(row).get(Assessor.TPI) for row in earlier}
    for score in _scores(period, rows, told):
        standing = Standing(score, loaded(score.evaluation.period.instrument))
        if score.evaluation.period_id == period.pk:
            now.setdefault(score.evaluation_id, {})[score.assessor] = standing
        else:
            before[score.evaluation.unit_id] = standing
    return now, before


def _scores(period: Period, rows: list[Evaluation], told: dict[int, Evaluation]) -> QuerySet[Score]:
    """The stored scores of the sheets, and the TPI's approved ones of the quarter before, that were not recorded."""
    now = Q(evaluation__in=[row.pk for row in rows])
    before = periods.approved_before(period) & Q(evaluation__unit__in=[row.unit_id for row in rows])
    scores = Score.objects.filter(now | before).exclude(evaluation__in=list(told))
    scores = scores.select_related("evaluation__period__instrument")
    text = Cast("detail", TextField())  # most rows never need it parsed: Standing does that when asked
    return scores.annotate(detail_text=text).defer("detail", "evaluation__period__instrument__predicates")


def _row(actor: Actor, row: Evaluation, now: dict[str, Standing], before: Standing | None, assessor: str) -> BoardRow:
    tpi = now.get(Assessor.TPI) if sees_tpi(actor, row) else None
    previous = alike(before, loaded(row.period.instrument))
    unit = now.get(Assessor.UNIT)
    return BoardRow(
        evaluation=row,
        unit=unit,
        tpi=tpi,
        previous=previous,
        assessor=assessor,
        audience=audience(actor, row.unit_id),
        scored_otherwise=before is not None and previous is None,
        unproven=unit.score.unproven if unit and sees_unproven(actor, row) else None,
    )


def _ranked(rows: list[BoardRow]) -> list[BoardRow]:
    """The same rows, best first, equal points sharing a rank."""

    def order(row: BoardRow) -> tuple:
        return row.evaluation.is_unfinished, row.shown is None, -row.shown.strict if row.shown else 0

    ranked: list[BoardRow] = []
    for place, row in enumerate(sorted(rows, key=order), start=1):
        tied = ranked and order(ranked[-1]) == order(row)
        rank = None if row.shown is None else ranked[-1].rank if tied else place
        ranked.append(replace(row, rank=rank))
    return ranked
