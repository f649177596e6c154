"""Giving recommendations: what they hold, when the unit learns of them, and what the history keeps."""

from datetime import date, timedelta

import pytest

from evaluations.actions import recommendations
from evaluations.actions.periods import lock_period
from evaluations.actions.workflow import take_step
from evaluations.exceptions import Invalid
from evaluations.models import Recommendation
from history.models import Entry
from tests.factories import (
    NOW,
    TODAY,
    EvaluationFactory,
    PeriodFactory,
    RepairRequestFactory,
    WorkUnitFactory,
    actor,
    fill,
    person,
)
from tests.integration.evaluations.advice_case import DUE, TEXT, UNSENT, advice, write
from units.roles import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("instrument")]


@pytest.fixture
def sheet():
    return EvaluationFactory(state="in_review", unit=WorkUnitFactory())


@pytest.fixture
def evaluator(sheet):
    return person(Role.EVALUATOR, sheet.unit)


def _numbers(unit) -> list[tuple]:
    """(text, number, sent?) of the unit's recommendations in the order they were written."""
    rows = Recommendation.objects.filter(unit=unit).order_by("pk")
    return [(row.text, row.number, row.is_sent) for row in rows]


# --- what it holds --------------------------------------------------------------------------------
def test_what_was_written_is_kept(sheet, evaluator):
    member = person(Role.UNIT_MEMBER, sheet.unit)
    row = write(sheet.unit, evaluator, evaluation=sheet, code="A.I.1.i.a", responsible=member, priority="high")
    row.refresh_from_db()
    fields = ("text", "priority", "due_on", "responsible", "area", "code", "year", "quarter", "state", "number")
    assert [getattr(row, name) for name in fields] == [
        *(TEXT, "high", DUE, member, 1, "A.I.1.i.a", 2024, 3, "open", None)
    ]
    assert (row.made_by, row.made_at, row.sent_at, row.sent_by) == (evaluator, NOW, None, None)


@pytest.mark.parametrize(
    ("code", "given", "area"),
    [
        ("A.I.1.i.a", None, 1),
        ("A.II.5.iii.a", None, 5),
        ("A.I.2", None, 2),
        ("A.I", None, None),
        ("B.I.a", None, None),
        ("A.I.1.i.a", 4, 4),
        ("", 6, 6),
        ("", None, None),
    ],
)
def test_the_area_follows_from_the_question_unless_one_is_named(sheet, evaluator, code, given, area):
    assert write(sheet.unit, evaluator, evaluation=sheet, code=code, area=given).area == area


@pytest.mark.parametrize(("month", "quarter"), [(1, 1), (3, 1), (4, 2), (9, 3), (10, 4), (12, 4)])
def test_outside_a_sheet_it_is_given_in_the_quarter_of_its_day(sheet, evaluator, month, quarter):
    row = write(sheet.unit, evaluator, day=date(2025, month, 15), due_on=None, send=True)
    assert (row.year, row.quarter, row.evaluation, row.is_sent) == (2025, quarter, None, True)


@pytest.mark.parametrize(
    ("fields", "sentence", "field"),
    [
        ({"text": " \n "}, "Tulis rekomendasinya.", "text"),
        ({"text": "x" * 2001}, "Rekomendasi terlalu panjang: 2001 huruf, paling banyak 2000.", "text"),
        ({"priority": "darurat"}, "Pilih prioritas tinggi, sedang, atau rendah.", "priority"),
        ({"due_on": date(2024, 8, 20)}, "Batas waktu tidak boleh sebelum 21 Agustus 2024.", "due_on"),
        ({"area": 7}, "Area perubahan 7 tidak ada.", "area"),
        ({"code": "A.I.9"}, "A.I.9 tidak ada dalam instrumen periode ini.", "code"),
        ({"code": "A.I.1", "evaluation": None}, "Rekomendasi atas pertanyaan harus menyebut penilaiannya.", "code"),
    ],
)
def test_what_is_refused(sheet, evaluator, fields, sentence, field):
    with pytest.raises(Invalid) as refusal:
        write(sheet.unit, evaluator, **{"evaluation": sheet} | fields)
    assert (str(refusal.value), refusal.value.field) == (sentence, field)
    assert Recommendation.objects.count() == 0


def test_the_last_day_may_be_the_day_it_is_given(sheet, evaluator):
    assert write(sheet.unit, evaluator, due_on=TODAY).due_on == TODAY


def test_only_the_units_own_people_answer_for_it(sheet, evaluator):
    stranger = person(Role.UNIT_MEMBER, WorkUnitFactory(), full_name="Orang Lain")
    for user in (stranger, evaluator):
        with pytest.raises(Invalid, match=f"{user} bukan anggota {sheet.unit}"):
            write(sheet.unit, evaluator, responsible=user)


def test_a_sheet_of_another_unit_is_refused(sheet, evaluator):
    other = EvaluationFactory(period=sheet.period)
    with pytest.raises(Invalid, match="bukan milik"):
        write(sheet.unit, evaluator, evaluation=other)


# --- when the unit learns of it -------------------------------------------------------------------
def test_numbers_come_with_the_sending_and_leave_no_gap(sheet, evaluator):
    """Else a missing number would tell the unit that something is still being written."""
    first, second, third = (write(sheet.unit, evaluator, text=text, evaluation=sheet) for text in "ABC")
    recommendations.send(recommendation=third, by=actor(evaluator), now=NOW)
    recommendations.remove(recommendation=first, by=actor(evaluator), now=NOW)
    write(sheet.unit, evaluator, text="D", send=True)
    assert _numbers(sheet.unit) == [("B", None, False), ("C", 1, True), ("D", 2, True)]
    recommendations.send(recommendation=second, by=actor(evaluator), now=NOW)
    assert _numbers(sheet.unit) == [("B", 3, True), ("C", 1, True), ("D", 2, True)]
    other = EvaluationFactory(period=sheet.period)
    assert write(other.unit, person(Role.SUPERVISOR), send=True).number == 1


def test_returning_the_whole_sheet_sends_what_was_written_in_it(sheet, evaluator):
    write(sheet.unit, evaluator, text="Di lembar ini", evaluation=sheet, code="A.I.1")
    write(sheet.unit, evaluator, text="Di luar lembar")
    take_step(evaluation=sheet, action="return", by=actor(evaluator), now=NOW, reason="Lengkapi.")
    assert _numbers(sheet.unit) == [("Di lembar ini", 1, True), ("Di luar lembar", None, False)]
    row = Recommendation.objects.get(number=1)
    assert (row.sent_at, row.sent_by) == (NOW, evaluator)


def test_returning_marked_questions_sends_too(sheet, evaluator):
    write(sheet.unit, evaluator, evaluation=sheet)
    RepairRequestFactory(evaluation=sheet)
    take_step(evaluation=sheet, action="return_marked", by=actor(evaluator), now=NOW)
    assert _numbers(sheet.unit) == [(TEXT, 1, True)]


def test_approving_sends_and_other_steps_do_not(sheet, evaluator):
    write(sheet.unit, evaluator, evaluation=sheet)
    fill(sheet, "unit")
    fill(sheet, "tpi", by=evaluator)
    take_step(evaluation=sheet, action="finish_review", by=actor(evaluator), now=NOW)
    assert _numbers(sheet.unit) == [(TEXT, None, False)]
    take_step(evaluation=sheet, action="approve", by=actor(person(Role.SUPERVISOR)), now=NOW)
    assert _numbers(sheet.unit) == [(TEXT, 1, True)]


def test_a_step_that_is_refused_sends_nothing(sheet, evaluator):
    write(sheet.unit, evaluator, evaluation=sheet)
    with pytest.raises(Invalid):
        take_step(evaluation=sheet, action="return", by=actor(evaluator), now=NOW, reason="")
    assert _numbers(sheet.unit) == [(TEXT, None, False)]


def test_locking_the_quarter_sends_what_is_left_of_all_its_sheets():
    period, other = PeriodFactory(), PeriodFactory(quarter=4)
    sheets = [EvaluationFactory(period=period, state=state) for state in ("draft", "in_review", "approved")]
    rows = [advice(sheet, UNSENT) for sheet in sheets]
    kept = advice(EvaluationFactory(period=other, unit=sheets[0].unit), UNSENT)
    lock_period(period=period, by=actor(person(Role.SUPERVISOR)), now=NOW)
    assert [Recommendation.objects.get(pk=row.pk).number for row in [*rows, kept]] == [1, 1, 1, None]


@pytest.mark.parametrize("amount", [1, 3])
def test_sending_costs_the_same_however_many(sheet, evaluator, django_assert_num_queries, amount):
    for number in range(amount):
        write(sheet.unit, evaluator, text=f"Nomor {number}", evaluation=sheet)
    person(Role.UNIT_MEMBER, sheet.unit)
    with django_assert_num_queries(14):
        recommendations.send_all(sheet, by=actor(evaluator), now=NOW, source="screen")


LATE = NOW + timedelta(days=60)  # after DUE


def test_what_is_late_already_is_changed_before_it_is_sent(sheet, evaluator):
    row = write(sheet.unit, evaluator, evaluation=sheet)
    with pytest.raises(Invalid, match="Batas waktunya sudah lewat"):
        recommendations.send(recommendation=row, by=actor(evaluator), now=LATE)
    assert _numbers(sheet.unit) == [(TEXT, None, False)]
    said = {"text": TEXT, "priority": "low", "responsible": None, "area": None, "by": actor(evaluator), "now": LATE}
    with pytest.raises(Invalid, match="Batas waktu tidak boleh sebelum"):
        recommendations.change(recommendation=row, due_on=LATE.date() - timedelta(days=1), **said)
    recommendations.change(recommendation=row, due_on=LATE.date(), **said)
    assert recommendations.send(recommendation=row, by=actor(evaluator), now=LATE).due_on == LATE.date()


def test_what_is_sent_along_loses_a_last_day_that_is_over(sheet, evaluator):
    late, fine = (write(sheet.unit, evaluator, evaluation=sheet, due_on=day) for day in (DUE, LATE.date()))
    take_step(evaluation=sheet, action="return", by=actor(evaluator), now=LATE, reason="Lengkapi.")
    assert [Recommendation.objects.get(pk=row.pk).due_on for row in (late, fine)] == [None, LATE.date()]
    told = Entry.objects.get(subject="recommendation", subject_id=late.pk, verb="rekomendasi disampaikan")
    assert (told.new["due_on"], told.new["number"]) == (None, 1)


def test_the_lock_sends_nothing_that_is_late_already(sheet, evaluator):
    row = write(sheet.unit, evaluator, evaluation=sheet)
    lock_period(period=sheet.period, by=actor(person(Role.SUPERVISOR)), now=LATE)
    row.refresh_from_db()
    assert (row.number, row.due_on) == (1, None)


# --- what the history keeps -----------------------------------------------------------------------
def _told(row) -> list[tuple]:
    entries = Entry.objects.filter(subject="recommendation", subject_id=row.pk).order_by("pk")
    return [(entry.verb, entry.by, (entry.old or {}).get("text"), (entry.new or {}).get("text")) for entry in entries]


def test_writing_changing_and_sending_are_told(sheet, evaluator):
    row = write(sheet.unit, evaluator)
    supervisor = person(Role.SUPERVISOR)
    said = {"priority": "low", "due_on": None, "responsible": None, "area": 3, "now": NOW}
    for _ in range(2):
        recommendations.change(recommendation=row, text="Lebih jelas.", by=actor(supervisor), **said)
    recommendations.send(recommendation=row, by=actor(evaluator), now=NOW)
    assert _told(row) == [
        ("rekomendasi ditulis", evaluator, None, TEXT),
        ("rekomendasi diubah", supervisor, TEXT, "Lebih jelas."),
        ("rekomendasi disampaikan", evaluator, None, "Lebih jelas."),
    ]
    row.refresh_from_db()
    assert (row.text, row.priority, row.due_on, row.area, row.made_by) == ("Lebih jelas.", "low", None, 3, evaluator)


def test_what_was_removed_stays_in_the_history(sheet, evaluator):
    row = write(sheet.unit, evaluator)
    recommendations.remove(recommendation=row, by=actor(evaluator), now=NOW)
    assert _told(row)[1:] == [("rekomendasi dihapus", evaluator, TEXT, None)]
    assert Recommendation.objects.count() == 0


def test_who_comes_too_late_hears_that_it_is_gone(sheet, evaluator):
    row = write(sheet.unit, evaluator)
    recommendations.remove(recommendation=row, by=actor(evaluator), now=NOW)
    with pytest.raises(recommendations.WrongState, match="Rekomendasi ini sudah dihapus"):
        recommendations.send(recommendation=row, by=actor(evaluator), now=NOW)
