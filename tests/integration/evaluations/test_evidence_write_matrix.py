"""Who may do what to evidence, in every state, quarter and on every day."""

from datetime import date, datetime

import pytest
from django.db import transaction

from evaluations.actions import evidence as actions
from evaluations.actions.evidence_verdicts import judge
from evaluations.enums import EvaluationState, PeriodState
from evaluations.exceptions import DeadlinePassed, NotAllowed, Refused, WrongState
from evaluations.models import EvidenceUse
from evaluations.permissions import sees_twins, sees_unproven, sees_verdicts
from files.models import StoredFile
from history.models import Entry
from tests.factories import (
    NOW,
    WIB,
    EvaluationFactory,
    EvidenceUseFactory,
    EvidenceVersionFactory,
    PeriodFactory,
    UserFactory,
    actor,
    person,
)
from tests.integration.evaluations.evidence_case import LINK, YES_NO, return_only, upload
from tests.integration.evaluations.people import everybody
from units.roles import Role

pytestmark = pytest.mark.django_db
OTHER = "A.I.1.ii.a"


class Case:
    """A sheet with evidence at one question, live, carried and withdrawn, and some that can be attached."""

    def __init__(self, **sheet):
        self.sheet = EvaluationFactory(**sheet)
        self.live = EvidenceUseFactory(evaluation=self.sheet, code=YES_NO)
        self.carried = EvidenceUseFactory(evaluation=self.sheet, code=YES_NO, is_carried=True)
        gone = {"withdrawn_at": NOW, "withdrawn_by": UserFactory()}
        self.withdrawn = EvidenceUseFactory(evaluation=self.sheet, code=YES_NO, **gone)
        self.other = EvidenceUseFactory(evaluation=self.sheet, code=OTHER)


# What can be done to evidence: to the case, as that person, at that time.
UNIT_ACTS = {
    "add_file": lambda case, **by: actions.add_file(
        evaluation=case.sheet, code=YES_NO, upload=upload(), title="SK", **by
    ),
    "add_link": lambda case, **by: actions.add_link(evaluation=case.sheet, code=YES_NO, url=LINK, title="SK", **by),
    "attach": lambda case, **by: actions.attach(evaluation=case.sheet, code=YES_NO, evidence=case.other.evidence, **by),
    "replace_file": lambda case, **by: actions.replace_file(use=case.live, upload=upload(), **by),
    "replace_link": lambda case, **by: actions.replace_link(use=case.live, url=LINK, **by),
    "edit": lambda case, **by: actions.edit(use=case.live, title="Baru", place="hlm. 1", valid_until=None, **by),
    "confirm": lambda case, **by: actions.confirm(use=case.carried, **by),
    "withdraw": lambda case, **by: actions.withdraw(use=case.live, **by),
    "restore": lambda case, **by: actions.restore(use=case.withdrawn, **by),
}
ACTS = UNIT_ACTS | {
    "judge": lambda case, **by: judge(
        use=case.live, verdict="kurang", note="Belum ditandatangani.", seen_version=1, **by
    )
}

# Action -> in which states it is open, and to whom.
OF_THE_UNIT = ({"draft", "returned"}, {"member", "head", "evaluator and member", "supervisor and member"})
TABLE = dict.fromkeys(UNIT_ACTS, OF_THE_UNIT) | {"judge": ({"in_review"}, {"evaluator", "supervisor and evaluator"})}


def attempt(act, case, user, now=NOW):
    """True, or the class of the refusal; whatever was written is rolled back."""
    try:
        with transaction.atomic():
            ACTS[act](case, by=actor(user), now=now)
            transaction.set_rollback(True)
            return True
    except Refused as refusal:
        return type(refusal)


@pytest.mark.parametrize("act", TABLE)
@pytest.mark.parametrize("state", EvaluationState.values)
def test_state_action_person(instrument, state, act):
    states, allowed = TABLE[act]
    case = Case(state=state)
    people = everybody(case.sheet.unit)
    result = True if state in states else WrongState
    expected = {who: result if who in allowed else NotAllowed for who in people}
    assert {who: attempt(act, case, user) for who, user in people.items()} == expected


@pytest.mark.parametrize("act", TABLE)
@pytest.mark.parametrize("state", [PeriodState.PLANNED, PeriodState.LOCKED, PeriodState.REPORTED])
def test_a_quarter_that_is_not_open_takes_nothing(instrument, state, act):
    case = Case(period=PeriodFactory(state=state), state="in_review" if act == "judge" else "returned")
    people = everybody(case.sheet.unit)
    files = StoredFile.objects.count()
    assert attempt(act, case, people["evaluator" if act == "judge" else "head"]) is WrongState
    assert (EvidenceUse.objects.count(), StoredFile.objects.count()) == (4, files)
    assert Entry.objects.filter(subject="evaluation").count() == 0


@pytest.mark.parametrize("act", UNIT_ACTS)
def test_after_a_return_of_single_questions_only_these_are_open(instrument, act):
    case = Case()
    member = person(Role.UNIT_MEMBER, case.sheet.unit)
    return_only(case.sheet, OTHER)
    assert attempt(act, case, member) is WrongState
    return_only(case.sheet, YES_NO)
    assert attempt(act, case, member) is True


@pytest.mark.parametrize(
    ("act", "state", "role", "last"),
    [
        ("add_file", "draft", Role.UNIT_MEMBER, 21),
        ("withdraw", "draft", Role.UNIT_MEMBER, 21),
        ("judge", "in_review", Role.EVALUATOR, 22),
        ("add_link", "returned", Role.UNIT_MEMBER, 23),
        ("replace_file", "returned", Role.UNIT_MEMBER, 23),
    ],
)
def test_the_last_day_counts_and_the_day_after_does_not(instrument, act, state, role, last):
    days = {"fill_deadline": 21, "verify_deadline": 22, "repair_deadline": 23}
    case = Case(
        period=PeriodFactory(**{name: date(2024, 8, day) for name, day in days.items()}),
        state=state,
    )
    user = person(role, case.sheet.unit)
    assert attempt(act, case, user, datetime(2024, 8, last, 23, 59, 59, tzinfo=WIB)) is True
    assert attempt(act, case, user, datetime(2024, 8, last + 1, tzinfo=WIB)) is DeadlinePassed


def test_another_units_evidence_is_no_way_in(instrument):
    """Whoever may write their own unit's sheet may not write another's, nor take its evidence."""
    case, mine = Case(), EvaluationFactory()
    stranger = actor(person(Role.UNIT_HEAD, mine.unit))
    for act in UNIT_ACTS:
        assert attempt(act, case, stranger.user) is NotAllowed
    theirs = EvidenceVersionFactory(unit=case.sheet.unit)
    with pytest.raises(Refused, match="Pilih dari daftar bukti unit Anda"):
        actions.attach(evaluation=mine, code=YES_NO, evidence=theirs.evidence, by=stranger, now=NOW)


# --- reading --------------------------------------------------------------------------------------
OWN = {"member", "head", "evaluator and member", "supervisor and member"}
INSIDE = {
    "administrator", "evaluator", "evaluator of another unit", "supervisor", "supervisor who verified",
    "supervisor and evaluator", "leader",
}  # fmt: skip


@pytest.mark.parametrize("state", EvaluationState.values)
def test_who_sees_what_the_tpi_says(instrument, state):
    sheet = EvaluationFactory(state=state)
    people = {who: actor(user) for who, user in everybody(sheet.unit).items()}
    verdicts = INSIDE | (OWN if state in {"returned", "approved"} else set())
    counts = verdicts | (OWN if state == "draft" else set())
    assert {who for who, one in people.items() if sees_verdicts(one, sheet)} == verdicts
    assert {who for who, one in people.items() if sees_unproven(one, sheet)} == counts


def test_only_evaluators_are_told_of_the_same_content_elsewhere(instrument):
    """It names other units, so the unit's own people never are, whatever else they may do."""
    sheet = EvaluationFactory(state="approved")
    people = {who: actor(user) for who, user in everybody(sheet.unit).items()}
    found = {who for who, one in people.items() if sees_twins(one, sheet)}
    assert found == {"evaluator", "evaluator of another unit", "supervisor and evaluator"}
