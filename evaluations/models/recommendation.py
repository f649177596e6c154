"""Advice of the TPI to a unit, and what became of it."""

from django.db import models
from django.db.models import F, Q

from evaluations.enums import Priority, RecommendationState
from evaluations.followup_workflow import CLOSED, MOVE
from evaluations.models.evaluation import Evaluation
from evaluations.models.evidence import EvidenceVersion
from evaluations.models.stamps import person, together
from evaluations.quarters import NUMERALS, Quarter
from history.append_only import AppendOnlyModel
from units.models import WorkUnit


class Recommendation(models.Model):
    """One piece of advice. It belongs to the unit and stays until it is closed, quarter after quarter.

    `evaluation` is the sheet it was written in (None: given outside one, at a visit) and `code` the question or node
    it is about ("" = the unit as a whole). `year` and `quarter` are when it was given: its age counts from there.
    `area` (1..6) is the Pokja and `responsible` the person who answers for it. The unit learns of it with `sent_at`.
    `number` counts what the unit was told, and names it: 03/R-12. It comes with the sending, so that no gap tells the
    unit of what is still being written.
    """

    unit = models.ForeignKey(
        WorkUnit, on_delete=models.PROTECT, related_name="recommendations", verbose_name="unit kerja"
    )
    number = models.PositiveIntegerField("nomor", null=True, blank=True)
    evaluation = models.ForeignKey(
        Evaluation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="recommendations",
        verbose_name="penilaian",
    )
    code = models.CharField("pertanyaan atau bagian", max_length=20, blank=True)
    area = models.PositiveSmallIntegerField("area perubahan (Pokja)", null=True, blank=True)
    text = models.TextField("rekomendasi", max_length=2000)
    priority = models.CharField("prioritas", max_length=6, choices=Priority, default=Priority.MEDIUM)
    due_on = models.DateField("batas waktu", null=True, blank=True)
    responsible = person("penanggung jawab", related_name="recommendations")
    year = models.PositiveSmallIntegerField("tahun")
    quarter = models.PositiveSmallIntegerField("triwulan", choices=NUMERALS)
    state = models.CharField("status", max_length=12, choices=RecommendationState, default=RecommendationState.OPEN)
    made_at = models.DateTimeField("ditulis pada")
    made_by = person("ditulis oleh", null=False)
    sent_at = models.DateTimeField("disampaikan pada", null=True, blank=True)
    sent_by = person("disampaikan oleh")
    closed_at = models.DateTimeField("ditutup pada", null=True, blank=True)
    closed_by = person("ditutup oleh")

    class Meta:
        verbose_name = "rekomendasi"
        verbose_name_plural = "rekomendasi"
        ordering = ["unit__code", "number"]
        indexes = [models.Index(fields=["state", "due_on"], name="recommendation_waiting")]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "number"],
                name="recommendation_numbered_once",
                violation_error_message="Nomor rekomendasi ini sudah dipakai unit tersebut.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=RecommendationState.values),
                name="recommendation_state_known",
                violation_error_message="Status rekomendasi tidak dikenal.",
            ),
            models.CheckConstraint(
                condition=Q(priority__in=Priority.values),
                name="recommendation_priority_known",
                violation_error_message="Prioritas tidak dikenal.",
            ),
            models.CheckConstraint(
                condition=Q(quarter__in=list(NUMERALS)),
                name="recommendation_quarter_known",
                violation_error_message="Triwulan harus I sampai IV.",
            ),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="recommendation_says_what",
                violation_error_message="Tulis rekomendasinya.",
            ),
            models.CheckConstraint(
                condition=Q(code="") | Q(evaluation__isnull=False),
                name="recommendation_code_in_a_sheet",
                violation_error_message="Rekomendasi atas pertanyaan harus menyebut penilaiannya.",
            ),
            models.CheckConstraint(
                condition=Q(area__isnull=True) | Q(area__gte=1),
                name="recommendation_area_positive",
                violation_error_message="Area perubahan dimulai dari 1.",
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=False) | Q(state=RecommendationState.OPEN),
                name="recommendation_unsent_is_open",
                violation_error_message="Rekomendasi yang belum disampaikan tidak dapat ditindaklanjuti.",
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=False, number__gte=1) | Q(sent_at__isnull=True, number__isnull=True),
                name="recommendation_numbered_when_sent",
                violation_error_message="Rekomendasi bernomor sejak disampaikan, mulai dari 1.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=CLOSED, closed_at__isnull=False)
                | (~Q(state__in=CLOSED) & Q(closed_at__isnull=True)),
                name="recommendation_closed_says_when",
                violation_error_message="Rekomendasi yang ditutup harus menyebut waktunya.",
            ),
            together("recommendation", "sent", "Penyampaian harus menyebut waktu dan orangnya."),
            together("recommendation", "closed", "Penutupan harus menyebut waktu dan orangnya."),
        ]

    def __str__(self) -> str:
        return f"{self.unit.code}/R-{self.number}" if self.number else f"{self.unit.code}/R (draf)"

    @property
    def given_in(self) -> Quarter:
        return Quarter(self.year, self.quarter)

    @property
    def is_sent(self) -> bool:
        """Does the unit know of it?"""
        return self.sent_at is not None

    @property
    def is_closed(self) -> bool:
        return self.state in CLOSED


class FollowUp(AppendOnlyModel):
    """One turn about a recommendation: what the unit reports (with evidence), how the TPI judges it, or moves its day.

    `action` is what was done (a key of evaluations.followup_workflow.TURNS) and `state` the recommendation's after it.
    Moving says from which last day (None: there was none) to which later one.
    """

    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.PROTECT, related_name="follow_ups", verbose_name="rekomendasi"
    )
    number = models.PositiveSmallIntegerField("urutan")
    action = models.CharField("langkah", max_length=20)
    state = models.CharField("status sesudahnya", max_length=12, choices=RecommendationState)
    text = models.TextField("uraian", max_length=5000, blank=True)
    evidence = models.ManyToManyField(
        EvidenceVersion, blank=True, related_name="follow_ups", verbose_name="data dukung"
    )
    due_before = models.DateField("batas waktu semula", null=True, blank=True)
    due_after = models.DateField("batas waktu baru", null=True, blank=True)
    at = models.DateTimeField("waktu")
    by = person("oleh", null=False)

    class Meta:
        verbose_name = "tindak lanjut"
        verbose_name_plural = "tindak lanjut"
        ordering = ["recommendation", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "number"],
                name="follow_up_numbered_once",
                violation_error_message="Tindak lanjut ini sudah tercatat.",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1),
                name="follow_up_number_positive",
                violation_error_message="Tindak lanjut dihitung mulai dari 1.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=RecommendationState.values),
                name="follow_up_state_known",
                violation_error_message="Status rekomendasi tidak dikenal.",
            ),
            models.CheckConstraint(
                condition=(Q(action=MOVE.action, due_after__isnull=False) & ~Q(text=""))
                | (~Q(action=MOVE.action) & Q(due_before__isnull=True, due_after__isnull=True)),
                name="follow_up_moves_a_day_with_a_reason",
                violation_error_message="Perubahan batas waktu harus menyebut tanggal baru dan alasannya.",
            ),
            models.CheckConstraint(
                condition=Q(due_before__isnull=True) | Q(due_after__gt=F("due_before")),
                name="follow_up_moves_a_day_on",
                violation_error_message="Batas waktu yang baru harus sesudah batas waktu semula.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recommendation} tindak lanjut {self.number}"
