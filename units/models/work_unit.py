"""The work units of the province that build their Zona Integritas."""

from django.core.validators import RegexValidator
from django.db import models

from accounts.models import nip_validator


class Predicate(models.TextChoices):
    """The predicate a unit aims for (PermenPANRB 90/2021)."""

    WBK = "WBK", "WBK (Wilayah Bebas dari Korupsi)"
    WBBM = "WBBM", "WBBM (Wilayah Birokrasi Bersih dan Melayani)"


# What may stand in an address (evaluations.urls).
CODE = r"^[A-Za-z0-9_-]+$"


class WorkUnit(models.Model):
    """A unit kerja; deactivated rather than deleted, so that its history stays."""

    code = models.CharField(
        "kode",
        max_length=10,
        unique=True,
        validators=[RegexValidator(CODE, "Kode terdiri atas huruf, angka, tanda hubung, dan garis bawah.")],
        help_text="Kode pendek untuk mengurutkan, misalnya 01.",
    )
    name = models.CharField("nama", max_length=200, unique=True)
    parent_agency = models.CharField("perangkat daerah induk", max_length=200, blank=True)
    target = models.CharField("predikat yang dituju", max_length=4, choices=Predicate, default=Predicate.WBK)
    head_name = models.CharField("nama kepala unit", max_length=150, blank=True)
    head_nip = models.CharField("NIP kepala unit", max_length=18, blank=True, validators=[nip_validator])
    head_rank = models.CharField("pangkat/golongan kepala unit", max_length=100, blank=True)
    is_active = models.BooleanField("aktif", default=True, help_text="Unit yang tidak aktif tidak ikut periode baru.")
    is_sample = models.BooleanField("data contoh", default=False, editable=False)

    class Meta:
        verbose_name = "unit kerja"
        verbose_name_plural = "unit kerja"
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(target__in=Predicate.values),
                name="work_unit_target_known",
                violation_error_message="Predikat yang dituju harus WBK atau WBBM.",
            ),
            models.CheckConstraint(
                condition=models.Q(code__regex=CODE),
                name="work_unit_code_fits_addresses",
                violation_error_message="Kode terdiri atas huruf, angka, tanda hubung, dan garis bawah.",
            ),
            models.CheckConstraint(
                condition=~models.Q(code="") & ~models.Q(name=""),
                name="work_unit_named",
                violation_error_message="Kode dan nama unit kerja wajib diisi.",
            ),
        ]

    def __str__(self) -> str:
        return self.name
