"""What the units show as proof in the sample: documents, pictures and links, and what the TPI thought of each.

Proof is kept from the judged quarter on. What stood at a question then is carried into the open quarter: confirmed with
its answer, or still waiting where the unit has not come that far.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from random import Random

from evaluations.enums import EvidenceVerdict
from evaluations.sample import dates
from evaluations.sample.dates import Schedule
from evaluations.sample.people import SampleUnit
from evaluations.sample.targets import JUDGED_QUARTER, OPEN_QUARTER, TARGETS
from evaluations.scoring.types import Instrument

QUARTERS = (JUDGED_QUARTER, OPEN_QUARTER)
LONGEST = 200  # letters of a title
NEW = 4  # of so many questions without proof one gets some in the open quarter
WAITING = 5  # of so many carried proofs one is not confirmed yet, while the sheet is filled
LINKED = 14  # of so many proofs one is a link
SHARED = ("05", "06")  # units that show the very same file
SHARED_TITLE = "Modul pelatihan budaya kerja (disusun bersama)"
END_OF_YEAR, LAST_YEAR = date(2024, 12, 31), date(2023, 12, 31)
DECREES = ("Keputusan", "SK ", "Surat penunjukan", "Perjanjian")  # titles of what expires
PICTURES = ("Foto", "Tangkapan layar")
STALE = ("06", "12")  # units whose decrees are last year's
DOUBTS = (
    "Belum ditandatangani pejabat yang berwenang.",
    "Baru memuat sebagian kriteria jawaban.",
    "Tanggal dokumen di luar triwulan yang dinilai.",
)
PLACES = ("hlm. 1", "hlm. 2–3", "bab II", "lampiran 1", "")


class Kind(StrEnum):
    """What kind of proof it is."""

    PDF = "pdf"
    JPEG = "jpeg"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Paper:
    """A piece of evidence of a unit with its only version. `content` names what is drawn: equal names, equal bytes."""

    unit: str
    code: str  # the question it was first shown for
    title: str
    kind: Kind
    content: str
    valid_until: date | None
    by: str
    at: datetime

    @property
    def name(self) -> str:
        """The file's name."""
        return f"{self.title[:80]}.{'pdf' if self.kind == Kind.PDF else 'jpg'}"

    @property
    def url(self) -> str:
        """The address of a link, of nobody's host; "" for a file."""
        return f"https://unit{self.unit}.example/bukti/{self.code.lower()}" if self.kind == Kind.LINK else ""


@dataclass(frozen=True, slots=True)
class PlannedUse:
    """A paper at one question of one sheet, and the TPI's verdict ("" = none yet)."""

    paper: Paper
    code: str
    place: str
    since: tuple[int, int]
    by: str
    at: datetime
    is_carried: bool = False
    confirmed_at: datetime | None = None
    verdict: str = ""
    verdict_note: str = ""
    verdict_by: str = ""
    verdict_at: datetime | None = None


def first_uses(instrument: Instrument, unit: SampleUnit, proving: list[str], schedule: Schedule) -> list[PlannedUse]:
    """The proof of the judged quarter: new papers at some of the questions in `proving` (those worth more than 0)."""
    chosen = set(_dice(unit, "papers").sample(proving, len(proving) * _share(unit) // 100))
    return list(_new(instrument, unit, [code for code in proving if code in chosen], schedule, JUDGED_QUARTER))


def next_uses(
    instrument: Instrument,
    unit: SampleUnit,
    before: list[PlannedUse],
    proving: list[str],
    schedule: Schedule,
    *,
    handed_over: bool,
) -> list[PlannedUse]:
    """The proof of the open quarter: what was carried along, and new papers at questions in `proving`."""
    carried = [_carried(unit, use, schedule, use.code in proving, handed_over) for use in before]
    held = {use.code for use in before}
    fresh = [code for place, code in enumerate(code for code in proving if code not in held) if place % NEW == 0]
    return carried + list(_new(instrument, unit, fresh, schedule, OPEN_QUARTER))


def _dice(unit: SampleUnit, what: str) -> Random:
    return Random(f"{unit.code} {what}")  # noqa: S311 - not for secrets


def _share(unit: SampleUnit) -> int:
    """Percent of its answers that a unit proves: the better it is, the more."""
    return min(96, sum(TARGETS[unit.code].end) // 6 + 14)


def _new(instrument: Instrument, unit: SampleUnit, codes: list[str], schedule: Schedule, quarter: tuple[int, int]):
    paper = None
    for place, code in enumerate(codes):
        at = dates.moment(schedule.filling, f"{unit.code} {quarter} {code} paper")
        beside = paper and instrument.questions[code].indicator == instrument.questions[paper.code].indicator
        if not (beside and place % 3 == 0):  # now and then one paper proves two questions of an indicator
            paper = _paper(instrument, unit, code, place, at)
        yield PlannedUse(paper, code, PLACES[place % len(PLACES)], quarter, unit.member, at)
    if unit.code in SHARED and quarter == JUDGED_QUARTER and codes:
        at = dates.moment(schedule.filling, f"{unit.code} shared")
        shared = Paper(unit.code, codes[0], SHARED_TITLE, Kind.PDF, SHARED_TITLE, None, unit.member, at)
        yield PlannedUse(shared, codes[0], "", quarter, unit.member, at)


def _paper(instrument: Instrument, unit: SampleUnit, code: str, place: int, at: datetime) -> Paper:
    title = instrument.questions[code].evidence[0][:LONGEST]
    kind = Kind.JPEG if title.startswith(PICTURES) else Kind.LINK if place % LINKED == LINKED - 1 else Kind.PDF
    until = None
    if title.startswith(DECREES):
        until = LAST_YEAR if unit.code in STALE else END_OF_YEAR
    return Paper(unit.code, code, title, kind, f"{unit.code} {code} {at:%Y-%m}", until, unit.member, at)


def _carried(unit: SampleUnit, use: PlannedUse, schedule: Schedule, reached: bool, handed_over: bool) -> PlannedUse:
    waits = not reached or (not handed_over and _dice(unit, use.code).randrange(WAITING) == 0)
    return PlannedUse(
        use.paper,
        use.code,
        use.place,
        use.since,
        "administrator",
        dates.at(schedule.opened),
        is_carried=waits,
        confirmed_at=None if waits else dates.moment(schedule.filling, f"{unit.code} {use.code} confirmed"),
    )


def judged(use: PlannedUse, unit: SampleUnit, *, doubted: bool, at: datetime) -> PlannedUse:
    """The same use with the evaluator's verdict."""
    verdict = EvidenceVerdict.WEAK if doubted else EvidenceVerdict.SUFFICIENT
    note = _dice(unit, f"{use.code} doubt").choice(DOUBTS) if doubted else ""
    return replace(use, verdict=str(verdict), verdict_note=note, verdict_by=unit.evaluator, verdict_at=at)
