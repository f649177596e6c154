"""All units of a quarter side by side, from stored scores: three queries however many units."""

from dataclasses import dataclass
from decimal import Decimal

from evaluations.enums import Assessor
from evaluations.models import Evaluation, Period, Score
from evaluations.permissions import sees_tpi
from evaluations.queries import evaluations, periods
from evaluations.queries.instruments import loaded
from evaluations.queries.standing import Standing
from units.actors import Actor


@dataclass(frozen=True)
class BoardRow:
    """One unit in the quarter. A standing is None when nothing was written or the actor may not see it."""

    evaluation: Evaluation
    unit: Standing | None
    tpi: Standing | None
    previous: Standing | None  # the TPI's, of the quarter before, when that sheet was approved
    assessor: str
    rank: int | None = None

    @property
    def shown(self) -> Standing | None:
        """The standing of the assessor the board was asked for."""
        return self.tpi if self.assessor == Assessor.TPI else self.unit

    @property
    def change(self) -> Decimal | None:
        """Points gained since the quarter before (nilai ketat, TPI); None when there is nothing to compare.

        Figures of instruments that score differently are never compared.
        """
        if self.shown is None or self.previous is None or self.assessor != Assessor.TPI:
            return None
        if self.previous.loaded.instrument.fingerprint != self.shown.loaded.instrument.fingerprint:
            return None
        return self.shown.strict - self.previous.strict

    @property
    def proposed_for(self) -> str:
        """The predicate a unit may be proposed for ("" = none): the one aimed at, approved, every gate passed."""
        target = self.evaluation.unit.target
        return target if self.evaluation.is_approved and self.tpi and self.tpi.passes(target) else ""


def board(actor: Actor, period: Period, assessor: str) -> list[BoardRow]:
    """The rows an actor may see, ranked by nilai ketat of that assessor; unfinished ones last, unscored unranked."""
    rows = list(evaluations.visible(actor).filter(period=period).order_by("unit__code"))
    now = _standings(Score.objects.filter(evaluation__period=period, evaluation__in=[row.pk for row in rows]))
    before = _before(period, [row.unit_id for row in rows])
    board_rows = [_row(actor, row, now.get(row.pk, {}), before.get(row.unit_id), assessor) for row in rows]
    return _ranked(board_rows)


def _standings(scores) -> dict[int, dict[str, Standing]]:
    """Evaluation id -> assessor -> standing."""
    found: dict[int, dict[str, Standing]] = {}
    for score in scores.select_related("evaluation__period__instrument"):
        standing = Standing(score, loaded(score.evaluation.period.instrument))
        found.setdefault(score.evaluation_id, {})[score.assessor] = standing
    return found


def _before(period: Period, unit_ids: list[int]) -> dict[int, Standing]:
    """Unit id -> the TPI's approved standing of the quarter before."""
    scores = Score.objects.filter(
        evaluation__period__in=periods.previous(period), evaluation__unit__in=unit_ids,
        evaluation__state="approved", assessor=Assessor.TPI,
    ).select_related("evaluation__period__instrument")
    return {score.evaluation.unit_id: Standing(score, loaded(score.evaluation.period.instrument)) for score in scores}


def _row(actor: Actor, row: Evaluation, now: dict[str, Standing], before: Standing | None, assessor: str) -> BoardRow:
    tpi = now.get(Assessor.TPI) if sees_tpi(actor, row) else None
    return BoardRow(evaluation=row, unit=now.get(Assessor.UNIT), tpi=tpi, previous=before, assessor=assessor)


def _ranked(rows: list[BoardRow]) -> list[BoardRow]:
    """The same rows, best first, equal points sharing a rank."""
    def order(row: BoardRow) -> tuple:
        return row.evaluation.is_unfinished, row.shown is None, -row.shown.strict if row.shown else 0

    ranked: list[BoardRow] = []
    for place, row in enumerate(sorted(rows, key=order), start=1):
        tied = ranked and order(ranked[-1]) == order(row)
        rank = None if row.shown is None else ranked[-1].rank if tied else place
        ranked.append(BoardRow(row.evaluation, row.unit, row.tpi, row.previous, row.assessor, rank))
    return ranked
