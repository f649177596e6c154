"""How all units answered each question of a quarter: the spread, what is weakest, and what was advised about it."""

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from django.db.models import Count, OuterRef, QuerySet, Subquery, Value, Window
from django.db.models.functions import Coalesce, RowNumber

from evaluations.enums import Assessor, RecommendationState
from evaluations.followup_workflow import CLOSED
from evaluations.models import Evaluation, FollowUp, Period, Recommendation
from evaluations.permissions import sees_tpi
from evaluations.queries import evaluations
from evaluations.queries.differences import Group, grouped, total
from evaluations.queries.instruments import Loaded, loaded
from evaluations.queries.monitoring import told_until
from evaluations.queries.question_view import dashed
from evaluations.queries.snapshots import as_recorded
from evaluations.queries.values import Values, columns_of
from evaluations.scoring.engine import effect
from evaluations.scoring.types import Answer as Said
from evaluations.scoring.types import Question
from units.actors import Actor

WEAKEST = 10
ADVICE = 5  # recommendations told of one question
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
    """A weak question with what was advised about it and is still open at the end of the quarter.

    `advice` are the first ADVICE by unit and number, `more` counts the others.
    """

    spread: QuestionSpread
    advice: list[Recommendation]
    more: int

    @property
    def count(self) -> int:
        """All of them."""
        return len(self.advice) + self.more


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


@dataclass(frozen=True, slots=True)
class Sheets:
    """The sheets of a quarter that somebody may read, by unit, with what each side says in them as far as they see it.

    Assessor -> evaluation id -> question code -> its value 0..1, and the option ("" for figures).
    """

    rows: list[Evaluation]
    columns: dict[str, dict[int, dict[str, tuple[Fraction, str]]]]


def sheets_of(actor: Actor, period: Period) -> Sheets:
    """The sheets of the quarter, as recorded of a locked one, read once. Four queries at most."""
    rows = as_recorded(list(evaluations.visible(actor).filter(period=period)))
    source = loaded(period.instrument)
    judged = _judged(source, columns_of(source, rows, Assessor.values))
    hidden = {row.pk for row in rows if not sees_tpi(actor, row)}
    judged[Assessor.TPI] = {key: {} if key in hidden else told for key, told in judged[Assessor.TPI].items()}
    return Sheets(sorted(rows, key=lambda row: row.unit_code), judged)


def _judged(source: Loaded, columns: dict[str, Values]) -> dict[str, dict[int, dict[str, tuple[Fraction, str]]]]:
    """What the answers are worth; what counts nothing yet is left out. Equal answers are judged once."""
    known: dict[tuple, Fraction | None] = {}

    def worth(code: str, value: Said) -> Fraction | None:
        key = (code, value if isinstance(value, str) else tuple(value.items()))
        if key not in known:
            known[key] = source.instrument.questions[code].value(value)
        return known[key]

    def judged(told: dict[str, Said]) -> dict[str, tuple[Fraction, str]]:
        found = ((code, value, worth(code, value)) for code, value in told.items())
        return {code: (points, _option(value)) for code, value, points in found if points is not None}

    return {assessor: {key: judged(told) for key, told in values.items()} for assessor, values in columns.items()}


def _option(value: Said) -> str:
    return value if isinstance(value, str) else ""


def spreads(period: Period, sheets: Sheets, assessor: str) -> Spreads:
    """The answers of one side in the sheets of a quarter. No query.

    Units that wrote nothing, and such whose TPI values the actor may not see, are not counted.
    """
    source = loaded(period.instrument)
    told = [found for found in sheets.columns[assessor].values() if found]
    return Spreads(
        period=period,
        assessor=assessor,
        loaded=source,
        units=len(told),
        sheets=len(sheets.rows),
        questions=[_spread(source, question, told) for question in source.instrument.questions.values()],
    )


def _spread(source: Loaded, question: Question, told: list[dict[str, tuple[Fraction, str]]]) -> QuestionSpread:
    judged = [found[question.code] for found in told if question.code in found]
    names = Counter(option or _step(points) for points, option in judged)
    worth = [points for points, _ in judged]
    options = [name for name, _ in STEPS] if question.is_numeric else _best_first(question)
    return QuestionSpread(
        question=question,
        counted=[(name, names[name]) for name in options],
        values=worth,
        units=len(told),
        effect=sum((_open(source, question, points) * count for points, count in Counter(worth).items()), Fraction(0)),
    )


def _open(source: Loaded, question: Question, points: Fraction) -> Fraction:
    """Points of nilai ketat that an answer worth so much could still gain."""
    return effect(source.instrument, question.code, points, Fraction(1))


def _best_first(question: Question) -> list[str]:
    return [option.value for option in sorted(question.scale.options, key=lambda option: -option.points)]


def _step(points: Fraction) -> str:
    """The step of the percentage that figures give."""
    return next(name for name, least in STEPS if points >= least)


def with_advice(actor: Actor, found: Spreads, order: str) -> list[Weak]:
    """The weakest questions with the recommendations about them. Two queries, none without a weak question.

    Of a locked quarter what was open when it was locked, else what is open now; only what the units were told, and
    only advice given on instruments that score alike, where a code means the same.
    """
    weakest = found.weakest(order)
    if not weakest:
        return []
    rows = _open_advice(actor, found, [spread.question.code for spread in weakest])
    counts = dict(rows.order_by().values_list("code").annotate(Count("pk")))
    place = Window(RowNumber(), partition_by="code", order_by=rows.query.order_by)
    first: dict[str, list[Recommendation]] = {}
    for row in rows.annotate(place=place).filter(place__lte=ADVICE):
        first.setdefault(row.code, []).append(row)
    return [_weak(spread, first.get(spread.question.code, []), counts) for spread in weakest]


def _weak(spread: QuestionSpread, first: list[Recommendation], counts: dict[str, int]) -> Weak:
    return Weak(spread, first, counts.get(spread.question.code, 0) - len(first))


def _open_advice(actor: Actor, found: Spreads, codes: list[str]) -> QuerySet[Recommendation]:
    """The recommendations about these questions that were open at the end, by unit and number."""
    end = found.period.locked_at
    visible = evaluations.visible(actor).filter(period=found.period).order_by().values("unit")
    turns = FollowUp.objects.filter(recommendation=OuterRef("pk")).order_by("-number")
    last = Subquery((turns.filter(at__lte=end) if end else turns).values("state")[:1])
    state = Coalesce(last, Value(RecommendationState.OPEN.value))
    rows = told_until(end).filter(
        code__in=codes,
        unit__in=visible,
        evaluation__period__instrument__fingerprint=found.loaded.instrument.fingerprint,
    )
    return rows.annotate(state_then=state).exclude(state_then__in=CLOSED)
