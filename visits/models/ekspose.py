"""The meeting that presents a quarter's results to the leadership and the units."""

from django.db import models
from django.db.models import Q

from evaluations.models import Period
from evaluations.models.stamps import person


class Ekspose(models.Model):
    """The one record of a quarter's ekspose. `version` counts the changes; what they were stands in the history."""

    period = models.OneToOneField(Period, on_delete=models.PROTECT, related_name="ekspose", verbose_name="periode")
    day = models.DateField("tanggal")
    place = models.CharField("tempat", max_length=200)
    participants = models.TextField("peserta", max_length=5000)
    version = models.PositiveIntegerField("versi", default=1)
    made_at = models.DateTimeField("dicatat pada")
    made_by = person("dicatat oleh", null=False)
    changed_at = models.DateTimeField("diubah pada")
    changed_by = person("diubah oleh", null=False)

    class Meta:
        verbose_name = "ekspose"
        verbose_name_plural = "ekspose"
        ordering = ["-period__year", "-period__quarter"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(place="") & ~Q(participants=""),
                name="ekspose_says_where_and_who",
                violation_error_message="Tulis tempat dan peserta ekspose.",
            ),
            models.CheckConstraint(
                condition=Q(version__gte=1),
                name="ekspose_version_positive",
                violation_error_message="Versi dimulai dari 1.",
            ),
        ]

    def __str__(self) -> str:
        return f"Ekspose {self.period}"


class Decision(models.Model):
    """One thing the ekspose decided."""

    ekspose = models.ForeignKey(Ekspose, on_delete=models.CASCADE, related_name="decisions", verbose_name="ekspose")
    number = models.PositiveSmallIntegerField("nomor")
    text = models.TextField("keputusan", max_length=2000)

    class Meta:
        verbose_name = "keputusan ekspose"
        verbose_name_plural = "keputusan ekspose"
        ordering = ["ekspose", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["ekspose", "number"],
                name="decision_numbered_once",
                violation_error_message="Nomor keputusan ini sudah dipakai.",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1),
                name="decision_number_positive",
                violation_error_message="Keputusan dihitung mulai dari 1.",
            ),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="decision_says_what",
                violation_error_message="Tulis keputusannya.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ekspose}, keputusan {self.number}"
