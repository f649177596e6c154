"""Recommendations through the eyes of an actor: every screen starts here. What is told where stands in one place.

What the unit does not know yet (unsent) is the TPI's: the unit's own people meet it nowhere, whatever else they are.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from evaluations.enums import PeriodState, RecommendationState
from evaluations.followup_workflow import BEFORE_CLAIM, CLOSED, INSPECTORATE_WORDS, MOVE, UNIT_WORDS
from evaluations.models import FollowUp, Period, Recommendation
from evaluations.quarters import Quarter
from evaluations.queries.audience import UNIT, audience
from evaluations.queries.deadlines import Deadline, deadline
from units.actors import Actor

# What the history calls the writing of what the unit does not know yet.
WRITTEN, CHANGED, REMOVED = "rekomendasi ditulis", "rekomendasi diubah", "rekomendasi dihapus"
WRITING = (WRITTEN, CHANGED, REMOVED)


def visible(actor: Actor) -> QuerySet[Recommendation]:
    """The recommendations an actor may read; others do not exist for them (404)."""
    rows = Recommendation.objects.select_related("unit", "responsible")
    if not actor.reads_all:
        rows = rows.filter(unit__in=actor.unit_ids)
    return rows.exclude(unit__in=actor.unit_ids, sent_at__isnull=True) if actor.unit_ids else rows


def alive() -> Q:
    """Told to the unit and not closed."""
    return Q(sent_at__isnull=False) & ~Q(state__in=CLOSED)


def overdue(today: date) -> Q:
    """The unit's turn, and its last day (which still counts) is over."""
    return Q(sent_at__isnull=False, state__in=BEFORE_CLAIM, due_on__lt=today)


def days_at_first(keys: Collection[int]) -> dict[int, date | None]:
    """Recommendation id -> the last day it was given with (None: none), of those whose day was moved. One query."""
    moved = FollowUp.objects.filter(recommendation__in=keys, action=MOVE.action).order_by("-number")
    return dict(moved.values_list("recommendation", "due_before"))  # of several the first stands last, and stays


def open_counts(units: list[int]) -> dict[int, int]:
    """Unit id -> how many recommendations it was told and that are not closed; units without one are left out."""
    rows = Recommendation.objects.filter(alive(), unit__in=units).order_by().values("unit").annotate(count=Count("pk"))
    return dict(rows.values_list("unit", "count"))


def newest_quarter() -> Quarter | None:
    """The newest quarter that has begun: ages are counted up to it. One query."""
    newest = Period.objects.exclude(state=PeriodState.PLANNED).first()
    return newest and newest.when


def state_words(row: Recommendation, whose: str) -> str:
    """The state of a recommendation in the words of an audience (queries.audience)."""
    if not row.is_sent:
        return "Belum disampaikan"
    return (UNIT_WORDS if whose == UNIT else INSPECTORATE_WORDS)[RecommendationState(row.state)]


@dataclass(frozen=True)
class AdviceView:
    """A recommendation for a reader on a day. `now` is the quarter its age is counted up to."""

    row: Recommendation
    audience: str
    today: date
    now: Quarter | None

    @property
    def words(self) -> str:
        """The state in the words of its reader."""
        return state_words(self.row, self.audience)

    @property
    def age(self) -> int | None:
        """Quarters since it was given, 0 before that one has begun; None once it is closed."""
        return None if self.row.is_closed or self.now is None else max(0, self.now - self.row.given_in)

    @property
    def due(self) -> Deadline | None:
        return deadline("Batas", self.row.due_on, self.today) if self.row.due_on else None

    @property
    def is_overdue(self) -> bool:
        """The unit's turn, and its last day is over."""
        return self.row.is_sent and self.row.state in BEFORE_CLAIM and self.due is not None and self.due.is_past

    @property
    def runs(self) -> bool:
        """Does the clock run: is it worth saying how many days are left?"""
        return self.row.is_sent and self.row.state in BEFORE_CLAIM and self.due is not None


def view_of(actor: Actor, row: Recommendation, today: date, now: Quarter | None) -> AdviceView:
    """The recommendation for that actor."""
    return AdviceView(row, audience(actor, row.unit_id), today, now)
