"""What the tests of plans share."""

from datetime import timedelta

from django.utils import timezone

from evaluations.quarters import Quarter
from plans.actions import Draft
from plans.models import Action
from tests.factories import TODAY, EvaluationFactory, RecommendationFactory, WorkUnitFactory, actor, person
from units.roles import Role

LATER = TODAY + timedelta(days=30)


def make_unit(code: str = "07"):
    return WorkUnitFactory(code=code, name=f"Unit {code}")


def head_of(unit):
    """A head of the unit as an actor."""
    return actor(person(Role.UNIT_HEAD, unit))


def member(unit, **fields):
    """A new member of the unit."""
    return person(Role.UNIT_MEMBER, unit, **fields)


def draft(owner, **fields) -> Draft:
    """What somebody wants done within a month, aimed at TW III 2024."""
    usual = {"text": "Tetapkan SK Tim ZI", "due_on": LATER, "year": 2024, "quarter": 3}
    return Draft(owner=owner, **usual | fields)


def advice(unit, **fields):
    """A recommendation the unit was told, about question A.I.1.i.a."""
    return RecommendationFactory(evaluation=unit.evaluations.first() or EvaluationFactory(unit=unit), **fields)


def stored(action: Action) -> Action:
    return Action.objects.get(pk=action.pk)


def posted(owner, **fields) -> dict:
    """What a browser sends for an action, by the real clock: due in 2099, aimed at the running quarter."""
    target = str(Quarter.of(timezone.localdate()))
    return {"text": "Tetapkan SK Tim ZI", "owner": owner.pk, "due_on": "2099-09-20", "target": target, **fields}
