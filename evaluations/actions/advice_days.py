"""Moving the last day of a recommendation the unit knows of."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from evaluations import permissions
from evaluations.actions.follow_ups import locked
from evaluations.actions.telling_advice import tell_followed_up
from evaluations.actions.texts import clean_reason
from evaluations.exceptions import Invalid
from evaluations.followup_workflow import MOVE
from evaluations.models import FollowUp, Recommendation
from evaluations.queries.recommendation_thread import last_turn
from history import log
from history.models import Source
from units.actors import Actor


@transaction.atomic
def move_day(
    *, recommendation: Recommendation, due_on: date, reason: str, by: Actor, now: datetime, source: str = Source.SCREEN
) -> FollowUp:
    """Give the unit until a later day, for a reason, and tell it; a turn of the thread, whatever the quarter.

    Where no last day stood, it is given one. Raises NotAllowed, WrongState (not sent, or closed) or Invalid (no reason,
    a day that is over or not later).
    """
    permissions.require(permissions.may_follow_up(by, recommendation, MOVE))
    row = locked(recommendation, MOVE)
    _check_later(row, due_on, timezone.localdate(now))
    reason = clean_reason(reason, MOVE.asks)
    before, row.due_on = row.due_on, due_on
    row.save()
    turn = FollowUp.objects.create(
        recommendation=row,
        number=last_turn(row) + 1,
        action=MOVE.action,
        state=row.state,
        text=reason,
        due_before=before,
        due_after=due_on,
        at=now,
        by=by.user,
    )
    log.write(
        verb=MOVE.told,
        subject=row,
        topic=f"tindak lanjut {turn.number}",
        by=by.user,
        at=now,
        source=source,
        old={"due_on": before and before.isoformat()},
        new={"due_on": due_on.isoformat()},
        reason=reason,
    )
    tell_followed_up(row, MOVE, turn, by=by, now=now)
    return turn


def _check_later(row: Recommendation, due_on: date, today: date) -> None:
    if row.due_on and row.due_on >= today and due_on <= row.due_on:
        raise Invalid(f"Batas waktu baru harus sesudah batas yang berlaku, {date_format(row.due_on)}.", "due_on")
    if due_on < today:
        raise Invalid(f"Batas waktu baru tidak boleh sebelum hari ini, {date_format(today)}.", "due_on")
