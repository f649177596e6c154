"""Turning the steps of a way into actions of the unit's plan."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from evaluations.permissions import acts_for, require
from history.models import Source
from insights.queries.way import planned
from plans.actions import add_all
from plans.actions.drafts import Draft
from plans.models import Action
from units.actors import Actor
from units.models import WorkUnit


@transaction.atomic
def plan_steps(
    *, unit: WorkUnit, drafts: Iterable[Draft], by: Actor, now: datetime, source: str = Source.SCREEN
) -> list[Action]:
    """Actions for those steps (each draft names its question) that the plan does not hold yet; none twice.

    A question counts as held while an action about it is still to be done. Raises what `add_all` raises.
    """
    require(acts_for(by, unit.pk))
    WorkUnit.objects.select_for_update(no_key=True).get(pk=unit.pk)  # a second click waits, then finds them there
    drafts = list(drafts)
    held = planned(unit, [draft.code for draft in drafts])
    new = [draft for draft in drafts if draft.code not in held]
    return add_all(unit=unit, drafts=new, by=by, now=now, source=source) if new else []
