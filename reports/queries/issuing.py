"""The page of a quarter's issued papers: what there is of each kind, and what is still to be issued."""

from collections.abc import Iterable
from dataclasses import dataclass

from evaluations.models import Evaluation, Period
from reports.enums import ISSUED, PER_UNIT, Paper
from reports.permissions import may_issue
from reports.queries.editions import EditionView, approved, approved_among, editions_of
from units.actors import Actor

ORDER = [paper for paper in Paper if paper in ISSUED]


@dataclass(frozen=True, slots=True)
class Line:
    """A paper of the quarter, or of one of its units: the newest edition, and how many came before it."""

    view: EditionView
    earlier: list[EditionView]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of paper. `wanted` counts what there could be: one, or one per approved unit; `may_issue`: can this
    person ask for one that is missing?"""

    paper: Paper
    lines: list[Line]
    wanted: int
    may_issue: bool

    @property
    def is_per_unit(self) -> bool:
        """Is there one per unit?"""
        return self.paper in PER_UNIT

    @property
    def issued(self) -> int:
        """How many of them have an issued edition."""
        return sum(any(view.edition.is_issued for view in (line.view, *line.earlier)) for line in self.lines)

    @property
    def is_moving(self) -> bool:
        """Is one being prepared?"""
        return any(line.view.state == "preparing" for line in self.lines)


@dataclass(frozen=True, slots=True)
class Issuing:
    """Everything issued in a quarter, kind by kind."""

    period: Period
    kinds: list[Kind]

    @property
    def is_moving(self) -> bool:
        """Does the page have to look again?"""
        return any(kind.is_moving for kind in self.kinds)


def issuing(actor: Actor, period: Period, rows: Iterable[Evaluation] | None = None) -> Issuing:
    """What the page shows; five queries at most, none in a quarter that is not locked.

    `rows`: all evaluations of the quarter as they were recorded, from who has read them already; saves two.
    """
    if not period.is_locked:
        return Issuing(period, [])
    sheets, views = approved(period) if rows is None else approved_among(rows), editions_of(actor, period)
    return Issuing(period, [_kind(actor, paper, views, sheets) for paper in ORDER])


def _kind(actor: Actor, paper: Paper, views: list[EditionView], sheets: dict[int, Evaluation]) -> Kind:
    """`views` come newest edition first."""
    chains: dict[int | None, list[EditionView]] = {}
    for view in views:
        if view.edition.paper == paper:
            chains.setdefault(view.edition.unit_id, []).append(view)
    lines = [Line(newest, earlier) for newest, *earlier in chains.values()]
    missing = [pk for pk in (sheets if paper in PER_UNIT else [None]) if pk not in chains]
    wanted = len(sheets) if paper in PER_UNIT else 1
    return Kind(paper, lines, wanted, any(may_issue(actor, pk) for pk in missing))


def unissued(actor: Actor, period: Period, paper: str) -> list[Evaluation]:
    """The approved sheets, as recorded, whose units have no such paper yet and for which this person may issue one."""
    there = {view.edition.unit_id for view in editions_of(actor, period) if view.edition.paper == paper}
    return [row for row in approved(period).values() if row.unit_id not in there and may_issue(actor, row.unit_id)]
