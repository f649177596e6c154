"""A filled workbook that somebody handed in for one column of a sheet."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from evaluations.enums import Assessor
from evaluations.models import Evaluation
from files.models import StoredFile
from jobs.models import Job
from workbooks.enums import ImportState, Layout

S = ImportState


class WorkbookImport(models.Model):
    """What a workbook says to one assessor's questions, until it is imported, given up or a day old.

    `content` is what was read (workbooks.imports.content); what would become of it is judged anew whenever somebody
    looks (workbooks.imports.fates). `file` is there only while a job reads it: it goes once that is done. `changed`
    counts the answers that an applied one changed. A sheet that leaves its quarter takes its imports along.
    """

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="+", verbose_name="penilaian")
    assessor = models.CharField("kolom", max_length=5, choices=Assessor)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="oleh")
    file_name = models.CharField("nama berkas", max_length=200)
    file = models.OneToOneField(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="berkas"
    )
    job = models.ForeignKey(
        Job, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="pekerjaan"
    )
    state = models.CharField("status", max_length=7, choices=ImportState)
    layout = models.CharField("bentuk", max_length=12, choices=Layout, blank=True)
    content = models.JSONField("isi", null=True, blank=True, encoder=DjangoJSONEncoder)
    error = models.TextField("sebab tidak dapat dibaca", blank=True)
    created_at = models.DateTimeField("diunggah")
    applied_at = models.DateTimeField("diimpor pada", null=True, blank=True)
    changed = models.PositiveSmallIntegerField("jawaban yang berubah", null=True, blank=True)

    class Meta:
        verbose_name = "impor buku kerja"
        verbose_name_plural = "impor buku kerja"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "owner"],
                condition=~Q(state=S.APPLIED),
                name="workbook_import_one_per_person",
                violation_error_message="Buku kerja lain untuk lembar ini masih menunggu konfirmasi.",
            ),
            models.CheckConstraint(
                condition=Q(assessor__in=Assessor.values),
                name="workbook_import_assessor_known",
                violation_error_message="Penilai harus unit atau TPI.",
            ),
            models.CheckConstraint(
                condition=Q(layout="") | Q(layout__in=Layout.values),
                name="workbook_import_layout_known",
                violation_error_message="Bentuk buku kerja tidak dikenal.",
            ),
            models.CheckConstraint(
                condition=Q(state=S.WAITING, file__isnull=False, layout="", error="")
                | Q(state=S.FAILED, file__isnull=True, layout="") & ~Q(error="")
                | Q(state__in=[S.READY, S.APPLIED], file__isnull=True, error="") & ~Q(layout=""),
                name="workbook_import_state_fits",
                violation_error_message=(
                    "Buku kerja yang sedang dibaca mempunyai berkas, yang gagal sebabnya, yang lain bentuknya."
                ),
            ),
            models.CheckConstraint(
                condition=Q(state=S.READY, content__isnull=False) | ~Q(state=S.READY) & Q(content__isnull=True),
                name="workbook_import_ready_has_content",
                violation_error_message="Hanya buku kerja yang menunggu konfirmasi menyimpan isinya.",
            ),
            models.CheckConstraint(
                condition=Q(state=S.APPLIED, applied_at__isnull=False, changed__isnull=False)
                | ~Q(state=S.APPLIED) & Q(applied_at__isnull=True, changed__isnull=True),
                name="workbook_import_applied_has_time",
                violation_error_message="Hanya buku kerja yang sudah diimpor mempunyai waktu impor.",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_waiting(self) -> bool:
        return self.state == S.WAITING

    @property
    def is_ready(self) -> bool:
        return self.state == S.READY

    @property
    def is_applied(self) -> bool:
        return self.state == S.APPLIED

    @property
    def has_failed(self) -> bool:
        return self.state == S.FAILED
