"""Recommendations for the report: what became of the earlier ones, and what was given in the quarter."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from evaluations.followup_workflow import BEFORE_CLAIM, STEPS, Side
from evaluations.models import FollowUp, Period
from evaluations.queries import monitoring as queries
from evaluations.queries.monitoring import Monitored
from reports.documents.follow_up import FollowUpLine, Monitoring, RecommendationLine, UnitMonitoring
from reports.documents.parts import SpelledQuarter
from reports.queries.units import Called, Units

SIDES = {Side.UNIT: "Unit", Side.TPI: "TPI"}


class Advice:
    """The recommendations of a quarter; six queries however many units, two when there are none.

    As they stood when the quarter was locked, in an open quarter as they stand on `today`; never what is not sent.
    """

    def __init__(self, period: Period, units: Units, *, today: date):
        self._day = timezone.localdate(period.locked_at) if period.is_locked else today
        self._units = units
        rows = [called.unit for called in units.values()]
        self._earlier = queries.monitoring(period, rows)
        self._given = queries.given(period, rows)

    @property
    def monitoring(self) -> Monitoring:
        """What became of what was open when the quarter began, by the units' codes."""
        units = [
            UnitMonitoring(called.code, called.name, self._lines(called, self._earlier[called.unit.pk]))
            for called in sorted(self._units.values(), key=lambda called: called.code)
            if self._earlier[called.unit.pk]
        ]
        return Monitoring(tuple(units))

    def given(self, unit_id: int) -> tuple[RecommendationLine, ...]:
        """What a unit was told in the quarter."""
        return self._lines(self._units[unit_id], self._given[unit_id])

    def _lines(self, called: Called, rows: Iterable[Monitored]) -> tuple[RecommendationLine, ...]:
        return tuple(self._line(called, row) for row in rows)

    def _line(self, called: Called, row: Monitored) -> RecommendationLine:
        told = row.recommendation
        return RecommendationLine(
            name=f"{called.code}/R-{told.number}",
            subject=told.code or (f"Area {told.area}" if told.area else ""),
            text=told.text,
            priority=str(told.get_priority_display()),
            due_on=row.due_on,
            due_at_first=row.due_at_first,
            given=SpelledQuarter(*told.given_in),
            age=row.age,
            state=row.state,
            is_closed=row.is_closed,
            is_overdue=row.state in BEFORE_CLAIM and row.due_on is not None and row.due_on < self._day,
            last=_turn(row.followed_up) if row.followed_up else None,
        )


def _turn(turn: FollowUp) -> FollowUpLine:
    step = STEPS[turn.action]
    return FollowUpLine(timezone.localdate(turn.at), f"{SIDES[step.side]} {step.told}", turn.text)
