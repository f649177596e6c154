"""A paper with number and date: asked for, drawn in the background, then issued and never changed."""

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Replace, Upper

from evaluations.models import Period
from evaluations.models.stamps import person
from files.models import StoredFile
from reports.enums import ISSUED, ON_RESULT, Paper
from units.models import WorkUnit

# Numbers of letters that differ in capitals or spaces are one number.
ALIKE = Upper(Replace("letter_number", Value(" ")))


class Edition(models.Model):
    """One edition of a paper of a locked quarter (DOMAIN, "The report").

    `number` counts the editions of a paper from 1; a later one names the one it `replaces` and its `reason`.
    `letter_number` and `dated` are the office's. `token` is the last part of the public address that the QR code names.
    Until `issued_at` it is being prepared and has no `file`; the file's SHA-256 is taken after signing. `signatory` is
    whom the digital signature names, "" without one.
    """

    paper = models.CharField("jenis", max_length=20, choices=Paper)
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="editions", verbose_name="periode")
    unit = models.ForeignKey(
        WorkUnit, on_delete=models.PROTECT, null=True, blank=True, related_name="editions", verbose_name="unit kerja"
    )
    number = models.PositiveSmallIntegerField("edisi", default=1)
    replaces = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name="menggantikan",
    )
    reason = models.TextField("alasan perbaikan", max_length=2000, blank=True)
    title = models.CharField("judul", max_length=300)
    letter_number = models.CharField("nomor", max_length=100)
    dated = models.DateField("tanggal")
    addressee = models.CharField("ditujukan kepada", max_length=200, blank=True)
    token = models.CharField("kunci verifikasi", max_length=32, unique=True)
    asked_at = models.DateTimeField("diminta pada")
    asked_by = person("diminta oleh", null=False)
    issued_at = models.DateTimeField("terbit pada", null=True, blank=True)
    file = models.OneToOneField(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="berkas"
    )
    signatory = models.CharField("penanda tangan elektronik", max_length=200, blank=True)

    class Meta:
        verbose_name = "terbitan"
        verbose_name_plural = "terbitan"
        ordering = ["period", "paper", "unit", "number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(paper__in=sorted(ISSUED)),
                name="edition_of_an_issued_paper",
                violation_error_message="Jenis ini tidak diterbitkan dengan nomor dan tanggal.",
            ),
            models.CheckConstraint(
                condition=Q(paper__in=sorted(ON_RESULT), unit__isnull=False)
                | (~Q(paper__in=sorted(ON_RESULT)) & Q(unit__isnull=True)),
                name="edition_names_its_unit",
                violation_error_message="Hanya LHE dan berita acara yang menyebut satu unit kerja.",
            ),
            models.CheckConstraint(
                condition=Q(number=1, replaces__isnull=True, reason="")
                | (Q(number__gt=1, replaces__isnull=False) & ~Q(reason="")),
                name="edition_says_what_it_replaces",
                violation_error_message="Edisi perbaikan menyebut edisi yang diganti dan alasannya.",
            ),
            models.CheckConstraint(
                condition=~Q(letter_number="") & ~Q(title="") & ~Q(token=""),
                name="edition_numbered",
                violation_error_message="Nomor dan judul harus diisi.",
            ),
            models.CheckConstraint(
                condition=Q(issued_at__isnull=True, file__isnull=True, signatory="")
                | Q(issued_at__isnull=False, file__isnull=False),
                name="edition_issued_with_file",
                violation_error_message="Yang terbit mempunyai berkas, yang belum terbit tidak.",
            ),
            models.UniqueConstraint(
                fields=["paper", "period", "number"],
                condition=Q(unit__isnull=True),
                name="edition_once",
                violation_error_message="Edisi ini sudah ada.",
            ),
            models.UniqueConstraint(
                fields=["paper", "period", "unit", "number"],
                condition=Q(unit__isnull=False),
                name="edition_once_per_unit",
                violation_error_message="Edisi ini sudah ada untuk unit kerja tersebut.",
            ),
            models.UniqueConstraint(
                ALIKE,
                condition=Q(number=1),
                name="edition_letter_number_once",
                violation_error_message="Nomor ini sudah dipakai pada terbitan lain.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, edisi {self.number}"

    @property
    def is_issued(self) -> bool:
        return self.issued_at is not None
