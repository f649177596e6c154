"""A piece of work done beside the pages, and the worker's pulse. The rows are the truth; the queue only carries ids."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q

from jobs.enums import JobState

S = JobState


class Job(models.Model):
    """One piece of work: asked for once, tried until it succeeds or its attempts are used up.

    `attempts` counts the attempts begun and is the attempt's own number: whoever writes for an attempt names it, so a
    process that was given up for dead cannot write over its successor. `detail` is for administrators only.
    """

    kind = models.CharField("jenis", max_length=60)
    key = models.CharField("kunci", max_length=200, blank=True)
    title = models.CharField("judul", max_length=200)
    payload = models.JSONField("masukan", default=dict, encoder=DjangoJSONEncoder)
    state = models.CharField("status", max_length=10, choices=JobState, default=JobState.QUEUED)
    done = models.PositiveIntegerField("selesai", default=0)
    total = models.PositiveIntegerField("seluruhnya", default=0, help_text="0: belum diketahui.")
    attempts = models.PositiveSmallIntegerField("percobaan", default=0)
    attempt_limit = models.PositiveSmallIntegerField("batas percobaan")
    result = models.JSONField("hasil", null=True, blank=True, encoder=DjangoJSONEncoder)
    error = models.TextField("kesalahan", blank=True)
    detail = models.TextField("keterangan teknis", blank=True)
    created_at = models.DateTimeField("dibuat")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="oleh",
    )
    due_at = models.DateTimeField("dikerjakan mulai")
    told_at = models.DateTimeField("diteruskan ke antrean", null=True, blank=True)
    started_at = models.DateTimeField("percobaan terakhir dimulai", null=True, blank=True)
    heartbeat_at = models.DateTimeField("terakhir terdengar", null=True, blank=True)
    finished_at = models.DateTimeField("berakhir", null=True, blank=True)

    class Meta:
        verbose_name = "pekerjaan"
        verbose_name_plural = "pekerjaan"
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["state", "due_at"], name="job_by_state"),
            models.Index(fields=["created_by", "-created_at"], name="job_by_person"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"],
                condition=~Q(key=""),
                name="job_once_per_key",
                violation_error_message="Pekerjaan ini sudah ada.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=JobState.values),
                name="job_state_known",
                violation_error_message="Status pekerjaan tidak dikenal.",
            ),
            models.CheckConstraint(
                condition=~Q(kind="") & ~Q(title=""),
                name="job_says_what",
                violation_error_message="Pekerjaan harus menyebut jenis dan judulnya.",
            ),
            models.CheckConstraint(
                condition=Q(total=0, done=0) | Q(total__gt=0, done__lte=F("total")),
                name="job_progress_within_total",
                violation_error_message="Kemajuan pekerjaan melebihi seluruhnya.",
            ),
            models.CheckConstraint(
                condition=Q(attempt_limit__gt=0, attempts__lte=F("attempt_limit")),
                name="job_attempts_within_limit",
                violation_error_message="Percobaan pekerjaan melebihi batasnya.",
            ),
            models.CheckConstraint(
                condition=Q(state=S.RUNNING, heartbeat_at__isnull=False, started_at__isnull=False, attempts__gt=0)
                | Q(state__in=[S.QUEUED, S.DONE, S.FAILED], heartbeat_at__isnull=True),
                name="job_beats_while_running",
                violation_error_message="Hanya pekerjaan yang berjalan memiliki tanda hidup.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[S.DONE, S.FAILED], finished_at__isnull=False)
                | Q(state__in=[S.QUEUED, S.RUNNING], finished_at__isnull=True),
                name="job_finished_has_time",
                violation_error_message="Hanya pekerjaan yang berakhir memiliki waktu akhir.",
            ),
            models.CheckConstraint(
                condition=(Q(state=S.FAILED) & ~Q(error=""))
                | Q(state=S.DONE, error="")
                | Q(state__in=[S.QUEUED, S.RUNNING]),
                name="job_failed_says_why",
                violation_error_message="Pekerjaan yang gagal menyebut sebabnya, yang selesai tidak.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.get_state_display()})"

    @property
    def is_over(self) -> bool:
        return self.state in {S.DONE, S.FAILED}

    @property
    def has_failed(self) -> bool:
        return self.state == S.FAILED


class Pulse(models.Model):
    """When a worker was last heard of. Exactly one row, key 1."""

    at = models.DateTimeField("terakhir terdengar")

    class Meta:
        verbose_name = "tanda hidup pekerja latar"
        verbose_name_plural = "tanda hidup pekerja latar"
        constraints = [
            models.CheckConstraint(
                condition=Q(pk=1),
                name="pulse_is_single",
                violation_error_message="Hanya ada satu tanda hidup.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S}"
