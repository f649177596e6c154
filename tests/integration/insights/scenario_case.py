"""What the tests of scenarios share."""

from evaluations.models import Answer, Score
from history.models import Entry
from insights.actions import scenarios as actions
from insights.models import Scenario
from tests.factories import NOW, actor, person
from tests.integration.evaluations.sheet_case import CHOICE
from units.roles import Role

PAGE = "/tw/2024-3/unit/07/skenario/"


def make_scenario(sheet, name="Semua SK terbit", answers=None, assessor="unit", by=None) -> Scenario:
    """A scenario kept by a member of the unit."""
    who = actor(by or person(Role.UNIT_MEMBER, sheet.unit))
    answers = {CHOICE: "A"} if answers is None else answers
    return actions.keep(evaluation=sheet, name=name, assessor=assessor, answers=answers, by=who, now=NOW)


def reality() -> list:
    """Everything that belongs to the real sheets: rows and what the history says of them."""
    return [
        *Answer.objects.order_by("pk").values(),
        *Score.objects.order_by("pk").values(),
        *Entry.objects.exclude(subject="scenario").order_by("pk").values(),
    ]


def kept() -> list[tuple]:
    return list(Scenario.objects.order_by("pk").values_list("name", "assessor", "answers", "version"))


def verbs() -> list[tuple]:
    return list(Entry.objects.filter(subject="scenario").order_by("pk").values_list("verb", "old", "new"))
