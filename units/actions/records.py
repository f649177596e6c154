"""Saving the plain records of this app (units, grants, assignments, organisation, legal basis) with history."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from history import log
from history.models import Source
from units.actions import dated_rules
from units.actors import Actor
from units.models import Assignment, LegalBasis, Organisation, RoleGrant, WorkUnit
from units.models.dated import Dated
from units.roles import Permission

# Which permission each kind of record needs.
NEEDS: dict[type[models.Model], Permission] = {
    WorkUnit: Permission.MANAGE_UNITS,
    Organisation: Permission.MANAGE_UNITS,
    LegalBasis: Permission.MANAGE_UNITS,
    RoleGrant: Permission.MANAGE_USERS,
    Assignment: Permission.MANAGE_USERS,
}


@transaction.atomic
def save_record(
    *, record: models.Model, by: Actor, now: datetime, source: str = Source.SCREEN, verb: str = ""
) -> models.Model:
    """Validate and save a new or changed record and log which fields changed from what to what.

    `verb` says what happened when "diubah" says too little. Raises PermissionError when the actor may not,
    ValidationError when a value, a named constraint or a rule of dated rows is broken.
    """
    require(record, by)
    record.full_clean()
    if isinstance(record, Dated):
        dated_rules.lock(record)
        dated_rules.check(record, today=timezone.localdate(now))
    return write_record(record=record, by=by, now=now, source=source, verb=verb)


def check_record(*, record: models.Model, by: Actor, today: date) -> None:
    """The rules no constraint holds; a form asks them before it saves. Raises PermissionError or ValidationError."""
    require(record, by)
    if isinstance(record, Dated):
        dated_rules.check(record, today=today)


def write_record(*, record: models.Model, by: Actor, now: datetime, source: str, verb: str = "") -> models.Model:
    """Save a checked record with its history, inside the caller's transaction."""
    before = type(record).objects.select_for_update(no_key=True).filter(pk=record.pk).first()
    old = _values(before)
    record.save()
    new = _values(record)  # after saving: only now an uploaded file has its name
    changed = sorted(key for key in new if before is None or old[key] != new[key])
    if changed:
        log.write(
            verb=verb or f"{record._meta.verbose_name} {'diubah' if before else 'dibuat'}",
            subject=record,
            by=by.user,
            at=now,
            source=source,
            old={key: old[key] for key in changed} if before else None,
            new={key: new[key] for key in changed},
        )
    return record


def write_new(*, records: list[models.Model], by: Actor, now: datetime, source: str) -> None:
    """Save many checked new records of one kind with their history, in a few statements of the caller's transaction."""
    if not records:
        return
    type(records[0]).objects.bulk_create(records, batch_size=500)
    log.write_all(
        [
            log.entry(
                verb=f"{record._meta.verbose_name} dibuat",
                subject=record,
                by=by.user,
                at=now,
                source=source,
                new=_values(record),
            )
            for record in records
        ]
    )


@transaction.atomic
def delete_legal_basis(*, record: LegalBasis, by: Actor, now: datetime, source: str = Source.SCREEN) -> None:
    """Remove a legal basis that was entered by mistake. Raises PermissionError."""
    require(record, by)
    remove_record(record=record, by=by, now=now, source=source)


def remove_record(*, record: models.Model, by: Actor, now: datetime, source: str) -> None:
    """Delete a checked record inside the caller's transaction; the history keeps what it said."""
    log.write(
        verb=f"{record._meta.verbose_name} dihapus",
        subject=record,
        by=by.user,
        at=now,
        source=source,
        old=_values(record),
    )
    record.delete()


def require(record: models.Model, by: Actor) -> None:
    """Raise PermissionError unless the actor may change this kind of record."""
    if not by.may(NEEDS[type(record)]):
        raise PermissionError("Anda tidak berwenang melakukan ini.")


def _values(record: models.Model | None) -> dict[str, Any]:
    if record is None:
        return {}
    return {field.attname: _plain(field.value_from_object(record)) for field in record._meta.concrete_fields}


def _plain(value: Any) -> Any:
    """A value that JSON can hold."""
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal | models.fields.files.FieldFile) else value
