"""What the tests of recommendations share: a recommendation in each state, and the actions with their usual words."""

from datetime import date

from evaluations.actions import follow_ups, recommendations
from evaluations.enums import RecommendationState
from evaluations.models import Recommendation
from tests.factories import NOW, TODAY, RecommendationFactory, actor

UNSENT = "unsent"
STATES = [UNSENT, *RecommendationState.values]
TEXT = "Tetapkan SK Tim ZI yang baru."
DUE = date(2024, 9, 30)


def advice(evaluation, state: str = "open", **fields) -> Recommendation:
    """A recommendation of the sheet's unit in that state, or one that is not sent yet."""
    fields = {"sent_at": None} | fields if state == UNSENT else {"state": state} | fields
    return RecommendationFactory(evaluation=evaluation, **fields)


def write(unit, by, *, now=NOW, **fields) -> Recommendation:
    """Write a recommendation the usual way; further words replace the usual ones."""
    usual = {
        "text": TEXT,
        "priority": "medium",
        "due_on": DUE,
        "responsible": None,
        "area": None,
        "code": "",
        "evaluation": None,
        "day": TODAY,
        "send": False,
    }
    return recommendations.write(unit=unit, by=actor(by), now=now, **usual | fields)


def take(row, action: str, by, text: str = "SK Nomor 5 sudah terbit.", *, now=NOW, **fields):
    """Take one step about a recommendation."""
    return follow_ups.take(recommendation=row, action=action, text=text, by=actor(by), now=now, **fields)
