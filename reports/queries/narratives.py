"""What people wrote in a quarter's report, and what they wrote there before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.safestring import SafeString

from accounts.models import User
from evaluations.models import Period
from history.models import Entry
from reports import marks
from reports.enums import Paper, Section
from reports.models import Edition, Narrative
from units.models import WorkUnit

Key = tuple[Section, int | None]  # a section, and the unit's key for Section.UNIT


def narratives(period: Period) -> dict[Key, Narrative]:
    """Everything written in a quarter's report, with its authors; one query."""
    rows = Narrative.objects.filter(period=period).select_related("changed_by")
    return {(Section(row.section), row.unit_id): row for row in rows}


def texts(period: Period) -> Mapping[Key, SafeString]:
    """The same as HTML to print: cleaned once more, whatever way it came into the database."""
    return {key: marks.clean(row.html) for key, row in narratives(period).items()}


def narrative_at(period: Period, section: str, unit: WorkUnit | None) -> Narrative | None:
    """What stands in one place; None for the composed sentences."""
    return narratives(period).get((Section(section), unit.pk if unit else None))


def is_preparing(period: Period, unit: WorkUnit | None) -> bool:
    """Is an edition on its way that holds what is written about the unit (None: about the quarter)?"""
    papers = Q(paper=Paper.QUARTERLY) | Q(paper=Paper.LHE, unit=unit)
    return Edition.objects.filter(papers, period=period, issued_at=None).exists()


# --- before ---------------------------------------------------------------------------------------
SUBJECT = Narrative._meta.model_name
WRITTEN, CHANGED, CHECKED = "narasi ditulis", "narasi diubah", "narasi diperiksa dengan angka terbaru"
RESET = "narasi dikembalikan ke kalimat dari angka"


def topic(period: Period, section: str, unit: WorkUnit | None) -> str:
    """A place's name in the history, which outlives its row: 2024-2/analisis/12."""
    return f"{period.year}-{period.quarter}/{section}{f'/{unit.pk}' if unit else ''}"


def entries(period: Period, section: str, unit: WorkUnit | None) -> QuerySet[Entry]:
    """Everything that happened in one place, newest first."""
    return Entry.objects.filter(subject=SUBJECT, topic=topic(period, section, unit)).select_related("by")


@dataclass(frozen=True, slots=True)
class Version:
    """A text that stood in a place, and the entry of who began it; `html` None: the composed sentences."""

    entry: Entry
    html: SafeString | None
    is_current: bool

    @property
    def at(self) -> datetime:
        return self.entry.at

    @property
    def by(self) -> User:
        return self.entry.by


def versions(period: Period, section: str, unit: WorkUnit | None, *, limit: int) -> list[Version]:
    """The latest texts of a place, newest first: the one that stands, then what each later writer began from."""
    current = narrative_at(period, section, unit)
    found, html = [], current.html if current else None
    for entry in entries(period, section, unit).exclude(verb=CHECKED)[:limit]:
        shown = None if html is None else marks.clean(html)
        found.append(Version(entry, shown, is_current=not found))
        html = entry.old["html"] if entry.old else None
    return found
