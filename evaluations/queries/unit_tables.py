"""The tables of a unit's page: areas and nodes, unit beside TPI beside last quarter. Stored scores only, no query."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from evaluations.queries.instruments import Loaded
from evaluations.queries.standing import AreaStanding, Standing
from evaluations.queries.unit import Standings
from evaluations.scoring.rounding import exact_decimal
from evaluations.scoring.types import Node


@dataclass(frozen=True, slots=True)
class AreaLine:
    """One area: points of each view, the change of the TPI's since last quarter, and the judged standing's gates."""

    judged: AreaStanding
    unit: Decimal | None
    tpi: Decimal | None
    previous: Decimal | None
    change: Decimal | None


def area_lines(standings: Standings, judged: Standing) -> list[AreaLine]:
    """The six areas; `judged` is the standing whose gates the page shows. No change while the TPI still verifies."""
    views = [_areas(standings.unit), _areas(standings.tpi), _areas(standings.previous)]
    compared = bool(standings.previous and standings.tpi and standings.tpi.is_complete)
    return [_area_line(area, *(view.get(area.number) for view in views), compared) for area in judged.areas]


def _areas(standing: Standing | None) -> dict[int, Decimal]:
    return {area.number: area.reached for area in standing.areas} if standing else {}


def _area_line(area: AreaStanding, unit, tpi, previous, compared: bool) -> AreaLine:
    change = tpi - previous if compared else None
    return AreaLine(area, unit, tpi, previous, change)


@dataclass(frozen=True, slots=True)
class Figure:
    """Points of a node by one assessor; `official` is None when it does not differ from `strict`."""

    strict: Decimal
    official: Decimal | None


@dataclass(frozen=True, slots=True)
class NodeLine:
    """A node of the sheet; `level` 0 is a component; `questions` is 0 above the indicators."""

    code: str
    title: str
    level: int
    weight: Decimal
    questions: int
    unit: Figure | None
    tpi: Figure | None
    previous: Figure | None


def node_lines(source: Loaded, standings: Standings) -> list[NodeLine]:
    """Every node of the instrument in document order."""
    views = (standings.unit, standings.tpi, standings.previous)
    components = source.instrument.components
    return [_node_line(node, level, views) for component in components for level, node in _walk(component, 0)]


def _node_line(node: Node, level: int, views: tuple[Standing | None, ...]) -> NodeLine:
    figures = (_figure(standing, node.code) for standing in views)
    return NodeLine(node.code, node.title, level, exact_decimal(node.weight), len(node.questions), *figures)


def _walk(node: Node, level: int) -> Iterator[tuple[int, Node]]:
    yield level, node
    for child in node.children:
        yield from _walk(child, level + 1)


def _figure(standing: Standing | None, code: str) -> Figure | None:
    if standing is None:
        return None
    official, strict = standing.node(code)
    return Figure(strict, official if official != strict else None)
