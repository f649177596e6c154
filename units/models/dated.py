"""Rows that hold from one day to another."""

from datetime import date

from django.db import models
from django.db.models import F, Q


class DatedQuerySet(models.QuerySet):
    """Rows with `starts_on` and an open or closed `ends_on` (both days count)."""

    def on(self, day: date):
        """Rows in force on that day."""
        return self.overlapping(day, day)

    def overlapping(self, first: date, last: date | None):
        """Rows in force on some day between the two; `last` None = without end."""
        rows = self.filter(Q(ends_on=None) | Q(ends_on__gte=first))
        return rows if last is None else rows.filter(starts_on__lte=last)


class Dated(models.Model):
    """Base of grants and assignments."""

    starts_on = models.DateField("mulai berlaku")
    ends_on = models.DateField("berakhir", null=True, blank=True, help_text="Kosongkan bila berlaku seterusnya.")

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="%(class)s_ends_after_start",
                violation_error_message="Tanggal berakhir tidak boleh sebelum tanggal mulai.",
            ),
        ]
