"""The closed lists of this app."""

from django.db import models


class ActionState(models.TextChoices):
    """How far an action is; the last two close it."""

    PLANNED = "planned", "Direncanakan"
    RUNNING = "running", "Berjalan"
    DONE = "done", "Selesai"
    DROPPED = "dropped", "Dibatalkan"


CLOSED = (ActionState.DONE, ActionState.DROPPED)
