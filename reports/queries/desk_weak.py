"""The weak points of a unit and what was done about them: recommendations, and steps of the shortest way."""

from collections.abc import Iterable
from datetime import date

from evaluations.enums import Priority
from evaluations.models import Evaluation
from insights.documents.way import StepLine
from plans.models import Action
from reports.documents.desk import LONG, SHORT, WEAK, WeakLine
from reports.documents.follow_up import RecommendationLine
from reports.documents.slides import shortened
from reports.documents.words import day_text
from reports.queries.follow_up import Advice
from reports.queries.units import Called

NOTHING_YET = "Belum ada tindak lanjut."
NO_PLAN = "Belum ada rencana aksi."
STATE = 80  # letters
ACTIONS = 1  # told of one weak point


def weak_points(evaluation: Evaluation, steps: Iterable[StepLine], *, today: date) -> tuple[tuple[WeakLine, ...], int]:
    """Recommendations nobody closed, the late and the important first, then the steps that bring most and that no
    recommendation is about; and how many are left out. Only what the unit was told; seven queries at most."""
    advice = sorted(_advice(evaluation, today), key=_urgency)
    actions = list(Action.objects.filter(unit=evaluation.unit_id).select_related("recommendation", "owner"))
    advised = {line.subject for line in advice}
    rest = sorted((step for step in steps if step.code not in advised), key=lambda step: -step.points)
    lines = [_advised(line, evaluation, actions) for line in advice] + [_step(step, actions) for step in rest]
    most = _share(len(advice), len(rest))
    chosen = lines[:most] + lines[len(advice) : len(advice) + WEAK - most]
    return tuple(chosen), len(lines) - len(chosen)


def _share(advice: int, steps: int) -> int:
    """How many of the lines are recommendations: half of them, more where there are not enough steps."""
    return min(advice, max(WEAK // 2, WEAK - steps))


def _advice(evaluation: Evaluation, today: date) -> list[RecommendationLine]:
    unit = evaluation.unit
    called = {evaluation.unit_id: Called(unit, unit.name, evaluation.unit_code)}
    told = Advice(evaluation.period, called, today=today)
    earlier = [line for one in told.monitoring.units for line in one.lines]
    return [line for line in (*earlier, *told.given(evaluation.unit_id)) if not line.is_closed]


def _urgency(line: RecommendationLine) -> tuple:
    return not line.is_overdue, Priority.labels.index(line.priority), line.due_on or date.max


def _advised(line: RecommendationLine, evaluation: Evaluation, actions: list[Action]) -> WeakLine:
    number = line.name.rpartition("-")[2]
    about = [one for one in actions if one.recommendation and str(one.recommendation.number) == number]
    turn = f"{day_text(line.last.day)}, {line.last.step}: {line.last.text}" if line.last else NOTHING_YET
    return WeakLine(
        name=line.name,
        subject=line.subject,
        text=shortened(line.text, LONG),
        state=f"{line.state.label}{f', batas {day_text(line.due_on)}' if line.due_on else ''}",
        is_overdue=line.is_overdue,
        since=(shortened(turn, LONG), *_told(about)),
    )


def _step(step: StepLine, actions: list[Action]) -> WeakLine:
    about = [one for one in actions if one.code == step.code]
    rise = "; ".join(f"{line.before} → {line.after} ({line.label})" for line in step.figures)
    return WeakLine(
        name="",
        subject=step.code,
        text=shortened(step.text, LONG),
        state=shortened(rise or f"{step.before}, perlu {step.after}", STATE),
        is_overdue=False,
        since=tuple(_told(about)) or (NO_PLAN,),
    )


def _told(actions: list[Action]) -> list[str]:
    """The unit's actions in words, those to be done first."""
    ordered = sorted(actions, key=lambda one: (one.is_closed, one.due_on))
    return [
        shortened(f"Rencana aksi ({one.get_state_display().lower()}, batas {day_text(one.due_on)}): {one.text}", SHORT)
        for one in ordered[:ACTIONS]
    ]
