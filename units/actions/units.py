"""Whether a work unit takes part."""

from datetime import datetime

from django.db import transaction

from history.models import Source
from units.actions.records import save_record
from units.actors import Actor
from units.models import WorkUnit


@transaction.atomic
def switch_unit(*, unit: WorkUnit, active: bool, by: Actor, now: datetime, source: str = Source.SCREEN) -> WorkUnit:
    """Let a unit take part in the quarters opened from now on, or no longer; what is there stays.

    Nothing is logged when it is so already. Raises PermissionError.
    """
    unit = WorkUnit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    unit.is_active = active
    verb = f"unit kerja {'diaktifkan' if active else 'dinonaktifkan'}"
    return save_record(record=unit, by=by, now=now, source=source, verb=verb)
