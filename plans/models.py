"""What a unit means to do (rencana aksi)."""

from django.db import models
from django.db.models import Q
from django.utils.text import Truncator

from evaluations.models import Recommendation
from evaluations.models.stamps import person, together
from evaluations.quarters import NUMERALS, Quarter
from plans.enums import CLOSED, ActionState
from units.models import WorkUnit


class Action(models.Model):
    """One thing that one person of a unit does until a day.

    It may be about an area (1..6; None: the unit as a whole), a question or part of the sheet (`code`), and a
    recommendation. `year` and `quarter` name the quarter it is to show its effect in. `version` counts the changes of
    its text, so that two people never overwrite each other.
    """

    unit = models.ForeignKey(WorkUnit, on_delete=models.PROTECT, related_name="actions", verbose_name="unit kerja")
    text = models.TextField("rencana aksi", max_length=500)
    area = models.PositiveSmallIntegerField("area perubahan", null=True, blank=True)
    code = models.CharField("pertanyaan atau bagian", max_length=20, blank=True)
    recommendation = models.ForeignKey(
        Recommendation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="actions",
        verbose_name="rekomendasi",
    )
    owner = person("penanggung jawab", null=False, related_name="actions")
    due_on = models.DateField("batas waktu")
    year = models.PositiveSmallIntegerField("tahun sasaran")
    quarter = models.PositiveSmallIntegerField("triwulan sasaran", choices=NUMERALS)
    note = models.TextField("catatan", max_length=2000, blank=True)
    state = models.CharField("status", max_length=7, choices=ActionState, default=ActionState.PLANNED)
    reason = models.TextField("alasan dibatalkan", max_length=2000, blank=True)
    version = models.PositiveIntegerField("versi", default=1)
    made_at = models.DateTimeField("dibuat pada")
    made_by = person("dibuat oleh", null=False)
    closed_at = models.DateTimeField("ditutup pada", null=True, blank=True)
    closed_by = person("ditutup oleh")

    class Meta:
        verbose_name = "rencana aksi"
        verbose_name_plural = "rencana aksi"
        ordering = ["unit", "due_on", "pk"]
        indexes = [
            models.Index(fields=["unit", "due_on"], name="action_of_unit"),
            models.Index(fields=["owner", "state", "due_on"], name="action_of_owner"),
            models.Index(fields=["state", "due_on"], name="action_waiting"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="action_says_what",
                violation_error_message="Tulis rencana aksinya.",
            ),
            models.CheckConstraint(
                condition=Q(area__isnull=True) | Q(area__gte=1),
                name="action_area_positive",
                violation_error_message="Area perubahan dimulai dari 1.",
            ),
            models.CheckConstraint(
                condition=Q(quarter__in=list(NUMERALS)),
                name="action_quarter_known",
                violation_error_message="Triwulan sasaran harus I sampai IV.",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=2010, year__lte=2100),
                name="action_year_sensible",
                violation_error_message="Tahun sasaran harus antara 2010 dan 2100.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=ActionState.values),
                name="action_state_known",
                violation_error_message="Status rencana aksi tidak dikenal.",
            ),
            models.CheckConstraint(
                condition=Q(version__gte=1),
                name="action_version_positive",
                violation_error_message="Versi rencana aksi dimulai dari 1.",
            ),
            models.CheckConstraint(
                condition=(Q(state=ActionState.DROPPED) & ~Q(reason=""))
                | (~Q(state=ActionState.DROPPED) & Q(reason="")),
                name="action_dropped_says_why",
                violation_error_message="Tulis alasan rencana aksi dibatalkan.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=CLOSED, closed_at__isnull=False)
                | (~Q(state__in=CLOSED) & Q(closed_at__isnull=True)),
                name="action_closed_says_when",
                violation_error_message="Rencana aksi yang selesai atau dibatalkan harus menyebut waktunya.",
            ),
            together("action", "closed", "Penutupan rencana aksi harus menyebut waktu dan orangnya."),
        ]

    def __str__(self) -> str:
        return f"{self.unit.code}: {Truncator(self.text).chars(80)}"

    @property
    def is_closed(self) -> bool:
        return self.state in CLOSED

    @property
    def target(self) -> str:
        """The quarter it aims at, as people write it."""
        return Quarter(self.year, self.quarter).name
