"""Snapshots: when they are taken, what they hold, and that they stay."""

import hashlib
import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from evaluations.actions.answers import save_answer
from evaluations.actions.periods import lock_period, reopen_period
from evaluations.actions.snapshots import record_missing, record_period
from evaluations.actions.workflow import take_step
from evaluations.exceptions import Incomplete, WrongState
from evaluations.models import Evaluation, Score, Snapshot
from history import log
from history.append_only import AppendOnly
from history.guard import guard
from history.models import Entry
from tests.factories import (
    NOW,
    EvaluationFactory,
    PeriodFactory,
    UserFactory,
    WorkUnitFactory,
    actor,
    answer,
    fill,
    person,
)
from tests.guard import Editor, unguarded
from tests.integration.evaluations.sheet_case import CHOICE, FIGURES, INDEX, make_sheet
from units.roles import Role

pytestmark = pytest.mark.django_db


def step(evaluation, action, user, reason=""):
    return take_step(evaluation=evaluation, action=action, by=actor(user), now=NOW, reason=reason)


@pytest.fixture
def approved(instrument):
    """A sheet that was submitted, returned, submitted again, approved, reopened and approved again."""
    evaluation = EvaluationFactory(unit=WorkUnitFactory(code="07", name="RSUD", head_name="Kepala"))
    head, verifier = person(Role.UNIT_HEAD, evaluation.unit), person(Role.EVALUATOR, evaluation.unit)
    supervisor = person(Role.SUPERVISOR)
    fill(evaluation, "unit", by=head)
    step(evaluation, "submit", head)
    step(evaluation, "start_review", verifier)
    answer(evaluation, CHOICE, "tpi", "C", note="Bukti kurang.", by=verifier)
    step(evaluation, "return", verifier, "Lengkapi bukti.")
    step(evaluation, "submit", head)
    step(evaluation, "start_review", verifier)
    fill(evaluation, "tpi", by=verifier)
    for again in (False, True):
        step(evaluation, "finish_review", verifier)
        step(evaluation, "approve", supervisor)
        if not again:
            step(evaluation, "reopen", supervisor, "Ada surat baru.")
    return Evaluation.objects.get(pk=evaluation.pk)


def kept(evaluation) -> list[Snapshot]:
    return list(Snapshot.objects.filter(evaluation=evaluation).order_by("number"))


def test_when_they_are_taken(approved):
    """Submit and approve, every time; a return or a review takes none. The old state of a reopened sheet stays."""
    taken = [(row.number, row.moment, row.round, row.head["evaluation"]["state"]) for row in kept(approved)]
    assert taken == [
        (1, "submit", 1, "submitted"),
        (2, "submit", 2, "submitted"),
        (3, "approve", 2, "approved"),
        (4, "approve", 3, "approved"),
    ]


def test_what_was_changed_after_a_step_is_not_in_it(approved):
    first, second, *_ = kept(approved)
    assert first.sheet["answers"]["tpi"] == {}
    assert list(second.sheet["answers"]["tpi"]) == [CHOICE]
    assert list(first.head["scores"]) == ["unit"]


def test_what_a_snapshot_holds(approved):
    """All answers and scores, verdicts, minimums, the instrument's version, the names of the day."""
    row = kept(approved)[-1]
    approver, head = approved.approved_by, approved.submitted_by
    assert (row.head["format"], row.head["moment"], row.head["number"], row.head["round"]) == (1, "approve", 4, 3)
    assert row.head["taken"] == {"at": "2024-08-21T02:00:00+00:00", "by": approver.pk, "source": "screen"}
    assert row.head["unit"] == {
        "code": "07",
        "name": "RSUD",
        "parent_agency": "",
        "target": "WBK",
        "head_name": "Kepala",
        "head_nip": "",
        "head_rank": "",
    }
    instrument = approved.period.instrument
    assert row.head["instrument"] == {
        "identifier": instrument.identifier,
        "version": 1,
        "title": instrument.title,
        "fingerprint": instrument.fingerprint,
        "sha256": instrument.sha256,
    }
    told = row.head["evaluation"]
    assert (told["state"], told["return_reason"]) == ("approved", "Lengkapi bukti.")
    assert told["approved"] == {"at": "2024-08-21T02:00:00+00:00", "by": approver.pk}
    assert row.head["people"][str(head.pk)] == str(head)
    assert (row.head["period"]["year"], row.head["period"]["quarter"]) == (2024, 3)
    tpi = Score.objects.get(evaluation=approved, assessor="tpi")
    assert row.head["scores"]["tpi"] == {
        "official": str(tpi.official),
        "strict": str(tpi.strict),
        "answered": 113,
        "questions": 113,
        "passes_wbk": True,
        "passes_wbbm": True,
        "unproven": 0,
    }
    assert row.details["scores"]["tpi"] == tpi.detail
    minimums = {gate["code"]: gate["required"] for gate in row.details["minimums"]["WBK"]}
    assert (len(minimums), minimums["total"], minimums["A"]) == (len(tpi.detail["gates"]["WBK"]), "75", "40")


def test_every_answer_is_there(approved):
    row = kept(approved)[-1]
    told = row.sheet["answers"]
    assert {assessor: len(answers) for assessor, answers in told.items()} == {"unit": 113, "tpi": 113}
    stored = approved.answers.get(question__code=CHOICE, assessor="tpi")
    assert told["tpi"][CHOICE] == {
        "option": "C",
        "figures": None,
        "note": "Bukti kurang.",
        "version": 1,
        "unit_version": 1,
        "is_carried": False,
        "gap_reason": "",
        "updated_at": "2024-08-21T02:00:00+00:00",
        "updated_by_id": stored.updated_by_id,
    }
    assert told["unit"][INDEX]["figures"] == {"indeks": "4"}
    assert set(told["unit"][FIGURES]["figures"].values()) <= {"100", "0"}


def test_somebody_else_can_recompute_the_digest(approved):
    """With nothing but JSON and SHA-256: keys sorted, no spaces, UTF-8."""
    row = kept(approved)[-1]
    document = {"head": row.head, "details": row.details, "sheet": row.sheet}
    text = json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert hashlib.sha256(text.encode("utf-8")).hexdigest() == row.digest
    assert row.content == text.encode("utf-8")


@pytest.mark.parametrize("part", ["head", "details", "sheet"])
def test_a_change_behind_our_back_is_seen(approved, part):
    row = kept(approved)[-1]
    value = getattr(row, part) | {"lain": 1.5}
    with unguarded("evaluations_snapshot") as cursor:
        cursor.execute(f"UPDATE evaluations_snapshot SET {part} = %s WHERE id = %s", [json.dumps(value), row.pk])  # noqa: S608
    assert [row.is_intact for row in kept(approved)] == [True, True, True, False]


def test_the_history_names_the_digest(approved):
    entries = log.about(approved).filter(topic="rekaman").order_by("pk")
    assert [(entry.verb, entry.by, entry.at, entry.new) for entry in entries] == [
        (
            "rekaman disimpan",
            row.taken_by,
            NOW,
            {"nomor": row.number, "saat": row.get_moment_display(), "sha256": row.digest},
        )
        for row in kept(approved)
    ]


@pytest.mark.parametrize(
    "change",
    [
        lambda row: row.save(),
        lambda row: row.delete(),
        lambda row: Snapshot.objects.update(round=9),
        lambda row: Snapshot.objects.all().delete(),
        lambda row: Snapshot.objects.bulk_update([row], ["round"]),
        lambda row: Snapshot.objects.bulk_create([row], ignore_conflicts=True),
    ],
    ids=["save", "delete", "update", "delete many", "bulk update", "bulk create past it"],
)
def test_nothing_changes_or_goes(approved, change):
    before = list(Snapshot.objects.values())
    row = kept(approved)[0]
    row.round = 9
    with pytest.raises(AppendOnly):
        change(row)
    assert list(Snapshot.objects.values()) == before


@pytest.mark.parametrize("sql", ["UPDATE evaluations_snapshot SET round = 9", "DELETE FROM evaluations_snapshot"])
def test_the_database_itself_refuses(approved, sql):
    guard(Editor(), "evaluations_snapshot")  # tests take the one against DELETE down on SQLite
    before = list(Snapshot.objects.values())
    with pytest.raises(DatabaseError, match="evaluations_snapshot is append-only"), transaction.atomic():
        connection.cursor().execute(sql)
    assert list(Snapshot.objects.values()) == before


def test_an_update_is_refused_by_what_the_migrations_left(approved):
    with pytest.raises(DatabaseError, match="evaluations_snapshot is append-only"), transaction.atomic():
        connection.cursor().execute("UPDATE evaluations_snapshot SET round = 9")


def test_a_refused_step_leaves_none(instrument):
    evaluation = EvaluationFactory()
    with pytest.raises(Incomplete):
        step(evaluation, "submit", person(Role.UNIT_HEAD, evaluation.unit))
    assert Snapshot.objects.count() == 0


# --- locking --------------------------------------------------------------------------------------
def lock(period, user=None):
    return lock_period(period=period, by=actor(user or person(Role.SUPERVISOR)), now=NOW)


def test_locking_records_every_sheet(instrument):
    """Approved or not, answered or not."""
    sheets = [make_sheet(state, code) for state, code in (("approved", "01"), ("in_review", "02"), ("draft", "03"))]
    fill(sheets[0], "unit")
    other = make_sheet("approved", "04", quarter=2)
    supervisor = person(Role.SUPERVISOR, full_name="Pengendali")
    period = lock(sheets[0].period, supervisor)
    rows = list(Snapshot.objects.order_by("evaluation__unit__code"))
    assert [
        (row.evaluation, row.moment, row.number, row.head["evaluation"]["state"], len(row.sheet["answers"]["unit"]))
        for row in rows
    ] == [
        (sheets[0], "lock", 1, "approved", 113),
        (sheets[1], "lock", 1, "in_review", 0),
        (sheets[2], "lock", 1, "draft", 0),
    ]
    assert {(row.taken_by, row.taken_at, row.is_intact) for row in rows} == {(supervisor, NOW, True)}
    assert {row.head["period"]["locked_at"] for row in rows} == {"2024-08-21T02:00:00+00:00"}
    assert rows[0].head["people"][str(supervisor.pk)] == "Pengendali"
    assert kept(other) == []
    assert Entry.objects.filter(topic="rekaman").count() == 3
    assert period.state == "locked"


def test_locking_again_records_again(instrument):
    evaluation = make_sheet("approved")
    supervisor = person(Role.SUPERVISOR)
    for _ in range(2):
        lock(evaluation.period, supervisor)
        reopen_period(period=evaluation.period, reason="Salah", by=actor(supervisor), now=NOW)
    assert [(row.number, row.moment, row.round) for row in kept(evaluation)] == [(1, "lock", 1), (2, "lock", 1)]


def test_a_locked_quarter_that_cannot_be_locked_leaves_none(instrument):
    period = PeriodFactory(state="locked")
    EvaluationFactory(period=period)
    with pytest.raises(WrongState):
        lock(period)
    assert Snapshot.objects.count() == 0


@pytest.mark.parametrize("units", [1, 3])
def test_recording_a_quarter_costs_the_same_for_1_and_3_sheets(instrument, django_assert_num_queries, units):
    for number in range(units):
        fill(make_sheet("approved", f"{number:02}"), "unit")
    period, by = Evaluation.objects.latest("pk").period, UserFactory()
    with django_assert_num_queries(14):
        record_period(period=period, by=by, now=NOW, source="screen")


# --- what was locked before -----------------------------------------------------------------------
def test_missing_ones_are_taken_once(instrument):
    """As the rows stand now, by nobody; open quarters and what was recorded are left alone."""
    recorded = make_sheet("approved", "r1", quarter=1)
    lock(recorded.period)
    old = [EvaluationFactory(period=PeriodFactory(quarter=2, state="locked"), state="approved")]
    old.append(EvaluationFactory(period=old[0].period))
    make_sheet("approved", "r5")
    assert record_missing(now=NOW) == {old[0].period: 2}
    assert [(row.evaluation, row.moment, row.taken_by, row.is_intact) for row in Snapshot.objects.order_by("pk")] == [
        (recorded, "lock", Snapshot.objects.earliest("pk").taken_by, True),
        (old[0], "lock", None, True),
        (old[1], "lock", None, True),
    ]
    assert kept(old[0])[0].head["taken"]["source"] == "command"
    assert record_missing(now=NOW) == {}
    assert Snapshot.objects.count() == 3


def test_the_command_says_what_it_did(instrument):
    EvaluationFactory(period=PeriodFactory(state="locked"))
    out = StringIO()
    for _ in range(2):
        call_command("take_snapshots", stdout=out)
    assert out.getvalue().splitlines() == [
        "TW III 2024: 1 penilaian direkam sebagaimana keadaannya sekarang.",
        "Semua periode terkunci sudah direkam; tidak ada yang berubah.",
    ]


def test_a_save_after_locking_changes_no_snapshot(instrument):
    """The sheet is locked: the action refuses, and the snapshot is as it was."""
    evaluation = make_sheet("draft")
    member = person(Role.UNIT_MEMBER, evaluation.unit)
    lock(evaluation.period)
    before = list(Snapshot.objects.values())
    with pytest.raises(WrongState):
        save_answer(
            evaluation=evaluation,
            code=CHOICE,
            assessor="unit",
            value="A",
            note="",
            version=0,
            by=actor(member),
            now=NOW,
        )
    assert list(Snapshot.objects.values()) == before
