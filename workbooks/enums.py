"""The closed lists of this app."""

from django.db import models


class ImportState(models.TextChoices):
    """How far an uploaded workbook is."""

    WAITING = "waiting", "Sedang dibaca"
    READY = "ready", "Menunggu konfirmasi"
    FAILED = "failed", "Tidak dapat dibaca"
    APPLIED = "applied", "Sudah diimpor"


class Layout(models.TextChoices):
    """Which workbook it is, told by its cells."""

    OWN = "own", "LKE unduhan aplikasi ini"
    LAMPIRAN_III = "lampiran_iii", "Formulir Lampiran III"
    PORTALRB = "portalrb", "Format PortalRB"
