"""Which units an evaluator verifies, and when."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from units.models.dated import Dated
from units.models.work_unit import WorkUnit


class AssignmentKind(models.TextChoices):
    """Place in the evaluating team."""

    LEAD = "ketua", "Ketua tim"
    MEMBER = "anggota", "Anggota tim"


class Assignment(Dated):
    """An evaluator's dated assignment to a unit."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="assignments", verbose_name="evaluator"
    )
    unit = models.ForeignKey(WorkUnit, on_delete=models.PROTECT, related_name="assignments", verbose_name="unit kerja")
    kind = models.CharField("kedudukan", max_length=10, choices=AssignmentKind, default=AssignmentKind.MEMBER)

    class Meta(Dated.Meta):
        abstract = False
        verbose_name = "penugasan evaluator"
        verbose_name_plural = "penugasan evaluator"
        ordering = ["unit", "user", "starts_on"]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind__in=AssignmentKind.values),
                name="assignment_kind_known",
                violation_error_message="Kedudukan dalam tim tidak dikenal.",
            ),
            models.UniqueConstraint(
                fields=["user", "unit", "starts_on"],
                name="assignment_once",
                violation_error_message="Evaluator ini sudah ditugaskan pada unit tersebut sejak tanggal yang sama.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.unit}"
