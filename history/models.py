"""The append-only log. Actions write to it; nothing changes or removes an entry."""

from django.conf import settings
from django.db import models

from history.append_only import AppendOnlyModel


class Source(models.TextChoices):
    """Through which door a change came."""

    SCREEN = "screen", "layar"
    ADMIN = "admin", "halaman admin"
    IMPORT = "import", "impor"
    CARRY = "carry", "dibawa dari TW sebelumnya"
    COMMAND = "command", "perintah server"


class Entry(AppendOnlyModel):
    """One thing that happened: who, when, through which door, to what, from which value to which.

    `subject` names the object ("evaluation", "period", "user", ...) and `subject_id` its key; `topic` is the
    part of it (a question's code with the assessor, a field). No foreign key to other apps: history imports nobody.
    """

    at = models.DateTimeField("waktu", db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="oleh",
    )
    source = models.CharField("lewat", max_length=10, choices=Source)
    verb = models.CharField("peristiwa", max_length=60)
    subject = models.CharField("objek", max_length=40)
    subject_id = models.BigIntegerField("nomor objek")
    topic = models.CharField("bagian", max_length=60, blank=True)
    old = models.JSONField("semula", null=True, blank=True)
    new = models.JSONField("menjadi", null=True, blank=True)
    reason = models.TextField("alasan", blank=True)

    class Meta:
        verbose_name = "catatan riwayat"
        verbose_name_plural = "riwayat"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["subject", "subject_id", "topic", "-at"], name="history_by_subject")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(source__in=Source.values),
                name="history_source_known",
                violation_error_message="Sumber riwayat tidak dikenal.",
            ),
            models.CheckConstraint(
                condition=~models.Q(verb="") & ~models.Q(subject=""),
                name="history_says_what",
                violation_error_message="Riwayat harus menyebut peristiwa dan objeknya.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject} {self.subject_id} {self.topic}".strip()
