"""A sheet as it stood at one moment. Written once, never changed."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from evaluations.canonical import canonical, sha256
from evaluations.enums import Moment
from evaluations.models.evaluation import Evaluation
from history.append_only import AppendOnlyModel


class Snapshot(AppendOnlyModel):
    """Everything an evaluation said when it was submitted, approved or locked.

    Three parts, so that each reader fetches what it needs (queries/recording.py writes them, queries/snapshots.py
    reads them):
    `head`     format, moment, unit, organisation, period, instrument, state with its stamps, totals per assessor
    `details`  points of every node, area and gate per assessor, and the minimums they were judged by
    `sheet`    every answer

    `digest` is the SHA-256 of the three under these names (`canonical`). `number` counts an evaluation's snapshots. A
    quarter that is opened and locked again is recorded again in the same round; the newest lock counts.
    """

    evaluation = models.ForeignKey(
        Evaluation, on_delete=models.PROTECT, related_name="snapshots", verbose_name="penilaian"
    )
    number = models.PositiveIntegerField("nomor")
    moment = models.CharField("saat", max_length=10, choices=Moment)
    round = models.PositiveSmallIntegerField("putaran verifikasi")
    taken_at = models.DateTimeField("direkam pada")
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="direkam oleh",
        help_text="Kosong bila direkam oleh perintah server.",
    )
    head = models.JSONField("pokok")
    details = models.JSONField("rincian nilai")
    sheet = models.JSONField("isi lembar")
    digest = models.CharField("SHA-256", max_length=64)

    class Meta:
        verbose_name = "rekaman penilaian"
        verbose_name_plural = "rekaman penilaian"
        ordering = ["evaluation", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "number"],
                name="snapshot_number_once",
                violation_error_message="Nomor rekaman ini sudah dipakai pada penilaian tersebut.",
            ),
            models.UniqueConstraint(
                fields=["evaluation", "moment", "round"],
                condition=~Q(moment=Moment.LOCK),
                name="snapshot_step_once_per_round",
                violation_error_message="Pengajuan dan persetujuan direkam sekali dalam satu putaran.",
            ),
            models.CheckConstraint(
                condition=Q(moment__in=Moment.values),
                name="snapshot_moment_known",
                violation_error_message="Rekaman dibuat saat pengajuan, persetujuan, atau penguncian.",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1, round__gte=1),
                name="snapshot_counts_from_one",
                violation_error_message="Nomor rekaman dan putaran dimulai dari 1.",
            ),
            models.CheckConstraint(
                condition=Q(moment=Moment.LOCK) | Q(taken_by__isnull=False),
                name="snapshot_step_says_who",
                violation_error_message="Rekaman pengajuan dan persetujuan menyebut orangnya.",
            ),
            models.CheckConstraint(
                condition=Q(digest__regex=r"^[0-9a-f]{64}$"),
                name="snapshot_digest_is_sha256",
                violation_error_message="SHA-256 terdiri atas 64 angka heksadesimal.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evaluation} rekaman {self.number}"

    @property
    def content(self) -> bytes:
        """The recorded document as bytes: what is downloaded, and what the digest is of."""
        return canonical({"head": self.head, "details": self.details, "sheet": self.sheet})

    @property
    def is_intact(self) -> bool:
        """Does the content still give the digest?"""
        return sha256(self.content) == self.digest
