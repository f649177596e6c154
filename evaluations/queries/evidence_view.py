"""A piece of evidence at a question as the screens tell it. No queries."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.template.defaultfilters import filesizeformat

from evaluations.models import EvidenceUse, EvidenceVersion, Period
from evaluations.queries.evidence import Reusable, Twin, age, is_expired
from files.enums import ScanState
from files.kinds import ABOUT
from files.models import StoredFile
from files.previews import has_pages


@dataclass(frozen=True)
class Content:
    """One version of a piece of evidence: a file or a link."""

    version: EvidenceVersion

    @property
    def title(self) -> str:
        return self.version.title

    @property
    def file(self) -> StoredFile | None:
        return self.version.file

    @property
    def kind(self) -> str:
        """A FileKind; "" for a link."""
        return self.file.kind if self.file else ""

    @property
    def kind_name(self) -> str:
        return ABOUT[self.kind].short if self.kind else "Tautan"

    @property
    def facts(self) -> str:
        """Kind, size and pages, or where a link leads: "PDF, 1,2 MB, 14 halaman"."""
        if self.file is None:
            return f"Tautan ke {self.version.host}"
        pages = f", {self.file.pages} halaman" if self.file.pages else ""
        return f"{self.kind_name}, {filesizeformat(self.file.size)}{pages}".replace("\xa0", " ")

    @property
    def is_shown(self) -> bool:
        """May it be opened? A link always; a file unless the virus scanner has not cleared it."""
        return self.file is None or self.file.is_shown

    @property
    def is_infected(self) -> bool:
        return self.file is not None and self.file.scan == ScanState.INFECTED

    @property
    def pages(self) -> int:
        """How many pages are shown as pictures."""
        return has_pages(self.file) if self.file and self.is_shown else 0


@dataclass(frozen=True)
class Proof(Content):
    """A use of evidence in a quarter, with what the reader may know of it."""

    use: EvidenceUse
    period: Period
    twin: Twin | None = None

    @property
    def age(self) -> int:
        """Quarters since it first stood at this question."""
        return age(self.use, self.period)

    @property
    def is_expired(self) -> bool:
        return is_expired(self.version, self.period)

    @property
    def is_old(self) -> bool:
        """Carried along and not confirmed, or out of force."""
        return self.use.is_carried or self.is_expired

    @property
    def verdict(self) -> str:
        """What the TPI says to the present version, "" when nothing or not for the reader."""
        return self.use.present_verdict

    @property
    def verdict_is_outdated(self) -> bool:
        """Was an earlier version judged, and this one not?"""
        return bool(self.use.verdict and not self.verdict)

    @property
    def earlier(self) -> list[Content]:
        """The versions before this one, the newest first (those that were read along)."""
        versions = self.use.evidence.versions.all()
        older = [version for version in versions if version.number < self.version.number]
        return [Content(version) for version in reversed(older)]


def proof_of(use: EvidenceUse, period: Period, twin: Twin | None = None) -> Proof:
    """One use as the screens tell it."""
    return Proof(use.version, use, period, twin)


def proofs_of(uses: Iterable[EvidenceUse], period: Period, twins: dict[str, Twin] | None = None) -> tuple[Proof, ...]:
    """Uses as the screens tell them; `twins` by sha256, for evaluators."""
    told = twins or {}
    return tuple(proof_of(use, period, told.get(use.version.file.sha256) if use.version.file else None) for use in uses)


ZOOMS = (100, 150, 200, 300)  # percent of the frame's width


@dataclass(frozen=True)
class Look:
    """How a document is looked at: which page, how large. What an address asks wrongly is ignored."""

    content: Content
    asked_page: str
    asked_zoom: str

    @property
    def number(self) -> int:
        """The page, from 1."""
        asked = int(self.asked_page) if self.asked_page.isdecimal() and len(self.asked_page) < 7 else 1
        return min(max(asked, 1), max(self.content.pages, 1))

    @property
    def before(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def after(self) -> int | None:
        return self.number + 1 if self.number < self.content.pages else None

    @property
    def zoom(self) -> int:
        """Percent of the frame's width."""
        return next((zoom for zoom in ZOOMS if str(zoom) == self.asked_zoom), ZOOMS[0])

    @property
    def smaller(self) -> int | None:
        return next((zoom for zoom in reversed(ZOOMS) if zoom < self.zoom), None)

    @property
    def larger(self) -> int | None:
        return next((zoom for zoom in ZOOMS if zoom > self.zoom), None)


@dataclass(frozen=True)
class Offer(Content):
    """A piece of evidence the unit has already, and where it stands."""

    offered: Reusable

    @property
    def places(self) -> list[str]:
        return self.offered.places

    @property
    def key(self) -> int:
        return self.offered.evidence.pk


def offers_of(found: Iterable[Reusable]) -> list[Offer]:
    """What may be used again as the screens tell it."""
    return [Offer(one.version, one) for one in found]
