"""What an instrument is made of. Immutable; every number is a Fraction; weights and minimums are points of 100."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from evaluations.scoring.fingerprint import fingerprint
from evaluations.scoring.formulas import Formula, Index, Ratio, Reduction

__all__ = [
    "Answer", "Area", "Check", "Formula", "Index", "Input", "Instrument", "Node", "Option", "Predicate", "Question",
    "Ratio", "Reduction", "Scale",
]  # fmt: skip

Figure = int | Fraction | Decimal
# An option of the scale, figures by input key (keys may be missing), or None = unanswered.
Answer = str | Mapping[str, Figure | None] | None


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a scale and its points 0..1."""

    value: str
    points: Fraction


@dataclass(frozen=True, slots=True)
class Scale:
    """The choices of a question, best first as the instrument lists them."""

    key: str
    options: tuple[Option, ...]

    def points(self, value: str) -> Fraction:
        """Points 0..1 of an option. Raises KeyError for an option the scale does not have."""
        for option in self.options:
            if option.value == value:
                return option.points
        raise KeyError(value)

    @property
    def values(self) -> tuple[str, ...]:
        """The options as a user picks them."""
        return tuple(option.value for option in self.options)


@dataclass(frozen=True, slots=True)
class Input:
    """One figure of a numeric question: a count (no decimals, no maximum) or an index (two decimals, a maximum)."""

    key: str
    label: str
    maximum: Fraction | None
    decimals: int


@dataclass(frozen=True, slots=True)
class Check:
    """What a form or an import refuses: the sum of some figures above the sum of others. The engine ignores it."""

    sum: tuple[str, ...]
    at_most: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One question, answered with an option (scale) or with figures (inputs and formula)."""

    code: str
    text: str
    indicator: str
    scale: Scale | None
    criteria: Mapping[str, str] = field(hash=False)
    evidence: tuple[str, ...]
    inputs: tuple[Input, ...]
    formula: Formula | None
    checks: tuple[Check, ...]
    note: str

    @property
    def is_numeric(self) -> bool:
        """Whether the question is answered with figures."""
        return self.formula is not None

    def input(self, key: str) -> Input:
        """The input of that key. Raises KeyError when there is none."""
        for item in self.inputs:
            if item.key == key:
                return item
        raise KeyError(key)

    def value(self, answer: Answer) -> Fraction | None:
        """Value 0..1 of an answer, None when it is unanswered or any figure is missing.

        Raises KeyError for an unknown option, TypeError for an answer of the wrong kind or a float.
        """
        if answer is None:
            return None
        if isinstance(answer, str) != (self.scale is not None):
            raise TypeError(f"{self.code}: {answer!r}")
        if self.scale is not None:
            return self.scale.points(answer)
        if any(answer.get(item.key) is None for item in self.inputs):
            return None
        return self.formula.value({item.key: _exact(answer[item.key]) for item in self.inputs})


def _exact(figure: Figure) -> Fraction:
    if type(figure) is Fraction:
        return figure
    if isinstance(figure, float):
        raise TypeError(f"float {figure!r}: read figures as int, Decimal or Fraction")
    return Fraction(figure)


@dataclass(frozen=True, slots=True)
class Node:
    """A node of the sheet: component, group, area part or indicator (the one that holds the questions)."""

    code: str
    title: str
    weight: Fraction
    area: int | None
    children: tuple["Node", ...]
    questions: tuple[Question, ...]

    @property
    def is_indicator(self) -> bool:
        """Whether questions hang directly below."""
        return bool(self.questions)

    def walk(self) -> Iterator["Node"]:
        """This node and all below it, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Area:
    """One of the areas of change that Pemenuhan and Reform share."""

    number: int
    title: str


@dataclass(frozen=True, slots=True)
class Predicate:
    """The minimums of WBK or WBBM: points for the total and for nodes, percent of its weight for every area."""

    key: str
    title: str
    total: Fraction
    nodes: Mapping[str, Fraction] = field(hash=False)
    area_percent: Fraction


@dataclass(frozen=True)
class Instrument:
    """A whole LKE. Not slotted: what is derived from the tree is computed once and kept."""

    id: str
    version: int
    title: str
    legal_basis: str
    scales: Mapping[str, Scale] = field(hash=False)
    areas: tuple[Area, ...]
    components: tuple[Node, ...]
    predicates: Mapping[str, Predicate] = field(hash=False)

    @cached_property
    def nodes(self) -> Mapping[str, Node]:
        """Every node by code, in document order (a parent before its children)."""
        return {node.code: node for component in self.components for node in component.walk()}

    @cached_property
    def indicators(self) -> tuple[Node, ...]:
        """The nodes that hold questions, in document order."""
        return tuple(node for node in self.nodes.values() if node.is_indicator)

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """Every question by code, in document order."""
        return {question.code: question for node in self.indicators for question in node.questions}

    @cached_property
    def parents(self) -> Mapping[str, str]:
        """Code of a node -> code of the node above it; components have none and are left out."""
        return {child.code: node.code for node in self.nodes.values() for child in node.children}

    @cached_property
    def area_nodes(self) -> Mapping[int, tuple[str, ...]]:
        """Number of an area -> codes of the nodes that carry it, for example 1 -> ('A.I.1', 'A.II.1')."""
        nodes = self.nodes.values()
        return {area.number: tuple(node.code for node in nodes if node.area == area.number) for area in self.areas}

    @cached_property
    def area_weights(self) -> Mapping[int, Fraction]:
        """Number of an area -> points it can reach, Pemenuhan and Reform together."""
        return {
            number: sum((self.nodes[code].weight for code in codes), Fraction(0))
            for number, codes in self.area_nodes.items()
        }

    @cached_property
    def weight(self) -> Fraction:
        """Points of the whole sheet: 100."""
        return sum((component.weight for component in self.components), Fraction(0))

    @cached_property
    def fingerprint(self) -> str:
        """Hash (sha256, hex) of all that moves a score or a verdict; new wording keeps it."""
        return fingerprint(self)
