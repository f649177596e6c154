"""Writing the sample units' Pokja and plans, through the same actions as the screens."""

from datetime import date, timedelta

from django.db import transaction

from accounts.models import User
from evaluations.actions.area_owners import set_owners
from evaluations.models import Recommendation
from evaluations.sample import dates, people
from evaluations.sample.targets import OPEN_QUARTER
from history.models import Source
from plans import sample
from plans.actions.drafts import Draft
from plans.actions.plan import add_all, take
from units.actors import Actor, actor_for
from units.models import WorkUnit

SHARED_OUT, WRITTEN = 34, 32  # days before the day of loading


@transaction.atomic
def write_plans(*, today: date) -> int:
    """Share out the areas of every sample unit and write its plan; how many actions."""
    users = {user.username: user for user in User.objects.filter(is_sample=True)}
    units = WorkUnit.objects.filter(is_sample=True).in_bulk(field_name="code")
    return sum(_write(unit, units[unit.code], users, today) for unit in people.UNITS)


def _write(who: people.SampleUnit, unit: WorkUnit, users: dict[str, User], today: date) -> int:
    own = {"head": users[who.head], "member": users[who.member]}
    head = actor_for(own["head"], today=today)
    for area in sample.BY_AREA:
        at = dates.at(today - timedelta(SHARED_OUT), minutes=area)
        named = [own[one] for one in sample.owners(area)]
        set_owners(unit=unit, area=area, users=named, by=head, now=at, source=Source.COMMAND)
    planned = sample.plan(unit.code)
    year, quarter = OPEN_QUARTER
    drafts = [
        Draft(one.text, own["head" if one.by_head else "member"], today + timedelta(one.due), year, quarter, one.area)
        for one in planned
    ] + _about_advice(unit, own["member"], today)
    at = dates.at(today - timedelta(WRITTEN))
    actions = add_all(unit=unit, drafts=drafts, by=head, now=at, source=Source.COMMAND)
    for one, action in zip(planned, actions, strict=False):
        _take(one, action, actor_for(own["head" if one.by_head else "member"], today=today), today)
    return len(actions)


def _about_advice(unit: WorkUnit, owner: User, today: date) -> list[Draft]:
    """One action for the unit's newest recommendation that was told and is still open."""
    rows = Recommendation.objects.filter(unit=unit, sent_at__isnull=False, closed_at__isnull=True, due_on__gt=today)
    row = rows.order_by("-year", "-quarter", "-pk").first()
    if row is None:
        return []
    year, quarter = OPEN_QUARTER
    text = f"Siapkan laporan tindak lanjut rekomendasi {row}."
    return [Draft(text, owner, row.due_on, year, quarter, row.area, row.code, row)]


def _take(planned: sample.Planned, action, by: Actor, today: date) -> None:
    for number, step in enumerate(planned.steps):
        at = dates.at(today - timedelta(len(planned.steps) - number), minutes=60)
        take(action=action, step=step, by=by, now=at, source=Source.COMMAND)
