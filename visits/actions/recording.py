"""What came of a visit: recording it, and correcting the record."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from evaluations.actions import recommendations
from evaluations.actions.texts import plain
from evaluations.exceptions import Invalid, NotAllowed
from evaluations.permissions import require
from history import log
from history.models import Source
from units.actors import Actor
from visits import permissions, policies
from visits.actions import rows
from visits.actions.drafts import Advice, Outcome, Plan
from visits.actions.visits import check_plan
from visits.enums import VisitState
from visits.models import Visit, VisitAdvice

MAX_ADVICE = 20  # pieces at once


@transaction.atomic
def record_visit(
    *, visit: Visit, plan: Plan, outcome: Outcome, seen: int, by: Actor, now: datetime, source: str = Source.SCREEN
) -> Visit:
    """Record a planned visit as it took place, or correct the record; new advice becomes recommendations at once.

    `plan` is when, where and with whom it was in fact, `seen` the version the page showed. Advice that was given is
    never taken back here: it is a recommendation with a life of its own. Raises NotAllowed, WrongState (cancelled, or
    a day in a locked quarter), Invalid (advice is named by "advice-N") or Stale.
    """
    visit = rows.locked(visit)
    require(permissions.may_keep(by, visit))
    policies.check_recordable(visit)
    rows.check_version(visit, seen)
    rows.check_quarters(plan.day, *([visit.day] if visit.is_done else ()))
    check_plan(visit, plan, by, now)
    policies.check_begun(plan.day, today=timezone.localdate(now))
    _check_advised_stay(visit, plan)
    old, was_done = rows.logged(visit), visit.is_done
    rows.set_plan(visit, plan)
    rows.set_outcome(visit, outcome)
    if not was_done:
        visit.state, visit.done_at, visit.done_by = VisitState.DONE, now, by.user
    visit.version += 1
    visit = rows.store(visit, plan)
    _log_record(visit, was_done, old, by, now, source)
    _advise(visit, outcome.advice, by, now, source)
    return visit


def _check_advised_stay(visit: Visit, plan: Plan) -> None:
    """A unit that was given advice took part."""
    kept = {unit.pk for unit in plan.units}
    given = VisitAdvice.objects.filter(visit=visit).exclude(recommendation__unit__in=kept)
    if lost := given.select_related("recommendation__unit").first():
        unit = lost.recommendation.unit
        raise Invalid(f"{unit} sudah diberi saran pada kegiatan ini, jadi tetap menjadi peserta.", "units")


def _log_record(visit: Visit, was_done: bool, old: dict, by: Actor, now: datetime, source: str) -> None:
    new = rows.logged(visit)
    if was_done and old == new:
        return
    verb = "catatan kegiatan diperbaiki" if was_done else "kegiatan dicatat terlaksana"
    log.write(verb=verb, subject=visit, by=by.user, at=now, source=source, old=old, new=new)


def _advise(visit: Visit, advice: tuple[Advice, ...], by: Actor, now: datetime, source: str) -> None:
    """Give the advice as recommendations, sent at once."""
    if len(advice) > MAX_ADVICE:
        raise Invalid(f"Paling banyak {MAX_ADVICE} saran sekali simpan.")
    recommendations.lock_units({one.unit.pk for one in advice})
    for number, one in enumerate(advice):
        row = _recommend(visit, one, number, by, now, source)
        VisitAdvice.objects.create(visit=visit, recommendation=row)
        log.write(
            verb="saran diberikan",
            subject=visit,
            topic=f"rekomendasi {row}",
            by=by.user,
            at=now,
            source=source,
            new=row.text,
        )


def _recommend(visit: Visit, one: Advice, number: int, by: Actor, now: datetime, source: str):
    """The recommendation, outside any sheet. Raises NotAllowed, or Invalid on the row of the form."""
    field = f"advice-{number}"
    if one.unit.pk not in visit.unit_ids:
        raise Invalid(f"{one.unit} tidak menjadi peserta kegiatan ini.", field)
    if not permissions.may_visit(by, one.unit.pk):
        raise NotAllowed(f"Anda tidak bertugas mendampingi {one.unit}, jadi sarannya ditulis evaluator unit itu.")
    try:
        return recommendations.write(
            unit=one.unit,
            text=plain(one.text),
            priority=one.priority,
            due_on=one.due_on,
            responsible=None,
            area=None,
            code="",
            evaluation=None,
            day=visit.day,
            send=True,
            by=by,
            now=now,
            source=source,
        )
    except Invalid as error:
        raise Invalid(str(error), f"{field}-{error.field}" if error.field else field) from error
