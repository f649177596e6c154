"""Which units take part in an open quarter."""

from datetime import datetime

from django.db import transaction

from evaluations import permissions, policies
from evaluations.actions.carry import create_sheets
from evaluations.actions.locks import lock
from evaluations.actions.telling import tell_joined
from evaluations.actions.texts import clean_reason
from evaluations.exceptions import Invalid
from evaluations.models import Evaluation, Period
from evaluations.queries.participation import is_touched
from history import log
from history.models import Entry, Source
from units.actors import Actor
from units.models import WorkUnit
from units.roles import Permission


@transaction.atomic
def add_unit(*, period: Period, unit: WorkUnit, by: Actor, now: datetime, source: str = Source.SCREEN) -> Evaluation:
    """Let a unit take part that did not so far; its latest approved answers come along.

    Raises NotAllowed, WrongState (quarter not open) or Invalid (inactive, or takes part already).
    """
    permissions.require(by.may(Permission.MANAGE_PERIODS))
    rows = Period.objects.select_for_update(of=("self",), no_key=True).select_related("instrument")
    period = rows.get(pk=period.pk)
    policies.check_period_open(period)
    if not unit.is_active:
        raise Invalid(f"{unit} tidak aktif.")
    if Evaluation.objects.filter(period=period, unit=unit).exists():
        raise Invalid(f"{unit} sudah ikut periode ini.")
    sheet = create_sheets(period, [unit], by=by, now=now, source=source)[0]
    tell_joined(sheet, by=by, now=now)
    return sheet


@transaction.atomic
def leave_out(*, evaluation: Evaluation, reason: str, by: Actor, now: datetime, source: str = Source.SCREEN) -> None:
    """Take a unit out of an open quarter before it wrote anything; its untouched sheet goes, the history stays.

    With the sheet go the answers and the uses of evidence that were carried along; the evidence itself stays.

    Raises NotAllowed, WrongState (quarter not open, or somebody wrote in the sheet) or Invalid (no reason).
    """
    permissions.require(by.may(Permission.MANAGE_PERIODS))
    evaluation = lock(evaluation)
    policies.check_period_open(evaluation.period)
    policies.check_untouched(evaluation, is_touched(evaluation))
    reason = clean_reason(reason, "Tulis alasan unit tidak ikut periode ini.")
    log.write_all([left_out(evaluation.period, evaluation.unit, by, now, source, reason)])
    evaluation.answers.all().delete()
    evaluation.evidence_uses.all().delete()
    evaluation.scores.all().delete()
    evaluation.delete()


def left_out(period: Period, unit: WorkUnit, by: Actor, now: datetime, source: str, reason: str = "") -> Entry:
    """The entry that tells which unit does not take part."""
    return log.entry(
        verb="unit tidak ikut",
        subject=period,
        topic=f"unit {unit.code}",
        by=by.user,
        at=now,
        source=source,
        old=None,
        new={"unit": str(unit)},
        reason=reason,
    )
