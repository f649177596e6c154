"""A copy of an issued paper that was signed elsewhere, kept beside it."""

from django.db import models
from django.db.models import Q

from evaluations.models.stamps import person, together
from files.models import StoredFile
from reports.models.edition import Edition


class SignedCopy(models.Model):
    """It begins with the issued file byte by byte and adds signatures only, of `signatories`: one a line."""

    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, related_name="signed_copies", verbose_name="terbitan"
    )
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+", verbose_name="berkas")
    signatories = models.TextField("penanda tangan", max_length=2000)
    added_at = models.DateTimeField("diunggah pada")
    added_by = person("diunggah oleh", null=False)
    withdrawn_at = models.DateTimeField("ditarik pada", null=True, blank=True)
    withdrawn_by = person("ditarik oleh")

    class Meta:
        verbose_name = "salinan bertanda tangan"
        verbose_name_plural = "salinan bertanda tangan"
        ordering = ["edition", "added_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(signatories=""),
                name="signed_copy_names_signatories",
                violation_error_message="Salinan bertanda tangan menyebut penanda tangannya.",
            ),
            together("signed_copy", "withdrawn", "Penarikan menyebut waktu dan orangnya."),
        ]

    def __str__(self) -> str:
        return f"{self.edition}, salinan bertanda tangan"
