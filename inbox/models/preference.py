"""What a person wants to be told by mail, too."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from inbox.events import Event


class Preference(models.Model):
    """A person's choice for one event. Without a row mail is sent; the inbox gets every message whatever is chosen."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="preferences", verbose_name="pengguna"
    )
    event = models.CharField("peristiwa", max_length=20, choices=Event)
    by_mail = models.BooleanField("lewat surel", default=True)

    class Meta:
        verbose_name = "pilihan pemberitahuan"
        verbose_name_plural = "pilihan pemberitahuan"
        ordering = ["user", "event"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "event"],
                name="preference_once",
                violation_error_message="Pilihan untuk peristiwa ini sudah ada.",
            ),
            models.CheckConstraint(
                condition=Q(event__in=Event.values),
                name="preference_event_known",
                violation_error_message="Peristiwa pilihan tidak dikenal.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.get_event_display()}"
