"""How all units answered each question of a quarter: the spread, what is weakest, and what was advised about it."""

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from evaluations.enums import Assessor
from evaluations.followup_workflow import CLOSED
from evaluations.models import Evaluation, Period, Recommendation
from evaluations.permissions import sees_tpi
from evaluations.queries import evaluations
from evaluations.queries.differences import Group, grouped, total
from evaluations.queries.instruments import Loaded, loaded
from evaluations.queries.monitoring import state_after, told_until, turns_until
from evaluations.queries.question_view import dashed
from evaluations.queries.snapshots import as_recorded
from evaluations.queries.values import values_of
from evaluations.scoring.engine import effect
from evaluations.scoring.types import Answer as Value
from evaluations.scoring.types import Question
from units.actors import Actor

WEAKEST = 10
ORDERS = {"poin": "Urut poin", "capaian": "Urut capaian"}  # keys as in addresses
FULL = "100\N{NO-BREAK SPACE}%"
# What figures are worth, in steps: the name, and the least share 0..1 of it.
STEPS: tuple[tuple[str, Fraction], ...] = (
    (FULL, Fraction(1)),
    ("75–99\N{NO-BREAK SPACE}%", Fraction(3, 4)),
    ("50–74\N{NO-BREAK SPACE}%", Fraction(1, 2)),
    ("25–49\N{NO-BREAK SPACE}%", Fraction(1, 4)),
    ("0–24\N{NO-BREAK SPACE}%", Fraction(0)),
)


@dataclass(frozen=True)
class QuestionSpread:
    """One question over the units whose answers the reader sees; `values` are theirs, 0..1.

    `counted` are the units at each option from the best down (at steps of the percentage for figures).
    """

    question: Question
    counted: list[tuple[str, int]]
    values: list[Fraction]
    units: int
    effect: Fraction  # points all of them together could still gain

    @property
    def slug(self) -> str:
        """The code as it stands in an element's id."""
        return dashed(self.question.code)

    @property
    def unanswered(self) -> int:
        return self.units - len(self.values)

    @property
    def mean(self) -> Fraction | None:
        """What the answers are worth on average, 0..1; None without any."""
        return sum(self.values, Fraction(0)) / len(self.values) if self.values else None

    @property
    def sentence(self) -> str:
        """How many units are at the best option already."""
        best, count = self.counted[0]
        return f"{count} dari {self.units} unit sudah {best}"


@dataclass(frozen=True, slots=True)
class Weak:
    """A weak question with what was advised about it and is still open at the end of the quarter."""

    spread: QuestionSpread
    advice: list[Recommendation]


@dataclass(frozen=True)
class Spreads:
    """Every question of the quarter's instrument, in the order of the sheet."""

    period: Period
    assessor: str
    loaded: Loaded
    units: int  # whose column has any answer the reader sees
    sheets: int  # units in the quarter
    questions: list[QuestionSpread]

    @cached_property
    def groups(self) -> list[Group]:
        """By area, and the results."""
        return grouped(self.loaded, self.questions)

    def weakest(self, order: str) -> list[QuestionSpread]:
        """The first WEAKEST questions: where all units together can gain most ("poin"), or where the answers are worth
        least on average ("capaian"; of those that half of the units or more answered)."""
        lost = [spread for spread in self.questions if spread.effect > 0]
        if order == "capaian":
            told = [spread for spread in lost if 2 * len(spread.values) >= spread.units]
            return sorted(told, key=lambda spread: (spread.mean, -spread.effect))[:WEAKEST]
        return sorted(lost, key=lambda spread: -spread.effect)[:WEAKEST]

    @property
    def lost(self) -> Fraction:
        """Points that all units together could still gain."""
        return total(self.questions)


def sheets_of(actor: Actor, period: Period) -> list[Evaluation]:
    """The sheets of the quarter that the actor may read, as recorded of a locked one, by unit. Two queries at most."""
    rows = as_recorded(list(evaluations.visible(actor).filter(period=period)))
    return sorted(rows, key=lambda row: row.unit_code)


def spreads(actor: Actor, period: Period, rows: list[Evaluation], assessor: str) -> Spreads:
    """The answers of one side in the sheets of a quarter. One query; two where only some sheets were recorded.

    Units that wrote nothing, and such whose TPI values the actor may not see, are not counted.
    """
    source = loaded(period.instrument)
    seen = [row for row in rows if assessor == Assessor.UNIT or sees_tpi(actor, row)]
    values = [found for found in values_of(source, seen, assessor).values() if found]
    return Spreads(
        period=period,
        assessor=assessor,
        loaded=source,
        units=len(values),
        sheets=len(rows),
        questions=[_spread(source, question, values) for question in source.instrument.questions.values()],
    )


def _spread(source: Loaded, question: Question, values: list[dict[str, Value]]) -> QuestionSpread:
    given = [found[question.code] for found in values if question.code in found]
    judged = [(value, points) for value in given if (points := question.value(value)) is not None]
    names = Counter(_name(question, value, points) for value, points in judged)
    options = [name for name, _ in STEPS] if question.is_numeric else _best_first(question)
    worth = [points for _, points in judged]
    return QuestionSpread(
        question=question,
        counted=[(name, names[name]) for name in options],
        values=worth,
        units=len(values),
        effect=sum((effect(source.instrument, question.code, one, Fraction(1)) for one in worth), Fraction(0)),
    )


def _best_first(question: Question) -> list[str]:
    return [option.value for option in sorted(question.scale.options, key=lambda option: -option.points)]


def _name(question: Question, value: Value, points: Fraction) -> str:
    """The option, or the step of the percentage that the figures give."""
    return next(name for name, least in STEPS if points >= least) if question.is_numeric else value


def with_advice(actor: Actor, found: Spreads, order: str) -> list[Weak]:
    """The weakest questions with the recommendations about them. Three queries, none without a weak question.

    Of a locked quarter what was open when it was locked, else what is open now; only what the units were told, and
    only advice given on instruments that score alike, where a code means the same.
    """
    weakest = found.weakest(order)
    advice = _open_advice(actor, found, [spread.question.code for spread in weakest]) if weakest else {}
    return [Weak(spread, advice.get(spread.question.code, [])) for spread in weakest]


def _open_advice(actor: Actor, found: Spreads, codes: list[str]) -> dict[str, list[Recommendation]]:
    """Question code -> open recommendations, by unit and number."""
    end = found.period.locked_at
    visible = evaluations.visible(actor).filter(period=found.period).order_by().values("unit")
    rows = told_until(end).filter(
        code__in=codes,
        unit__in=visible,
        evaluation__period__instrument__fingerprint=found.loaded.instrument.fingerprint,
    )
    rows = list(rows)
    turns = turns_until(end, [row.pk for row in rows]) if rows else {}
    by_code: dict[str, list[Recommendation]] = {}
    for row in rows:
        if state_after(turns.get(row.pk, [])) not in CLOSED:
            by_code.setdefault(row.code, []).append(row)
    return by_code
