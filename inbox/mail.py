"""A message as plain-text mail."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse

from inbox.models import Message
from units.queries.organisation import organisation

LETTER = """Yth. {name},

{text}

Buka: {link}

--
Surel ini dikirim otomatis oleh ZI Tracker, {organisation}. Mohon tidak membalasnya.
Atur pemberitahuan lewat surel: {settings}
"""


def compose(message: Message) -> EmailMessage:
    """The mail of a message. Links begin with SITE_URL; the id is the message's own, so that a copy is known as one."""
    return EmailMessage(
        subject=f"[ZI Tracker] {message.title}",
        body=LETTER.format(
            name=message.user.full_name,
            text=message.text,
            link=settings.SITE_URL + message.url,
            organisation=organisation(),
            settings=settings.SITE_URL + reverse("inbox:settings"),
        ),
        to=[message.user.email],
        headers={
            "Message-ID": f"<pesan-{message.pk}@{urlsplit(settings.SITE_URL).hostname}>",
            "Auto-Submitted": "auto-generated",
        },
    )
