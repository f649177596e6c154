"""A file of users that waits for somebody to confirm it."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


class UserImport(models.Model):
    """The rows of an uploaded workbook as they were read, until they are imported, given up or a day old.

    Only texts: what becomes of a row is judged anew whenever somebody looks (units.imports.fates).
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="oleh")
    file_name = models.CharField("nama berkas", max_length=200)
    rows = models.JSONField("baris", encoder=DjangoJSONEncoder)
    created_at = models.DateTimeField("diunggah")

    class Meta:
        verbose_name = "impor pengguna"
        verbose_name_plural = "impor pengguna"
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner"],
                name="user_import_one_per_person",
                violation_error_message="Berkas lain masih menunggu konfirmasi.",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name
