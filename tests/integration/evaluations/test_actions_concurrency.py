"""Two people saving the same answer at once, on real connections."""

from threading import Event, Thread

import pytest
from django.db import transaction

from evaluations.actions.answers import save_answer
from evaluations.actions.periods import lock_period, open_period
from evaluations.actions.workflow import take_step
from evaluations.exceptions import Stale, WrongState
from evaluations.models import Answer, Evaluation, EvidenceUse, Period, Score
from history.models import Entry
from tests.factories import NOW, EvaluationFactory, PeriodFactory, WorkUnitFactory, actor, builtin_instrument, person
from tests.integration.evaluations.evidence_case import add_link, member_of
from tests.threads import after_locking, at_once, wait_for_lock
from units.roles import Role

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("version", [0, 1])
def test_one_writer_wins_and_the_other_is_told(version):
    builtin_instrument()
    evaluation = EvaluationFactory()
    first, second = (actor(person(Role.UNIT_MEMBER, evaluation.unit)) for _ in range(2))

    def save(who, option, version=version):
        return save_answer(
            evaluation=evaluation,
            code="A.I.1.i.b",
            assessor="unit",
            value=option,
            note="",
            version=version,
            by=who,
            now=NOW,
        ).answer.option

    if version:
        save(first, "C", 0)
    results = at_once(lambda: save(first, "A"), lambda: save(second, "B"))
    won = [result for result in results if isinstance(result, str)]
    lost = [result for result in results if not isinstance(result, str)]
    assert ([type(error) for error in lost], len(won)) == ([Stale], 1)
    row = Answer.objects.get()
    assert (row.option, row.version, lost[0].current.option) == (won[0], version + 1, won[0])
    assert Entry.objects.filter(subject="evaluation").count() == version + 1


def test_two_questions_at_once_are_both_scored():
    builtin_instrument()
    evaluation = EvaluationFactory()
    who = actor(person(Role.UNIT_MEMBER, evaluation.unit))
    codes = ["A.I.1.i.a", "A.I.1.ii.a", "A.I.2.i.a", "A.I.3.i.a"]

    def save(code):
        option = "Ya" if code != "A.I.2.i.a" else "A"
        return save_answer(
            evaluation=evaluation, code=code, assessor="unit", value=option, note="", version=0, by=who, now=NOW
        ).changed

    results = at_once(*[lambda code=code: save(code) for code in codes])
    assert results == [True] * len(codes)
    assert (Answer.objects.count(), Score.objects.get().answered) == (4, 4)


def test_a_quarter_is_opened_once():
    builtin_instrument()
    period, unit = PeriodFactory(state="planned"), WorkUnitFactory()
    who = actor(person(Role.ADMINISTRATOR))
    results = at_once(*[lambda: open_period(period=period, by=who, now=NOW).state] * 2)
    assert sorted(str(result) for result in results) == [
        "Periode TW III 2024 berstatus “Dibuka”, jadi langkah ini tidak berlaku.",
        "open",
    ]
    assert list(Evaluation.objects.values_list("unit", flat=True)) == [unit.pk]


@pytest.mark.parametrize("actions", [("approve", "approve"), ("approve", "send_back")], ids=str)
def test_of_two_supervisors_deciding_at_once_one_decides(actions):
    evaluation = EvaluationFactory(state="reviewed")
    people = [actor(person(Role.SUPERVISOR)) for _ in actions]

    def decide(action, who):
        return take_step(evaluation=evaluation, action=action, by=who, now=NOW, reason="Periksa lagi").state

    results = at_once(*[lambda pair=pair: decide(*pair) for pair in zip(actions, people, strict=True)])
    won = [result for result in results if isinstance(result, str)]
    assert (len(won), [type(result) for result in results if result not in won]) == (1, [WrongState])
    entry = Entry.objects.get(subject="evaluation", topic="status")
    assert (Evaluation.objects.get().state, entry.old, entry.new) == (won[0], "reviewed", won[0])


def test_an_answer_that_waited_for_the_lock_of_its_quarter_is_refused():
    """The supervisor locks while somebody saves: the save waits for the lock, then sees the quarter as it is now."""
    builtin_instrument()
    evaluation = EvaluationFactory()
    member, supervisor = actor(person(Role.UNIT_MEMBER, evaluation.unit)), actor(person(Role.SUPERVISOR))
    results = []

    def save():
        results.extend(
            at_once(
                lambda: save_answer(
                    evaluation=evaluation,
                    code="A.I.1.i.b",
                    assessor="unit",
                    value="A",
                    note="",
                    version=0,
                    by=member,
                    now=NOW,
                )
            )
        )

    thread = Thread(target=save)
    with transaction.atomic():
        lock_period(period=evaluation.period, by=supervisor, now=NOW)
        thread.start()
        thread.join(0.7)  # long enough to reach the lock, and it must still be waiting there
        assert thread.is_alive()
    thread.join(60)
    assert [type(result) for result in results] == [WrongState]
    assert Answer.objects.count() == 0


def test_storing_evidence_and_locking_the_quarter_do_not_wait_for_each_other():
    builtin_instrument()
    evaluation = EvaluationFactory()
    member, supervisor = member_of(evaluation), actor(person(Role.SUPERVISOR))
    written, locked = Event(), Event()

    def store():
        with transaction.atomic():
            add_link(evaluation, member)
            written.set()
            wait_for_lock(locked)
        return "stored"

    def lock():
        written.wait(10)
        with after_locking(Period, locked):
            return lock_period(period=evaluation.period, by=supervisor, now=NOW).state

    assert at_once(store, lock) == ["stored", "locked"]
    assert EvidenceUse.objects.filter(evaluation=evaluation).count() == 1
