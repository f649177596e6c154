"""Deployment check: links in mails must lead to the site, not to the reader's own machine."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Error, Tags, register

LOOPBACK = {"127.0.0.1", "localhost", "::1"}


@register(Tags.security, deploy=True)
def site_url_is_public(app_configs, **kwargs) -> list[Error]:
    """An error while SITE_URL names this machine or plain http (`check --deploy`)."""
    address = urlsplit(settings.SITE_URL)
    if address.scheme == "https" and address.hostname not in LOOPBACK:
        return []
    return [
        Error(
            f"Tautan dalam surel mengarah ke {settings.SITE_URL}.",
            hint="Isi SITE_URL dengan alamat https situs ini, misalnya https://zi.example.go.id.",
            id="inbox.E001",
        )
    ]
