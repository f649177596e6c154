"""Check: can papers be signed with the certificate that is set up? A warning, since all else works without it."""

from django.conf import settings
from django.core.checks import Tags, Warning, register
from django.utils import timezone


@register(Tags.security)
def certificate_signs(app_configs, **kwargs) -> list[Warning]:
    """A warning while SIGN_PKCS12 names a certificate that cannot be opened or is not valid today."""
    if not settings.SIGN_PKCS12:
        return []
    from reports.signatures.signing import CannotSign, load

    try:
        load(now=timezone.now())
    except CannotSign as error:
        hint = "Sampai diperbaiki, tidak ada laporan yang dapat diterbitkan. Kosongkan SIGN_PKCS12 bila tidak dipakai."
        return [Warning(str(error), hint=hint, id="reports.W001")]
    return []
