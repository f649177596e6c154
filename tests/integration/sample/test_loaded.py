"""What the sample data leaves in the database."""

from collections import Counter
from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.test import RequestFactory
from django.utils import timezone

from accounts.models import User
from evaluations.actions.answer_rows import logged
from evaluations.enums import Assessor, EvaluationState, PeriodState
from evaluations.models import Answer, Evaluation, Period, RepairRequest, Score, Snapshot
from evaluations.queries.board import board
from evaluations.queries.instruments import loaded
from evaluations.queries.sheets import rows_of, score_rows, value_of
from evaluations.scoring.answers import check, clean
from history.models import Entry, Source
from units.actors import actor_for
from units.models import Assignment, Organisation, RoleGrant, WorkUnit

pytestmark = pytest.mark.django_db

NAMED = [
    "UPT Laboratorium Kesehatan dan Kalibrasi",
    "RSUD dr. Doris Sylvanus",
    "UPT-PPD Samsat Sampit",
    "UPT-PPD Samsat Kota Palangka Raya",
]


@pytest.fixture
def judged(sample):
    return Period.objects.get(year=2024, quarter=2)


@pytest.fixture
def open_period(sample):
    return Period.objects.get(year=2024, quarter=3)


def test_units(sample):
    units = WorkUnit.objects.all()

    assert [unit.code for unit in units] == [f"{number:02}" for number in range(1, 13)]
    assert [unit.name for unit in units] == NAMED + [f"Unit Kerja Contoh {number:02}" for number in range(5, 13)]
    assert all(unit.is_sample and unit.parent_agency and "Contoh" in unit.head_name for unit in units)


def test_the_four_named_units_alone_pass_by_the_stored_scores(judged):
    passed = Score.objects.filter(evaluation__period=judged, assessor=Assessor.TPI, passes_wbk=True)

    assert [score.evaluation.unit.name for score in passed.order_by("evaluation__unit__code")] == NAMED


def test_the_four_named_units_alone_pass_by_the_engine(judged):
    source = loaded(judged.instrument)
    rows = Evaluation.objects.filter(period=judged).select_related("period__instrument", "unit").order_by("unit__code")
    passed = [row.unit.name for row in rows if score_rows(source, rows_of(row))[Assessor.TPI].verdicts["WBK"].passed]

    assert passed == NAMED


def test_the_board_proposes_exactly_them(judged, sample):
    rows = board(actor_for(User.objects.get(username="leader"), today=sample), judged, Assessor.TPI)

    assert sorted(row.evaluation.unit.code for row in rows if row.proposed_for) == ["01", "02", "03", "04"]
    assert all(row.change is not None for row in rows)


def test_recomputing_finds_no_difference(sample):
    out = StringIO()
    call_command("recompute_scores", stdout=out)

    assert out.getvalue().splitlines() == [
        "159 nilai dihitung ulang; 0 perbedaan ditemukan.",
        f"{Snapshot.objects.count()} rekaman dihitung ulang; 0 perbedaan ditemukan.",
    ]


def test_stored_answers_are_what_a_form_would_have_stored(sample):
    for answer in Answer.objects.select_related("evaluation__period__instrument"):
        source = loaded(answer.evaluation.period.instrument)
        question = source.instrument.questions[source.codes[answer.question_id]]
        assert clean(question, answer.value) == value_of(answer)
        assert not question.is_numeric or check(question, value_of(answer)) == []


def test_rows_obey_their_models(sample):
    for model in (WorkUnit, User, RoleGrant, Assignment, Organisation, Period, Evaluation):
        for row in model.objects.all():
            row.full_clean(validate_unique=False, validate_constraints=True)


def test_periods(sample):
    assert list(Period.objects.order_by("year", "quarter").values_list("year", "quarter", "state")) == [
        (2023, 1, PeriodState.LOCKED),
        (2023, 2, PeriodState.LOCKED),
        (2023, 3, PeriodState.LOCKED),
        (2023, 4, PeriodState.LOCKED),
        (2024, 1, PeriodState.LOCKED),
        (2024, 2, PeriodState.LOCKED),
        (2024, 3, PeriodState.OPEN),
    ]


def test_deadlines_of_the_open_period(open_period, sample):
    deadlines = open_period.fill_deadline, open_period.verify_deadline, open_period.repair_deadline

    assert deadlines == tuple(sample + timedelta(days) for days in (30, 45, 60))


def test_states_of_the_open_period(open_period):
    S = EvaluationState
    answers = Answer.objects.filter(evaluation__period=open_period)
    found = {
        row.unit.code: (
            row.state,
            answers.filter(evaluation=row, assessor=Assessor.UNIT).count(),
            answers.filter(evaluation=row, assessor=Assessor.TPI).count(),
        )
        for row in open_period.evaluations.select_related("unit")
    }

    assert found == {
        "01": (S.IN_REVIEW, 113, 58),
        "02": (S.SUBMITTED, 113, 0),
        "03": (S.RETURNED, 113, 113),
        "04": (S.REVIEWED, 113, 113),
        "05": (S.DRAFT, 113, 0),
        "06": (S.DRAFT, 14, 0),
        "07": (S.DRAFT, 56, 0),
        "08": (S.SUBMITTED, 113, 0),
        "09": (S.IN_REVIEW, 113, 29),
        "10": (S.DRAFT, 0, 0),
        "11": (S.DRAFT, 80, 0),
        "12": (S.DRAFT, 3, 0),
    }
    assert open_period.evaluations.get(unit__code="03").return_reason


def test_a_repaired_answer_waits_for_the_tpi_again(open_period):
    row = open_period.evaluations.get(unit__code="03")
    repaired = Answer.objects.filter(evaluation=row, version=2)

    assert [answer.assessor for answer in repaired] == [Assessor.UNIT, Assessor.UNIT]
    assert row.scores.get(assessor=Assessor.TPI).answered == 111
    entries = Entry.objects.filter(subject="evaluation", subject_id=row.pk, verb="jawaban disimpan")
    entries = entries.filter(topic__in=_topics(repaired)).order_by("at")
    told = {topic: [] for topic in _topics(repaired)}
    for entry in entries:
        told[entry.topic].append((entry.old, entry.new))
    assert [[old for old, _ in changes] for changes in told.values()] == [
        [None, changes[0][1]] for changes in told.values()
    ]
    assert [changes[1][1]["catatan"] for changes in told.values()] == [answer.note for answer in repaired]


def _topics(answers):
    return [f"{answer.question.code}/{answer.assessor}" for answer in answers.select_related("question")]


def test_history_ends_with_every_answer_as_it_stands(sample):
    """As many entries as versions were written, the last of them saying what the row says."""
    entries = Entry.objects.filter(subject="evaluation", verb="jawaban disimpan").order_by("at", "pk")
    last, counts = {}, Counter()
    for entry in entries:
        last[entry.subject_id, entry.topic] = (entry.new, entry.by_id, entry.at, entry.source)
        counts[entry.subject_id, entry.topic] += 1
    expected, versions = {}, {}
    said = {(row.evaluation_id, row.question_id): row.response for row in RepairRequest.objects.exclude(response="")}
    for row in Answer.objects.select_related("question"):
        key = row.evaluation_id, f"{row.question.code}/{row.assessor}"
        versions[key] = row.version
        fields = {name: getattr(row, name) for name in ("option", "figures", "note", "unit_version")}
        response = said.get((row.evaluation_id, row.question_id)) if row.assessor == "unit" else None
        told = logged(fields) | ({"tanggapan": response} if response else {})
        expected[key] = (told, row.updated_by_id, row.updated_at, Source.COMMAND)
    assert (last, counts) == (expected, versions)


def test_one_sheet_was_sent_back_with_five_questions_of_which_two_are_answered(sample):
    sheet = Evaluation.objects.get(period__year=2024, period__quarter=3, unit__code="03")
    assert (sheet.returned_whole, sheet.return_reason) == (False, "5 pertanyaan perlu diperbaiki dan ditanggapi.")
    requests = RepairRequest.objects.filter(evaluation=sheet)
    assert RepairRequest.objects.count() == len(requests) == 5
    for request in requests:
        answer = sheet.answers.get(question=request.question, assessor="unit")
        assert (request.is_sent, request.round, request.number) == (True, sheet.round, 1)
        assert (answer.version == 2) is (answer.value != request.unit_value) is bool(request.response)
    assert sum(bool(request.response) for request in requests) == 2
    told = Entry.objects.filter(subject="evaluation", subject_id=sheet.pk, verb="pertanyaan dikembalikan")
    assert told.count() == 5


def test_past_quarters_are_approved_but_for_one_left_unfinished(sample):
    left = [row for row in Evaluation.objects.select_related("period", "unit") if row.is_unfinished]

    assert [(row.unit.code, row.period.year, row.period.quarter) for row in left] == [("12", 2023, 2)]
    approved = Evaluation.objects.filter(state=EvaluationState.APPROVED).select_related("period")
    assert approved.count() == 6 * 12 - 1
    for row in approved:
        submitted, reviewed = timezone.localdate(row.submitted_at), timezone.localdate(row.reviewed_at)
        assert submitted <= row.period.fill_deadline
        assert reviewed <= row.period.verify_deadline
        assert row.submitted_at < row.reviewed_at < row.approved_at < row.period.locked_at


def test_history_tells_the_steps(judged):
    row = judged.evaluations.get(unit__code="01")
    entries = Entry.objects.filter(subject="evaluation", subject_id=row.pk, topic="status").order_by("at")

    assert [(entry.old, entry.new, entry.by.username) for entry in entries] == [
        ("draft", "submitted", "kepala01"),
        ("submitted", "in_review", "evaluator"),
        ("in_review", "reviewed", "evaluator"),
        ("reviewed", "approved", "supervisor"),
    ]
    assert {entry.source for entry in entries} == {Source.COMMAND}
    assert entries[3].at == row.approved_at


def test_grants(sample):
    found = {
        (grant.user.username, grant.role, grant.unit.code if grant.unit else "")
        for grant in RoleGrant.objects.select_related("user", "unit")
    }
    numbers = [f"{number:02}" for number in range(1, 13)]

    assert found == {
        ("administrator", "administrator", ""),
        ("supervisor", "supervisor", ""),
        ("evaluator", "evaluator", ""),
        ("evaluator2", "evaluator", ""),
        ("leader", "leader", ""),
        *((f"kepala{number}", "unit_head", number) for number in numbers),
        *((f"unit{number}", "unit_member", number) for number in numbers),
    }
    assert User.objects.filter(is_sample=True).count() == User.objects.count() == len(found)


def test_assignments(sample):
    found = Assignment.objects.order_by("unit__code").values_list("user__username", "unit__code", "kind")

    assert list(found) == [
        ("evaluator" if number < 9 else "evaluator2", f"{number:02}", "ketua") for number in range(1, 13)
    ]


@pytest.mark.parametrize("username", ["administrator", "kepala12", "unit07"])
def test_they_can_sign_in_from_this_machine_only(sample, username):
    here, there = (RequestFactory().post("/", REMOTE_ADDR=address) for address in ("127.0.0.1", "10.0.0.7"))

    assert authenticate(here, username=username, password="zi-contoh-2024") is not None
    assert authenticate(there, username=username, password="zi-contoh-2024") is None


def test_letterhead(sample):
    row = Organisation.objects.get()

    assert (row.government, row.name, row.city) == (
        "Pemerintah Provinsi Kalimantan Tengah",
        "Inspektorat",
        "Palangka Raya",
    )
    assert row.signatory_name == "Nama Inspektur (contoh)"
    assert row.signatory_nip == ""
