"""The results of many units over many quarters: equal to what was scored, recorded where locked, kept from others."""

from decimal import Decimal

import pytest

from evaluations.actions.periods import lock_period, reopen_period
from evaluations.models import Score
from evaluations.quarters import Quarter
from insights.queries.results import results
from tests.factories import (
    NOW,
    EvaluationFactory,
    PeriodFactory,
    WorkUnitFactory,
    actor,
    builtin_instrument,
    fill,
    person,
    stricter_instrument,
)
from units.roles import Role

pytestmark = pytest.mark.django_db

TW2, TW3 = Quarter(2024, 2), Quarter(2024, 3)


@pytest.fixture
def leader(instrument):
    return actor(person(Role.LEADER))


@pytest.fixture
def unit(leader):
    """A unit with TW II 2024 approved and locked, TW III in review."""
    unit = WorkUnitFactory(code="07")
    for quarter, state, grade in [(2, "approved", "B"), (3, "in_review", "A")]:
        sheet = EvaluationFactory(period=PeriodFactory(quarter=quarter), unit=unit, state=state)
        fill(sheet, "unit", "A")
        fill(sheet, "tpi", grade)
    lock_period(period=unit.evaluations.get(period__quarter=2).period, by=actor(person(Role.SUPERVISOR)), now=NOW)
    return unit


def told(found) -> dict:
    """Quarter -> what matters most."""
    return {when: (row.state, row.strict, row.official, row.passes) for when, row in found.items()}


def test_the_figures_are_the_scored_ones(leader, unit, django_assert_num_queries):
    with django_assert_num_queries(2):
        found = results(leader, [unit.pk], [TW2, TW3], assessor="tpi")
    stored = {score.evaluation.period.when: score for score in Score.objects.filter(assessor="tpi")}
    assert list(found) == [unit.pk]
    assert told(found[unit.pk]) == {
        when: (
            score.evaluation.state,
            score.strict,
            score.official,
            {"WBK": score.passes_wbk, "WBBM": score.passes_wbbm},
        )
        for when, score in sorted(stored.items())
    }
    assert list(found[unit.pk]) == [TW2, TW3]  # the oldest first


def test_a_locked_quarter_stays_as_it_was_recorded(leader, unit):
    before = told(results(leader, [unit.pk], [TW2], assessor="tpi")[unit.pk])
    Score.objects.filter(evaluation__period__quarter=2).update(strict=1, official=2, passes_wbk=False)
    unit.evaluations.filter(period__quarter=2).update(target="WBBM")
    assert told(results(leader, [unit.pk], [TW2], assessor="tpi")[unit.pk]) == before
    period = unit.evaluations.get(period__quarter=2).period
    reopen_period(period=period, reason="Salah kunci.", by=actor(person(Role.SUPERVISOR)), now=NOW)
    row = results(leader, [unit.pk], [TW2], assessor="tpi")[unit.pk][TW2]
    assert (row.strict, row.official, row.target) == (Decimal(1), Decimal(2), "WBBM")


def test_a_locked_quarter_without_a_recording_is_told_from_its_rows(leader):
    sheet = EvaluationFactory(period=PeriodFactory(quarter=2, state="locked"), state="approved")
    fill(sheet, "tpi", "C")
    found = results(leader, [sheet.unit_id], [TW2], assessor="tpi")
    assert found[sheet.unit_id][TW2].strict == Score.objects.get(assessor="tpi").strict


def test_areas_and_gates_on_demand(leader, unit, django_assert_num_queries):
    """Recorded and stored alike, in three queries."""
    with django_assert_num_queries(3):
        found = results(leader, [unit.pk], [TW2, TW3], assessor="tpi", detail=True)[unit.pk]
        standings = {when: row.standing for when, row in found.items()}
        areas = {when: [(area.number, area.reached) for area in row.areas] for when, row in standings.items()}
        failed = {when: sorted(gate.code for gate in row.failed["WBBM"]) for when, row in standings.items()}
    for score in Score.objects.filter(assessor="tpi").select_related("evaluation__period"):
        when = score.evaluation.period.when
        assert areas[when] == [(int(key), Decimal(points)) for key, points in score.detail["areas"].items()]
        assert failed[when] == sorted(code for code, gate in score.detail["gates"]["WBBM"].items() if not gate[3])
    assert failed[TW3] == []
    assert failed[TW2] != []


def test_the_same_two_queries_for_three_units_and_more_quarters(leader, unit, django_assert_num_queries):
    units = [unit.pk]
    for quarter in (1, 4):
        period = PeriodFactory(quarter=quarter)
        for _ in range(2):
            sheet = EvaluationFactory(period=period)
            fill(sheet, "tpi", "A")
            units.append(sheet.unit_id)
    with django_assert_num_queries(2):
        found = results(leader, units, [Quarter(2024, number) for number in (1, 2, 3, 4)], assessor="tpi")
    assert {key: len(rows) for key, rows in found.items()} == dict(zip(units, [2, 1, 1, 1, 1], strict=True))


def test_what_was_not_asked_for_or_never_written_is_not_there(leader, unit):
    empty = EvaluationFactory(period=unit.evaluations.get(period__quarter=3).period)
    assert results(leader, [empty.unit_id], [TW3], assessor="tpi") == {empty.unit_id: {}}
    assert results(leader, [unit.pk], [], assessor="tpi") == {unit.pk: {}}
    assert results(leader, [], [TW2], assessor="tpi") == {}
    assert results(leader, [unit.pk], [Quarter(2023, 2)], assessor="tpi") == {unit.pk: {}}


def test_instruments_that_score_otherwise_are_told_apart(leader, unit):
    sheet = EvaluationFactory(period=PeriodFactory(quarter=4, instrument=stricter_instrument()), unit=unit)
    fill(sheet, "unit", "A")
    rows = results(leader, [unit.pk], [TW2, TW3, Quarter(2024, 4)], assessor="unit")[unit.pk]
    second, third, fourth = rows.values()
    assert third.is_like(second)
    assert not fourth.is_like(third)
    assert third.fingerprint == builtin_instrument().fingerprint


def test_who_sees_what(unit):
    """A unit's people: their own unit, the TPI's values once returned or approved. Others nothing."""
    stranger = EvaluationFactory(period=unit.evaluations.get(period__quarter=3).period)
    fill(stranger, "unit", "A")
    units, quarters = [unit.pk, stranger.unit_id], [TW2, TW3]
    head, other = actor(person(Role.UNIT_HEAD, unit)), actor(person(Role.UNIT_HEAD, WorkUnitFactory()))

    def seen(who, assessor):
        return [list(rows) for rows in results(who, units, quarters, assessor=assessor).values()]

    assert seen(head, "unit") == [[TW2, TW3], []]
    assert seen(head, "tpi") == [[TW2], []]
    assert seen(other, "unit") == [[], []]
    for role in (Role.LEADER, Role.SUPERVISOR, Role.EVALUATOR, Role.ADMINISTRATOR):
        assert seen(actor(person(role)), "tpi") == [[TW2, TW3], []]
        assert seen(actor(person(role)), "unit") == [[TW2, TW3], [TW3]]


def test_how_much_is_unproven_waits_with_the_verdicts(unit):
    """The count holds the TPI's verdicts, so the unit's people do not see it while the sheet is in review."""
    head, leader = actor(person(Role.UNIT_HEAD, unit)), actor(person(Role.LEADER))
    Score.objects.filter(assessor="unit").update(unproven=5)
    assert results(head, [unit.pk], [TW3], assessor="unit")[unit.pk][TW3].unproven is None
    assert results(leader, [unit.pk], [TW3], assessor="unit")[unit.pk][TW3].unproven == 5
