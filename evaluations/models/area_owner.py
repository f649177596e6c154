"""Who in a unit answers for which of the areas (Pokja)."""

from django.db import models
from django.db.models import Q

from evaluations.models.stamps import person
from units.models import WorkUnit


class AreaOwner(models.Model):
    """A person of a unit who works on one of its areas (1..6); an area may have several."""

    unit = models.ForeignKey(WorkUnit, on_delete=models.PROTECT, related_name="area_owners", verbose_name="unit kerja")
    area = models.PositiveSmallIntegerField("area perubahan")
    user = person("anggota Pokja", null=False, related_name="areas")
    since = models.DateTimeField("sejak")
    named_by = person("ditetapkan oleh", null=False)

    class Meta:
        verbose_name = "anggota Pokja"
        verbose_name_plural = "anggota Pokja"
        ordering = ["unit", "area", "user"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "area", "user"],
                name="area_owner_once",
                violation_error_message="Orang ini sudah menjadi anggota Pokja tersebut.",
            ),
            models.CheckConstraint(
                condition=Q(area__gte=1),
                name="area_owner_area_positive",
                violation_error_message="Area perubahan dimulai dari 1.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, area {self.area}"
