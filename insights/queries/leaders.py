"""The board for leadership: where the units of a quarter stand, what changed, what is late.

Seven queries however many units: the quarter's board (three), the results of the quarters up to it (two), what is late
(two). The results are those of the quarter; what is late is so today.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from evaluations.enums import Assessor
from evaluations.models import Period
from evaluations.quarters import Quarter
from evaluations.queries import recommendation_list
from evaluations.queries.board import BoardRow, board
from evaluations.queries.board_view import BoardView, agencies, fitting, is_about
from evaluations.queries.deadlines import Deadline, running
from evaluations.queries.distance import Distance, distance
from insights.queries.results import Result, results
from plans.queries import plan
from units.actors import Actor

QUARTERS = 12  # of the course up to the quarter
MOVERS = 3  # units that gained or lost most


@dataclass(frozen=True, slots=True)
class Line:
    """One unit: its row of the quarter's board, where it stands, and what of it is late today."""

    row: BoardRow
    distance: Distance
    advice: int  # recommendations
    actions: int  # of its plan
    due: Deadline | None  # of what is to be done in its sheet now; None: nobody's clock runs

    @property
    def is_late(self) -> bool:
        """Is the last day of what is to be done in its sheet over?"""
        return self.due is not None and self.due.is_past

    @property
    def failed(self) -> list:
        """The minimums of WBK that do not pass; those of WBBM once WBK passes and the unit aims at it."""
        verdicts = self.row.verdicts
        return next((verdict.failed for verdict in verdicts if verdict.failed), [])


@dataclass(frozen=True, slots=True)
class Changes:
    """What the TPI's values say compared with the quarter before, of the units where both are verified to their end
    by instruments that score alike. The others are counted by the reason why not."""

    before: Quarter
    compared: list[Line]
    otherwise: int  # the instrument of the quarter before scores differently
    unverified: int  # not verified to the end yet
    unknown: int  # nothing approved in the quarter before

    @property
    def up(self) -> list[Line]:
        """Units that gained, the most first."""
        return sorted((line for line in self.compared if line.row.verified_change > 0), key=_change, reverse=True)

    @property
    def down(self) -> list[Line]:
        """Units that lost, the most first."""
        return sorted((line for line in self.compared if line.row.verified_change < 0), key=_change)

    @property
    def same(self) -> int:
        return len(self.compared) - len(self.up) - len(self.down)

    @property
    def gained(self) -> list[Line]:
        """Units that pass a predicate they did not pass before."""
        return [line for line in self.compared if line.row.gained]

    @property
    def lost(self) -> list[Line]:
        """Units that pass a predicate no longer."""
        return [line for line in self.compared if line.row.lost]

    @property
    def movers(self) -> list[Line]:
        """Who gained most and who lost most."""
        return [*self.up[:MOVERS], *self.down[:MOVERS]]


def _change(line: Line) -> Decimal:
    return line.row.verified_change


@dataclass(frozen=True, slots=True)
class Course:
    """The approved results of the shown units in one quarter. `otherwise`: its instrument scores differently from
    that of the quarter told before it."""

    when: Quarter
    approved: int
    wbk: int
    wbbm: int
    mean: Fraction  # points, nilai ketat
    otherwise: bool


@dataclass(frozen=True)
class LeadersBoard:
    """The page. `lines` are the units looked at, ranked; `late_advice` and `late_actions` count over all units of
    today that fit, also those without a sheet in the quarter."""

    period: Period
    view: BoardView
    agencies: dict[str, str]
    units: int  # with a sheet in the quarter, whatever is looked at
    lines: list[Line]
    changes: Changes
    course: list[Course]
    late_advice: int
    late_actions: int

    @cached_property
    def counts(self) -> dict[Distance, int]:
        """How many units stand where; adds up to all of them."""
        found = Counter(line.distance for line in self.lines)
        return {where: found[where] for where in Distance}

    @property
    def wbk(self) -> int:
        """Units that pass WBK, those that pass WBBM among them."""
        return self.counts[Distance.WBK] + self.counts[Distance.WBBM]

    @property
    def without(self) -> int:
        """Units of which there is nothing to judge."""
        return self.counts[Distance.NONE]

    @property
    def breaks(self) -> bool:
        """Did the instrument change on the way, so that not all quarters may be compared?"""
        return any(at.otherwise for at in self.course)

    @property
    def late_sheets(self) -> int:
        return sum(line.is_late for line in self.lines)

    @property
    def incomplete(self) -> int:
        """Units whose sheet is not done to its end, so that nilai ketat still counts questions as 0."""
        return sum(line.row.shown is not None and not line.row.shown.is_complete for line in self.lines)


def leaders_board(actor: Actor, period: Period, view: BoardView, *, today: date) -> LeadersBoard:
    """The board of a quarter for somebody who reads all units; of `view` the assessor, agency and target count."""
    rows = board(actor, period, view.assessor)
    view = fitting(view, rows)
    advice = recommendation_list.overdue_by_unit(actor, view.agency, view.target, today=today)
    actions = plan.overdue_by_unit(actor, view.agency, view.target, today=today)
    lines = [_line(row, advice, actions, today) for row in rows if is_about(row, view)]
    return LeadersBoard(
        period=period,
        view=view,
        agencies=agencies(rows),
        units=len(rows),
        lines=lines,
        changes=_changes(period, lines),
        course=_course(actor, period, lines),
        late_advice=sum(advice.values()),
        late_actions=sum(actions.values()),
    )


def _line(row: BoardRow, advice: dict[int, int], actions: dict[int, int], today: date) -> Line:
    unit = row.evaluation.unit_id
    return Line(
        row=row,
        distance=distance(row.shown),
        advice=advice.get(unit, 0),
        actions=actions.get(unit, 0),
        due=running(row.evaluation, today),
    )


def _changes(period: Period, lines: list[Line]) -> Changes:
    rest = [line.row for line in lines if line.row.verified_change is None]
    verified = [row for row in rest if row.tpi and row.tpi.is_complete]
    otherwise = sum(row.scored_otherwise for row in verified)
    return Changes(
        before=period.when.moved(-1),
        compared=[line for line in lines if line.row.verified_change is not None],
        otherwise=otherwise,
        unverified=len(rest) - len(verified),
        unknown=len(verified) - otherwise,
    )


def _course(actor: Actor, period: Period, lines: list[Line]) -> list[Course]:
    """The quarters with approved results of these units, the oldest first."""
    units = [line.row.evaluation.unit_id for line in lines]
    by_quarter: dict[Quarter, list[Result]] = {}
    for rows in results(actor, units, period.when.run(QUARTERS), assessor=Assessor.TPI).values():
        for when, result in rows.items():
            if result.is_approved:
                by_quarter.setdefault(when, []).append(result)
    found: list[Course] = []
    before: Result | None = None
    for when in sorted(by_quarter):
        told = by_quarter[when]
        found.append(_told(when, told, otherwise=before is not None and not before.is_like(told[0])))
        before = told[0]
    return found


def _told(when: Quarter, told: list[Result], *, otherwise: bool) -> Course:
    return Course(
        when=when,
        approved=len(told),
        wbk=sum(row.passes["WBK"] for row in told),
        wbbm=sum(row.passes["WBBM"] for row in told),
        mean=_mean(row.strict for row in told),
        otherwise=otherwise,
    )


def _mean(points: Iterable[Decimal]) -> Fraction:
    """Exact, since stored points have ten decimals; rounded where it is shown."""
    found = list(points)
    return Fraction(sum(found, Decimal(0))) / len(found)
