"""The berita acara of a visit, a training or a coordination meeting as data."""

from dataclasses import dataclass
from datetime import date

from reports.documents.parts import Letterhead, Signer

MOST_PHOTOS = 4


@dataclass(frozen=True, slots=True)
class Member:
    """One of the Inspectorate's team; `duty` is Ketua or Anggota."""

    name: str
    position: str
    duty: str


@dataclass(frozen=True, slots=True)
class AdviceLine:
    """One piece of advice; `code` is the number of the recommendation it became."""

    code: str
    unit: str
    text: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class VisitRecord:
    """Everything the berita acara prints. `weekday` is the day's name; `photos` are data: addresses.

    `heads` are those of the units, in the order of `units`: one signs beside the team's leader, several in a list.
    """

    letterhead: Letterhead
    kind: str
    number: str
    weekday: str
    day: date
    until: date | None
    hour: str
    place: str
    topic: str
    units: tuple[str, ...]
    team: tuple[Member, ...]
    participants: tuple[str, ...]
    findings: tuple[str, ...]
    advice: tuple[AdviceLine, ...]
    photos: tuple[str, ...]
    city: str
    heads: tuple[Signer, ...]
    lead: Signer
    is_sample: bool

    @property
    def last_day(self) -> date:
        """The day it is signed."""
        return self.until or self.day

    @property
    def title(self) -> str:
        """The title as it stands in the file's properties."""
        return f"Berita Acara {self.kind}: {self.topic}"

    @property
    def watermark(self) -> list[str]:
        """Lines printed across every page."""
        return ["DATA CONTOH"] if self.is_sample else []

    @property
    def is_for_several(self) -> bool:
        """Did more than one unit take part?"""
        return len(self.units) > 1
