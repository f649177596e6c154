"""Where every figure of a sheet comes from: answers -> mean -> weight -> node -> gate.

The rule: a question is worth 0..1; an indicator is the mean of its questions times its weight; everything above is a
sum (PermenPANRB 90/2021, Lembar Kerja Evaluasi). Figures are exact; only what is written is rounded.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from evaluations.scoring.engine import TOTAL, Scores
from evaluations.scoring.formulas import ZERO
from evaluations.scoring.rounding import exact_text, text
from evaluations.scoring.thresholds import Gate, Verdict, area_code
from evaluations.scoring.types import Answer, Instrument, Node, Question
from insights.documents.values import DIVIDED, TIMES, Said, said


@dataclass(frozen=True, slots=True)
class Judged:
    """One assessor's sheet: the name of its column, its answers by code, scores and verdicts."""

    label: str
    answers: Mapping[str, Answer]
    scores: Scores
    verdicts: Mapping[str, Verdict]


@dataclass(frozen=True, slots=True)
class Sum:
    """How points come about, as written: `words` (a mean and its weight) or `terms` (code, points) added up."""

    result: str
    words: str = ""
    terms: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Equation:
    """The points of one assessor; `official` is None where it does not differ from `strict`."""

    label: str
    strict: Sum
    official: Sum | None


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One question, and what each assessor (by label) said."""

    code: str
    text: str
    said: tuple[tuple[str, Said], ...]

    @property
    def slug(self) -> str:
        """The code as it stands in the id of the question on the sheet."""
        return self.code.replace(".", "-")


@dataclass(frozen=True, slots=True)
class Block:
    """One node, area or the total: `weight` in points, an equation per assessor, the answers below an indicator.

    `level` is 0 for the total and the areas, 1 for a component and so on.
    """

    code: str
    title: str
    level: int
    weight: Fraction
    equations: tuple[Equation, ...]
    answers: tuple[AnswerLine, ...] = ()


@dataclass(frozen=True, slots=True)
class GateLine:
    """A minimum and each assessor's result by label; `how` tells where that of an area comes from."""

    gate: Gate
    how: str
    results: tuple[tuple[str, Gate], ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """A whole sheet. `gates` by predicate; `areas` add up nodes of two components, so they stand beside the tree.

    In a page every figure stands at the id `nilai-<code>`: of a node, a question, an area (area-1) or the total.
    """

    labels: tuple[str, ...]
    total: Block
    gates: Mapping[str, tuple[GateLine, ...]]
    areas: tuple[Block, ...]
    nodes: tuple[Block, ...]
    legal_basis: str

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All blocks in reading order."""
        return (self.total, *self.areas, *self.nodes)


def trace(instrument: Instrument, judged: Iterable[Judged]) -> Trace:
    """Where the figures of these assessors' sheets come from; without any, the instrument alone."""
    columns = tuple(judged)
    return Trace(
        labels=tuple(column.label for column in columns),
        total=_total(instrument, columns),
        gates={key: _gates(instrument, key, columns) for key in instrument.predicates} if columns else {},
        areas=tuple(_area(instrument, number, columns) for number in instrument.area_nodes),
        nodes=tuple(_nodes(instrument.components, 1, columns)),
        legal_basis=instrument.legal_basis,
    )


def _total(instrument: Instrument, columns: tuple[Judged, ...]) -> Block:
    codes = tuple(node.code for node in instrument.components)
    equations = tuple(_sum(column, TOTAL, codes) for column in columns)
    return Block(TOTAL, "Nilai total", 0, instrument.weight, equations)


def _area(instrument: Instrument, number: int, columns: tuple[Judged, ...]) -> Block:
    codes, weight = instrument.area_nodes[number], instrument.area_weights[number]
    title = next(area.title for area in instrument.areas if area.number == number)
    equations = tuple(_area_sum(column, number, codes) for column in columns)
    return Block(area_code(number), f"Area {number} {title}", 0, weight, equations)


def _nodes(nodes: Iterable[Node], level: int, columns: tuple[Judged, ...]) -> Iterator[Block]:
    for node in nodes:
        yield _node(node, level, columns)
        yield from _nodes(node.children, level + 1, columns)


def _node(node: Node, level: int, columns: tuple[Judged, ...]) -> Block:
    if node.is_indicator:
        equations = tuple(_mean(column, node) for column in columns)
        answers = tuple(_answer(question, columns) for question in node.questions)
        return Block(node.code, node.title, level, node.weight, equations, answers)
    codes = tuple(child.code for child in node.children)
    equations = tuple(_sum(column, node.code, codes) for column in columns)
    return Block(node.code, node.title, level, node.weight, equations)


def _answer(question: Question, columns: tuple[Judged, ...]) -> AnswerLine:
    told = tuple((column.label, said(question, column.answers.get(question.code))) for column in columns)
    return AnswerLine(question.code, question.text, told)


def _mean(column: Judged, node: Node) -> Equation:
    values = [column.scores.values[question.code] for question in node.questions]
    given = [value for value in values if value is not None]
    points = column.scores.strict[node.code], column.scores.official[node.code]
    strict = _product([value or ZERO for value in values], node.weight, points[0])
    official = None if points[0] == points[1] else _product(given, node.weight, points[1])
    return Equation(column.label, strict, official)


def _product(values: list[Fraction], weight: Fraction, points: Fraction) -> Sum:
    words = " + ".join(text(value) for value in values)
    mean = words if len(values) == 1 else f"({words}) {DIVIDED} {len(values)}"
    return Sum(text(points), words=f"{mean} {TIMES} {exact_text(weight)}")


def _sum(column: Judged, code: str, parts: tuple[str, ...]) -> Equation:
    points = column.scores.strict, column.scores.official
    strict, official = (_added(parts, figures, figures[code]) for figures in points)
    return Equation(column.label, strict, official if points[0][code] != points[1][code] else None)


def _area_sum(column: Judged, number: int, parts: tuple[str, ...]) -> Equation:
    return Equation(column.label, _added(parts, column.scores.strict, column.scores.areas[number]), None)


def _added(parts: tuple[str, ...], points: Mapping[str, Fraction], result: Fraction) -> Sum:
    return Sum(text(result), terms=tuple((code, text(points[code])) for code in parts))


def _gates(instrument: Instrument, predicate: str, columns: tuple[Judged, ...]) -> tuple[GateLine, ...]:
    percent = instrument.predicates[predicate].area_percent
    labels = [column.label for column in columns]
    rows = zip(*(column.verdicts[predicate].gates for column in columns), strict=True)
    return tuple(
        GateLine(gates[0], _minimum(gates[0], percent), tuple(zip(labels, gates, strict=True))) for gates in rows
    )


def _minimum(gate: Gate, percent: Fraction) -> str:
    return f"{exact_text(percent)} % {TIMES} {exact_text(gate.weight)}" if gate.kind == "area" else ""
