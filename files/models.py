"""A file somebody uploaded. Its content is written once and never changes."""

from pathlib import PurePosixPath
from uuid import uuid4

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q

from files.enums import FileKind, ScanState
from files.exceptions import Gone

GONE = "Isi berkas ini tidak ada di penyimpanan server. Hubungi administrator."
SHOWN = frozenset({ScanState.UNSCANNED, ScanState.CLEAN})


def private() -> Storage:
    """The storage that no web server reads from on its own (settings: STORAGES)."""
    return storages["private"]


def random_path(file: "StoredFile", _name: str) -> str:
    """Where the content lies: nothing of what the person called it, in folders that stay small."""
    name = uuid4().hex
    return str(PurePosixPath(name[:2], name))


class StoredFile(models.Model):
    """One uploaded file. `name` is what the person called it, made safe to show and to offer as a download's name.

    `sha256` is the content's; equal content may be stored more than once. `pages` counts those of a PDF, None for
    others. It is shown only while `scan` is one of SHOWN; `threat` is what the scanner found.
    """

    name = models.CharField("nama berkas", max_length=200)
    kind = models.CharField("jenis", max_length=4, choices=FileKind)
    size = models.PositiveBigIntegerField("ukuran (bita)")
    sha256 = models.CharField("SHA-256", max_length=64, db_index=True)
    content = models.FileField("isi", storage=private, upload_to=random_path, max_length=100, unique=True)
    pages = models.PositiveIntegerField("banyaknya halaman", null=True, blank=True)
    scan = models.CharField("pemindaian virus", max_length=9, choices=ScanState, default=ScanState.UNSCANNED)
    scanned_at = models.DateTimeField("dipindai pada", null=True, blank=True)
    threat = models.CharField("temuan pemindai", max_length=200, blank=True)
    stored_at = models.DateTimeField("diunggah pada")
    stored_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="diunggah oleh"
    )

    class Meta:
        verbose_name = "berkas"
        verbose_name_plural = "berkas"
        ordering = ["-stored_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=FileKind.values),
                name="file_kind_known",
                violation_error_message="Jenis berkas tidak dikenal.",
            ),
            models.CheckConstraint(
                condition=Q(scan__in=ScanState.values),
                name="file_scan_known",
                violation_error_message="Hasil pemindaian tidak dikenal.",
            ),
            models.CheckConstraint(
                condition=Q(size__gt=0),
                name="file_not_empty",
                violation_error_message="Berkas kosong.",
            ),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"),
                name="file_sha256_whole",
                violation_error_message="SHA-256 harus terdiri atas 64 angka heksadesimal.",
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="file_named",
                violation_error_message="Berkas harus bernama.",
            ),
            models.CheckConstraint(
                condition=Q(scan__in=[ScanState.UNSCANNED, ScanState.WAITING], scanned_at__isnull=True)
                | Q(scan__in=[ScanState.CLEAN, ScanState.INFECTED], scanned_at__isnull=False),
                name="file_scanned_says_when",
                violation_error_message="Hasil pemindaian harus menyebut waktunya.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def opened(self) -> File:
        """The content, to be read. Raises Gone when the storage does not have it."""
        try:
            return self.content.open("rb")
        except FileNotFoundError as error:
            raise Gone(GONE) from error

    @property
    def is_shown(self) -> bool:
        """May the content be shown and fetched (by those who may at all)?"""
        return self.scan in SHOWN
