"""The closed lists of this app."""

from django.db import models


class Effort(models.IntegerChoices):
    """How hard it is for a unit to raise one question; the number multiplies the cost of every step."""

    EASY = 1, "Mudah"
    MEDIUM = 2, "Sedang"
    HARD = 4, "Sulit"
