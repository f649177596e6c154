"""The sections of a quarter's report that people may write, beside what the figures say there now."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256

from django.utils.safestring import SafeString

from evaluations.models import Period
from reports import marks
from reports.converters import Place
from reports.documents.quarterly import QuarterlyReport, UnitResult
from reports.documents.sections import composed, opening
from reports.documents.words import day_text
from reports.enums import Section
from reports.models import Narrative
from reports.queries.narratives import narratives
from reports.queries.quarterly import quarterly_report
from units.actors import Actor


@dataclass(frozen=True)
class Chapter:
    """One place to write in. `narrative` is what stands there, None while the composed sentences do."""

    section: Section
    unit: UnitResult | None
    narrative: Narrative | None
    report: QuarterlyReport

    @property
    def place(self) -> Place:
        """Its address."""
        return Place(self.section, self.unit.code if self.unit else "")

    @property
    def title(self) -> str:
        """Ringkasan eksekutif; Analisis RSUD dr. Doris Sylvanus."""
        return f"Analisis {self.unit.name}" if self.unit else self.section.label

    @cached_property
    def composed(self) -> SafeString:
        """What the figures say now."""
        return opening(self.section, self.report, self.unit)

    @cached_property
    def basis(self) -> str:
        """SHA-256 of the composed sentences, but for the day they are composed on: that moves without any figure."""
        said = "\n".join(composed(self.section, self.report, self.unit))
        return sha256(said.replace(day_text(self.report.signature.day), "").encode()).hexdigest()

    @property
    def html(self) -> SafeString:
        """What the report prints."""
        return marks.clean(self.narrative.html) if self.narrative else self.composed

    @property
    def plain(self) -> str:
        """The same for a plain text field."""
        return marks.to_plain(self.html)

    @property
    def version(self) -> int:
        """0 while nothing is written."""
        return self.narrative.version if self.narrative else 0

    @property
    def has_moved(self) -> bool:
        """Have the figures moved since the text was begun, or last compared with them?"""
        return bool(self.narrative) and self.narrative.basis != self.basis


def chapters(actor: Actor, period: Period, *, today: date, with_sheets: Collection[int] | None = None) -> list[Chapter]:
    """Every place to write in, in the order of the report, its units by code.

    The analysis of a unit needs its sheet: `with_sheets` are keys of those that are read (None: of all units), of the
    others only title and narrative hold.
    """
    report = quarterly_report(actor, period, today=today, with_sheets=with_sheets)
    written = narratives(period)

    def chapter(section: Section, unit: UnitResult | None = None) -> Chapter:
        return Chapter(section, unit, written.get((section, unit.unit_id if unit else None)), report)

    found: list[Chapter] = []
    for section in Section:
        units = report.annexes if section == Section.UNIT else [None]
        found += [chapter(section, unit) for unit in units]
    return found
