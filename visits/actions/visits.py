"""Planning, moving and cancelling a visit."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from evaluations.actions.texts import clean_reason
from evaluations.exceptions import Invalid
from evaluations.permissions import require
from history import log
from history.models import Source
from units.actors import Actor, actors_around
from units.roles import Permission
from visits import permissions, policies
from visits.actions import rows
from visits.actions.drafts import Plan
from visits.actions.telling import people_of, tell
from visits.enums import VisitKind, VisitState
from visits.letters import Happening
from visits.models import Visit
from visits.queries.people import team_on


@transaction.atomic
def plan_visit(*, plan: Plan, by: Actor, now: datetime, source: str = Source.SCREEN) -> Visit:
    """Plan a visit, a training or a meeting; the units' people and the team are told, unless it is over already.

    Raises NotAllowed (a unit that is not theirs), WrongState (a day in a locked quarter) or Invalid.
    """
    require(by.may(Permission.VISIT))
    visit = Visit(made_at=now, made_by=by.user)
    check_plan(visit, plan, by, now)
    rows.check_quarters(plan.day)
    rows.set_plan(visit, plan)
    visit = rows.store(visit, plan)
    _log("kegiatan direncanakan", visit, by, now, source, None, rows.logged(visit))
    if visit.last_day >= timezone.localdate(now):  # else it is being written down afterwards
        tell(visit, Happening.PLANNED, people_of(visit, now), by=by, now=now)
    return visit


@transaction.atomic
def change_visit(
    *, visit: Visit, plan: Plan, seen: int, by: Actor, now: datetime, source: str = Source.SCREEN
) -> Visit:
    """Change what is still planned; who is concerned is told. `seen` is the version the page showed.

    Raises NotAllowed, WrongState, Invalid or Stale.
    """
    visit = rows.locked(visit)
    require(permissions.may_keep(by, visit))
    policies.check_planned(visit)
    rows.check_version(visit, seen)
    check_plan(visit, plan, by, now)
    rows.check_quarters(plan.day)
    old, last = rows.logged(visit), visit.last_day
    before, people = _where_and_when(visit), people_of(visit, now)
    rows.set_plan(visit, plan)
    visit.version += 1
    visit = rows.store(visit, plan)
    if old == (new := rows.logged(visit)):
        visit.version = seen
        visit.save(update_fields=["version"])
        return visit
    _log("rencana kegiatan diubah", visit, by, now, source, old, new)
    if max(visit.last_day, last) >= timezone.localdate(now):
        _tell_change(visit, people, before, by, now)
    return visit


@transaction.atomic
def cancel_visit(*, visit: Visit, reason: str, by: Actor, now: datetime, source: str = Source.SCREEN) -> Visit:
    """Cancel what is still planned, for a reason. Raises NotAllowed, WrongState or Invalid (no reason)."""
    visit = rows.locked(visit)
    require(permissions.may_keep(by, visit))
    policies.check_planned(visit)
    visit.cancel_reason = clean_reason(reason, "Tulis alasan pembatalan.")
    visit.state, visit.cancelled_at, visit.cancelled_by = VisitState.CANCELLED, now, by.user
    visit.version += 1
    visit.save()
    log.write(
        verb="kegiatan dibatalkan",
        subject=visit,
        topic="status",
        by=by.user,
        at=now,
        source=source,
        old=VisitState.PLANNED,
        new=visit.state,
        reason=visit.cancel_reason,
    )
    tell(visit, Happening.CANCELLED, people_of(visit, now), by=by, now=now)
    return visit


def check_plan(visit: Visit, plan: Plan, by: Actor, now: datetime) -> None:
    """With whom: units the actor may visit (or that take part already), a team of people who may be in one.

    Who is no supervisor stays in the team, else they could not keep what they plan. Raises NotAllowed or Invalid.
    """
    known = visit if visit.pk else None
    before = known.unit_ids if known else set()
    if not plan.units:
        raise Invalid("Pilih paling sedikit satu unit kerja.", "units")
    if plan.kind == VisitKind.ASSISTANCE and len(plan.units) > 1:
        raise Invalid(
            "Pendampingan dilakukan pada satu unit kerja. Untuk beberapa unit pilih pelatihan atau rapat.", "units"
        )
    for unit in plan.units:
        sentence = f"Anda tidak bertugas mendampingi {unit}."
        require(unit.pk in before or permissions.may_visit(by, unit.pk), sentence)
    possible = set(team_on(timezone.localdate(now), known).values_list("pk", flat=True))
    for user in plan.team:
        if user.pk not in possible:
            raise Invalid(f"{user} bukan evaluator atau pengendali TPI, jadi tidak dapat menjadi anggota tim.", "lead")
    if not by.may(Permission.APPROVE) and by.user.pk not in {user.pk for user in plan.team}:
        raise Invalid("Sertakan diri Anda dalam tim.", "members")
    _check_own_units(plan, now)


def _check_own_units(plan: Plan, now: datetime) -> None:
    """Nobody visits a unit they belong to."""
    units = {unit.pk: unit for unit in plan.units}
    team = {user.pk for user in plan.team}
    for actor in actors_around(units, today=timezone.localdate(now)):
        own = [units[pk] for pk in actor.unit_ids if pk in units]
        if own and actor.user.pk in team:
            raise Invalid(f"{actor.user} termasuk {own[0]}, jadi tidak dapat menjadi anggota tim.", "members")


def _where_and_when(visit: Visit) -> str:
    return f"{visit.when}, {visit.place}"


def _tell_change(visit: Visit, people: set[int], before: str, by: Actor, now: datetime) -> None:
    """Who joined learns of it, who stays learns when or where it moved, who is out learns that."""
    present = people_of(visit, now)
    tell(visit, Happening.PLANNED, present - people, by=by, now=now)
    tell(visit, Happening.LEFT_OUT, people - present, by=by, now=now)
    if before != _where_and_when(visit):
        tell(visit, Happening.MOVED, present & people, by=by, now=now, before=before)


def _log(verb: str, visit: Visit, by: Actor, now: datetime, source: str, old: dict | None, new: dict) -> None:
    log.write(verb=verb, subject=visit, by=by.user, at=now, source=source, old=old, new=new)
