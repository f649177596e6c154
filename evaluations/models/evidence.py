"""What proves an answer (data dukung): documents and links of a unit, their versions, and the questions they prove."""

from urllib.parse import urlsplit

from django.db import models
from django.db.models import Q

from evaluations.enums import EvidenceVerdict
from evaluations.models.evaluation import Evaluation
from evaluations.models.instrument import Question
from evaluations.models.period import Period
from evaluations.models.stamps import person, together
from files.models import StoredFile
from units.models import WorkUnit

WEB = r"^https?://"


class Evidence(models.Model):
    """A document or link of a unit, whatever becomes of its content; one may prove many questions in many quarters."""

    unit = models.ForeignKey(WorkUnit, on_delete=models.PROTECT, related_name="evidence", verbose_name="unit kerja")
    made_at = models.DateTimeField("ditambahkan pada")
    made_by = person("ditambahkan oleh", null=False)

    class Meta:
        verbose_name = "data dukung"
        verbose_name_plural = "data dukung"
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"Data dukung {self.pk}"


class EvidenceVersion(models.Model):
    """The content of a piece of evidence from one replacement to the next: a file or a link, never both.

    `valid_until` is the last day of a document that by nature expires (None: it does not). Links are shown, never
    fetched.
    """

    evidence = models.ForeignKey(
        Evidence, on_delete=models.PROTECT, related_name="versions", verbose_name="data dukung"
    )
    number = models.PositiveSmallIntegerField("versi")
    title = models.CharField("judul", max_length=200)
    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="evidence", verbose_name="berkas"
    )
    url = models.URLField("tautan", max_length=1000, blank=True)
    valid_until = models.DateField("berlaku sampai", null=True, blank=True)
    made_at = models.DateTimeField("ditambahkan pada")
    made_by = person("ditambahkan oleh", null=False)

    class Meta:
        verbose_name = "versi data dukung"
        verbose_name_plural = "versi data dukung"
        ordering = ["evidence", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["evidence", "number"],
                name="evidence_version_once",
                violation_error_message="Versi data dukung ini sudah ada.",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1),
                name="evidence_version_positive",
                violation_error_message="Versi data dukung dimulai dari 1.",
            ),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="evidence_titled",
                violation_error_message="Tulis judul data dukung.",
            ),
            models.CheckConstraint(
                condition=Q(file__isnull=False, url="") | Q(file__isnull=True, url__regex=WEB),
                name="evidence_file_or_link",
                violation_error_message="Data dukung berupa berkas atau tautan http/https.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def host(self) -> str:
        """Where a link leads, as it is shown beside it: host and port; "" for a file."""
        return urlsplit(self.url).netloc


class EvidenceUse(models.Model):
    """A piece of evidence at one question of one sheet, and what the TPI says to it there.

    `version` is the content as it is shown there: replacing it in a later quarter leaves earlier ones alone. `place`
    says where in the document the proof stands. `since` is the quarter its content first stood at this question; while
    `is_carried` it was brought along and nobody confirmed it, so it proves nothing yet. A withdrawn one is hidden and
    kept. The verdict was given on `verdict_version`; on newer content it counts as not given.
    """

    evaluation = models.ForeignKey(
        Evaluation, on_delete=models.PROTECT, related_name="evidence_uses", verbose_name="penilaian"
    )
    question = models.ForeignKey(
        Question, on_delete=models.PROTECT, related_name="evidence_uses", verbose_name="pertanyaan"
    )
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="uses", verbose_name="data dukung")
    version = models.ForeignKey(EvidenceVersion, on_delete=models.PROTECT, related_name="uses", verbose_name="versi")
    place = models.CharField("letak bukti", max_length=100, blank=True)
    since = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="+", verbose_name="dipakai sejak")
    added_at = models.DateTimeField("dilampirkan pada")
    added_by = person("dilampirkan oleh", null=False)
    is_carried = models.BooleanField("dibawa dari triwulan sebelumnya, belum dikonfirmasi", default=False)
    confirmed_at = models.DateTimeField("dikonfirmasi pada", null=True, blank=True)
    confirmed_by = person("dikonfirmasi oleh")
    withdrawn_at = models.DateTimeField("ditarik pada", null=True, blank=True)
    withdrawn_by = person("ditarik oleh")
    verdict = models.CharField("penilaian TPI", max_length=13, choices=EvidenceVerdict, blank=True)
    verdict_note = models.TextField("catatan TPI", max_length=2000, blank=True)
    verdict_version = models.ForeignKey(
        EvidenceVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="versi dinilai"
    )
    verdict_at = models.DateTimeField("dinilai pada", null=True, blank=True)
    verdict_by = person("dinilai oleh")

    class Meta:
        verbose_name = "data dukung pada pertanyaan"
        verbose_name_plural = "data dukung pada pertanyaan"
        ordering = ["evaluation", "question__order", "added_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "question", "evidence"],
                condition=Q(withdrawn_at__isnull=True),
                name="evidence_use_once",
                violation_error_message="Data dukung ini sudah dilampirkan pada pertanyaan tersebut.",
            ),
            models.CheckConstraint(
                condition=Q(is_carried=False) | Q(confirmed_at__isnull=True),
                name="evidence_use_carried_until_confirmed",
                violation_error_message="Data dukung yang sudah dikonfirmasi tidak lagi berstatus dibawa.",
            ),
            together("evidence_use", "confirmed", "Konfirmasi harus menyebut waktu dan orangnya."),
            together("evidence_use", "withdrawn", "Penarikan harus menyebut waktu dan orangnya."),
            models.CheckConstraint(
                condition=Q(verdict="") | Q(verdict__in=EvidenceVerdict.values),
                name="evidence_use_verdict_known",
                violation_error_message="Penilaian data dukung tidak dikenal.",
            ),
            models.CheckConstraint(
                condition=Q(verdict="", verdict_at__isnull=True, verdict_by__isnull=True, verdict_version__isnull=True)
                | (
                    ~Q(verdict="")
                    & Q(verdict_at__isnull=False, verdict_by__isnull=False, verdict_version__isnull=False)
                ),
                name="evidence_use_verdict_says_who",
                violation_error_message="Penilaian data dukung harus menyebut waktu, orang, dan versinya.",
            ),
            models.CheckConstraint(
                condition=Q(verdict__in=["", EvidenceVerdict.SUFFICIENT]) | ~Q(verdict_note=""),
                name="evidence_use_doubt_says_why",
                violation_error_message="Tulis catatan mengapa data dukung kurang atau tidak relevan.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version} pada {self.question}"

    @property
    def present_verdict(self) -> str:
        """What the TPI says to what stands there now; "" while it said nothing to this version."""
        return self.verdict if self.verdict_version_id == self.version_id else ""

    @property
    def present_note(self) -> str:
        """The TPI's note to that."""
        return self.verdict_note if self.present_verdict else ""

    def hide_verdict(self) -> None:
        """Forget in memory what the TPI said, for a reader who may not know it; such an object is not saved."""
        self.verdict = self.verdict_note = ""
        self.verdict_version = self.verdict_at = self.verdict_by = None
