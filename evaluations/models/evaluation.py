"""One unit in one quarter."""

from django.db import models
from django.db.models import Q

from evaluations.enums import EvaluationState
from evaluations.models.period import Period
from evaluations.models.stamps import person, together
from units.models import Predicate, WorkUnit


def _until(verbose_name: str) -> models.DateField:
    return models.DateField(verbose_name, null=True, blank=True)


class Evaluation(models.Model):
    """The sheet of one unit in one period, with its state.

    `target` is the predicate the unit aimed at when the period opened. `round` counts the verifications: each return,
    send-back or reopening begins another. The `*_until` days extend the period's deadlines for this unit.
    `carried_from` is the sheet whose answers were brought along. `returned_whole` tells whether a return opened every
    question for the unit or only those with a RepairRequest of this round.
    """

    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="evaluations", verbose_name="periode")
    unit = models.ForeignKey(WorkUnit, on_delete=models.PROTECT, related_name="evaluations", verbose_name="unit kerja")
    state = models.CharField("status", max_length=10, choices=EvaluationState, default=EvaluationState.DRAFT)
    target = models.CharField("predikat yang dituju", max_length=4, choices=Predicate, default=Predicate.WBK)
    round = models.PositiveSmallIntegerField("putaran verifikasi", default=1)
    fill_until = _until("pengisian diperpanjang sampai")
    verify_until = _until("verifikasi diperpanjang sampai")
    repair_until = _until("perbaikan diperpanjang sampai")
    submitted_at = models.DateTimeField("diajukan pada", null=True, blank=True)
    submitted_by = person("diajukan oleh")
    reviewed_at = models.DateTimeField("selesai diverifikasi pada", null=True, blank=True)
    reviewed_by = person("diverifikasi oleh")
    approved_at = models.DateTimeField("disetujui pada", null=True, blank=True)
    approved_by = person("disetujui oleh")
    return_reason = models.TextField("alasan pengembalian", blank=True)
    returned_whole = models.BooleanField("seluruh lembar dikembalikan", default=True)
    carried_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="dibawa dari"
    )

    recorded = None  # the Snapshot this object was rebuilt from (queries/snapshots.py); None: the row as it stands

    class Meta:
        verbose_name = "penilaian"
        verbose_name_plural = "penilaian"
        ordering = ["-period__year", "-period__quarter", "unit__code"]
        constraints = [
            models.UniqueConstraint(
                fields=["period", "unit"],
                name="evaluation_once_per_period",
                violation_error_message="Unit ini sudah mempunyai penilaian pada periode tersebut.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=EvaluationState.values),
                name="evaluation_state_known",
                violation_error_message="Status penilaian tidak dikenal.",
            ),
            models.CheckConstraint(
                condition=Q(target__in=Predicate.values),
                name="evaluation_target_known",
                violation_error_message="Predikat yang dituju harus WBK atau WBBM.",
            ),
            models.CheckConstraint(
                condition=Q(round__gte=1),
                name="evaluation_round_positive",
                violation_error_message="Putaran verifikasi dimulai dari 1.",
            ),
            models.CheckConstraint(
                condition=~Q(state=EvaluationState.RETURNED) | ~Q(return_reason=""),
                name="evaluation_returned_says_why",
                violation_error_message="Pengembalian untuk perbaikan harus disertai alasan.",
            ),
            models.CheckConstraint(
                condition=Q(state=EvaluationState.DRAFT) | Q(submitted_at__isnull=False),
                name="evaluation_past_draft_was_submitted",
                violation_error_message="Penilaian yang sudah lewat pengisian harus pernah diajukan.",
            ),
            models.CheckConstraint(
                condition=~Q(state=EvaluationState.APPROVED) | Q(reviewed_at__isnull=False, approved_at__isnull=False),
                name="evaluation_approved_was_reviewed",
                violation_error_message="Penilaian yang disetujui harus pernah selesai diverifikasi.",
            ),
            together("evaluation", "submitted", "Pengajuan harus menyebut waktu dan orangnya."),
            together("evaluation", "reviewed", "Verifikasi harus menyebut waktu dan orangnya."),
            together("evaluation", "approved", "Persetujuan harus menyebut waktu dan orangnya."),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.period}"

    @property
    def is_approved(self) -> bool:
        return self.state == EvaluationState.APPROVED

    @property
    def is_unfinished(self) -> bool:
        """Locked without approval ("tidak selesai"): shown, ranked last, never proposed."""
        return self.period.is_locked and not self.is_approved

    @property
    def unit_code(self) -> str:
        """The unit's code as it is read; addresses are made of `unit.code`, which is today's in every quarter."""
        return self.recorded.head["unit"]["code"] if self.recorded else self.unit.code
