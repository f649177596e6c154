"""Tabler's outline icons as inline SVG, so that a page needs no further request and icons follow the text colour."""

import re
from functools import lru_cache

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

NAME = re.compile(r"[a-z0-9-]+")
INNER = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)
INVISIBLE = re.compile(r'<path stroke="none" d="M0 0h24v24H0z" fill="none"\s*/>')
ATTRIBUTES = mark_safe(
    'viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" '
    'stroke-linecap="round" stroke-linejoin="round"'
)


class UnknownIcon(LookupError):
    """A template asked for an icon that Tabler does not have: a mistake in our code."""


@lru_cache(maxsize=256)
def _shapes(name: str) -> SafeString:
    path = settings.NODE_MODULES / "@tabler" / "icons" / "icons" / "outline" / f"{name}.svg"
    if not NAME.fullmatch(name) or not path.is_file():
        raise UnknownIcon(name)
    # Trusted markup: a file of a pinned package, nothing a user wrote.
    inner = INNER.search(path.read_text(encoding="utf-8")).group(1)
    return mark_safe(" ".join(INVISIBLE.sub("", inner).split()))


@lru_cache(maxsize=512)
def icon_svg(name: str, label: str = "") -> SafeString:
    """The icon as SVG markup. With a label it is a picture with that name, else decoration. Raises UnknownIcon."""
    if label:
        return format_html('<svg class="icon" role="img" aria-label="{}" {}>{}</svg>', label, ATTRIBUTES, _shapes(name))
    return format_html('<svg class="icon" aria-hidden="true" {}>{}</svg>', ATTRIBUTES, _shapes(name))
