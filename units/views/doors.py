"""Who may enter the administration pages of this app; everybody else gets 403."""

from django.core.exceptions import PermissionDenied

from units.actors import Actor
from units.roles import Permission


def require(actor: Actor, *permissions: Permission) -> None:
    """Raise PermissionDenied unless the actor holds one of the permissions."""
    if not any(actor.may(permission) for permission in permissions):
        raise PermissionDenied("Anda tidak berwenang membuka halaman pengelolaan ini.")
