"""Writing the sample's visits and its ekspose: those of the open quarter through the same actions as the screens."""

from datetime import date, datetime, time, timedelta

from django.db import transaction

from accounts.models import User
from evaluations.models import Period
from evaluations.sample import dates
from evaluations.sample.targets import JUDGED_QUARTER
from history import log
from history.models import Source
from units.actors import actor_for
from units.models import WorkUnit
from visits import sample
from visits.actions import rows
from visits.actions.drafts import Advice, Outcome, Plan
from visits.actions.ekspose import save_ekspose
from visits.actions.recording import record_visit
from visits.actions.visits import cancel_visit, plan_visit
from visits.enums import VisitState
from visits.models import Visit

AHEAD = 12  # days from planning to the visit
HOUR = time(9)


@transaction.atomic
def write_visits(*, today: date) -> int:
    """Write all visits and the ekspose; how many visits. The caller loaded units, people and quarters."""
    units = WorkUnit.objects.filter(is_sample=True).in_bulk(field_name="code")
    users = {user.username: user for user in User.objects.filter(is_sample=True)}
    for planned in sample.HAPPENED:
        _happened(planned, units, users)
    for coming in sample.COMING:
        _coming(coming, units, users, today)
    _ekspose(users)
    return Visit.objects.count()


def _plan(planned: sample.Happened | sample.Coming, day: date, units: dict[str, WorkUnit], users: dict[str, User]):
    members = tuple(users[name] for name in planned.members)
    own = tuple(units[code] for code in planned.units)
    return Plan(
        planned.kind, planned.topic, day, planned.place, own, users[planned.lead], members=members, starts_at=HOUR
    )


def _outcome(planned: sample.Happened | sample.Coming, advice: tuple[Advice, ...] = ()) -> Outcome:
    return Outcome(planned.participants, planned.findings, planned.number, advice)


def _happened(planned: sample.Happened, units: dict[str, WorkUnit], users: dict[str, User]) -> None:
    """One of a locked quarter, which the actions rightly leave alone."""
    lead, at = users[planned.lead], _evening(planned.day)
    visit = Visit(made_at=at - timedelta(AHEAD), made_by=lead, state=VisitState.DONE, done_at=at, done_by=lead)
    plan = _plan(planned, planned.day, units, users)
    rows.set_plan(visit, plan)
    rows.set_outcome(visit, _outcome(planned))
    visit = rows.store(visit, plan)
    log.write(
        verb="kegiatan dicatat terlaksana",
        subject=visit,
        by=lead,
        at=at,
        source=Source.COMMAND,
        new=rows.logged(visit),
    )


def _coming(coming: sample.Coming, units: dict[str, WorkUnit], users: dict[str, User], today: date) -> None:
    day = coming.day if isinstance(coming.day, date) else today + timedelta(coming.day)
    by = actor_for(users[coming.lead], today=today)
    plan = _plan(coming, day, units, users)
    planned_on = min(day, today) - timedelta(AHEAD)
    visit = plan_visit(plan=plan, by=by, now=dates.at(planned_on), source=Source.COMMAND)
    if coming.cancelled:
        at = dates.at(day - timedelta(1))
        cancel_visit(visit=visit, reason=coming.cancelled, by=by, now=at, source=Source.COMMAND)
    if coming.findings:
        advice = tuple(Advice(units[code], text, due_on=today + timedelta(due)) for code, text, due in coming.advice)
        record_visit(
            visit=visit,
            plan=plan,
            outcome=_outcome(coming, advice),
            seen=visit.version,
            by=by,
            now=_evening(day),
            source=Source.COMMAND,
        )


def _ekspose(users: dict[str, User]) -> None:
    year, quarter = JUDGED_QUARTER
    save_ekspose(
        period=Period.objects.get(year=year, quarter=quarter),
        day=sample.EKSPOSE_DAY,
        place=sample.EKSPOSE_PLACE,
        participants=sample.EKSPOSE_PARTICIPANTS,
        decisions=sample.DECISIONS,
        seen=0,
        by=actor_for(users["supervisor"], today=sample.EKSPOSE_DAY),
        now=_evening(sample.EKSPOSE_DAY),
        source=Source.COMMAND,
    )


def _evening(day: date) -> datetime:
    return dates.at(day, minutes=8 * 60)
