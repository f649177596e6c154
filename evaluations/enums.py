"""The closed lists of this app."""

from django.db import models


class InstrumentState(models.TextChoices):
    DRAFT = "draft", "Draf"
    PUBLISHED = "published", "Terbit"


class PeriodState(models.TextChoices):
    PLANNED = "planned", "Direncanakan"
    OPEN = "open", "Dibuka"
    LOCKED = "locked", "Dikunci"
    REPORTED = "reported", "Dilaporkan"


class EvaluationState(models.TextChoices):
    DRAFT = "draft", "Pengisian"
    SUBMITTED = "submitted", "Diajukan"
    IN_REVIEW = "in_review", "Sedang diverifikasi"
    RETURNED = "returned", "Perlu perbaikan"
    REVIEWED = "reviewed", "Selesai diverifikasi"
    APPROVED = "approved", "Disetujui"


class Assessor(models.TextChoices):
    """Whose view of an answer a row holds."""

    UNIT = "unit", "Unit"
    TPI = "tpi", "TPI"


class Work(models.TextChoices):
    """What a deadline is set for."""

    FILL = "fill", "Pengisian"
    VERIFY = "verify", "Verifikasi"
    REPAIR = "repair", "Perbaikan"


class Moment(models.TextChoices):
    """When a snapshot is taken."""

    SUBMIT = "submit", "Pengajuan"
    APPROVE = "approve", "Persetujuan"
    LOCK = "lock", "Penguncian"


class EvidenceVerdict(models.TextChoices):
    """What the TPI thinks of a piece of evidence for one question."""

    SUFFICIENT = "memadai", "Memadai"
    WEAK = "kurang", "Kurang"
    IRRELEVANT = "tidak_relevan", "Tidak relevan"


class RecommendationState(models.TextChoices):
    """How far a recommendation is; the last two close it."""

    OPEN = "open", "Terbuka"
    IN_PROGRESS = "in_progress", "Sedang ditindaklanjuti"
    DONE_BY_UNIT = "done_by_unit", "Selesai menurut unit"
    SETTLED = "settled", "Dinyatakan tuntas"
    IMPOSSIBLE = "impossible", "Tidak dapat ditindaklanjuti"


class Priority(models.TextChoices):
    HIGH = "high", "Tinggi"
    MEDIUM = "medium", "Sedang"
    LOW = "low", "Rendah"
