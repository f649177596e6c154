"""What a person was told."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from inbox.events import EVENTS, Event

# A path of this site, never another one's address: nothing that a browser reads as a host, no sign it drops on reading.
LOCAL_PATH = r"\A/([A-Za-z0-9_.~%?=&#-][A-Za-z0-9_.~%?=&#/-]*)?\Z"


class Message(models.Model):
    """One event told to one person, in the inbox always and by mail if they want it.

    `key` tells two happenings of one event apart. `mailed_at` is set right before the mail goes out and taken back
    when the server refuses it, so that a mail is never sent a second time.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="inbox", verbose_name="penerima"
    )
    event = models.CharField("peristiwa", max_length=20, choices=Event)
    key = models.CharField("kunci", max_length=100)
    title = models.CharField("judul", max_length=300)
    text = models.TextField("isi")
    url = models.CharField("tautan", max_length=300)
    created_at = models.DateTimeField("waktu")
    read_at = models.DateTimeField("dibaca pada", null=True, blank=True)
    mailed_at = models.DateTimeField("dikirim lewat surel pada", null=True, blank=True)

    class Meta:
        verbose_name = "pesan"
        verbose_name_plural = "pesan"
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["user", "-created_at", "-id"], name="message_by_person"),
            models.Index(fields=["user"], condition=Q(read_at=None), name="message_unread"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "event", "key"],
                name="message_once",
                violation_error_message="Peristiwa ini sudah disampaikan kepada orang tersebut.",
            ),
            models.CheckConstraint(
                condition=Q(event__in=Event.values),
                name="message_event_known",
                violation_error_message="Peristiwa pesan tidak dikenal.",
            ),
            models.CheckConstraint(
                condition=~Q(key="") & ~Q(title="") & ~Q(text=""),
                name="message_says_what",
                violation_error_message="Pesan harus mempunyai kunci, judul, dan isi.",
            ),
            models.CheckConstraint(
                condition=Q(url__regex=LOCAL_PATH),
                name="message_url_is_local",
                violation_error_message="Tautan pesan harus menuju halaman situs ini.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def icon(self) -> str:
        """The icon of its event."""
        return EVENTS[Event(self.event)].icon
