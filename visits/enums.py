"""The closed lists of this app."""

from django.db import models


class VisitKind(models.TextChoices):
    """What brings the Inspectorate and units together. The first is for one unit, the others for one or more."""

    ASSISTANCE = "assistance", "Pendampingan"
    TRAINING = "training", "Pelatihan"
    MEETING = "meeting", "Rapat koordinasi"


class VisitState(models.TextChoices):
    """How far a visit is; the last two are its end."""

    PLANNED = "planned", "Direncanakan"
    DONE = "done", "Terlaksana"
    CANCELLED = "cancelled", "Dibatalkan"
