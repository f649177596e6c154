"""Taking the one row that everybody who changes a sheet waits for.

Periods and work units are locked with `no_key=True`, everywhere: whoever stores a row that points to them (evidence, an
answer, a recommendation) holds their key until the end, on PostgreSQL from the commit on. A lock that kept such
rows out too would wait for people who wait for it.
"""

from datetime import datetime

from django.utils import timezone

from evaluations import permissions, policies
from evaluations.exceptions import WrongState
from evaluations.models import Evaluation, Period
from units.actors import Actor


def lock(evaluation: Evaluation) -> Evaluation:
    """The evaluation as it stands, locked until the transaction ends.

    The period is read after the lock: who waited while somebody locked the quarter (which takes the lock of every
    sheet in it, `lock_all`) sees it locked. Raises WrongState when the unit was taken out of the quarter meanwhile.
    """
    rows = Evaluation.objects.select_for_update(of=("self",)).select_related("unit")
    fresh = rows.filter(pk=evaluation.pk).first()
    if fresh is None:
        raise WrongState(f"{evaluation.unit} tidak lagi ikut periode {evaluation.period}.")
    fresh.period = Period.objects.select_related("instrument").get(pk=fresh.period_id)
    return fresh


def lock_to_write(evaluation: Evaluation, assessor: str, by: Actor, now: datetime) -> Evaluation:
    """The locked evaluation, once the person may write that assessor's column of it now.

    Raises NotAllowed, WrongState or DeadlinePassed.
    """
    permissions.require(permissions.may_write(by, evaluation, assessor))
    fresh = lock(evaluation)
    policies.check_writable(fresh, assessor, today=timezone.localdate(now))
    return fresh


def lock_all(period: Period) -> None:
    """Wait for everybody who is changing a sheet of the quarter, and keep others out until the transaction ends."""
    list(Evaluation.objects.select_for_update().filter(period=period).order_by("pk").values_list("pk"))
