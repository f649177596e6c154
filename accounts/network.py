"""Where a request comes from."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest

FORWARDED_HEADERS = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP")


def client_ip(request: HttpRequest) -> str:
    """Address of the person's machine as text, for counting failed sign-ins; "" when nobody said one.

    Behind declared proxies a request that came past them has no forwarded address; it counts under its sender's.
    """
    return _forwarded(request) or request.META.get("REMOTE_ADDR", "")


def is_loopback(request: HttpRequest) -> bool:
    """True only for a request from this very machine.

    A forwarding header without a trusted proxy means that somebody stands before us whom nobody declared: then the
    loopback address is the proxy's, not the person's.
    """
    if settings.TRUSTED_PROXIES:
        address = _forwarded(request)
    else:
        address = "" if any(name in request.META for name in FORWARDED_HEADERS) else request.META.get("REMOTE_ADDR", "")
    return bool(address) and ip_address(address).is_loopback


def _forwarded(request: HttpRequest) -> str:
    """The address our own outermost proxy saw, "" without declared proxies or when the header does not say one.

    With `TRUSTED_PROXIES` = n it is the n-th from the right of X-Forwarded-For; anything further left was written by
    the client and is not believed.
    """
    if not settings.TRUSTED_PROXIES:
        return ""
    hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
    return _address(hops[-settings.TRUSTED_PROXIES]) if len(hops) >= settings.TRUSTED_PROXIES else ""


def _address(hop: str) -> str:
    """The bare address of a hop; some proxies append the port: 10.0.0.1:50123, [::1]:50123."""
    if hop.startswith("["):
        hop = hop[1:].partition("]")[0]
    elif hop.count(":") == 1:
        hop = hop.partition(":")[0]
    try:
        return str(ip_address(hop))
    except ValueError:
        return ""
