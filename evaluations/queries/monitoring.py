"""What became of recommendations, seen from a quarter: for the quarterly report.

What was said about a recommendation is only ever added to, so how it stood when the quarter was locked follows from the
turns up to then, and its last day of that moment from the first that moved it since, whether or not its snapshot tells.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Case, DateField, Exists, Expression, F, OuterRef, Q, QuerySet, Subquery, When

from evaluations.enums import RecommendationState
from evaluations.followup_workflow import CLOSED, MOVE
from evaluations.models import Evaluation, FollowUp, Period, Recommendation
from evaluations.queries.periods import earlier
from units.models import WorkUnit

# A recommendation with its turns, oldest first.
Advice = tuple[Recommendation, list[FollowUp]]


@dataclass(frozen=True)
class Monitored:
    """A recommendation as it stood at the end of a quarter: when that was locked, else now.

    `turns` are all follow-ups up to then, oldest first, with `by` and `evidence` fetched; `age` counts quarters since
    it was given.
    """

    recommendation: Recommendation
    period: Period
    turns: list[FollowUp]

    @property
    def due_on(self) -> date | None:
        """The last day that held then; None: there was none."""
        return self.recommendation.due_then

    @property
    def due_at_first(self) -> date | None:
        """The last day it was given, when it was moved by then; None when it was not, or had none."""
        return next((turn.due_before for turn in self.turns if turn.action == MOVE.action), None)

    @property
    def followed_up(self) -> FollowUp | None:
        """The latest report or judgement; moving the last day is neither. None: there was none."""
        return next((turn for turn in reversed(self.turns) if turn.action != MOVE.action), None)

    @property
    def state(self) -> RecommendationState:
        return state_after(self.turns)

    @property
    def is_closed(self) -> bool:
        return self.state in CLOSED

    @property
    def age(self) -> int:
        """Quarters from the one it was given in to this one."""
        return self.period.when - self.recommendation.given_in


def state_after(turns: list[FollowUp]) -> RecommendationState:
    """The state after these turns."""
    return RecommendationState(turns[-1].state) if turns else RecommendationState.OPEN


def monitoring(period: Period, units: Iterable[WorkUnit]) -> dict[int, list[Monitored]]:
    """Unit id -> every recommendation of an earlier quarter that was not closed when this one `began`.

    In the order they were given; units without one have an empty list. Four queries however many.
    """
    found = _stood(period, units, earlier(period.when))
    start = began(period)
    return {unit: [one for one in rows if _was_open(one.turns, start)] for unit, rows in found.items()}


def given(period: Period, units: Iterable[WorkUnit]) -> dict[int, list[Monitored]]:
    """Unit id -> every recommendation the unit was given in the quarter, in their order. Three queries."""
    return _stood(period, units, Q(**period.when._asdict()))


def began(period: Period) -> datetime | None:
    """From when on a quarter tells what becomes of earlier recommendations; None while it is planned. One query.

    When the quarter before it was locked, so that what is closed between two quarters is told too; when it was opened
    itself if there is none, or if that one was not locked by then (and so tells until later).
    """
    before = Period.objects.filter(earlier(period.when), opened_at__isnull=False).order_by("-year", "-quarter")
    locked = before.values_list("locked_at", flat=True).first()
    return min(locked, period.opened_at) if locked and period.opened_at else period.opened_at


def _was_open(turns: list[FollowUp], at: datetime) -> bool:
    return state_after([turn for turn in turns if turn.at < at]) not in CLOSED


def _stood(period: Period, units: Iterable[WorkUnit], which: Q) -> dict[int, list[Monitored]]:
    found: dict[int, list[Monitored]] = {unit.pk: [] for unit in units}
    if period.opened_at is None:
        return found
    rows = told_until(period.locked_at).filter(which, unit__in=list(found))
    turns = turns_until(period.locked_at, [row.pk for row in rows]) if rows else {}
    for row in rows:
        found[row.unit_id].append(Monitored(row, period, turns.get(row.pk, [])))
    return found


def told_until(end: datetime | None) -> QuerySet[Recommendation]:
    """What units knew of at a moment (None: now), in the order they learnt of it; each with `due_then`, its last day
    of that moment."""
    until = Q(sent_at__lte=end) if end else Q(sent_at__isnull=False)
    rows = (
        Recommendation.objects.filter(until)
        .annotate(due_then=_due_on(end))
        .select_related("unit", "responsible", "evaluation__period")
    )
    return rows.order_by("unit__code", "year", "quarter", "number")


def _due_on(end: datetime | None) -> Expression:
    """The last day of a recommendation at a moment: what the first turn that moved it since moved it from."""
    if end is None:
        return F("due_on")
    since = FollowUp.objects.filter(recommendation=OuterRef("pk"), action=MOVE.action, at__gt=end).order_by("number")
    before = Subquery(since.values("due_before")[:1])
    return Case(When(Exists(since), then=before), default=F("due_on"), output_field=DateField())


def turns_until(end: datetime | None, keys: list[int]) -> dict[int, list[FollowUp]]:
    """Recommendation id -> its turns up to a moment (None: now), oldest first. Two queries."""
    until = Q(at__lte=end) if end else Q()
    rows = FollowUp.objects.filter(until, recommendation__in=keys).select_related("by")
    found: dict[int, list[FollowUp]] = {}
    for turn in rows.prefetch_related("evidence__file").order_by("number"):
        found.setdefault(turn.recommendation_id, []).append(turn)
    return found


def known_advice(sheets: list[Evaluation]) -> dict[int, list[Advice]]:
    """Sheet id -> what its unit knows of now and was not closed before the quarter `began`. Sheets of one quarter.

    Four queries however many.
    """
    found: dict[int, list[Advice]] = {sheet.pk: [] for sheet in sheets}
    by_unit = {sheet.unit_id: sheet.pk for sheet in sheets}
    if not sheets:
        return found
    start = began(sheets[0].period)
    recent = ~Q(state__in=CLOSED) | Q(closed_at__gte=start) if start else ~Q(state__in=CLOSED)
    rows = list(told_until(None).filter(recent, unit__in=list(by_unit)))
    turns = turns_until(None, [row.pk for row in rows]) if rows else {}
    for row in rows:
        found[by_unit[row.unit_id]].append((row, turns.get(row.pk, [])))
    return found
