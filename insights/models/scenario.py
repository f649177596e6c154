"""What a unit tried out: answers that are not given, under a name."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from evaluations.enums import Assessor
from evaluations.models import Evaluation
from evaluations.models.stamps import person


class Scenario(models.Model):
    """Answers put in the place of those of a sheet, which stays as it is.

    `answers` holds only what differs: question code -> option, figures as decimal text by input key, or null for
    unanswered, as `Answer.value` gives it. `assessor` names the column it is held against. What is not in it follows
    the real sheet. `version` counts the changes.
    """

    evaluation = models.ForeignKey(
        Evaluation, on_delete=models.PROTECT, related_name="scenarios", verbose_name="penilaian"
    )
    name = models.CharField("nama", max_length=80)
    assessor = models.CharField("dibandingkan dengan nilai menurut", max_length=5, choices=Assessor)
    answers = models.JSONField("jawaban yang dicoba", default=dict, blank=True)
    version = models.PositiveIntegerField("versi", default=1)
    made_at = models.DateTimeField("dibuat pada")
    made_by = person("dibuat oleh", null=False)
    changed_at = models.DateTimeField("diubah pada")
    changed_by = person("diubah oleh", null=False)

    class Meta:
        verbose_name = "skenario"
        verbose_name_plural = "skenario"
        ordering = ["evaluation", "name"]
        constraints = [
            models.UniqueConstraint(
                "evaluation",
                Lower("name"),
                name="scenario_name_once",
                violation_error_message="Nama skenario ini sudah dipakai.",
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="scenario_named",
                violation_error_message="Beri nama skenario ini.",
            ),
            models.CheckConstraint(
                condition=Q(assessor__in=Assessor.values),
                name="scenario_assessor_known",
                violation_error_message="Penilai harus unit atau TPI.",
            ),
            models.CheckConstraint(
                condition=Q(version__gte=1),
                name="scenario_version_counts",
                violation_error_message="Versi dimulai dari 1.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.evaluation})"
