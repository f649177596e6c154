"""Evidence travels with the answers into the next quarter and proves nothing there until the unit confirms it."""

import pytest

from evaluations.actions import evidence as actions
from evaluations.actions.answers import save_answer
from evaluations.actions.participation import add_unit, leave_out
from evaluations.actions.periods import open_period
from evaluations.exceptions import WrongState
from evaluations.models import Evaluation, Evidence, EvidenceUse, EvidenceVersion
from evaluations.queries.evidence import age, evidence_of
from evaluations.queries.participation import is_touched
from files.models import StoredFile
from history.models import Entry, Source
from tests.factories import (
    NOW,
    EvaluationFactory,
    EvidenceUseFactory,
    EvidenceVersionFactory,
    PeriodFactory,
    StoredFileFactory,
    UserFactory,
    WorkUnitFactory,
    actor,
    answer,
    person,
    stricter_instrument,
)
from tests.integration.evaluations.evidence_case import YES_NO, doubt, member_of, unproven
from tests.integration.evaluations.sheet_case import CHOICE
from units.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit(instrument):
    return WorkUnitFactory(code="07")


@pytest.fixture
def source(unit):
    """The unit's approved sheet of TW III, one answer verified."""
    sheet = EvaluationFactory(unit=unit, period=PeriodFactory(quarter=3), state="in_review")
    answer(sheet, YES_NO, "unit", "Ya")
    answer(sheet, YES_NO, "tpi", "Ya")
    return sheet


def approve(sheet):
    for name, value in {"state": "approved", "approved_at": NOW, "reviewed_at": NOW}.items():
        setattr(sheet, name, value)
    sheet.approved_by = sheet.reviewed_by = UserFactory()
    sheet.save()
    return sheet


def next_quarter(source, **period):
    """TW IV, opened by a supervisor: the unit's sheet in it."""
    period = PeriodFactory(quarter=4, state="planned", **period)
    open_period(period=period, by=actor(person(Role.SUPERVISOR)), now=NOW)
    return Evaluation.objects.get(period=period, unit=source.unit)


def carried(sheet) -> list[tuple]:
    uses = EvidenceUse.objects.filter(evaluation=sheet).select_related("question", "version", "since")
    return [(use.question.code, use.version, use.place, str(use.since), use.is_carried) for use in uses]


def test_what_stood_there_comes_along_in_the_version_that_was_approved(source):
    first = PeriodFactory(quarter=1)
    old = EvidenceUseFactory(evaluation=source, code=YES_NO, place="hlm. 3", since=first, confirmed_at=NOW,
                             confirmed_by=UserFactory())  # fmt: skip
    new = EvidenceUseFactory(evaluation=source, code=CHOICE)  # its answer was not verified
    approve(source)
    EvidenceVersionFactory(evidence=old.evidence, number=2)  # replaced since, in some other sheet
    sheet = next_quarter(source)
    assert carried(sheet) == [
        (YES_NO, old.version, "hlm. 3", "TW I 2024", True),
        (CHOICE, new.version, "", "TW III 2024", True),
    ]
    uses = evidence_of(sheet)
    assert [age(uses[code][0], sheet.period) for code in (YES_NO, CHOICE)] == [3, 1]
    assert (EvidenceVersion.objects.count(), Evidence.objects.count()) == (3, 2)


def _withdrawn(source):
    EvidenceUseFactory(evaluation=source, code=YES_NO, withdrawn_at=NOW, withdrawn_by=UserFactory())


def _irrelevant(source):
    use = EvidenceUseFactory(evaluation=source, code=YES_NO)
    doubt(use, actor(person(Role.EVALUATOR, source.unit)), "tidak_relevan", "Bukan tentang ini.")


def _infected(source):
    version = EvidenceVersionFactory(unit=source.unit, file=StoredFileFactory(scan="infected", scanned_at=NOW))
    EvidenceUseFactory(evaluation=source, code=YES_NO, version=version)


def _weak(source):
    use = EvidenceUseFactory(evaluation=source, code=YES_NO)
    doubt(use, actor(person(Role.EVALUATOR, source.unit)))


def _irrelevant_before(source):
    _irrelevant(source)
    use = EvidenceUse.objects.get()
    use.version = EvidenceVersionFactory(evidence=use.evidence, number=2)
    use.save()


@pytest.mark.parametrize(
    ("put", "comes"), [(_withdrawn, 0), (_irrelevant, 0), (_infected, 0), (_weak, 1), (_irrelevant_before, 1)]
)
def test_what_comes_along_and_without_its_verdict(source, put, comes):
    put(source)
    sheet = next_quarter(approve(source))
    uses = EvidenceUse.objects.filter(evaluation=sheet)
    assert [(use.verdict, use.verdict_note, use.verdict_by) for use in uses] == [("", "", None)] * comes


def test_the_history_says_where_it_came_from_and_nobody_worked_on_the_sheet(source):
    EvidenceUseFactory(evaluation=source, code=YES_NO, version__title="SK Tim ZI")
    sheet = next_quarter(approve(source))
    entry = Entry.objects.get(subject="evaluation", subject_id=sheet.pk, verb="bukti dibawa")
    assert (entry.topic, entry.source, entry.new["bukti"], entry.new["dibawa dari"]) == (
        f"{YES_NO}/unit", Source.CARRY, "SK Tim ZI", "TW III 2024",
    )  # fmt: skip
    assert not is_touched(sheet)


def test_a_confirmed_answer_wants_its_evidence_confirmed_too(source):
    EvidenceUseFactory(evaluation=source, code=YES_NO)
    sheet = next_quarter(approve(source))
    member = member_of(sheet)
    save_answer(
        evaluation=sheet, code=YES_NO, assessor="unit", value="Ya", note="", version=1, by=member, now=NOW
    )  # fmt: skip
    assert unproven(sheet) == 1
    actions.confirm(use=EvidenceUse.objects.get(evaluation=sheet), by=member, now=NOW)
    assert unproven(sheet) == 0


def test_nothing_comes_from_an_instrument_that_scores_otherwise(source):
    EvidenceUseFactory(evaluation=source, code=YES_NO)
    assert carried(next_quarter(approve(source), instrument=stricter_instrument())) == []


def test_a_unit_that_joins_later_gets_its_evidence_too(source):
    EvidenceUseFactory(evaluation=source, code=YES_NO)
    approve(source)
    other = WorkUnitFactory()
    period = PeriodFactory(quarter=4, state="planned")
    supervisor = actor(person(Role.SUPERVISOR))
    open_period(period=period, by=supervisor, now=NOW, without={source.unit_id})
    assert Evaluation.objects.get(period=period).unit == other
    sheet = add_unit(period=period, unit=source.unit, by=supervisor, now=NOW)
    assert [code for code, *_ in carried(sheet)] == [YES_NO]


# --- leaving a quarter ----------------------------------------------------------------------------
def test_leaving_removes_what_was_carried_and_nothing_else(source):
    before = EvidenceUseFactory(evaluation=source, code=YES_NO, version=EvidenceVersionFactory(unit=source.unit))
    sheet = next_quarter(approve(source))
    counted = (Evidence.objects.count(), EvidenceVersion.objects.count(), StoredFile.objects.count())
    told = Entry.objects.count()
    leave_out(evaluation=sheet, reason="Digabung", by=actor(person(Role.SUPERVISOR)), now=NOW)
    assert list(EvidenceUse.objects.all()) == [before]
    assert (Evidence.objects.count(), EvidenceVersion.objects.count(), StoredFile.objects.count()) == counted
    assert Entry.objects.count() == told + 1


TOUCHES = {
    "added": lambda sheet, use, member: actions.add_link(
        evaluation=sheet, code=CHOICE, url="https://a.go.id", title="A", by=member, now=NOW
    ),
    "added and withdrawn": lambda sheet, use, member: actions.withdraw(
        use=TOUCHES["added"](sheet, use, member), by=member, now=NOW
    ),
    "confirmed": lambda sheet, use, member: actions.confirm(use=use, by=member, now=NOW),
    "withdrawn": lambda sheet, use, member: actions.withdraw(use=use, by=member, now=NOW),
    "described": lambda sheet, use, member: actions.edit(
        use=use, title="Baru", place="", valid_until=None, by=member, now=NOW
    ),
}


@pytest.mark.parametrize("touch", TOUCHES)
def test_a_sheet_in_which_somebody_touched_evidence_stays(source, touch):
    EvidenceUseFactory(evaluation=source, code=YES_NO)
    sheet = next_quarter(approve(source))
    TOUCHES[touch](sheet, EvidenceUse.objects.get(evaluation=sheet), member_of(sheet))
    count = EvidenceUse.objects.count()
    with pytest.raises(WrongState, match="sudah diisi, direkam, atau dipakai"):
        leave_out(evaluation=sheet, reason="Digabung", by=actor(person(Role.SUPERVISOR)), now=NOW)
    assert EvidenceUse.objects.count() == count


@pytest.mark.parametrize("units", [1, 4])
def test_carrying_evidence_costs_the_same_queries_for_1_and_4_units(instrument, django_assert_num_queries, units):
    """One more than without any: the uses are stored in one statement, their history in that of the answers' kind."""
    for _ in range(units):
        sheet = EvaluationFactory(period__quarter=3, state="approved")
        answer(sheet, YES_NO, "unit", "Ya")
        answer(sheet, YES_NO, "tpi", "Ya")
        for code in (YES_NO, CHOICE, YES_NO):
            EvidenceUseFactory(evaluation=sheet, code=code)
    period = PeriodFactory(quarter=4, state="planned")
    by = actor(person(Role.SUPERVISOR))
    with django_assert_num_queries(23):
        open_period(period=period, by=by, now=NOW)
    assert EvidenceUse.objects.filter(evaluation__period=period, is_carried=True).count() == 3 * units
