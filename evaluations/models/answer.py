"""What one assessor says to one question."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from evaluations.enums import Assessor
from evaluations.models.evaluation import Evaluation
from evaluations.models.instrument import Question


class Answer(models.Model):
    """The value and note of one assessor; one row per evaluation, question and assessor.

    `option` holds a choice, `figures` the numbers as decimal text by input key; both empty means that only a note was
    written and the question counts as unanswered. `version` grows with every change. A TPI row names the unit's
    version it was made on; a newer unit version makes it unverified.
    """

    evaluation = models.ForeignKey(
        Evaluation, on_delete=models.PROTECT, related_name="answers", verbose_name="penilaian"
    )
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers", verbose_name="pertanyaan")
    assessor = models.CharField("penilai", max_length=5, choices=Assessor)
    option = models.CharField("pilihan", max_length=10, blank=True)
    figures = models.JSONField("angka", null=True, blank=True)
    note = models.TextField("catatan", blank=True, max_length=5000)
    version = models.PositiveIntegerField("versi", default=1)
    unit_version = models.PositiveIntegerField("versi jawaban unit yang diverifikasi", null=True, blank=True)
    is_carried = models.BooleanField("dibawa dari triwulan sebelumnya, belum dikonfirmasi", default=False)
    gap_reason = models.TextField("alasan tidak dijawab", blank=True, default="", max_length=2000)
    updated_at = models.DateTimeField("diubah pada")
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="diubah oleh"
    )

    class Meta:
        verbose_name = "jawaban"
        verbose_name_plural = "jawaban"
        ordering = ["evaluation", "question__order", "assessor"]
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "question", "assessor"],
                name="answer_once_per_assessor",
                violation_error_message="Pertanyaan ini sudah mempunyai jawaban dari penilai tersebut.",
            ),
            models.CheckConstraint(
                condition=Q(assessor__in=Assessor.values),
                name="answer_assessor_known",
                violation_error_message="Penilai harus unit atau TPI.",
            ),
            models.CheckConstraint(
                condition=Q(option="") | Q(figures__isnull=True),
                name="answer_choice_or_figures",
                violation_error_message="Jawaban berisi pilihan atau angka, tidak keduanya.",
            ),
            models.CheckConstraint(
                condition=Q(version__gte=1),
                name="answer_version_positive",
                violation_error_message="Versi jawaban dimulai dari 1.",
            ),
            models.CheckConstraint(
                condition=Q(assessor=Assessor.TPI) | Q(unit_version__isnull=True),
                name="answer_only_tpi_names_unit_version",
                violation_error_message="Hanya jawaban TPI yang menyebut versi jawaban unit.",
            ),
            models.CheckConstraint(
                condition=Q(assessor=Assessor.UNIT) | Q(is_carried=False, gap_reason=""),
                name="answer_only_unit_carries_or_skips",
                violation_error_message="Hanya jawaban unit yang dibawa dari triwulan sebelumnya atau dilewati.",
            ),
            models.CheckConstraint(
                condition=Q(gap_reason="") | Q(option="", is_carried=False),
                name="answer_gap_has_no_value",
                violation_error_message="Alasan tidak dijawab hanya untuk pertanyaan tanpa pilihan.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question} {self.get_assessor_display()}"

    @property
    def value(self) -> str | dict[str, str] | None:
        """The answer without its note, as the scoring adapter and the history take it; None = no value."""
        return self.option or self.figures or None


Rows = dict[str, dict[str, Answer]]  # of one evaluation: assessor -> question code -> answer
