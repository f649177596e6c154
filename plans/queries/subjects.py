"""What an action may be about: areas, questions and recommendations."""

from dataclasses import dataclass

from django.db.models import QuerySet

from evaluations.enums import InstrumentState
from evaluations.models import Instrument, Recommendation
from evaluations.queries import parts
from evaluations.queries.areas import area_titles
from evaluations.queries.instruments import Loaded, loaded
from evaluations.queries.recommendations import alive
from units.models import WorkUnit


@dataclass(frozen=True, slots=True)
class Subjects:
    """The areas by number, and the newest published instrument (None: there is none)."""

    areas: dict[int, str]
    source: Loaded | None

    def knows(self, code: str) -> bool:
        """Is it the code of a question or part?"""
        return self.source is not None and parts.is_part(self.source, code)

    def area_of(self, code: str) -> int | None:
        """The area a question or part belongs to; None: to no area, as all of Hasil, or not known."""
        return parts.area_of(self.source, code) if self.knows(code) else None

    @property
    def questions(self) -> list[tuple[str, str]]:
        """(code, text) of every question in the order of the sheet."""
        return [(code, row.text) for code, row in self.source.instrument.questions.items()] if self.source else []


def subjects() -> Subjects:
    """What there is to choose from; two queries."""
    newest = Instrument.objects.filter(state=InstrumentState.PUBLISHED).order_by("-pk").first()
    return Subjects(area_titles(), loaded(newest) if newest else None)


def told_recommendations(unit: WorkUnit) -> QuerySet[Recommendation]:
    """What the TPI has told the unit; what it has not is nobody's business here."""
    return Recommendation.objects.filter(unit=unit, sent_at__isnull=False).select_related("unit")


def open_recommendations(unit: WorkUnit) -> QuerySet[Recommendation]:
    """Those an action may still be made for, by number."""
    return told_recommendations(unit).filter(alive()).order_by("number")
