"""Giving recommendations: writing, changing and removing them while the unit does not know, and telling the unit."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from evaluations import permissions, policies
from evaluations.actions.locks import lock
from evaluations.actions.recommendation_fields import Said, clean, logged
from evaluations.actions.telling_advice import tell_recommended
from evaluations.exceptions import Invalid, WrongState
from evaluations.models import Evaluation, Period, Recommendation
from evaluations.quarters import Quarter
from evaluations.queries.recommendations import CHANGED, REMOVED, WRITTEN
from evaluations.workflow import TPI_VISIBLE_TO_UNIT
from history import log
from history.models import Source
from units.actors import Actor
from units.models import WorkUnit


@transaction.atomic
def write(
    *,
    unit: WorkUnit,
    text: str,
    priority: str,
    due_on: date | None,
    responsible: User | None,
    area: int | None,
    code: str,
    evaluation: Evaluation | None,
    day: date,
    send: bool,
    by: Actor,
    now: datetime,
    source: str = Source.SCREEN,
) -> Recommendation:
    """Give a unit a recommendation about a question or node (`code`) of one of its sheets, or about itself ("").

    `day` is when it is given: without a sheet its quarter is the day's. `due_on` is neither before it nor before today:
    what is written down late would else be overdue as soon as the unit knows of it. The unit learns of it at once when
    `send`, or when the sheet has been returned or approved; else with the sheet's next return or approval, or when its
    quarter is locked. Raises NotAllowed, WrongState (quarter not open) or Invalid.
    """
    permissions.require(permissions.may_advise(by, unit.pk))
    if evaluation:
        evaluation = _open_sheet(evaluation, unit)
    row = Recommendation(unit=unit, evaluation=evaluation, made_at=now, made_by=by.user)
    row.year, row.quarter = evaluation.period.when if evaluation else Quarter.of(day)
    said = Said(text, priority, due_on, responsible, area, code)
    earliest = max(day, timezone.localdate(now))
    for name, value in clean(said, unit=unit, evaluation=evaluation, day=earliest, now=now).items():
        setattr(row, name, value)
    row.save()
    _log(WRITTEN, row, by, now, source, None, logged(row))
    if send or (evaluation and evaluation.state in TPI_VISIBLE_TO_UNIT):
        _send([row], by, now, source)
    return row


def _open_sheet(evaluation: Evaluation, unit: WorkUnit) -> Evaluation:
    """The sheet, locked until the transaction ends: its return either comes before and is seen, or sends this too."""
    evaluation = lock(evaluation)
    if evaluation.unit_id != unit.pk:
        raise Invalid(f"Penilaian {evaluation} bukan milik {unit}.")
    policies.check_period_open(evaluation.period)
    return evaluation


@transaction.atomic
def change(
    *,
    recommendation: Recommendation,
    text: str,
    priority: str,
    due_on: date | None,
    responsible: User | None,
    area: int | None,
    by: Actor,
    now: datetime,
    source: str = Source.SCREEN,
) -> Recommendation:
    """Reword what the unit does not know yet; `due_on` is not before today.

    Raises NotAllowed, WrongState (sent or removed meanwhile) or Invalid.
    """
    row = _unsent(recommendation, by)
    old = logged(row)
    said = Said(text, priority, due_on, responsible, area, row.code)
    day = timezone.localdate(now)
    for name, value in clean(said, unit=row.unit, evaluation=row.evaluation, day=day, now=now).items():
        setattr(row, name, value)
    new = logged(row)
    if old != new:
        row.save()
        _log(CHANGED, row, by, now, source, old, new)
    return row


@transaction.atomic
def remove(*, recommendation: Recommendation, by: Actor, now: datetime, source: str = Source.SCREEN) -> None:
    """Take back what the unit does not know yet; the history keeps it. Raises NotAllowed or WrongState."""
    row = _unsent(recommendation, by)
    _log(REMOVED, row, by, now, source, logged(row), None)
    row.delete()


@transaction.atomic
def send(*, recommendation: Recommendation, by: Actor, now: datetime, source: str = Source.SCREEN) -> Recommendation:
    """Tell the unit at once, whatever its sheet's state.

    Raises NotAllowed, WrongState (sent, or removed) or Invalid (its last day is over).
    """
    row = _unsent(recommendation, by)
    if _is_late(row, now):
        raise Invalid("Batas waktunya sudah lewat. Ubah dahulu.", "due_on")
    _send([row], by, now, source)
    return row


def send_all(evaluation: Evaluation, *, by: Actor, now: datetime, source: str) -> list[Recommendation]:
    """Tell the unit what was written in its sheet; part of returning or approving it, which checks and locks.

    A last day that is over by then is dropped: no unit is late with what it did not know of.
    """
    return _send(_written_in(now, evaluation=evaluation), by, now, source)


def send_quarter(period: Period, *, by: Actor, now: datetime, source: str) -> list[Recommendation]:
    """Tell all units what was written in the quarter's sheets; part of locking it, which checks and locks. As above."""
    return _send(_written_in(now, evaluation__period=period), by, now, source)


def _written_in(now: datetime, **where) -> list[Recommendation]:
    """What is not sent yet, locked, without last days that are over."""
    locked = Recommendation.objects.select_for_update(of=("self",)).filter(sent_at__isnull=True, **where)
    rows = list(locked.select_related("unit", "responsible").order_by("unit", "pk"))
    for row in rows:
        row.due_on = None if _is_late(row, now) else row.due_on
    return rows


def _is_late(row: Recommendation, now: datetime) -> bool:
    return row.due_on is not None and row.due_on < timezone.localdate(now)


def _unsent(recommendation: Recommendation, by: Actor) -> Recommendation:
    """The row as it stands, locked, once the actor may do something about it that the unit does not know of."""
    permissions.require(permissions.may_advise(by, recommendation.unit_id))
    rows = Recommendation.objects.select_for_update(of=("self",)).select_related("unit", "responsible")
    row = rows.select_related("evaluation__period__instrument").filter(pk=recommendation.pk).first()
    if row is None:
        raise WrongState("Rekomendasi ini sudah dihapus.")
    policies.check_unsent(row)
    return row


def _send(rows: list[Recommendation], by: Actor, now: datetime, source: str) -> list[Recommendation]:
    """Number them, unit by unit, and tell; the same number of statements however many there are."""
    if not rows:
        return rows
    units = {row.unit_id for row in rows}
    lock_units(units)
    numbered = Recommendation.objects.filter(unit__in=units).order_by().values("unit").annotate(last=Max("number"))
    last = {unit: number or 0 for unit, number in numbered.values_list("unit", "last")}
    for row in rows:
        last[row.unit_id] += 1
        row.number, row.sent_at, row.sent_by = last[row.unit_id], now, by.user
    Recommendation.objects.bulk_update(rows, ["number", "sent_at", "sent_by", "due_on"], batch_size=100)
    log.write_all([_entry("rekomendasi disampaikan", row, by, now, source, None, logged(row)) for row in rows])
    tell_recommended(rows, by=by, now=now)
    return rows


def lock_units(units: Collection[int]) -> None:
    """Keep others from numbering recommendations of these units (by key) until the transaction ends.

    Always in the same order, so that nobody waits for who waits for them: who gives several units recommendations one
    by one calls this for all of them first.
    """
    list(WorkUnit.objects.select_for_update(no_key=True).filter(pk__in=units).order_by("pk").values_list("pk"))


def _log(verb: str, row: Recommendation, by: Actor, now: datetime, source: str, old, new) -> None:
    log.write_all([_entry(verb, row, by, now, source, old, new)])


def _entry(verb: str, row: Recommendation, by: Actor, now: datetime, source: str, old, new):
    return log.entry(verb=verb, subject=row, by=by.user, at=now, source=source, old=old, new=new)
