"""Visits, trainings and coordination meetings of a quarter, and the meeting that presented its results."""

from dataclasses import dataclass
from datetime import date

MANY = 4  # units, from which on all of them are not listed one by one


@dataclass(frozen=True, slots=True)
class AdviceLine:
    """Advice given at a visit, under the name of the recommendation it became: 03/R-12."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class VisitLine:
    """One visit that took place. `until` is the last day where it took several; texts keep their line ends."""

    day: date
    until: date | None
    kind: str
    topic: str
    place: str
    units: tuple[str, ...]
    team: tuple[str, ...]
    findings: str
    advice: tuple[AdviceLine, ...] = ()
    with_all: bool = False  # units of the quarter

    @property
    def with_whom(self) -> str:
        """The units, in one phrase where they are all of many."""
        return (
            f"Seluruh {len(self.units)} unit kerja"
            if self.with_all and len(self.units) >= MANY
            else "; ".join(self.units)
        )


@dataclass(frozen=True, slots=True)
class EksposeLine:
    """The meeting in which the results of the quarter were presented."""

    day: date
    place: str
    participants: str
    decisions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Visits:
    """The chapter: what took place, the oldest first; planned and cancelled ones are none of it."""

    done: tuple[VisitLine, ...] = ()
    ekspose: EksposeLine | None = None
