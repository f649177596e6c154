"""What a unit should do first: the steps that bring most on the shortest way, or what counts most without one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from evaluations.scoring.engine import TOTAL
from evaluations.scoring.rounding import exact_text
from evaluations.scoring.types import Answer, Instrument
from insights.documents.values import UNANSWERED
from insights.shortest.influence import influence
from insights.shortest.way import Impossible, Way

FIRST, SECOND = "WBK", "WBBM"
MOST = 3


class Outlook(StrEnum):
    """Is there a way to the predicate, none, or nothing left to reach? Or was it not found in time?"""

    WAY = "way"
    IMPOSSIBLE = "impossible"
    REACHED = "reached"
    UNSOLVED = "unsolved"


@dataclass(frozen=True, slots=True)
class StepLine:
    """A question to raise: what it says now, what it should say, and the points of the total that brings.

    `what` names the figures that change, "" where an option does.
    """

    code: str
    text: str
    before: str
    after: str
    points: Fraction
    what: str = ""


@dataclass(frozen=True, slots=True)
class NextSteps:
    """The first steps towards `predicate`; `count` are all steps of the way and `total` what the sheet has after them.

    Without a way, `held` names the minimums that stay out of reach (none, when no way was found in time) and the steps
    are the questions that count most.
    """

    predicate: str
    outlook: Outlook
    steps: tuple[StepLine, ...] = ()
    count: int = 0
    total: Fraction | None = None
    held: tuple[str, ...] = ()


def next_steps(
    instrument: Instrument,
    answers: Mapping[str, Answer],
    target: str,
    way_to: Callable[[str], Way | Impossible | None],
) -> NextSteps:
    """Towards the predicate aimed at, or WBBM once that is reached.

    `way_to` gives the sheet's way to a predicate, None where it was not found in time. It is to count every question
    alike: what a unit marks as hard is its own business, and not recorded with a quarter.
    """
    for predicate in dict.fromkeys((target, SECOND)):
        way = way_to(predicate)
        if way is None:
            return NextSteps(predicate, Outlook.UNSOLVED, _influential(instrument, answers))
        if isinstance(way, Impossible):
            held = tuple(obstacle.gate.label for obstacle in way.obstacles)
            return NextSteps(predicate, Outlook.IMPOSSIBLE, _influential(instrument, answers), held=held)
        if way.steps:
            best = sorted(way.steps, key=lambda step: -step.points)[:MOST]
            lines = tuple(_line(instrument, step.code, step.before, step.after, step.points) for step in best)
            return NextSteps(predicate, Outlook.WAY, lines, len(way.steps), way.after.strict[TOTAL])
    return NextSteps(predicate, Outlook.REACHED)


def _influential(instrument: Instrument, answers: Mapping[str, Answer]) -> tuple[StepLine, ...]:
    found = [one for one in influence(instrument, answers)[:MOST] if one.points > 0]
    return tuple(_line(instrument, one.code, one.present, one.best, one.points) for one in found)


def _line(instrument: Instrument, code: str, before: Answer, after: Answer, points: Fraction) -> StepLine:
    question = instrument.questions[code]
    if not question.is_numeric:
        return StepLine(code, question.text, UNANSWERED if before is None else str(before), str(after), points)
    had, has = before or {}, after or {}
    changed = [item for item in question.inputs if had.get(item.key) != has.get(item.key)]
    was, becomes = ("; ".join(_figure(figures.get(item.key)) for item in changed) for figures in (had, has))
    return StepLine(code, question.text, was, becomes, points, what="; ".join(item.label for item in changed))


def _figure(figure) -> str:
    return "–" if figure is None else exact_text(Fraction(figure))
