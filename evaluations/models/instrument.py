"""The LKE as data: a version of the instrument with its tree, scales and thresholds.

The rows are what an administrator edits while a version is a draft; `queries.instruments` reads them into
the scoring engine's types. A published version never changes (actions.instruments refuses).
"""

from django.db import models
from django.db.models import F, Q

from evaluations.enums import InstrumentState


class Instrument(models.Model):
    """One version of the LKE. `fingerprint` is equal for versions that score alike (DOMAIN.md)."""

    identifier = models.SlugField("pengenal", max_length=60)
    version = models.PositiveIntegerField("versi")
    title = models.CharField("judul", max_length=200)
    legal_basis = models.CharField("dasar hukum", max_length=200)
    state = models.CharField("status", max_length=10, choices=InstrumentState, default=InstrumentState.DRAFT)
    sha256 = models.CharField("SHA-256 berkas sumber", max_length=64, blank=True, editable=False)
    fingerprint = models.CharField("sidik jari", max_length=64, blank=True, editable=False)
    predicates = models.JSONField("predikat", default=dict, help_text="Kode dan nama predikat.")

    class Meta:
        verbose_name = "instrumen"
        verbose_name_plural = "instrumen"
        ordering = ["identifier", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["identifier", "version"],
                name="instrument_version_once",
                violation_error_message="Versi instrumen ini sudah ada.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=InstrumentState.values),
                name="instrument_state_known",
                violation_error_message="Status instrumen tidak dikenal.",
            ),
            models.CheckConstraint(
                condition=Q(state=InstrumentState.DRAFT) | ~Q(fingerprint=""),
                name="instrument_published_has_fingerprint",
                violation_error_message="Instrumen yang terbit harus memiliki sidik jari.",
            ),
            models.CheckConstraint(
                condition=Q(version__gte=1),
                name="instrument_version_positive",
                violation_error_message="Versi dimulai dari 1.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} v{self.version}"

    @property
    def is_published(self) -> bool:
        return self.state == InstrumentState.PUBLISHED


class InstrumentPart(models.Model):
    """Base of everything an instrument consists of."""

    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, verbose_name="instrumen")
    order = models.PositiveSmallIntegerField("urutan")

    class Meta:
        abstract = True
        ordering = ["order"]


class Area(InstrumentPart):
    """One of the six areas of change."""

    number = models.PositiveSmallIntegerField("nomor")
    title = models.CharField("nama", max_length=200)

    class Meta(InstrumentPart.Meta):
        verbose_name = "area perubahan"
        verbose_name_plural = "area perubahan"
        constraints = [
            models.UniqueConstraint(
                fields=["instrument", "number"],
                name="area_number_once",
                violation_error_message="Nomor area sudah dipakai dalam instrumen ini.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class AnswerScale(InstrumentPart):
    """A scale of options: `options` is a list of [value, points 0..1 as decimal text], best first."""

    key = models.SlugField("kode", max_length=20)
    options = models.JSONField("pilihan", help_text='Daftar pasangan, misalnya [["A", "1"], ["B", "0.5"], ["C", "0"]].')

    class Meta(InstrumentPart.Meta):
        verbose_name = "skala jawaban"
        verbose_name_plural = "skala jawaban"
        constraints = [
            models.UniqueConstraint(
                fields=["instrument", "key"],
                name="scale_key_once",
                violation_error_message="Kode skala sudah dipakai dalam instrumen ini.",
            ),
        ]

    def __str__(self) -> str:
        return self.key


class WeightedPart(InstrumentPart):
    """A node of the tree with a code and a weight in points."""

    code = models.CharField("kode", max_length=20)
    title = models.CharField("judul", max_length=250)
    weight = models.DecimalField("bobot (poin)", max_digits=7, decimal_places=4)

    class Meta(InstrumentPart.Meta):
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["instrument", "code"],
                name="%(class)s_code_once",
                violation_error_message="Kode sudah dipakai dalam instrumen ini.",
            ),
            models.CheckConstraint(
                condition=Q(weight__gt=0, weight__lte=100),
                name="%(class)s_weight_within_100",
                violation_error_message="Bobot harus lebih dari 0 dan paling tinggi 100 poin.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class Component(WeightedPart):
    """A node above the indicators: Pengungkit, Pemenuhan, an area's part, Hasil ..."""

    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="children", verbose_name="induk"
    )
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, blank=True, related_name="components", verbose_name="area perubahan"
    )

    class Meta(WeightedPart.Meta):
        abstract = False
        verbose_name = "komponen"
        verbose_name_plural = "komponen"
        constraints = [
            *WeightedPart.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(parent=F("id")),
                name="component_not_its_own_parent",
                violation_error_message="Komponen tidak boleh menjadi induknya sendiri.",
            ),
        ]


class Indicator(WeightedPart):
    """A lowest node: the mean of its questions times its weight."""

    component = models.ForeignKey(
        Component, on_delete=models.CASCADE, related_name="indicators", verbose_name="komponen"
    )

    class Meta(WeightedPart.Meta):
        abstract = False
        verbose_name = "indikator"
        verbose_name_plural = "indikator"


class Question(InstrumentPart):
    """A question: either a choice on a scale, or figures that a formula turns into 0..1."""

    indicator = models.ForeignKey(
        Indicator, on_delete=models.CASCADE, related_name="questions", verbose_name="indikator"
    )
    code = models.CharField("kode", max_length=20)
    text = models.TextField("pertanyaan")
    scale = models.ForeignKey(
        AnswerScale, on_delete=models.PROTECT, null=True, blank=True, related_name="questions", verbose_name="skala"
    )
    criteria = models.JSONField("kriteria tiap pilihan", default=dict, blank=True)
    evidence = models.JSONField("contoh data dukung", default=list, blank=True)
    inputs = models.JSONField("isian angka", default=list, blank=True)
    formula = models.JSONField("rumus", null=True, blank=True)
    checks = models.JSONField("pemeriksaan isian", default=list, blank=True)
    note = models.TextField("penjelasan rumus", blank=True)

    class Meta(InstrumentPart.Meta):
        verbose_name = "pertanyaan"
        verbose_name_plural = "pertanyaan"
        constraints = [
            models.UniqueConstraint(
                fields=["instrument", "code"],
                name="question_code_once",
                violation_error_message="Kode pertanyaan sudah dipakai dalam instrumen ini.",
            ),
            models.CheckConstraint(
                condition=Q(scale__isnull=False, formula__isnull=True) | Q(scale__isnull=True, formula__isnull=False),
                name="question_choice_or_figures",
                violation_error_message="Pertanyaan memakai skala atau rumus, tidak keduanya.",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Threshold(InstrumentPart):
    """A minimum for a predicate: of the total, of a node, or of every area in percent of its weight."""

    TOTAL, AREAS = "total", "areas"

    predicate = models.CharField("predikat", max_length=10)
    target = models.CharField("sasaran", max_length=20, help_text='"total", kode komponen/indikator, atau "areas".')
    minimum = models.DecimalField(
        "nilai minimal", max_digits=7, decimal_places=4, help_text='Poin; untuk "areas" persen.'
    )

    class Meta(InstrumentPart.Meta):
        verbose_name = "nilai minimal"
        verbose_name_plural = "nilai minimal"
        constraints = [
            models.UniqueConstraint(
                fields=["instrument", "predicate", "target"],
                name="threshold_once",
                violation_error_message="Nilai minimal ini sudah ada.",
            ),
            models.CheckConstraint(
                condition=Q(minimum__gte=0, minimum__lte=100),
                name="threshold_within_100",
                violation_error_message="Nilai minimal harus 0 sampai 100.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predicate} {self.target} ≥ {self.minimum}"
