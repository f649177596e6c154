"""Who publishes the reports: one row of settings, and the legal basis as data."""

from django.core.validators import FileExtensionValidator
from django.db import models

from accounts.models import nip_validator


class Organisation(models.Model):
    """The Inspectorate: letterhead, logo, signatory. Exactly one row, key 1."""

    government = models.CharField("pemerintah daerah", max_length=150, default="Pemerintah Provinsi Kalimantan Tengah")
    name = models.CharField("nama instansi", max_length=150, default="Inspektorat")
    address = models.CharField("alamat", max_length=250, blank=True)
    contact = models.CharField("telepon, surel, laman", max_length=250, blank=True)
    city = models.CharField("tempat penandatanganan", max_length=80, default="Palangka Raya")
    logo = models.FileField(
        "logo",
        upload_to="organisation/",
        blank=True,
        validators=[FileExtensionValidator(["png", "jpg", "jpeg"])],
        help_text="PNG atau JPEG, paling besar 1 MB.",
    )
    signatory_title = models.CharField("jabatan penanda tangan", max_length=150, default="Inspektur")
    signatory_name = models.CharField("nama penanda tangan", max_length=150, blank=True)
    signatory_rank = models.CharField("pangkat/golongan", max_length=100, blank=True)
    signatory_nip = models.CharField("NIP", max_length=18, blank=True, validators=[nip_validator])

    class Meta:
        verbose_name = "organisasi"
        verbose_name_plural = "organisasi"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(pk=1),
                name="organisation_is_single",
                violation_error_message="Hanya ada satu baris pengaturan organisasi.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.government.removeprefix('Pemerintah ')}"


class LegalBasis(models.Model):
    """A rule the programme stands on; a report cites what was in force at its quarter's end."""

    title = models.CharField("judul", max_length=300, help_text="Sebagaimana dicetak dalam laporan.")
    issued_on = models.DateField("tanggal ditetapkan")
    ends_on = models.DateField("tidak berlaku sejak", null=True, blank=True)
    order = models.PositiveSmallIntegerField("urutan", default=0)

    class Meta:
        verbose_name = "dasar hukum"
        verbose_name_plural = "dasar hukum"
        ordering = ["order", "issued_on"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gt=models.F("issued_on")),
                name="legal_basis_ends_after_issue",
                violation_error_message="Tanggal tidak berlaku harus setelah tanggal ditetapkan.",
            ),
        ]

    def __str__(self) -> str:
        return self.title
