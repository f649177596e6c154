"""Where a request comes from."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest

FORWARDED_HEADERS = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP")


def client_ip(request: HttpRequest) -> str:
    """Address of the person's machine as text, "" when unknown.

    With `TRUSTED_PROXIES` = n the n-th address from the right of X-Forwarded-For is the one our own
    outermost proxy saw; anything further left was written by the client and is not believed.
    """
    if settings.TRUSTED_PROXIES:
        hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
        return hops[-settings.TRUSTED_PROXIES] if len(hops) >= settings.TRUSTED_PROXIES else ""
    return request.META.get("REMOTE_ADDR", "")


def is_loopback(request: HttpRequest) -> bool:
    """True only for a request from this very machine.

    A forwarding header without a trusted proxy means that somebody stands before us whom nobody
    declared: then the loopback address is the proxy's, not the person's.
    """
    if not settings.TRUSTED_PROXIES and any(name in request.META for name in FORWARDED_HEADERS):
        return False
    try:
        return ip_address(client_ip(request)).is_loopback
    except ValueError:
        return False
