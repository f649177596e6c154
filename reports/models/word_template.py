"""A template for Word that an administrator put in the place of ours."""

from django.db import models
from django.db.models import Q

from evaluations.models.stamps import person, together
from files.models import StoredFile
from reports.enums import IN_WORD, Paper


class WordTemplate(models.Model):
    """The template in force of a paper is the one not `dropped`; without any, ours."""

    paper = models.CharField("jenis", max_length=20, choices=Paper)
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+", verbose_name="berkas")
    added_at = models.DateTimeField("diunggah pada")
    added_by = person("diunggah oleh", null=False)
    dropped_at = models.DateTimeField("diganti pada", null=True, blank=True)
    dropped_by = person("diganti oleh")

    class Meta:
        verbose_name = "templat Word"
        verbose_name_plural = "templat Word"
        ordering = ["paper", "-added_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(paper__in=sorted(IN_WORD)),
                name="word_template_of_a_paper_in_word",
                violation_error_message="Jenis ini tidak dibuat sebagai dokumen Word.",
            ),
            models.UniqueConstraint(
                fields=["paper"],
                condition=Q(dropped_at__isnull=True),
                name="word_template_one_in_force",
                violation_error_message="Jenis ini sudah mempunyai templat yang berlaku.",
            ),
            together("word_template", "dropped", "Penggantian menyebut waktu dan orangnya."),
        ]

    def __str__(self) -> str:
        return f"Templat {self.get_paper_display()}"
