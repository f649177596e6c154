"""Stored scores: what boards and reports read instead of scoring again."""

from django.db import models
from django.db.models import F, Q

from evaluations.enums import Assessor
from evaluations.models.evaluation import Evaluation


def _points(name: str) -> models.DecimalField:
    return models.DecimalField(name, max_digits=13, decimal_places=10)


class Score(models.Model):
    """The scores of one evaluation by one assessor, written by the action that saves an answer.

    `official` is nilai LKE, `strict` nilai ketat, both in points 0..100. `detail` holds, as decimal text with ten
    places, every node {code: [official, strict]}, every area {number: strict}, and every gate of every predicate.
    `unproven` counts the questions whose value is above 0 without sufficient evidence (the unit's row; 0 in the TPI's).
    """

    evaluation = models.ForeignKey(
        Evaluation, on_delete=models.PROTECT, related_name="scores", verbose_name="penilaian"
    )
    assessor = models.CharField("penilai", max_length=5, choices=Assessor)
    official = _points("nilai LKE")
    strict = _points("nilai ketat")
    answered = models.PositiveSmallIntegerField("terjawab")
    questions = models.PositiveSmallIntegerField("banyaknya pertanyaan")
    passes_wbk = models.BooleanField("memenuhi nilai minimal WBK")
    passes_wbbm = models.BooleanField("memenuhi nilai minimal WBBM")
    unproven = models.PositiveSmallIntegerField("tanpa bukti yang cukup", default=0)
    detail = models.JSONField("rincian")

    class Meta:
        verbose_name = "nilai triwulan"
        verbose_name_plural = "nilai triwulan"
        ordering = ["evaluation", "assessor"]
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "assessor"],
                name="score_once_per_assessor",
                violation_error_message="Nilai untuk penilai ini sudah ada.",
            ),
            models.CheckConstraint(
                condition=Q(assessor__in=Assessor.values),
                name="score_assessor_known",
                violation_error_message="Penilai harus unit atau TPI.",
            ),
            models.CheckConstraint(
                condition=Q(official__gte=0, official__lte=100, strict__gte=0, strict__lte=100),
                name="score_within_100",
                violation_error_message="Nilai harus 0 sampai 100 poin.",
            ),
            models.CheckConstraint(
                condition=Q(strict__lte=F("official")),
                name="score_strict_at_most_official",
                violation_error_message="Nilai ketat tidak dapat melebihi nilai LKE.",
            ),
            models.CheckConstraint(
                condition=Q(answered__lte=F("questions")),
                name="score_answered_at_most_questions",
                violation_error_message="Banyaknya jawaban melebihi banyaknya pertanyaan.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evaluation} {self.get_assessor_display()}"
