"""Planning, opening and locking a quarter."""

from collections.abc import Collection
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from evaluations import permissions, policies
from evaluations.actions.carry import create_sheets
from evaluations.actions.locks import lock_all
from evaluations.actions.participation import left_out
from evaluations.actions.recommendations import send_quarter
from evaluations.actions.snapshots import record_period
from evaluations.actions.telling import tell_period
from evaluations.actions.texts import clean_reason
from evaluations.exceptions import Invalid, WrongState
from evaluations.models import Instrument, Period
from evaluations.workflow import PERIOD_STEPS
from history import log
from history.models import Source
from units.actors import Actor
from units.models import WorkUnit
from units.roles import Permission


@transaction.atomic
def save_period(
    *,
    period: Period | None,
    year: int,
    quarter: int,
    instrument: Instrument,
    fill_deadline: date,
    verify_deadline: date,
    repair_deadline: date,
    by: Actor,
    now: datetime,
    source: str = Source.SCREEN,
) -> Period:
    """Plan a period, or change a planned or open one (an open one only in its deadlines).

    Raises NotAllowed, WrongState or Invalid.
    """
    permissions.require(by.may(Permission.MANAGE_PERIODS))
    period = Period.objects.select_for_update(no_key=True).get(pk=period.pk) if period else Period()
    new = {
        "year": year,
        "quarter": quarter,
        "instrument_id": instrument.pk,
        "fill_deadline": fill_deadline,
        "verify_deadline": verify_deadline,
        "repair_deadline": repair_deadline,
    }
    old = {key: getattr(period, key) for key in new} if period.pk else None
    _check_change(period, instrument, old, new)
    for key, value in new.items():
        setattr(period, key, value)
    _validate(period)
    period.save()
    if old != new:
        log.write(
            verb="periode diubah" if old else "periode direncanakan",
            subject=period,
            by=by.user,
            at=now,
            source=source,
            old=_logged(old),
            new=_logged(new),
        )
    return period


def _check_change(period: Period, instrument: Instrument, old: dict | None, new: dict) -> None:
    if not instrument.is_published:
        raise Invalid("Pilih instrumen yang sudah terbit.", "instrument")
    policies.check_period_change(period)
    fixed = ("year", "quarter", "instrument_id")
    if old and period.is_open and any(old[key] != new[key] for key in fixed):
        raise WrongState("Triwulan dan instrumen periode yang sudah dibuka tidak dapat diganti.")


def _validate(period: Period) -> None:
    try:
        period.full_clean()
    except ValidationError as error:
        field, sentences = next(iter(error.message_dict.items()))
        raise Invalid(" ".join(sentences), "" if field == "__all__" else field) from error


def _logged(fields: dict | None) -> dict | None:
    return fields and {key: value.isoformat() if isinstance(value, date) else value for key, value in fields.items()}


@transaction.atomic
def open_period(
    *, period: Period, by: Actor, now: datetime, without: Collection[int] = (), source: str = Source.SCREEN
) -> Period:
    """Open a planned period: every active unit gets its sheet, but those whose keys `without` names.

    What the TPI verified in a unit's latest approved sheet is carried along. Raises NotAllowed, WrongState or Invalid
    (no unit left).
    """
    period = _step(period, "open", by)
    units = list(WorkUnit.objects.filter(is_active=True))
    joining = [unit for unit in units if unit.pk not in without]
    if units and not joining:
        raise Invalid("Pilih paling sedikit satu unit kerja.", "unit")
    period.opened_at, period.opened_by = now, by.user
    _store(period, "periode dibuka", by, now, source)
    create_sheets(period, joining, by=by, now=now, source=source)
    log.write_all([left_out(period, unit, by, now, source) for unit in units if unit.pk in without])
    tell_period(period, "open", by=by, now=now)
    return period


@transaction.atomic
def lock_period(*, period: Period, by: Actor, now: datetime, source: str = Source.SCREEN) -> Period:
    """Lock an open period; sheets not approved by now stay "tidak selesai". Raises NotAllowed or WrongState.

    Recommendations that were written and not sent yet are sent: nothing of the quarter is left untold.
    """
    period = _step(period, "lock", by)  # first, so that no unit joins behind our back
    lock_all(period)
    period.locked_at, period.locked_by = now, by.user
    _store(period, "periode dikunci", by, now, source)
    send_quarter(period, by=by, now=now, source=source)
    record_period(period=period, by=by.user, now=now, source=source)
    tell_period(period, "lock", by=by, now=now)
    return period


@transaction.atomic
def reopen_period(*, period: Period, reason: str, by: Actor, now: datetime, source: str = Source.SCREEN) -> Period:
    """Open a locked period again, for a reason, until its report is issued.

    Sheets stay in the state they were locked in. Raises NotAllowed, WrongState or Invalid (no reason).
    """
    period = _step(period, "reopen", by)
    reason = clean_reason(reason, "Tulis alasan membuka kembali periode.")
    period.locked_at = period.locked_by = None
    _store(period, "periode dibuka kembali", by, now, source, reason)
    tell_period(period, "reopen", by=by, now=now)
    return period


@transaction.atomic
def report_period(*, period: Period, by: Actor, now: datetime, source: str = Source.SCREEN) -> Period:
    """The report of a locked period is issued: it opens no more. Raises NotAllowed or WrongState."""
    period = _step(period, "report", by)
    _store(period, "periode dilaporkan", by, now, source)
    return period


def _step(period: Period, action: str, by: Actor) -> Period:
    """The period, locked against others, in its new state but not saved."""
    _, target, permission = PERIOD_STEPS[action]
    permissions.require(by.may(permission))
    period = Period.objects.select_for_update(no_key=True).get(pk=period.pk)
    policies.check_period_step(period, action)
    period.state = target
    return period


def _store(period: Period, verb: str, by: Actor, now: datetime, source: str, reason: str = "") -> None:
    """Save a period in its new state and log the step."""
    old = Period.objects.values_list("state", flat=True).get(pk=period.pk)
    period.save()
    log.write(
        verb=verb,
        subject=period,
        topic="status",
        by=by.user,
        at=now,
        source=source,
        old=old,
        new=period.state,
        reason=reason,
    )
