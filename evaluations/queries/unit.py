"""One unit in one quarter: standings, what failed, what is missing, what happened, what can be done."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from evaluations import permissions
from evaluations.enums import Assessor, EvaluationState
from evaluations.models import Evaluation, Score
from evaluations.quarters import Quarter
from evaluations.queries.instruments import loaded
from evaluations.queries.missing import to_finish, to_submit, unproven_sentences
from evaluations.queries.periods import up_to
from evaluations.queries.recording import TOPIC
from evaluations.queries.repairs import MARKED, UNMARKED, marked
from evaluations.queries.sheets import rows_of
from evaluations.queries.snapshots import recorded_standings, records, who
from evaluations.queries.standing import GateStanding, Standing, alike
from evaluations.scoring.rounding import missing_text
from evaluations.scoring.thresholds import Gate
from evaluations.workflow import STEPS, WRITER, Step
from history import log
from history.models import Entry, Source
from units.actors import Actor
from units.roles import Permission

HISTORY_LENGTH = 10
DOWNLOADS = "unduhan"  # topic of the entries that tell who took evidence out; the whole history shows them
TREND_LENGTH = 8
NAMED = 3  # failing gates a sentence names one by one; more make a wall nobody reads


@dataclass(frozen=True, slots=True)
class Standings:
    """The three views of a sheet. None: nothing written, or not for this actor.

    `previous` is the TPI's, approved; None also where its instrument scores differently.
    """

    unit: Standing | None
    tpi: Standing | None
    previous: Standing | None

    def of(self, assessor: str) -> Standing | None:
        """The standing of that assessor in this quarter."""
        return self.tpi if assessor == Assessor.TPI else self.unit


@dataclass(frozen=True, slots=True)
class Past:
    """The sheet's own standings by assessor, and the unit's approved ones by the TPI up to its quarter, oldest
    first."""

    own: dict[str, Standing]
    approved: list[Standing]


def past(evaluation: Evaluation) -> Past:
    """What the unit's scores say, recorded or stored; two queries."""
    of_unit = Q(evaluation__unit=evaluation.unit_id) & up_to(evaluation.period)
    told = records(of_unit & (Q(head__evaluation__state=EvaluationState.APPROVED) | Q(evaluation=evaluation.pk)))
    approved = Q(assessor=Assessor.TPI, evaluation__state=EvaluationState.APPROVED)
    scores = Score.objects.filter(of_unit & (approved | Q(evaluation=evaluation.pk))).exclude(evaluation__in=list(told))
    scores = scores.select_related("evaluation__period__instrument")
    found = [standing for row in told.values() for standing in recorded_standings(row).values()]
    found += [Standing(score, loaded(score.evaluation.period.instrument)) for score in scores]
    results = [standing for standing in found if _is_result(standing)]
    return Past(
        own={standing.score.assessor: standing for standing in found if standing.score.evaluation_id == evaluation.pk},
        approved=sorted(results, key=_quarter),
    )


def _is_result(standing: Standing) -> bool:
    return standing.score.assessor == Assessor.TPI and standing.score.evaluation.is_approved


def _quarter(standing: Standing) -> Quarter:
    return standing.score.evaluation.period.when


def standings(actor: Actor, evaluation: Evaluation, told: Past) -> Standings:
    """The sheet's standings and that of the quarter before, as far as the actor may see them."""
    before = evaluation.period.when.moved(-1)
    previous = next((standing for standing in told.approved if _quarter(standing) == before), None)
    tpi = told.own.get(Assessor.TPI) if permissions.sees_tpi(actor, evaluation) else None
    return Standings(told.own.get(Assessor.UNIT), tpi, alike(previous, loaded(evaluation.period.instrument)))


def unproven(actor: Actor, evaluation: Evaluation, told: Past) -> int | None:
    """How many of the unit's answers want better evidence; None: nothing written, or not for this actor (now)."""
    own = told.own.get(Assessor.UNIT)
    return own.score.unproven if own and permissions.sees_unproven(actor, evaluation) else None


def main_assessor(actor: Actor, evaluation: Evaluation) -> str:
    """Whose values the page judges by: the TPI's once verification is finished, until then the unit's."""
    finished = {EvaluationState.REVIEWED, EvaluationState.APPROVED}
    done = evaluation.state in finished or not evaluation.period.is_open
    return Assessor.TPI if done and permissions.sees_tpi(actor, evaluation) else Assessor.UNIT


def verdict_sentence(standing: Standing, predicate: str, *, named: bool = True) -> str:
    """Whether the predicate's minimums are met and, if not, which fail by how much, in one sentence.

    Of more than NAMED the farthest only. Without `named` only how many: for a predicate that is still out of reach.
    """
    return failing_sentence(predicate, standing.failed[predicate], named=named)


def failing_sentence(predicate: str, failed: Sequence[GateStanding | Gate], *, named: bool = True) -> str:
    """The same, from the gates that fail."""
    if not failed:
        return f"Memenuhi semua nilai minimal {predicate}."
    if named and len(failed) <= NAMED:
        parts = [f"kurang {missing_text(gate.missing)} poin pada {gate.label}" for gate in failed]
        return f"Belum memenuhi {predicate}: {'; '.join(parts)}."
    count = f"Belum memenuhi {predicate}: {len(failed)} nilai minimal belum tercapai"
    if not named:
        return f"{count}."
    farthest = sorted(failed, key=lambda gate: -gate.missing)[:NAMED]
    *most, last = [f"{gate.label} (kurang {missing_text(gate.missing)} poin)" for gate in farthest]
    return f"{count}, terutama {', '.join(most)}, dan {last}."


@dataclass(frozen=True, slots=True)
class TrendLine:
    """A quarter's approved total by the TPI (nilai ketat, points) and the change since the line before."""

    standing: Standing
    change: Decimal | None

    @property
    def period(self):
        return self.standing.score.evaluation.period


def trend(told: Past) -> list[TrendLine]:
    """The unit's newest approved totals up to this quarter, oldest first."""
    lines = told.approved[-TREND_LENGTH - 1 :]
    pairs = zip([None, *lines], lines, strict=False)
    return [TrendLine(line, _change(before, line)) for before, line in pairs][-TREND_LENGTH:]


def _change(before: Standing | None, now: Standing) -> Decimal | None:
    return now.strict - before.strict if alike(before, now.loaded) else None


@dataclass(frozen=True, slots=True)
class Gaps:
    """What is still missing, as sentences: of the unit, and (for those who see it) of the TPI."""

    unit: list[str]
    tpi: list[str]


def gaps(actor: Actor, evaluation: Evaluation) -> Gaps:
    """The sentences of the gate, two queries at most; the TPI's only while it verifies and for its own people."""
    rows = rows_of(evaluation)
    verifying = evaluation.state == EvaluationState.IN_REVIEW and permissions.sees_tpi(actor, evaluation)
    return Gaps(to_submit(evaluation, rows).sentences, to_finish(evaluation, rows) if verifying else [])


def story(actor: Actor, evaluation: Evaluation) -> list[Entry]:
    """The newest entries of the log. What the TPI wrote stays out while the actor may not see it; of its marks the
    unit's own people are never told.

    The reason of a step is shown to the Inspectorate; to the unit only that of a return, which is meant for it.
    """
    entries = log.about(evaluation).exclude(topic__in=[TOPIC, DOWNLOADS])  # the page links to the snapshots themselves
    entries = entries.exclude(source=Source.CARRY)  # one for every question, all at once
    if not permissions.sees_tpi(actor, evaluation):
        entries = entries.exclude(topic__endswith=f"/{Assessor.TPI}")
    inside = actor.may(Permission.READ_ALL) and not actor.belongs_to(evaluation.unit_id)
    found = list((entries if inside else entries.exclude(verb__in=[MARKED, UNMARKED]))[:HISTORY_LENGTH])
    for entry in found:
        entry.by = who(evaluation, entry)
        entry.shown_reason = entry.reason if inside or entry.new == EvaluationState.RETURNED else ""
        entry.question = entry.topic.partition("/")[0] if "/" in entry.topic else ""
    return found


def available_steps(actor: Actor, evaluation: Evaluation, marks: int | None = None) -> list[Step]:
    """The steps the actor may take now; none outside an open period. At most one query per supervisor's step.

    The return of marked questions is offered once something is marked: `marks`, one more query when that is not given.
    """
    if not evaluation.period.is_open:
        return []
    return [
        step
        for step in STEPS.values()
        if evaluation.state in step.sources
        and permissions.may_step(actor, evaluation, step)
        and (not step.marked or (len(marked(evaluation)) if marks is None else marks))
    ]


def submit_warnings(evaluation: Evaluation, steps: list[Step]) -> list[str]:
    """What the head should know before submitting: answers without sufficient evidence; two queries, three
    after a return of single questions, none where submitting is not among the steps."""
    if all(step.complete != Assessor.UNIT for step in steps):
        return []
    return unproven_sentences(evaluation, rows_of(evaluation))


def writes_as(actor: Actor, evaluation: Evaluation) -> str:
    """The assessor whose column the actor may write now (dates aside); "" for readers."""
    column = permissions.own_column(actor, evaluation)
    return column if evaluation.period.is_open and WRITER[EvaluationState(evaluation.state)] == column else ""
