"""The append-only log. Actions write to it; nothing changes or removes an entry."""

from django.conf import settings
from django.db import models


class Source(models.TextChoices):
    """Through which door a change came."""

    SCREEN = "screen", "layar"
    ADMIN = "admin", "halaman admin"
    IMPORT = "import", "impor"
    CARRY = "carry", "dibawa dari TW sebelumnya"
    COMMAND = "command", "perintah server"


class AppendOnly(Exception):
    """Somebody tried to change or delete history."""


class EntryQuerySet(models.QuerySet):
    """A queryset that can only grow."""

    def update(self, **kwargs):
        raise AppendOnly("Riwayat tidak dapat diubah.")

    def bulk_create(self, objs, batch_size=None, ignore_conflicts=False, update_conflicts=False, **kwargs):
        """Plain inserts only: a row that is there already is neither changed nor passed over."""
        if ignore_conflicts or update_conflicts:
            raise AppendOnly("Riwayat tidak dapat diubah.")
        return super().bulk_create(objs, batch_size)

    def bulk_update(self, *args, **kwargs):
        raise AppendOnly("Riwayat tidak dapat diubah.")

    def delete(self):
        raise AppendOnly("Riwayat tidak dapat dihapus.")


class Entry(models.Model):
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

    objects = EntryQuerySet.as_manager()

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

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise AppendOnly("Riwayat tidak dapat diubah.")
        kwargs["force_insert"] = True  # a key given by hand must not find a row to change
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise AppendOnly("Riwayat tidak dapat dihapus.")
