"""Taking back what has not begun, and assigning several units at once. Plain saving is in records."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from history.models import Source
from units.actions import dated_rules
from units.actions.records import remove_record, require, save_record
from units.actors import Actor
from units.models import Assignment, WorkUnit
from units.models.dated import Dated


@transaction.atomic
def cancel(*, record: Dated, by: Actor, now: datetime, source: str = Source.SCREEN) -> None:
    """Remove a grant or an assignment that begins today or later; the history keeps what it said.

    What was in force on an earlier day stays and is ended instead. Raises PermissionError or ValidationError.
    """
    require(record, by)
    dated_rules.lock(record)
    today = timezone.localdate(now)
    if record.starts_on < today:
        raise ValidationError("Yang sudah pernah berlaku tidak dapat dibatalkan. Tentukan hari terakhirnya.")
    dated_rules.check_administrators(record, today=today, removed=True)
    remove_record(record=record, by=by, now=now, source=source)


@transaction.atomic
def assign_units(
    *,
    user: User,
    units: list[WorkUnit],
    kind: str,
    starts_on: date,
    ends_on: date | None,
    by: Actor,
    now: datetime,
    source: str = Source.SCREEN,
) -> list[Assignment]:
    """Assign an evaluator to several units, to all or none.

    Raises PermissionError, or a ValidationError with a sentence for each unit that is refused.
    """
    saved, refused = [], []
    for unit in units:
        row = Assignment(user=user, unit=unit, kind=kind, starts_on=starts_on, ends_on=ends_on)
        try:
            saved.append(save_record(record=row, by=by, now=now, source=source))
        except ValidationError as error:
            refused += [f"{unit}: {sentence}" for sentence in error.messages]
    if refused:
        raise ValidationError(refused)
    return saved
