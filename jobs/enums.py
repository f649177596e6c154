"""The closed list of this app."""

from django.db import models


class JobState(models.TextChoices):
    """queued -> running -> done; a failed attempt leads back to queued, the last one to failed."""

    QUEUED = "queued", "Menunggu"
    RUNNING = "running", "Berjalan"
    DONE = "done", "Selesai"
    FAILED = "failed", "Gagal"
