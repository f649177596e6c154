"""Who and when: fields and constraints that several nouns share."""

from django.conf import settings
from django.db import models
from django.db.models import Q


def person(verbose_name: str, *, null: bool = True, related_name: str = "+") -> models.ForeignKey:
    """Somebody who had a hand in a row; accounts are never deleted from under it."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=null,
        blank=null,
        related_name=related_name,
        verbose_name=verbose_name,
    )


def together(table: str, noun: str, sentence: str) -> models.CheckConstraint:
    """`<noun>_at` and `<noun>_by` belong together: both or neither."""
    at, by = f"{noun}_at__isnull", f"{noun}_by__isnull"
    return models.CheckConstraint(
        condition=Q(**{at: True, by: True}) | Q(**{at: False, by: False}),
        name=f"{table}_{noun}_at_and_by",
        violation_error_message=sentence,
    )
