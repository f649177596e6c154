"""How a board is looked at: whose values, which rows, in which order. Whatever an address asks wrongly is ignored."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from evaluations.enums import Assessor, EvaluationState
from evaluations.models import Period
from evaluations.queries.board import BoardRow
from evaluations.queries.deadlines import running
from evaluations.queries.distance import Distance, distance
from evaluations.queries.standing import Standing
from units.models import Predicate
from units.queries.units import NO_AGENCY, agency_choices

AREAS = range(1, 7)
DEFAULT_SORT = "peringkat"
STATES = list(EvaluationState.values)
LATE = "lewat"  # instead of a state: the last day of what is to be done now is over


def _rank(row: BoardRow) -> int | None:
    return row.rank


def _strict(standing: Standing | None):
    return standing.strict if standing else None


def _area(number: int) -> Callable[[BoardRow], Any]:
    return lambda row: next((area.percent for area in row.areas if area.number == number), None)


# Column -> its value; rows without one stand last in either direction.
VALUES: dict[str, Callable[[BoardRow], Any]] = {
    "peringkat": _rank,
    "unit": lambda row: row.evaluation.unit_code,
    "status": lambda row: STATES.index(row.evaluation.state),
    "progres": lambda row: row.shown.score.answered if row.shown else None,
    "nilai-unit": lambda row: _strict(row.unit),
    "nilai-tpi": lambda row: _strict(row.tpi),
    "perubahan": lambda row: row.change,
    "lalu": lambda row: _strict(row.previous),
    **{f"area-{number}": _area(number) for number in AREAS},
    "predikat": lambda row: len(row.verdicts[-1].failed) if row.verdicts else None,
}
# Columns whose first click shows the largest value first.
LARGEST_FIRST = {"progres", "nilai-unit", "nilai-tpi", "perubahan", "lalu", *(f"area-{number}" for number in AREAS)}


def passes(row: BoardRow, predicate: str) -> bool:
    """Does the shown standing pass every gate of the predicate?"""
    return row.shown is not None and row.shown.passes(predicate)


def _stands(where: Distance) -> Callable[[BoardRow], bool]:
    return lambda row: distance(row.shown) == where


# What the board can be narrowed to by result; those about changes compare the TPI's values of both quarters.
PASSED: dict[str, tuple[str, Callable[[BoardRow], bool]]] = {
    "wbk": ("Memenuhi WBK", lambda row: passes(row, Predicate.WBK)),
    "wbbm": ("Memenuhi WBBM", lambda row: passes(row, Predicate.WBBM)),
    "belum": ("Belum memenuhi WBK", lambda row: not passes(row, Predicate.WBK)),
    **{str(where): (str(where.label), _stands(where)) for where in (Distance.NEAR, Distance.FAR, Distance.NONE)},
    "naik": ("Nilai TPI naik", lambda row: (row.verified_change or 0) > 0),
    "turun": ("Nilai TPI turun", lambda row: (row.verified_change or 0) < 0),
    "baru": ("Baru memenuhi WBK/WBBM", lambda row: bool(row.gained)),
    "lepas": ("Tidak lagi memenuhi", lambda row: bool(row.lost)),
}


@dataclass(frozen=True, slots=True)
class BoardView:
    """One way to look at the board; `state` (or LATE), `passed`, `agency` (or NO_AGENCY) and `target` are "" for all
    rows."""

    assessor: str
    sort: str = DEFAULT_SORT
    descending: bool = False
    state: str = ""
    passed: str = ""
    agency: str = ""
    target: str = ""

    def sorted_by(self, column: str) -> "BoardView":
        """The same view ordered by that column; a second time the other way round."""
        turned = not self.descending if column == self.sort else column in LARGEST_FIRST
        return replace(self, sort=column, descending=turned)

    @property
    def order(self) -> str:
        """The order as it stands in an address."""
        return f"-{self.sort}" if self.descending else self.sort

    @property
    def query(self) -> str:
        """The view as the query part of an address."""
        parts = {"penilai": self.assessor, "urut": self.order, "status": self.state, "lulus": self.passed}
        return "?" + urlencode({key: value for key, value in (parts | self.about).items() if value})

    @property
    def about(self) -> dict[str, str]:
        """Which units are looked at, as it stands in an address."""
        return {"induk": self.agency, "tujuan": self.target}

    @property
    def is_narrowed(self) -> bool:
        """Are only some of the rows asked for?"""
        return any((self.state, self.passed, self.agency, self.target))


def default_assessor(period: Period) -> str:
    """While a quarter is open the units' own values are ahead; afterwards the TPI's count."""
    return Assessor.UNIT.value if period.is_open else Assessor.TPI.value


def view_from(query: Mapping[str, str], period: Period) -> BoardView:
    """Read an address; unknown values fall back."""
    order = query.get("urut", "")
    sort = order.removeprefix("-")
    known = sort in VALUES
    return BoardView(
        assessor=_known(query.get("penilai"), Assessor.values, default_assessor(period)),
        sort=sort if known else DEFAULT_SORT,
        descending=known and order.startswith("-"),
        state=_known(query.get("status"), [*STATES, LATE], ""),
        passed=_known(query.get("lulus"), PASSED, ""),
        agency=query.get("induk", ""),
        target=_known(query.get("tujuan"), Predicate.values, ""),
    )


def _known(value: str | None, choices, default: str) -> str:
    return value if value in choices else default


def agencies(rows: list[BoardRow]) -> dict[str, str]:
    """The parent agencies of the rows, as they stand in addresses -> in words."""
    return agency_choices(row.evaluation.unit.parent_agency for row in rows)


def fitting(view: BoardView, rows: list[BoardRow]) -> BoardView:
    """The same view; an agency none of the rows belongs to is ignored."""
    return replace(view, agency=_known(view.agency, agencies(rows), ""))


def arrange(rows: list[BoardRow], view: BoardView, *, today: date) -> list[BoardRow]:
    """The rows the view asks for, in its order. Rows arrive ranked, and equal values keep that order."""
    value = VALUES[view.sort]
    chosen = [row for row in rows if _wanted(row, view, today)]
    filled = [row for row in chosen if value(row) is not None]
    empty = [row for row in chosen if value(row) is None]
    return sorted(filled, key=value, reverse=view.descending) + empty


def _wanted(row: BoardRow, view: BoardView, today: date) -> bool:
    if view.state and not (is_late(row, today) if view.state == LATE else row.evaluation.state == view.state):
        return False
    return is_about(row, view) and (not view.passed or PASSED[view.passed][1](row))


def is_about(row: BoardRow, view: BoardView) -> bool:
    """Is the unit one of those the view looks at, by parent agency and predicate aimed at, both of that quarter?"""
    agency = row.evaluation.unit.parent_agency or NO_AGENCY
    return view.agency in {"", agency} and view.target in {"", row.evaluation.target}


def is_late(row: BoardRow, today: date) -> bool:
    """Is the last day of what is to be done in the sheet over?"""
    due = running(row.evaluation, today)
    return due is not None and due.is_past


@dataclass(frozen=True, slots=True)
class Counts:
    """What the tiles say, over all rows an actor sees."""

    units: int
    approved: int
    wbk: int
    wbbm: int

    @property
    def unfinished(self) -> int:
        """Sheets not approved yet."""
        return self.units - self.approved


def counts(rows: list[BoardRow]) -> Counts:
    """Count the rows; the predicates by the shown standing."""
    return Counts(
        units=len(rows),
        approved=sum(row.evaluation.is_approved for row in rows),
        wbk=sum(passes(row, "WBK") for row in rows),
        wbbm=sum(passes(row, "WBBM") for row in rows),
    )
