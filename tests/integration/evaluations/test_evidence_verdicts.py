"""The TPI judges each piece of evidence at each question, on the version it has seen."""

from datetime import date

import pytest

from evaluations.actions import evidence as actions
from evaluations.exceptions import Invalid, UnitChanged, WrongState
from evaluations.models import EvidenceUse
from evaluations.queries.evidence import is_sufficient
from tests.factories import NOW, EvaluationFactory, EvidenceUseFactory
from tests.integration.evaluations.evidence_case import (
    YES_NO,
    add_file,
    doubt,
    entries,
    evaluator_of,
    member_of,
    put,
    upload,
)
from tests.integration.evaluations.sheet_case import CHOICE

pytestmark = pytest.mark.django_db


@pytest.fixture
def review(db):
    """A sheet in review with one file: (evaluation, use, evaluator)."""
    sheet = EvaluationFactory(state="in_review")
    use = EvidenceUseFactory(evaluation=sheet, code=YES_NO, version__title="SK Tim ZI")
    return sheet, use, evaluator_of(sheet)


def stored(use):
    row = EvidenceUse.objects.get(pk=use.pk)
    return row.verdict, row.verdict_note, row.verdict_version, row.verdict_at, row.verdict_by


def test_a_verdict_says_who_when_and_of_which_version(review):
    sheet, use, evaluator = review
    doubt(use, evaluator, seen_version=1)
    assert stored(use) == ("kurang", "Belum ditandatangani.", use.version, NOW, evaluator.user)
    new = {
        "bukti": "SK Tim ZI", "versi bukti": 1, "penilaian bukti": "Kurang",
        "catatan bukti": "Belum ditandatangani.",
    }  # fmt: skip
    assert entries(sheet) == [(f"{YES_NO}/tpi", "bukti dinilai", None, new)]


def test_the_same_document_is_judged_at_each_question_by_itself(review):
    sheet, use, evaluator = review
    other = EvidenceUseFactory(evaluation=sheet, code=CHOICE, version=use.version)
    doubt(use, evaluator, "tidak_relevan", "Bukan tentang ini.")
    assert stored(other)[0] == ""


def test_a_verdict_can_be_changed_and_taken_back(review):
    sheet, use, evaluator = review
    doubt(use, evaluator)
    doubt(use, evaluator, "memadai", "")
    assert stored(use)[:2] == ("memadai", "")
    doubt(use, evaluator, "", "catatan tanpa penilaian tidak disimpan")
    assert stored(use) == ("", "", None, None, None)
    old = {"bukti": "SK Tim ZI", "versi bukti": 1, "penilaian bukti": "Memadai"}
    assert entries(sheet)[-1] == (f"{YES_NO}/tpi", "penilaian bukti dicabut", old, None)


def test_saying_the_same_twice_changes_nothing(review):
    sheet, use, evaluator = review
    doubt(use, evaluator)
    doubt(use, evaluator, note=" Belum ditandatangani.\r\n")
    assert len(entries(sheet)) == 1


@pytest.mark.parametrize(
    ("verdict", "note", "sentence", "field"),
    [
        ("kurang", " \n", "Tulis catatan mengapa data dukung kurang atau tidak relevan.", "note"),
        ("tidak_relevan", "", "Tulis catatan mengapa data dukung kurang atau tidak relevan.", "note"),
        ("bagus", "x", "Pilih memadai, kurang, atau tidak relevan.", "verdict"),
        ("memadai", "x" * 2001, "Catatan terlalu panjang: 2001 huruf, paling banyak 2000.", "note"),
    ],
)
def test_what_a_verdict_needs(review, verdict, note, sentence, field):
    sheet, use, evaluator = review
    with pytest.raises(Invalid) as refused:
        doubt(use, evaluator, verdict, note)
    assert (str(refused.value), refused.value.field) == (sentence, field)
    assert (stored(use)[0], entries(sheet)) == ("", [])


def test_nobody_judges_what_they_have_not_seen(review):
    """The sheet came back with another version while the evaluator's page was open."""
    sheet, use, evaluator = review
    member = member_of(sheet)
    put(sheet, "returned")
    actions.replace_file(use=use, upload=upload("baru"), by=member, now=NOW)
    put(sheet, "in_review")
    with pytest.raises(UnitChanged, match="Unit mengganti bukti ini sejak Anda membukanya"):
        doubt(use, evaluator, seen_version=1)
    assert stored(use)[0] == ""
    doubt(use, evaluator, seen_version=2)
    assert stored(use)[2].number == 2


def test_a_verdict_on_an_earlier_version_counts_as_not_given_and_is_given_anew(review):
    sheet, use, evaluator = review
    doubt(use, evaluator)
    put(sheet, "returned")
    use = actions.replace_file(use=use, upload=upload("baru"), by=member_of(sheet), now=NOW)
    assert (use.verdict, use.present_verdict, use.present_note) == ("kurang", "", "")
    put(sheet, "in_review")
    doubt(use, evaluator)  # the same words, about the new version
    use.refresh_from_db()
    assert (use.present_verdict, use.verdict_version.number, len(entries(sheet))) == ("kurang", 2, 3)


@pytest.mark.parametrize("verdict", ["kurang", "tidak_relevan"])
@pytest.mark.parametrize("changes", [{"title": "Judul lain"}, {"valid_until": date(2025, 12, 31)}])
def test_new_words_about_the_same_content_do_not_take_a_verdict_away(review, changes, verdict):
    sheet, use, evaluator = review
    elsewhere = EvidenceUseFactory(evaluation=sheet, code=CHOICE, version=use.version)
    doubt(use, evaluator, verdict)
    put(sheet, "returned")
    said = {"title": use.version.title, "place": "", "valid_until": None} | changes
    actions.edit(use=use, by=member_of(sheet), now=NOW, **said)
    for one in (use, elsewhere):
        one.refresh_from_db()
    assert (use.version.number, use.present_verdict, use.present_note) == (2, verdict, "Belum ditandatangani.")
    assert (elsewhere.version.number, elsewhere.present_verdict) == (2, "")
    assert not is_sufficient(use, sheet.period)


def test_attaching_it_anew_does_not_take_a_verdict_away(review):
    """Not even under another title, which it was given at another question meanwhile."""
    sheet, use, evaluator = review
    elsewhere = EvidenceUseFactory(evaluation=sheet, code=CHOICE, version=use.version)
    doubt(use, evaluator)
    put(sheet, "returned")
    by = {"by": member_of(sheet), "now": NOW}
    actions.withdraw(use=use, **by)
    actions.edit(use=elsewhere, title="Judul lain", place="", valid_until=None, **by)
    actions.attach(evaluation=sheet, code=YES_NO, evidence=use.evidence, **by)
    use.refresh_from_db()
    assert (use.withdrawn_at, use.version.title, use.present_verdict) == (None, "Judul lain", "kurang")


def _uploaded(sheet, use, by):
    return actions.add_file(evaluation=sheet, code=YES_NO, upload=upload(), title="Judul baru", **by)


def _replaced_by_itself(sheet, use, by):
    """Other evidence is added, and its content replaced by that one."""
    other = actions.add_file(evaluation=sheet, code=YES_NO, upload=upload("lain"), title="Lain", **by)
    return actions.replace_file(use=other, upload=upload(), **by)


def _from_another_question(sheet, use, by):
    """As evidence of its own there, attached from there."""
    other = actions.add_file(evaluation=sheet, code=CHOICE, upload=upload(), title="Judul baru", **by)
    return actions.attach(evaluation=sheet, code=YES_NO, evidence=other.evidence, **by)


@pytest.mark.parametrize("verdict", ["kurang", "tidak_relevan", "memadai"])
@pytest.mark.parametrize("bring", [_uploaded, _replaced_by_itself, _from_another_question])
def test_no_way_to_bring_the_same_content_there_again_takes_a_verdict_away(bring, verdict):
    sheet = EvaluationFactory()
    by = {"by": member_of(sheet), "now": NOW}
    use, evaluator = add_file(sheet, by["by"]), evaluator_of(sheet)
    put(sheet, "in_review")
    doubt(use, evaluator, verdict)
    put(sheet, "returned")
    actions.withdraw(use=use, **by)
    again = bring(sheet, use, by)
    again.refresh_from_db()
    assert (again.withdrawn_at, again.present_verdict, again.present_note) == (None, verdict, "Belum ditandatangani.")
    assert (again.verdict_by, again.verdict_at) == (evaluator.user, NOW)
    assert is_sufficient(again, sheet.period) == (verdict == "memadai")


def test_replacing_and_taking_the_old_content_back_does_not_take_a_verdict_away(review):
    sheet, _, evaluator = review
    put(sheet, "draft")
    member = member_of(sheet)
    use = add_file(sheet, member)
    put(sheet, "in_review")
    doubt(use, evaluator)
    put(sheet, "returned")
    for text, verdict in {"lain": "", "SK Tim": "kurang"}.items():
        use = actions.replace_file(use=use, upload=upload(text), by=member, now=NOW)
        assert use.present_verdict == verdict
    put(sheet, "in_review")
    doubt(use, evaluator, "", "")  # the TPI may take it back; then it is gone
    assert not EvidenceUse.objects.exclude(verdict="").exists()


def test_withdrawn_evidence_is_not_judged(review):
    sheet, _, evaluator = review
    put(sheet, "draft")
    member = member_of(sheet)
    use = add_file(sheet, member)
    actions.withdraw(use=use, by=member, now=NOW)
    put(sheet, "in_review")
    with pytest.raises(WrongState, match="Unit sudah menarik bukti ini"):
        doubt(use, evaluator)
