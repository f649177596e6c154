"""The QR code on an issued paper: a drawing without any request, inside the page."""

import segno
from django.conf import settings
from django.urls import reverse


def address_of(token: str) -> str:
    """The public address that verifies a paper, under the site's own name (SITE_URL)."""
    return settings.SITE_URL + reverse("reports:verify", args=[token])


def qr_of(address: str) -> str:
    """The QR code of an address as an SVG in a data: address, black on white, with the quiet zone around it.

    Error correction M: a sixth of it may be under a stamp.
    """
    return segno.make(address, error="m", micro=False).svg_data_uri(border=4, light="white")
