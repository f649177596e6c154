"""Which row of the sheet LKE holds what: decided once, before any formula names a cell."""

from collections.abc import Iterator
from dataclasses import dataclass

from evaluations.enums import Assessor
from evaluations.scoring.types import Input, Instrument, Node, Question
from workbooks.layout import HEADING_ROW, LKE, TOTAL, Column, figure_key, node_key


@dataclass(frozen=True, slots=True)
class Line:
    """One row: a node, a question, or one figure of a question."""

    row: int
    key: str
    item: Node | Question | Input


@dataclass(frozen=True, slots=True)
class Side:
    """The columns of one assessor."""

    assessor: str
    name: str
    answer: Column
    note: Column
    official: Column
    strict: Column


UNIT_SIDE = Side(Assessor.UNIT, "unit", Column.UNIT_ANSWER, Column.UNIT_NOTE, Column.UNIT_OFFICIAL, Column.UNIT_STRICT)
TPI_SIDE = Side(Assessor.TPI, "TPI", Column.TPI_ANSWER, Column.TPI_NOTE, Column.TPI_OFFICIAL, Column.TPI_STRICT)


@dataclass(frozen=True)
class Rows:
    """The rows in the order of the instrument; the total stands below them."""

    lines: tuple[Line, ...]
    numbers: dict[str, int]  # key -> row

    @property
    def first(self) -> int:
        return HEADING_ROW + 1

    @property
    def last(self) -> int:
        """The row of the total."""
        return self.numbers[node_key(TOTAL)]

    def at(self, key: str, column: Column) -> str:
        """A cell of the sheet as its own formulas name it."""
        return f"{column}{self.numbers[key]}"

    def elsewhere(self, key: str, column: Column) -> str:
        """The same cell as formulas of other sheets name it."""
        return f"'{LKE}'!{self.at(key, column)}"

    def block(self, first: str, last: str, column: Column) -> str:
        """The cells of a column from one key to another."""
        return f"{self.at(first, column)}:{self.at(last, column)}"

    def everything(self, column: Column) -> str:
        """All cells of a column above the total, for other sheets."""
        return f"'{LKE}'!${column}${self.first}:${column}${self.last - 1}"


def rows_of(instrument: Instrument) -> Rows:
    """The rows of an instrument."""
    lines = tuple(Line(row, key, item) for row, (key, item) in enumerate(_items(instrument), start=HEADING_ROW + 1))
    numbers = {line.key: line.row for line in lines}
    return Rows(lines, numbers | {node_key(TOTAL): HEADING_ROW + 1 + len(lines)})


def _items(instrument: Instrument) -> Iterator[tuple[str, Node | Question | Input]]:
    for node in instrument.nodes.values():
        yield node_key(node.code), node
        for question in node.questions:
            yield question.code, question
            for item in question.inputs:
                yield figure_key(question.code, item.key), item


def last_key(question: Question) -> str:
    """The key of the last row of a question."""
    return figure_key(question.code, question.inputs[-1].key) if question.inputs else question.code
