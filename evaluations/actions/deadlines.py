"""More time for one unit."""

from datetime import date, datetime

from django.db import transaction
from django.utils.formats import date_format

from evaluations import permissions, policies
from evaluations.actions.locks import lock
from evaluations.actions.texts import clean_reason
from evaluations.enums import Work
from evaluations.exceptions import Invalid
from evaluations.models import Evaluation
from history import log
from history.models import Source
from units.actors import Actor


@transaction.atomic
def extend_deadline(
    *,
    evaluation: Evaluation,
    work: str,
    until: date,
    reason: str,
    by: Actor,
    now: datetime,
    source: str = Source.SCREEN,
) -> Evaluation:
    """Move one deadline of one unit to a later day, for a reason.

    Raises NotAllowed, WrongState (period not open) or Invalid (no reason, a day that is not later).
    """
    permissions.require(permissions.may_extend(by, evaluation))
    evaluation = lock(evaluation)
    policies.check_period_open(evaluation.period)
    reason = clean_reason(reason, "Tulis alasan perpanjangan.")
    last = policies.last_day(evaluation, Work(work))
    if until <= last:
        raise Invalid(f"Tanggal baru harus sesudah batas yang berlaku, {date_format(last)}.", "until")
    setattr(evaluation, f"{Work(work)}_until", until)
    evaluation.save()
    log.write(
        verb="batas waktu diperpanjang",
        subject=evaluation,
        topic=f"batas {Work(work).label.lower()}",
        by=by.user,
        at=now,
        source=source,
        old=last.isoformat(),
        new=until.isoformat(),
        reason=reason,
    )
    return evaluation
