"""All units of a quarter over time: their lines, their ranks, and what moved since the quarter before.

Seven queries however many units and quarters: the board of the quarter, and the results of the last quarters.
"""

from dataclasses import dataclass
from decimal import Decimal

from evaluations.models import Period
from evaluations.quarters import Quarter
from evaluations.queries import evaluations, periods
from evaluations.queries.board import BoardRow, board
from insights.queries.results import Result, results
from insights.queries.unit_trend import LENGTH, counts
from units.actors import Actor


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit: its row of the board, its settled results by quarter, and how it stood the quarter before.

    `change` is in points of nilai ketat, `climbed` in ranks (3 = three ranks better). None: nothing to compare, or the
    instruments score differently (`scored_otherwise`).
    """

    row: BoardRow
    history: dict[Quarter, Result]
    change: Decimal | None
    rank_before: int | None
    climbed: int | None
    scored_otherwise: bool

    @property
    def dropped(self) -> int:
        """How many ranks worse, as a positive number; only of those that dropped."""
        return -(self.climbed or 0)

    @property
    def label(self) -> str:
        """Code and name, as boards write them."""
        return f"{self.row.evaluation.unit_code} {self.row.evaluation.unit.name}"


@dataclass(frozen=True, slots=True)
class HeldQuarter:
    """A quarter of the axis; `changed`: its instrument scores otherwise than that of the held quarter before."""

    when: Quarter
    changed: bool


@dataclass(frozen=True)
class Trends:
    """Everything about all units; `lines` in the order of the board."""

    period: Period
    assessor: str
    lines: list[UnitLine]
    quarters: list[HeldQuarter]
    before: Quarter  # the quarter before, held or not
    compared: bool  # is there a quarter before that scores alike?

    @property
    def has_changed(self) -> bool:
        """Did the instrument change on the way?"""
        return any(quarter.changed for quarter in self.quarters)

    @property
    def scored_otherwise(self) -> bool:
        """Was the quarter before judged by an instrument that scores otherwise?"""
        return any(line.scored_otherwise for line in self.lines)

    @property
    def risen(self) -> list[UnitLine]:
        """Units that gained points, the most first."""
        return sorted((line for line in self.lines if line.change and line.change > 0), key=lambda line: -line.change)

    @property
    def fallen(self) -> list[UnitLine]:
        """Units that lost points, the most first."""
        return sorted((line for line in self.lines if line.change and line.change < 0), key=lambda line: line.change)


def trends(actor: Actor, period: Period, assessor: str) -> Trends:
    """All units the actor sees in the quarter; the caller makes sure that these are all units."""
    rows = board(actor, period, assessor)
    wanted = period.when.run(LENGTH)
    earlier = periods.previous(period).select_related("instrument").first()
    alike = earlier is not None and earlier.instrument.fingerprint == period.instrument.fingerprint
    units = {row.evaluation.unit_id for row in rows} | (_units(actor, earlier) if alike else set())
    told = results(actor, units, wanted, assessor=assessor)
    ranks = _ranks(earlier, told) if alike else {}
    return Trends(
        period=period,
        assessor=assessor,
        lines=[_line(row, told[row.evaluation.unit_id], ranks, period.when) for row in rows],
        quarters=_quarters(wanted, told, period),
        before=period.when.moved(-1),
        compared=alike,
    )


def _units(actor: Actor, period: Period) -> set[int]:
    """The units of a quarter, among them such that have left since: they had ranks too."""
    return set(evaluations.visible(actor).filter(period=period).order_by().values_list("unit_id", flat=True))


def _ranks(period: Period, told: dict[int, dict[Quarter, Result]]) -> dict[int, int]:
    """Unit id -> rank in that quarter, as its board ranks: unfinished sheets last, equal points sharing a rank."""
    held = {unit: found[period.when] for unit, found in told.items() if period.when in found}
    keys = {unit: (period.is_locked and not one.is_approved, -one.strict) for unit, one in held.items()}
    places: dict[tuple, int] = {}
    for place, key in enumerate(sorted(keys.values()), start=1):
        places.setdefault(key, place)
    return {unit: places[key] for unit, key in keys.items()}


def _line(row: BoardRow, told: dict[Quarter, Result], ranks: dict[int, int], asked: Quarter) -> UnitLine:
    settled = {when: result for when, result in told.items() if counts(result, asked)}
    now, before = settled.get(asked), settled.get(asked.moved(-1))
    alike = now is not None and before is not None and now.is_like(before)
    rank = ranks.get(row.evaluation.unit_id) if alike else None
    return UnitLine(
        row=row,
        history=settled,
        change=now.strict - before.strict if alike else None,
        rank_before=rank,
        climbed=rank - row.rank if rank and row.rank else None,
        scored_otherwise=now is not None and before is not None and not alike,
    )


def _quarters(wanted: list[Quarter], told: dict[int, dict[Quarter, Result]], period: Period) -> list[HeldQuarter]:
    """From the first quarter anybody has a result in to the last, without holes."""
    known = {result.when: result.fingerprint for found in told.values() for result in found.values()}
    known[period.when] = period.instrument.fingerprint
    found: list[HeldQuarter] = []
    before = ""
    for when in wanted[wanted.index(min(known)) :]:
        now = known.get(when, before)
        found.append(HeldQuarter(when, changed=bool(before) and now != before))
        before = now
    return found
