"""Recording visits while others write, on real connections."""

from threading import Event

import pytest
from django.db import transaction

from evaluations.models import EvidenceUse, Period, Recommendation
from tests.factories import NOW, EvaluationFactory, WorkUnitFactory, actor, builtin_instrument, person
from tests.integration.evaluations.evidence_case import add_link, member_of
from tests.integration.visits.visit_case import advise, make_plan, make_visit
from tests.threads import after_locking, at_once, wait_for_lock
from units.models import WorkUnit
from units.roles import Role
from visits.actions.drafts import Outcome
from visits.actions.recording import record_visit

pytestmark = pytest.mark.django_db(transaction=True)


def _record(visit, *units) -> str:
    """Record it with a piece of advice to each unit, in their order."""
    plan, outcome = make_plan(visit.unit_rows, visit.lead), Outcome("Tim ZI", "Baik.", advice=tuple(map(advise, units)))
    return record_visit(
        visit=visit, plan=plan, outcome=outcome, seen=1, by=actor(person(Role.SUPERVISOR)), now=NOW
    ).state


def test_recording_a_visit_and_storing_evidence_do_not_wait_for_each_other():
    builtin_instrument()
    evaluation = EvaluationFactory()
    member, visit = member_of(evaluation), make_visit(evaluation.unit)
    locked, stored = Event(), Event()

    def store():
        wait_for_lock(locked)
        with transaction.atomic():
            add_link(evaluation, member)
        stored.set()
        return "stored"

    def record():
        with after_locking(Period, locked, wait_for=stored):
            return _record(visit, evaluation.unit)

    assert at_once(store, record) == ["stored", "done"]
    assert (EvidenceUse.objects.count(), Recommendation.objects.count()) == (1, 1)


def test_advice_to_the_same_units_in_another_order_does_not_wait_for_each_other():
    builtin_instrument()
    first, second = WorkUnitFactory(), WorkUnitFactory()
    visits = [make_visit(first, second), make_visit(first, second)]
    one, other = Event(), Event()

    def forth():
        with after_locking(WorkUnit, one, wait_for=other, seconds=1):
            return _record(visits[0], first, second)

    def back():
        with after_locking(WorkUnit, other, wait_for=one, seconds=1):
            return _record(visits[1], second, first)

    assert at_once(forth, back) == ["done", "done"]
    for unit in (first, second):
        assert sorted(Recommendation.objects.filter(unit=unit).values_list("number", flat=True)) == [1, 2]
