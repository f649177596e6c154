"""Two people at the same evidence at once, on real connections."""

from threading import Thread

import pytest
from django.core.files.storage import Storage
from django.db import transaction

from evaluations.actions import evidence as actions
from evaluations.actions.answers import save_answer
from evaluations.actions.periods import lock_period
from evaluations.exceptions import Invalid, UnitChanged, WrongState
from evaluations.models import Evaluation, EvidenceUse, EvidenceVersion
from evaluations.queries.instruments import loaded
from files.models import StoredFile, private
from tests.factories import (
    NOW,
    EvaluationFactory,
    EvidenceUseFactory,
    PeriodFactory,
    actor,
    builtin_instrument,
    person,
)
from tests.integration.evaluations.evidence_case import (
    YES_NO,
    add_file,
    add_link,
    doubt,
    evaluator_of,
    member_of,
    put,
    unproven,
    upload,
)
from tests.threads import at_once
from units.roles import Role

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def sheet():
    builtin_instrument()
    return EvaluationFactory()


def kinds(results) -> list[str]:
    return sorted(type(result).__name__ for result in results)


@pytest.mark.parametrize("add", [add_file, add_link])
def test_of_two_uploads_of_the_same_content_one_is_kept_and_the_other_told(sheet, add):
    first, second = member_of(sheet), member_of(sheet)
    results = at_once(lambda: add(sheet, first), lambda: add(sheet, second))
    assert kinds(results) == ["EvidenceUse", "Invalid"]
    assert "sudah dilampirkan di sini" in str(next(result for result in results if isinstance(result, Invalid)))
    files = list(StoredFile.objects.values_list("content", flat=True))
    assert (EvidenceUse.objects.count(), len(files)) == (1, 1 if add is add_file else 0)
    assert all(private().exists(name) for name in files)


def test_of_two_who_attach_the_same_evidence_one_is_told(sheet):
    EvidenceUseFactory(evaluation=sheet, code="A.I.1.ii.a")
    evidence = EvidenceUse.objects.get().evidence
    people = [member_of(sheet), member_of(sheet)]

    def attach(who):
        return actions.attach(evaluation=sheet, code=YES_NO, evidence=evidence, by=who, now=NOW)

    assert kinds(at_once(*[lambda who=who: attach(who) for who in people])) == ["EvidenceUse", "Invalid"]
    assert EvidenceUse.objects.count() == 2


def test_different_files_at_different_questions_are_all_kept_and_counted(sheet):
    codes = list(loaded(sheet.period.instrument).question_ids)[:4]
    who = member_of(sheet)
    for code in codes:
        value = loaded(sheet.period.instrument).instrument.questions[code].scale.values[0]
        save_answer(evaluation=sheet, code=code, assessor="unit", value=value, note="", version=0, by=who, now=NOW)
    assert unproven(sheet) == 4
    results = at_once(*[lambda code=code: add_file(sheet, who, code, code=code) for code in codes])
    assert kinds(results) == ["EvidenceUse"] * 4
    assert unproven(sheet) == 0


@pytest.mark.parametrize("again", [False, True])
def test_nobody_waits_while_the_content_of_an_upload_is_put_away(sheet, monkeypatch, again):
    """Not on SQLite either, where a transaction that writes holds up every other one."""
    who, code = member_of(sheet), next(iter(loaded(sheet.period.instrument).question_ids))
    value = loaded(sheet.period.instrument).instrument.questions[code].scale.values[0]
    use, saved, save = add_file(sheet, who) if again else None, [], Storage.save

    def save_answer_meanwhile(*arguments, **options):
        words = {"assessor": "unit", "value": value, "note": "", "version": 0}
        saved.extend(at_once(lambda: save_answer(evaluation=sheet, code=code, by=who, now=NOW, **words)))
        return save(*arguments, **options)

    monkeypatch.setattr(Storage, "save", save_answer_meanwhile)
    if again:
        actions.replace_file(use=use, upload=upload("Lain"), by=who, now=NOW)
    else:
        add_file(sheet, who)
    assert kinds(saved) == ["Saved"]
    assert EvidenceVersion.objects.count() == 1 + again


def test_two_replacements_in_two_quarters_get_two_numbers(sheet):
    """One piece of evidence in two open sheets: two locks, one row of versions."""
    other = EvaluationFactory(unit=sheet.unit, period=PeriodFactory(quarter=4))
    use = EvidenceUseFactory(evaluation=sheet, code=YES_NO)
    again = EvidenceUseFactory(evaluation=other, code=YES_NO, version=use.version)
    who = member_of(sheet)

    def replace(what, text):
        return actions.replace_file(use=what, upload=upload(text), by=who, now=NOW).version.number

    results = at_once(lambda: replace(use, "satu"), lambda: replace(again, "dua"))
    assert sorted(map(str, results)) == ["2", "3"]
    assert sorted(EvidenceVersion.objects.values_list("number", flat=True)) == [1, 2, 3]


def test_a_file_that_waited_for_the_lock_of_its_quarter_is_refused_and_leaves_nothing(sheet):
    who, supervisor = member_of(sheet), actor(person(Role.SUPERVISOR))
    results = []
    thread = Thread(target=lambda: results.extend(at_once(lambda: add_file(sheet, who))))
    with transaction.atomic():
        lock_period(period=sheet.period, by=supervisor, now=NOW)
        thread.start()
        thread.join(0.7)  # long enough to reach the lock, and it must still be waiting there
        assert thread.is_alive()
    thread.join(60)
    assert [type(result) for result in results] == [WrongState]
    assert (EvidenceUse.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_a_verdict_and_a_replacement_do_not_meet(sheet):
    """The column is open for one side only, so whichever comes, nobody's word lands on content they have not seen."""
    member, evaluator = member_of(sheet), evaluator_of(sheet)
    use = add_file(sheet, member)
    put(sheet, "in_review")
    results = at_once(
        lambda: actions.replace_file(use=use, upload=upload("baru"), by=member, now=NOW),
        lambda: doubt(use, evaluator, seen_version=1),
    )
    assert kinds(results) == ["EvidenceUse", "WrongState"]
    assert Evaluation.objects.get().state == "in_review"
    assert not any(isinstance(result, UnitChanged) for result in results)
