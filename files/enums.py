"""The closed lists of this app."""

from django.db import models


class FileKind(models.TextChoices):
    """What may be stored; told by the content, not by the name."""

    PDF = "pdf", "PDF"
    JPEG = "jpeg", "Gambar JPEG"
    PNG = "png", "Gambar PNG"
    DOCX = "docx", "Dokumen Word"
    XLSX = "xlsx", "Lembar kerja Excel"
    PPTX = "pptx", "Presentasi PowerPoint"
    MP4 = "mp4", "Video MP4"


class ScanState(models.TextChoices):
    """What the virus scanner said."""

    UNSCANNED = "unscanned", "Tanpa pemindaian virus"  # none was configured when the file came
    WAITING = "waiting", "Menunggu pemindaian virus"
    CLEAN = "clean", "Bebas virus"
    INFECTED = "infected", "Mengandung virus"
