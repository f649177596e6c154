"""Dated rows seen from one day: in force, still to come, or over."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import QuerySet

from units.models.dated import Dated


class Validity(models.TextChoices):
    """Where a day stands to a dated row, in the order in which lists show them."""

    NOW = "berlaku", "Berlaku"
    FUTURE = "mendatang", "Akan berlaku"
    PAST = "berakhir", "Berakhir"


# Tone and icon of each: the badge always carries the word too.
LOOK = {
    Validity.NOW: ("success", "circle-check"),
    Validity.FUTURE: ("primary", "calendar-event"),
    Validity.PAST: ("secondary", "circle-off"),
}


def validity(row: Dated, today: date) -> Validity:
    """Where the day stands to the row; first and last day count."""
    if row.starts_on > today:
        return Validity.FUTURE
    return Validity.PAST if row.ends_on and row.ends_on < today else Validity.NOW


def only(rows: QuerySet, wanted: str, today: date) -> QuerySet:
    """The rows of that validity; all of them for a word that is none."""
    if wanted == Validity.NOW:
        return rows.on(today)
    if wanted == Validity.FUTURE:
        return rows.filter(starts_on__gt=today)
    return rows.filter(ends_on__lt=today) if wanted == Validity.PAST else rows


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a list with where the day stands to it."""

    row: models.Model
    validity: Validity

    @property
    def tone(self) -> str:
        return LOOK[self.validity][0]

    @property
    def icon(self) -> str:
        return LOOK[self.validity][1]

    @property
    def is_over(self) -> bool:
        return self.validity == Validity.PAST


def line(row: Dated, today: date) -> Line:
    """A dated row for a list."""
    return Line(row, validity(row, today))


def lines(rows: Iterable[Dated], today: date) -> list[Line]:
    """Rows for a list: in force first, then those to come, then those that are over; else in their own order."""
    order = list(Validity)
    return sorted((line(row, today) for row in rows), key=lambda found: order.index(found.validity))
