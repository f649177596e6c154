"""A quarter of evaluations."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from evaluations.enums import PeriodState
from evaluations.models.instrument import Instrument
from evaluations.quarters import NUMERALS, Quarter

LOCKED = frozenset({PeriodState.LOCKED, PeriodState.REPORTED})


class Period(models.Model):
    """Year + quarter + instrument version + deadlines."""

    year = models.PositiveSmallIntegerField("tahun")
    quarter = models.PositiveSmallIntegerField("triwulan", choices=NUMERALS)
    instrument = models.ForeignKey(
        Instrument, on_delete=models.PROTECT, related_name="periods", verbose_name="instrumen"
    )
    state = models.CharField("status", max_length=10, choices=PeriodState, default=PeriodState.PLANNED)
    fill_deadline = models.DateField("batas pengisian")
    verify_deadline = models.DateField("batas verifikasi")
    repair_deadline = models.DateField("batas perbaikan")
    opened_at = models.DateTimeField("dibuka pada", null=True, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="dibuka oleh",
    )
    locked_at = models.DateTimeField("dikunci pada", null=True, blank=True)
    locked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="dikunci oleh",
    )

    class Meta:
        verbose_name = "periode"
        verbose_name_plural = "periode"
        ordering = ["-year", "-quarter"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "quarter"],
                name="period_once_per_quarter",
                violation_error_message="Periode untuk triwulan dan tahun ini sudah ada.",
            ),
            models.CheckConstraint(
                condition=Q(quarter__in=list(NUMERALS)),
                name="period_quarter_known",
                violation_error_message="Triwulan harus I, II, III, atau IV.",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=2010, year__lte=2100),
                name="period_year_sensible",
                violation_error_message="Tahun harus antara 2010 dan 2100.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=PeriodState.values),
                name="period_state_known",
                violation_error_message="Status periode tidak dikenal.",
            ),
            models.CheckConstraint(
                condition=Q(fill_deadline__lte=F("verify_deadline"), verify_deadline__lte=F("repair_deadline")),
                name="period_deadlines_in_order",
                violation_error_message="Batas pengisian, verifikasi, dan perbaikan harus berurutan.",
            ),
            models.CheckConstraint(
                condition=Q(state=PeriodState.PLANNED, opened_at=None, opened_by=None)
                | (~Q(state=PeriodState.PLANNED) & Q(opened_at__isnull=False, opened_by__isnull=False)),
                name="period_opened_says_when_and_who",
                violation_error_message="Periode yang dibuka harus menyebut waktu dan pembukanya.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[PeriodState.PLANNED, PeriodState.OPEN], locked_at=None, locked_by=None)
                | Q(
                    state__in=[PeriodState.LOCKED, PeriodState.REPORTED],
                    locked_at__isnull=False,
                    locked_by__isnull=False,
                ),
                name="period_locked_says_when_and_who",
                violation_error_message="Periode yang dikunci harus menyebut waktu dan penguncinya.",
            ),
        ]

    def __str__(self) -> str:
        return self.when.name

    @property
    def when(self) -> Quarter:
        """The quarter of the calendar. What was in force on its last day is what a report cites."""
        return Quarter(self.year, self.quarter)

    @property
    def is_open(self) -> bool:
        return self.state == PeriodState.OPEN

    @property
    def is_locked(self) -> bool:
        """Locked, whether its report was issued or not: it is shown as it was recorded."""
        return self.state in LOCKED
