"""What a person filled in, before it is checked and stored."""

from dataclasses import dataclass
from datetime import date, time

from accounts.models import User
from evaluations.enums import Priority
from units.models import WorkUnit


@dataclass(frozen=True, slots=True)
class Plan:
    """When, where, what about and with whom. `members` are the team besides its leader."""

    kind: str
    topic: str
    day: date
    place: str
    units: tuple[WorkUnit, ...]
    lead: User
    members: tuple[User, ...] = ()
    until: date | None = None
    starts_at: time | None = None

    @property
    def team(self) -> list[User]:
        """Everybody of the team once, the leader first."""
        return [self.lead, *(user for user in self.members if user.pk != self.lead.pk)]


@dataclass(frozen=True, slots=True)
class Advice:
    """One piece of advice to one of the units."""

    unit: WorkUnit
    text: str
    priority: str = Priority.MEDIUM
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it. `number` is that of the berita acara in the office's register, "" while it has none."""

    participants: str
    findings: str
    number: str = ""
    advice: tuple[Advice, ...] = ()
