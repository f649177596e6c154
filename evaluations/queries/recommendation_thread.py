"""One recommendation with everything said about it, for its page."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Exists, Max, OuterRef, QuerySet

from evaluations import permissions
from evaluations.followup_workflow import MOVE, STEPS, TURNS, Side, Step
from evaluations.models import EvidenceUse, EvidenceVersion, FollowUp, Recommendation
from evaluations.queries.areas import area_titles
from evaluations.queries.instruments import loaded
from evaluations.queries.parts import title_of
from evaluations.queries.question_view import dashed
from evaluations.queries.recommendations import AdviceView, newest_quarter, view_of
from files.enums import ScanState
from units.actors import Actor
from units.models import WorkUnit

LEADING = {"claim_done", "settle", "reopen"}  # of the steps a person may take in a state, one leads on
OFFERED = 40  # pieces of evidence a report can pick from


@dataclass(frozen=True)
class Thread:
    """The page of a recommendation, for one actor."""

    actor: Actor
    row: Recommendation
    view: AdviceView

    @cached_property
    def turns(self) -> list["Turn"]:
        """What was reported and judged, oldest first; two queries."""
        rows = self.row.follow_ups.select_related("by").prefetch_related("evidence__file").order_by("number")
        return [Turn(row, TURNS[row.action]) for row in rows]

    @property
    def last(self) -> int:
        """The number of the last turn, 0 before the first: a step is sent along with it."""
        return self.turns[-1].row.number if self.turns else 0

    @property
    def steps(self) -> list[Step]:
        """The steps the actor may take now."""
        return [step for step in STEPS.values() if self._may(step)]

    @property
    def may_move(self) -> bool:
        """May the actor move its last day now?"""
        return self._may(MOVE)

    def _may(self, step: Step) -> bool:
        row = self.row
        return row.is_sent and row.state in step.sources and permissions.may_follow_up(self.actor, row, step)

    @property
    def buttons(self) -> list[Step]:
        """The same steps with the one that leads on at the end, where the primary button stands."""
        return sorted(self.steps, key=lambda step: step.action in LEADING)

    @property
    def reports(self) -> bool:
        """Is it the unit's own person who looks, and something left to report?"""
        return any(step.side == Side.UNIT for step in self.steps)

    @property
    def may_rewrite(self) -> bool:
        """May the actor still change, remove or send it?"""
        return not self.row.is_sent and permissions.may_advise(self.actor, self.row.unit_id)

    @cached_property
    def subject(self) -> str:
        """The question's text or the node's title it is about; "" for the unit as a whole."""
        if not self.row.code:
            return ""
        return title_of(loaded(self.row.evaluation.period.instrument), self.row.code)

    @property
    def slug(self) -> str:
        """The code as it stands in the id of the question on the sheet."""
        return dashed(self.row.code)

    @property
    def is_question(self) -> bool:
        """Is it about a question, which has its place on the sheet?"""
        return bool(self.row.code) and self.row.code in loaded(self.row.evaluation.period.instrument).question_ids

    @cached_property
    def area(self) -> str:
        """Number and name of the area; "" for none. One query."""
        return f"{self.row.area}. {area_titles().get(self.row.area, '')}" if self.row.area else ""


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn and the step that was taken."""

    row: FollowUp
    step: Step

    @property
    def evidence(self) -> list[EvidenceVersion]:
        return sorted(self.row.evidence.all(), key=lambda version: version.pk)

    @property
    def moves(self) -> bool:
        """Did it move the last day?"""
        return self.row.due_after is not None

    @property
    def by_unit(self) -> bool:
        return self.step.side == Side.UNIT


def thread(actor: Actor, row: Recommendation, today: date) -> Thread:
    """The page of a recommendation the actor may read. One query besides those of its parts."""
    return Thread(actor, row, view_of(actor, row, today, newest_quarter()))


def offered(unit: WorkUnit, code: str) -> QuerySet[EvidenceVersion]:
    """The unit's evidence a report can pick: the newest version of each, that of the same question first, then newest.

    What the scanner refused is not offered.
    """
    newer = EvidenceVersion.objects.filter(evidence=OuterRef("evidence"), number__gt=OuterRef("number"))
    used = EvidenceUse.objects.filter(evidence=OuterRef("evidence"), question__code=code, withdrawn_at__isnull=True)
    rows = EvidenceVersion.objects.filter(~Exists(newer), evidence__unit=unit).exclude(file__scan=ScanState.INFECTED)
    rows = rows.annotate(is_near=Exists(used)).select_related("evidence", "file")
    return rows.order_by("-is_near", "-made_at", "-pk")[:OFFERED]


def attached(row: Recommendation) -> QuerySet[EvidenceVersion]:
    """Every piece of evidence that was put forward about a recommendation."""
    return EvidenceVersion.objects.filter(follow_ups__recommendation=row).select_related("file").distinct()


def last_turn(row: Recommendation) -> int:
    """The number of the last turn, 0 before the first; one query."""
    return row.follow_ups.aggregate(last=Max("number"))["last"] or 0
