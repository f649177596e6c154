"""What somebody wrote in a quarter's report in the place of the composed sentences."""

from django.db import models
from django.db.models import Q

from evaluations.models import Period
from evaluations.models.stamps import person
from reports.enums import Section
from units.models import WorkUnit


class Narrative(models.Model):
    """One section of one quarter; no row: the composed sentences stand there.

    `html` holds the few marks that `reports.marks` lets through. `basis` is the SHA-256 of the composed sentences it
    was begun from, so that one sees when the figures have moved since. `version` counts the changes.
    """

    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="narratives", verbose_name="periode")
    section = models.CharField("bagian", max_length=10, choices=Section)
    unit = models.ForeignKey(
        WorkUnit, on_delete=models.PROTECT, null=True, blank=True, related_name="narratives", verbose_name="unit kerja"
    )
    html = models.TextField("isi", max_length=100_000)
    basis = models.CharField("SHA-256 kalimat awal", max_length=64)
    version = models.PositiveIntegerField("versi", default=1)
    changed_at = models.DateTimeField("diubah pada")
    changed_by = person("diubah oleh", null=False)

    class Meta:
        verbose_name = "narasi laporan"
        verbose_name_plural = "narasi laporan"
        ordering = ["period", "section", "unit"]
        constraints = [
            models.CheckConstraint(
                condition=Q(section__in=Section.values),
                name="narrative_section_known",
                violation_error_message="Bagian laporan tidak dikenal.",
            ),
            models.CheckConstraint(
                condition=Q(section=Section.UNIT, unit__isnull=False)
                | (~Q(section=Section.UNIT) & Q(unit__isnull=True)),
                name="narrative_names_its_unit",
                violation_error_message="Hanya analisis yang menyebut satu unit kerja.",
            ),
            models.CheckConstraint(
                condition=~Q(html=""),
                name="narrative_not_empty",
                violation_error_message="Narasi tidak boleh kosong.",
            ),
            models.CheckConstraint(
                condition=Q(version__gt=0),
                name="narrative_version_counts",
                violation_error_message="Versi dimulai dari 1.",
            ),
            models.UniqueConstraint(
                fields=["period", "section"],
                condition=Q(unit__isnull=True),
                name="narrative_once",
                violation_error_message="Bagian ini sudah ditulis.",
            ),
            models.UniqueConstraint(
                fields=["period", "section", "unit"],
                condition=Q(unit__isnull=False),
                name="narrative_once_per_unit",
                violation_error_message="Analisis unit kerja ini sudah ditulis.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_section_display()} {self.unit or ''} {self.period}".replace("  ", " ")
