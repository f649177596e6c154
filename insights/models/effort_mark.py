"""How hard a unit finds it to raise one question."""

from django.db import models
from django.db.models import Q

from evaluations.models.stamps import person
from insights.enums import Effort
from units.models import WorkUnit


class EffortMark(models.Model):
    """A unit's own judgement of one question, kept from quarter to quarter by the question's code.

    No row: easy. `is_ruled_out`: the unit cannot or will not change it for now, so no shortest way goes through it.
    """

    unit = models.ForeignKey(WorkUnit, on_delete=models.PROTECT, related_name="effort_marks", verbose_name="unit kerja")
    code = models.CharField("pertanyaan", max_length=20)
    effort = models.PositiveSmallIntegerField("upaya", choices=Effort, default=Effort.EASY)
    is_ruled_out = models.BooleanField("dikesampingkan", default=False)
    changed_at = models.DateTimeField("diubah pada")
    changed_by = person("diubah oleh", null=False)

    class Meta:
        verbose_name = "upaya per pertanyaan"
        verbose_name_plural = "upaya per pertanyaan"
        ordering = ["unit", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "code"],
                name="effort_once_per_question",
                violation_error_message="Upaya untuk pertanyaan ini sudah ditandai.",
            ),
            models.CheckConstraint(
                condition=~Q(code=""),
                name="effort_names_question",
                violation_error_message="Pilih pertanyaannya.",
            ),
            models.CheckConstraint(
                condition=Q(effort__in=Effort.values),
                name="effort_known",
                violation_error_message="Upaya harus mudah, sedang, atau sulit.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.code}: {self.get_effort_display()}"
