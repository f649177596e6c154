"""What the TPI wants repaired in one question, and what the unit says to it."""

from django.db import models
from django.db.models import Q

from evaluations.models.evaluation import Evaluation
from evaluations.models.instrument import Question
from evaluations.models.stamps import person


class RepairRequest(models.Model):
    """One turn of the exchange on one question: the TPI's reason and the unit's response.

    Marked first, sent with the return: then `round` is the verification it began, and `unit_value` and `unit_note` are
    the unit's answer as it stood, so that everybody sees what changed since. `number` counts the returns of the
    question. The unit cannot submit again without a response to each.
    """

    evaluation = models.ForeignKey(
        Evaluation, on_delete=models.PROTECT, related_name="repair_requests", verbose_name="penilaian"
    )
    question = models.ForeignKey(
        Question, on_delete=models.PROTECT, related_name="repair_requests", verbose_name="pertanyaan"
    )
    number = models.PositiveSmallIntegerField("pengembalian ke-")
    reason = models.TextField("yang perlu diperbaiki", max_length=2000)
    asked_at = models.DateTimeField("ditandai pada")
    asked_by = person("ditandai oleh", null=False)
    sent_at = models.DateTimeField("dikembalikan pada", null=True, blank=True)
    round = models.PositiveSmallIntegerField("putaran verifikasi", null=True, blank=True)
    unit_value = models.JSONField("jawaban unit saat dikembalikan", null=True, blank=True)
    unit_note = models.TextField("catatan unit saat dikembalikan", blank=True, default="")
    response = models.TextField("tanggapan unit", blank=True, default="", max_length=2000)
    responded_at = models.DateTimeField("ditanggapi pada", null=True, blank=True)
    responded_by = person("ditanggapi oleh")

    class Meta:
        verbose_name = "permintaan perbaikan"
        verbose_name_plural = "permintaan perbaikan"
        ordering = ["evaluation", "question__order", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "question", "number"],
                name="repair_numbered_once",
                violation_error_message="Pengembalian pertanyaan ini sudah tercatat.",
            ),
            models.UniqueConstraint(
                fields=["evaluation", "question"],
                condition=Q(sent_at__isnull=True),
                name="repair_one_unsent",
                violation_error_message="Pertanyaan ini sudah ditandai untuk dikembalikan.",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1),
                name="repair_number_positive",
                violation_error_message="Pengembalian dihitung mulai dari 1.",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="repair_says_what",
                violation_error_message="Tulis apa yang perlu diperbaiki.",
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True, round__isnull=True) | Q(sent_at__isnull=False, round__isnull=False),
                name="repair_sent_in_a_round",
                violation_error_message="Pengembalian harus menyebut putaran verifikasinya.",
            ),
            models.CheckConstraint(
                condition=Q(response="", responded_at__isnull=True, responded_by__isnull=True)
                | (~Q(response="") & Q(responded_at__isnull=False, responded_by__isnull=False, sent_at__isnull=False)),
                name="repair_response_at_and_by",
                violation_error_message="Tanggapan harus menyebut waktu dan orangnya, sesudah pengembalian.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question} pengembalian ke-{self.number}"

    @property
    def is_sent(self) -> bool:
        """Does the unit know of it?"""
        return self.sent_at is not None
