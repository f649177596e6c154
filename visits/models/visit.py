"""A visit (pendampingan), a training or a coordination meeting: planned, then recorded or cancelled."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.formats import date_format

from accounts.models import User
from evaluations.models import Recommendation
from evaluations.models.stamps import person, together
from files.models import StoredFile
from units.models import WorkUnit
from visits.enums import VisitKind, VisitState

NAMED = 3  # units that are named before they are counted


class Visit(models.Model):
    """The Inspectorate's team with one unit (pendampingan) or several (training, meeting).

    It lies in the quarter of its first `day`; `until` is its last day where that is another one. `number` is that of
    its berita acara in the office's register. `participants` and `findings` are written when it is recorded.
    `version` counts the changes, so that the second of two writers is told.
    """

    kind = models.CharField("jenis kegiatan", max_length=10, choices=VisitKind, default=VisitKind.ASSISTANCE)
    day = models.DateField("tanggal")
    until = models.DateField("sampai tanggal", null=True, blank=True)
    starts_at = models.TimeField("mulai pukul (WIB)", null=True, blank=True)
    place = models.CharField("tempat", max_length=200)
    topic = models.CharField("topik", max_length=200)
    number = models.CharField("nomor berita acara", max_length=100, blank=True)
    participants = models.TextField("peserta", max_length=5000, blank=True)
    findings = models.TextField("temuan", max_length=10000, blank=True)
    state = models.CharField("status", max_length=9, choices=VisitState, default=VisitState.PLANNED)
    version = models.PositiveIntegerField("versi", default=1)
    units = models.ManyToManyField(WorkUnit, through="VisitUnit", related_name="visits", verbose_name="unit kerja")
    team = models.ManyToManyField(User, through="VisitMember", related_name="visits", verbose_name="tim")
    made_at = models.DateTimeField("direncanakan pada")
    made_by = person("direncanakan oleh", null=False)
    done_at = models.DateTimeField("dicatat pada", null=True, blank=True)
    done_by = person("dicatat oleh")
    cancelled_at = models.DateTimeField("dibatalkan pada", null=True, blank=True)
    cancelled_by = person("dibatalkan oleh")
    cancel_reason = models.TextField("alasan pembatalan", max_length=2000, blank=True)

    class Meta:
        verbose_name = "pendampingan"
        verbose_name_plural = "pendampingan"
        ordering = ["-day", "-pk"]
        indexes = [models.Index(fields=["day"], name="visit_by_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=VisitKind.values),
                name="visit_kind_known",
                violation_error_message="Jenis kegiatan tidak dikenal.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=VisitState.values),
                name="visit_state_known",
                violation_error_message="Status pendampingan tidak dikenal.",
            ),
            models.CheckConstraint(
                condition=~Q(topic="") & ~Q(place=""),
                name="visit_says_what_and_where",
                violation_error_message="Tulis topik dan tempatnya.",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("day")),
                name="visit_ends_after_start",
                violation_error_message="Hari terakhir harus sesudah hari pertama.",
            ),
            models.CheckConstraint(
                condition=~Q(state=VisitState.DONE) | ~Q(findings=""),
                name="visit_done_says_findings",
                violation_error_message="Kegiatan yang terlaksana harus memuat temuan.",
            ),
            models.CheckConstraint(
                condition=Q(state=VisitState.DONE, done_at__isnull=False)
                | (~Q(state=VisitState.DONE) & Q(done_at__isnull=True)),
                name="visit_done_says_when",
                violation_error_message="Kegiatan yang terlaksana harus menyebut kapan dicatat.",
            ),
            models.CheckConstraint(
                condition=Q(state=VisitState.CANCELLED, cancelled_at__isnull=False)
                | (~Q(state=VisitState.CANCELLED) & Q(cancelled_at__isnull=True)),
                name="visit_cancelled_says_when",
                violation_error_message="Pembatalan harus menyebut waktunya.",
            ),
            models.CheckConstraint(
                condition=~Q(state=VisitState.CANCELLED) | ~Q(cancel_reason=""),
                name="visit_cancelled_says_why",
                violation_error_message="Pembatalan harus disertai alasan.",
            ),
            models.CheckConstraint(
                condition=Q(version__gte=1),
                name="visit_version_positive",
                violation_error_message="Versi dimulai dari 1.",
            ),
            together("visit", "done", "Pencatatan harus menyebut waktu dan orangnya."),
            together("visit", "cancelled", "Pembatalan harus menyebut waktu dan orangnya."),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {date_format(self.day)}: {self.topic}"

    @property
    def is_planned(self) -> bool:
        return self.state == VisitState.PLANNED

    @property
    def is_done(self) -> bool:
        return self.state == VisitState.DONE

    @property
    def last_day(self) -> date:
        return self.until or self.day

    @property
    def when(self) -> str:
        """Its days and hour: 21 Agustus 2024, pukul 09.00 WIB; 21 Agustus 2024 sampai 22 Agustus 2024."""
        days = f"{date_format(self.day)} sampai {date_format(self.until)}" if self.until else date_format(self.day)
        return f"{days}, pukul {date_format(self.starts_at, 'H.i')} WIB" if self.starts_at else days

    @property
    def units_in_short(self) -> str:
        """Its units by name, the first few of many."""
        names = [unit.name for unit in self.unit_rows]
        if len(names) <= NAMED:
            return ", ".join(names)
        return f"{', '.join(names[: NAMED - 1])}, dan {len(names) - NAMED + 1} unit kerja lain"

    @property
    def unit_rows(self) -> list[WorkUnit]:
        """Its units by code; no query where `visit_units__unit` was fetched along."""
        return sorted((row.unit for row in self.visit_units.all()), key=lambda unit: unit.code)

    @property
    def unit_ids(self) -> set[int]:
        return {row.unit_id for row in self.visit_units.all()}

    @property
    def member_rows(self) -> list["VisitMember"]:
        """The team, its leader first; no query where `members__user` was fetched along."""
        return sorted(self.members.all(), key=lambda row: (not row.is_lead, row.user.full_name, row.user_id))

    @property
    def member_ids(self) -> set[int]:
        return {row.user_id for row in self.members.all()}

    @property
    def lead(self) -> User | None:
        return next((row.user for row in self.members.all() if row.is_lead), None)


class VisitUnit(models.Model):
    """A unit that takes part."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="visit_units", verbose_name="pendampingan")
    unit = models.ForeignKey(WorkUnit, on_delete=models.PROTECT, related_name="+", verbose_name="unit kerja")

    class Meta:
        verbose_name = "unit kerja peserta"
        verbose_name_plural = "unit kerja peserta"
        ordering = ["visit", "unit"]
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "unit"],
                name="visit_unit_once",
                violation_error_message="Unit kerja ini sudah menjadi peserta.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.unit)


class VisitMember(models.Model):
    """A person of the Inspectorate's team; one of them leads it and signs."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="members", verbose_name="pendampingan")
    user = person("anggota tim", null=False)
    is_lead = models.BooleanField("ketua tim", default=False)

    class Meta:
        verbose_name = "anggota tim pendampingan"
        verbose_name_plural = "anggota tim pendampingan"
        ordering = ["visit", "-is_lead", "user"]
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "user"],
                name="visit_member_once",
                violation_error_message="Orang ini sudah menjadi anggota tim.",
            ),
            models.UniqueConstraint(
                fields=["visit"],
                condition=Q(is_lead=True),
                name="visit_led_by_one",
                violation_error_message="Tim dipimpin oleh satu orang.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)


class VisitAdvice(models.Model):
    """A piece of advice given at a visit: from then on it lives as a recommendation to its unit."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="advice", verbose_name="pendampingan")
    recommendation = models.OneToOneField(
        Recommendation, on_delete=models.PROTECT, related_name="visit_advice", verbose_name="rekomendasi"
    )

    class Meta:
        verbose_name = "saran pendampingan"
        verbose_name_plural = "saran pendampingan"
        ordering = ["visit", "pk"]

    def __str__(self) -> str:
        return str(self.recommendation)


class VisitPhoto(models.Model):
    """A picture of a visit. Removing hides it, with who and when; the file stays."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="photos", verbose_name="pendampingan")
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="visit_photo", verbose_name="berkas")
    caption = models.CharField("keterangan", max_length=200, blank=True)
    removed_at = models.DateTimeField("dihapus pada", null=True, blank=True)
    removed_by = person("dihapus oleh")

    class Meta:
        verbose_name = "foto pendampingan"
        verbose_name_plural = "foto pendampingan"
        ordering = ["visit", "pk"]
        constraints = [
            together("visit_photo", "removed", "Penghapusan foto harus menyebut waktu dan orangnya."),
        ]

    def __str__(self) -> str:
        return self.caption or self.file.name
