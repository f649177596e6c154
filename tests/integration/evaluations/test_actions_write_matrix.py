"""Who may write which column of a sheet, in every state, quarter and on every day."""

from datetime import date, datetime

import pytest
from django.db import transaction

from evaluations.actions.answers import agree, save_answer
from evaluations.enums import EvaluationState, PeriodState
from evaluations.exceptions import DeadlinePassed, NotAllowed, Refused, WrongState
from evaluations.models import Answer
from history.models import Entry
from tests.factories import NOW, WIB, EvaluationFactory, PeriodFactory, actor, answer, person
from tests.integration.evaluations.people import everybody
from units.roles import Role

pytestmark = pytest.mark.django_db
CODE = "A.I.1.i.b"

# Column -> in which states it is open, and to whom.
TABLE = {
    "unit": ({"draft", "returned"}, {"member", "head", "evaluator and member", "supervisor and member"}),
    "tpi": ({"in_review"}, {"evaluator", "supervisor and evaluator"}),
}


def _try(evaluation, assessor, user, now=NOW):
    """The stored option, or the class of the refusal; the write is rolled back."""
    try:
        with transaction.atomic():
            saved = save_answer(
                evaluation=evaluation,
                code=CODE,
                assessor=assessor,
                value="B",
                note="Catatan",
                version=0,
                by=actor(user),
                now=now,
            )
            transaction.set_rollback(True)
            return saved.answer.option
    except Refused as refusal:
        return type(refusal)


@pytest.mark.parametrize("assessor", TABLE)
@pytest.mark.parametrize("state", EvaluationState.values)
def test_state_column_person(instrument, state, assessor):
    states, allowed = TABLE[assessor]
    evaluation = EvaluationFactory(state=state)
    people = everybody(evaluation.unit)
    result = "B" if state in states else WrongState
    expected = {who: result if who in allowed else NotAllowed for who in people}
    assert {who: _try(evaluation, assessor, user) for who, user in people.items()} == expected


def test_no_other_column_exists(instrument):
    evaluation = EvaluationFactory(state="in_review")
    people = everybody(evaluation.unit)
    assert {who: _try(evaluation, "bpk", user) for who, user in people.items()} == dict.fromkeys(people, NotAllowed)


@pytest.mark.parametrize("period", [PeriodState.PLANNED, PeriodState.LOCKED, PeriodState.REPORTED])
@pytest.mark.parametrize(
    ("assessor", "state", "who"),
    [
        ("unit", "draft", "member"),
        ("unit", "returned", "head"),
        ("tpi", "in_review", "evaluator"),
    ],
)
def test_a_quarter_that_is_not_open_takes_no_answer(instrument, period, assessor, state, who):
    evaluation = EvaluationFactory(period=PeriodFactory(state=period), state=state)
    assert _try(evaluation, assessor, everybody(evaluation.unit)[who]) is WrongState
    assert (Answer.objects.count(), Entry.objects.filter(subject="evaluation").count()) == (0, 0)


def test_agreeing_asks_the_same(instrument):
    evaluation = EvaluationFactory(state="in_review")
    people = everybody(evaluation.unit)
    answer(evaluation, CODE, "unit", "A")

    def result(user):
        try:
            with transaction.atomic():
                saved = agree(evaluation=evaluation, code=CODE, version=0, by=actor(user), now=NOW)
                transaction.set_rollback(True)
                return saved.answer.option
        except Refused as refusal:
            return type(refusal)

    expected = {who: "A" if who in TABLE["tpi"][1] else NotAllowed for who in people}
    assert {who: result(user) for who, user in people.items()} == expected


@pytest.mark.parametrize(
    ("assessor", "state", "role", "last"),
    [
        ("unit", "draft", Role.UNIT_MEMBER, 21),
        ("tpi", "in_review", Role.EVALUATOR, 22),
        ("unit", "returned", Role.UNIT_MEMBER, 23),
    ],
)
def test_the_last_day_counts_and_the_day_after_does_not(instrument, assessor, state, role, last):
    """Days are WIB: the last second of the day is in time, the next midnight is not."""
    period = PeriodFactory(
        fill_deadline=date(2024, 8, 21), verify_deadline=date(2024, 8, 22), repair_deadline=date(2024, 8, 23)
    )
    evaluation = EvaluationFactory(period=period, state=state)
    user = person(role, evaluation.unit)
    assert _try(evaluation, assessor, user, datetime(2024, 8, last, 23, 59, 59, tzinfo=WIB)) == "B"
    assert _try(evaluation, assessor, user, datetime(2024, 8, last + 1, tzinfo=WIB)) is DeadlinePassed


def test_the_sentences(instrument):
    evaluation = EvaluationFactory(state="submitted")
    user = person(Role.UNIT_MEMBER, evaluation.unit)
    with pytest.raises(WrongState) as refused:
        save_answer(
            evaluation=evaluation, code=CODE, assessor="unit", value="B", note="", version=0, by=actor(user), now=NOW
        )
    assert str(refused.value) == (
        "Jawaban unit kerja tidak dapat diubah: penilaian berstatus “Diajukan, menunggu verifikasi”."
    )
