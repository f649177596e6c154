"""The one row of organisation settings, and the rules in force on a day."""

from datetime import date

from django.db.models import Q, QuerySet

from units.models import LegalBasis, Organisation
from units.queries.validity import Line, Validity


def organisation() -> Organisation:
    """The settings; the defaults while nobody has saved any."""
    return Organisation.objects.filter(pk=1).first() or Organisation(pk=1)


def legal_basis_on(day: date) -> QuerySet[LegalBasis]:
    """What was in force on that day, as a report of the quarter cites it."""
    return LegalBasis.objects.filter(Q(ends_on=None) | Q(ends_on__gt=day), issued_on__lte=day)


def legal_basis_lines(day: date) -> list[Line]:
    """All rules in their order, each with where the day stands to it."""
    return [Line(row, _standing(row, day)) for row in LegalBasis.objects.all()]


def _standing(row: LegalBasis, day: date) -> Validity:
    if row.issued_on > day:
        return Validity.FUTURE
    return Validity.PAST if row.ends_on and row.ends_on <= day else Validity.NOW
