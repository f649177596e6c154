"""What the tests of visits share: rows, what a browser sends, and one person of every kind."""

from datetime import date, time

from accounts.models import User
from tests.factories import NOW, UserFactory, WorkUnitFactory, actor, assign, grant, person
from units.models import WorkUnit
from units.roles import Role
from visits.actions.drafts import Advice, Outcome, Plan
from visits.actions.recording import record_visit
from visits.actions.visits import cancel_visit, plan_visit
from visits.models import Visit

DAY = date(2024, 8, 20)  # the day before tests.factories.TODAY, in TW III 2024
AHEAD = date(2099, 9, 1)


def make_plan(units: list[WorkUnit], lead: User, **changes) -> Plan:
    """A plan that is in order: a visit to one unit, a training for several."""
    kind = "assistance" if len(units) == 1 else "training"
    fields = {"kind": kind, "topic": "Penguatan pengawasan", "day": DAY, "place": "Aula", "starts_at": time(9)}
    return Plan(**{**fields, "units": tuple(units), "lead": lead} | changes)


def make_visit(*units: WorkUnit, state: str = "planned", lead: User | None = None, advice=(), **changes) -> Visit:
    """A visit that went through the actions, planned by a supervisor; messages and history included."""
    by = actor(person(Role.SUPERVISOR))
    plan = make_plan(list(units) or [WorkUnitFactory()], lead or person(Role.EVALUATOR), **changes)
    visit = plan_visit(plan=plan, by=by, now=NOW)
    if state == "cancelled":
        return cancel_visit(visit=visit, reason="Bentrok jadwal", by=by, now=NOW)
    if state == "done":
        outcome = Outcome("Kepala unit\nTim ZI", "Pengawasan belum berkala.", advice=tuple(advice))
        return record_visit(visit=visit, plan=plan, outcome=outcome, seen=1, by=by, now=NOW)
    return visit


def advise(unit: WorkUnit, text: str = "Susun jadwal pengawasan.", **changes) -> Advice:
    return Advice(unit, text, **changes)


def cast(visit: Visit) -> dict[str, User | None]:
    """One person of every kind, seen from a visit of one unit; nobody but the team knows of it yet."""
    unit, other = visit.unit_rows[0], WorkUnitFactory()
    people = {
        "anonymous": None,
        "unit_member": person(Role.UNIT_MEMBER, unit),
        "unit_head": person(Role.UNIT_HEAD, unit),
        "member of another unit": person(Role.UNIT_MEMBER, other),
        "team": visit.lead,
        "assigned evaluator": person(Role.EVALUATOR, unit),
        "other evaluator": person(Role.EVALUATOR, other),
        "supervisor": person(Role.SUPERVISOR),
        "supervisor of the unit": person(Role.SUPERVISOR),
        "leader": person(Role.LEADER),
        "administrator": person(Role.ADMINISTRATOR),
        "no role": UserFactory(),
    }
    grant(people["supervisor of the unit"], Role.UNIT_MEMBER, unit)
    return people


def evaluator(*units: WorkUnit, **fields) -> User:
    """An evaluator who is assigned to these units."""
    user = person(Role.EVALUATOR, **fields)
    for unit in units:
        assign(user, unit)
    return user


def plan_fields(plan: Plan, version: int = 0) -> dict:
    """What a browser sends for a plan."""
    return {
        "kind": plan.kind,
        "topic": plan.topic,
        "day": plan.day.isoformat(),
        "until": plan.until.isoformat() if plan.until else "",
        "starts_at": f"{plan.starts_at:%H:%M}" if plan.starts_at else "",
        "place": plan.place,
        "units": [str(unit.pk) for unit in plan.units],
        "lead": str(plan.lead.pk),
        "members": [str(user.pk) for user in plan.members],
        "versi": str(version),
    }


def record_fields(plan: Plan, version: int = 1, advice: list[dict] = (), **changes) -> dict:
    """What a browser sends for a record; each row of `advice` names text, unit, priority, due_on."""
    rows = {"saran-TOTAL_FORMS": str(len(advice)), "saran-INITIAL_FORMS": "0"}
    for number, row in enumerate(advice):
        rows |= {f"saran-{number}-{key}": value for key, value in {"priority": "medium", **row}.items()}
    said = {"participants": "Kepala unit", "findings": "Pengawasan belum berkala.", "number": ""}
    return plan_fields(plan, version) | said | rows | changes
