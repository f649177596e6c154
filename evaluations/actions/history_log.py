"""Taking the history out of the application is itself history."""

from datetime import datetime

from django.db import transaction

from evaluations import permissions
from history import log
from history.models import Entry, Source
from units.actors import Actor
from units.roles import Permission


@transaction.atomic
def log_export(*, filters: dict[str, str], by: Actor, now: datetime, source: str = Source.SCREEN) -> Entry:
    """Note who exports which part of the history; the export holds what is older than this entry. Raises NotAllowed."""
    permissions.require(by.may(Permission.READ_HISTORY))
    new = filters or {"saringan": "semua"}
    return log.write(verb="riwayat diunduh", subject=by.user, by=by.user, at=now, source=source, new=new)
