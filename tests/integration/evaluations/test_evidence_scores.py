"""How many answers want better evidence: stored with every change, counted again by command, told to whom it may be."""

from contextlib import nullcontext
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from evaluations.actions import evidence as actions
from evaluations.actions.answers import save_answer
from evaluations.enums import EvaluationState
from evaluations.models import Evaluation, Score
from evaluations.queries.board import board
from evaluations.queries.evidence import evidence_of
from evaluations.queries.home import tasks
from evaluations.queries.missing import unproven_sentences
from evaluations.queries.sheets import rows_of
from evaluations.queries.unit import past
from evaluations.queries.unit import unproven as told_on_the_unit_page
from files.models import StoredFile
from tests.factories import (
    NOW,
    TODAY,
    EvaluationFactory,
    EvidenceUseFactory,
    EvidenceVersionFactory,
    StoredFileFactory,
    UserFactory,
    actor,
    answer,
    fill,
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
    return_only,
    unproven,
    upload,
)
from tests.integration.evaluations.sheet_case import CHOICE, cast, url
from units.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet(db):
    return EvaluationFactory()


@pytest.fixture
def member(sheet):
    return member_of(sheet)


def save(sheet, member, value, version, code=YES_NO):
    save_answer(evaluation=sheet, code=code, assessor="unit", value=value, note="", version=version, by=member, now=NOW)


# --- stored with every change ---------------------------------------------------------------------
def test_the_count_follows_answers_and_evidence_step_by_step(sheet, member):
    assert unproven(sheet) is None
    save(sheet, member, "Ya", 0)
    assert unproven(sheet) == 1
    use = add_file(sheet, member)
    assert unproven(sheet) == 0
    actions.withdraw(use=use, by=member, now=NOW)
    assert unproven(sheet) == 1
    save(sheet, member, "Tidak", 1)  # claims nothing any more
    assert unproven(sheet) == 0
    save(sheet, member, "Ya", 2)
    assert unproven(sheet) == 1
    actions.restore(use=use, by=member, now=NOW)
    assert unproven(sheet) == 0
    actions.edit(use=use, title="SK", place="", valid_until=date(2024, 9, 29), by=member, now=NOW)
    assert unproven(sheet) == 1
    actions.replace_file(use=use, upload=upload("baru"), by=member, now=NOW)
    assert unproven(sheet) == 0
    actions.withdraw(use=use, by=member, now=NOW)
    add_link(sheet, member)
    assert unproven(sheet) == 0


def test_attaching_confirming_and_judging_count_too(sheet, member):
    save(sheet, member, "Ya", 0)
    save(sheet, member, "A", 0, CHOICE)
    carried = EvidenceUseFactory(evaluation=sheet, code=YES_NO, is_carried=True)
    actions.attach(evaluation=sheet, code=CHOICE, evidence=carried.evidence, by=member, now=NOW)
    assert unproven(sheet) == 1
    actions.confirm(use=carried, by=member, now=NOW)
    assert unproven(sheet) == 0
    put(sheet, "in_review")
    evaluator = evaluator_of(sheet)
    doubt(carried, evaluator)
    assert unproven(sheet) == 1
    doubt(carried, evaluator, "memadai", "")
    assert unproven(sheet) == 0


def test_evidence_without_answers_leaves_no_score(sheet, member):
    add_file(sheet, member)
    assert Score.objects.count() == 0


def test_the_tpis_score_counts_none(sheet):
    fill(sheet, "unit")
    fill(sheet, "tpi")
    assert dict(Score.objects.values_list("assessor", "unproven")) == {"unit": 113, "tpi": 0}


# --- counted again --------------------------------------------------------------------------------
@pytest.mark.parametrize("repair", [False, True])
def test_the_command_finds_and_repairs_a_wrong_count(sheet, member, repair):
    save(sheet, member, "Ya", 0)
    add_file(sheet, member)
    Score.objects.update(unproven=7)
    out = StringIO()
    with nullcontext() if repair else pytest.raises(CommandError):
        call_command("recompute_scores", perbaiki=repair, stdout=out)
    done = "diperbaiki" if repair else "ditemukan"
    assert out.getvalue().splitlines() == [
        f"{sheet} (unit): nilai tersimpan berbeda dari hitung ulang.",
        f"1 nilai dihitung ulang; 1 perbedaan {done}.",
        "0 rekaman dihitung ulang; 0 perbedaan ditemukan.",
    ]
    assert unproven(sheet) == (0 if repair else 7)


def test_a_file_that_waited_for_the_scanner_is_counted_by_the_command(sheet, member):
    save(sheet, member, "Ya", 0)
    add_file(sheet, member)
    StoredFile.objects.update(scan="waiting")
    call_command("recompute_scores", perbaiki=True, stdout=StringIO())
    assert unproven(sheet) == 1


# --- who is told ----------------------------------------------------------------------------------
def doubted(state: str) -> Evaluation:
    """One answer whose only file the TPI found wanting, in that state; in a draft nobody has judged anything."""
    sheet = EvaluationFactory(state="in_review")
    answer(sheet, YES_NO, "unit", "Ya")
    use = EvidenceUseFactory(evaluation=sheet, code=YES_NO)
    doubt(use, evaluator_of(sheet))
    return put(sheet, state)


# The unit's own people learn from the count what the TPI thinks, so in these states they are not told.
HIDDEN = {"submitted", "in_review", "reviewed"}


@pytest.mark.parametrize("state", EvaluationState.values)
def test_the_count_is_kept_from_the_unit_while_the_verdicts_are(state):
    sheet = doubted(state)
    people = cast(sheet)
    of_unit = {"unit_member", "unit_head"}
    expected = {who: None if who in of_unit and state in HIDDEN else 1 for who in people}
    expected.pop("member of another unit")
    found = {}
    for who in expected:
        (row,) = board(actor(people[who]), sheet.period, "unit")
        found[who] = row.unproven
        assert told_on_the_unit_page(actor(people[who]), sheet, past(sheet)) == row.unproven
    assert found == expected
    assert board(actor(people["member of another unit"]), sheet.period, "unit") == []


def test_nothing_written_has_no_count(sheet):
    (row,) = board(actor(person(Role.LEADER)), sheet.period, "unit")
    assert row.unproven is None
    assert told_on_the_unit_page(actor(person(Role.LEADER)), sheet, past(sheet)) is None


def test_the_board_reads_the_counts_with_no_further_query(django_assert_num_queries):
    leader = actor(person(Role.LEADER))
    first = EvaluationFactory()
    fill(first, "unit")
    counts = {}
    for rows in (1, 4):
        while Evaluation.objects.count() < rows:
            fill(EvaluationFactory(), "unit")
        with django_assert_num_queries(3):
            counts[rows] = [row.unproven for row in board(leader, first.period, "unit")]
    assert counts == {1: [113], 4: [113] * 4}


# --- what to do next ------------------------------------------------------------------------------
def sentences(user) -> list[tuple[str, str]]:
    return [(task.sentence, task.url) for task in tasks(actor(user), today=TODAY)]


def test_the_unit_is_asked_to_complete_its_evidence(sheet, member):
    save(sheet, member, "Ya", 0)
    where = f"{url(sheet)}?saring=tanpa-bukti"
    assert ("Lengkapi bukti untuk 1 jawaban", where) in sentences(member.user)
    add_file(sheet, member)
    assert [task for task in sentences(member.user) if "bukti" in task[0]] == []


@pytest.mark.parametrize(("state", "asked"), [("returned", True), *((state, False) for state in sorted(HIDDEN))])
def test_only_while_the_unit_may_write(state, asked):
    sheet = doubted(state)
    told = sentences(person(Role.UNIT_MEMBER, sheet.unit))
    assert ("Lengkapi bukti untuk 1 jawaban" in [sentence for sentence, _ in told]) is asked


def test_after_a_return_of_single_questions_these_are_told_instead():
    sheet = doubted("in_review")
    return_only(sheet, CHOICE)
    told = [sentence for sentence, _ in sentences(person(Role.UNIT_MEMBER, sheet.unit))]
    assert [sentence for sentence in told if "bukti untuk" in sentence] == []


# --- the warning before submitting ----------------------------------------------------------------
def test_the_warning_says_question_by_question_what_is_wrong():
    sheet = EvaluationFactory()
    ids = ["A.I.1.i.a", "A.I.1.i.b", "A.I.1.ii.a", "A.I.1.ii.b", "A.I.2.i.a"]
    fill(sheet, "unit", codes=ids)
    EvidenceUseFactory(evaluation=sheet, code=ids[1], is_carried=True)
    expired = EvidenceVersionFactory(valid_until=date(2024, 6, 30))
    EvidenceUseFactory(evaluation=sheet, code=ids[2], version=expired)
    waiting = EvidenceVersionFactory(file=StoredFileFactory(scan="waiting"))
    EvidenceUseFactory(evaluation=sheet, code=ids[3], version=waiting)
    EvidenceUseFactory(evaluation=sheet, code=ids[4])
    assert unproven_sentences(sheet, rows_of(sheet)) == [
        "A.I.1.i.a: belum ada bukti.",
        "A.I.1.i.b: bukti yang dibawa dari triwulan sebelumnya belum dikonfirmasi.",
        "A.I.1.ii.a: bukti tidak berlaku lagi pada akhir triwulan.",
        "A.I.1.ii.b: berkas bukti belum lolos pemindaian virus.",
    ]


@pytest.mark.parametrize("state", EvaluationState.values)
def test_the_warning_knows_verdicts_only_once_the_unit_does(state):
    sheet = doubted(state)
    told = [f"{YES_NO}: TPI menilai buktinya belum memadai."] if state in {"returned", "approved"} else []
    assert unproven_sentences(sheet, rows_of(sheet)) == told


def test_after_a_return_of_single_questions_the_warning_names_these_alone(django_assert_num_queries):
    sheet = doubted("in_review")
    answer(sheet, CHOICE, "unit", "A")
    return_only(sheet, CHOICE)
    rows = rows_of(sheet)
    with django_assert_num_queries(2):
        assert unproven_sentences(sheet, rows) == [f"{CHOICE}: belum ada bukti."]
    put(sheet, "returned", returned_whole=True)
    assert len(unproven_sentences(sheet, rows_of(sheet))) == 2


def test_the_warning_costs_one_query_however_many(sheet, django_assert_num_queries):
    fill(sheet, "unit")
    for code in [YES_NO, CHOICE]:
        EvidenceUseFactory(evaluation=sheet, code=code, is_carried=True)
    rows = rows_of(sheet)
    with django_assert_num_queries(1):
        assert len(unproven_sentences(sheet, rows)) == 113


# --- the cost of changing evidence ----------------------------------------------------------------
@pytest.mark.parametrize("uses", [0, 400])
def test_adding_a_link_to_a_full_sheet_costs_the_same(sheet, member, django_assert_num_queries, uses):
    """Savepoint and its end; sheet locked, quarter; the same withdrawn or shown there?; evidence, version, what was
    said of the content, use; the question's code and the history; answers, evidence and count."""
    fill(sheet, "unit")
    codes = list(rows_of(sheet)["unit"])
    by = UserFactory()
    for number in range(uses):
        EvidenceUseFactory(evaluation=sheet, code=codes[number % 113], added_by=by)
    with django_assert_num_queries(15):
        add_link(sheet, member)
    assert len(evidence_of(sheet).get(YES_NO)) == (1 if uses == 0 else 5)
