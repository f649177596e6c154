"""Importing a filled workbook: every question's fate is judged first, then exactly what was chosen is written."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from evaluations.actions.participation import leave_out
from evaluations.exceptions import DeadlinePassed, Invalid, NotAllowed, WrongState
from evaluations.models import Answer, Evaluation, Period, Score
from evaluations.queries.instruments import loaded
from files.models import StoredFile
from history.models import Entry
from inbox.models import Message
from jobs.models import Job
from tests.conftest import ROOT
from tests.factories import (
    NOW,
    EvaluationFactory,
    PeriodFactory,
    RepairRequestFactory,
    WorkUnitFactory,
    actor,
    answer,
    fill,
    person,
)
from tests.integration.evaluations.people import everybody
from tests.integration.evaluations.sheet_case import make_sheet, stored
from tests.integration.workbooks.import_case import (
    confirm,
    edited,
    exported,
    fates,
    filled,
    hand_in,
    large,
    upload,
)
from tests.jobs import run_jobs
from tests.unit.workbooks.books import lampiran_iii, own, portalrb
from units.roles import Role
from workbooks.actions import imports as actions
from workbooks.exceptions import Changed, NothingWaits, Unreadable
from workbooks.imports.fates import preview
from workbooks.models import WorkbookImport
from workbooks.queries.portalrb import portal_book
from workbooks.writing.portalrb import portal_workbook

pytestmark = pytest.mark.django_db
GOLDEN = json.loads((ROOT / "tests/data/golden-cases.json").read_text(encoding="utf-8"))[2]["answers"]
FIGURES = "A.II.1.i.a"


@pytest.fixture
def sheet(instrument):
    return make_sheet()


@pytest.fixture
def member(sheet):
    return person(Role.UNIT_MEMBER, sheet.unit)


@pytest.fixture
def evaluator(sheet):
    return person(Role.EVALUATOR, sheet.unit)


def history(evaluation) -> list[tuple]:
    rows = Entry.objects.filter(subject="evaluation", subject_id=evaluation.pk).order_by("pk")
    return list(rows.values_list("topic", "source", "verb"))


# --- our own workbook ---------------------------------------------------------------------------------
def test_exactly_the_edited_answers_change(sheet, member):
    answer(sheet, "A.I.1.i.a", "unit", "Ya", "SK 2023.")
    answer(sheet, "A.I.1.i.b", "unit", "B")
    answer(sheet, FIGURES, "unit", {"agen_perubahan": 4, "perubahan": 2})
    before = stored(sheet)
    file = edited(
        exported(sheet, member),
        {"A.I.1.i.b": "A", "A.I.1.ii.a": "Tidak", FIGURES: {"perubahan": 4}},
        {"A.I.1.i.a": "SK 2024."},
    )
    waiting = hand_in(sheet, file, member)
    assert (stored(sheet), history(sheet)) == (before, [])  # nothing was touched yet
    assert fates(waiting) == dict.fromkeys(["A.I.1.i.a", "A.I.1.i.b", "A.I.1.ii.a", FIGURES], "berubah")
    assert confirm(waiting, member) == 4
    assert stored(sheet) == {
        "A.I.1.i.a": ("Ya", "SK 2024.", 2),
        "A.I.1.i.b": ("A", "", 2),
        "A.I.1.ii.a": ("Tidak", "", 1),
        FIGURES: ({"agen_perubahan": "4", "perubahan": "4"}, "", 2),
    }
    assert history(sheet) == [
        (f"{code}/unit", "import", "jawaban disimpan") for code in ("A.I.1.i.a", "A.I.1.i.b", "A.I.1.ii.a", FIGURES)
    ]
    row = Answer.objects.get(evaluation=sheet, question__code="A.I.1.i.b")
    assert (row.updated_by, row.updated_at) == (member, NOW)
    assert Score.objects.get(evaluation=sheet).answered == 4


def test_a_file_nobody_edited_changes_nothing(sheet, member):
    fill(sheet, "unit", "B")
    waiting = hand_in(sheet, exported(sheet, member), member)
    assert fates(waiting) == {}
    with pytest.raises(Invalid, match=r"^Pilih sedikitnya satu jawaban"):
        confirm(waiting, member)


def test_what_changed_in_the_app_alone_stays_and_what_changed_in_both_is_a_conflict(sheet, member):
    for code in ("A.I.1.i.b", "A.I.1.ii.b", "A.I.1.ii.c"):
        answer(sheet, code, "unit", "C")
    file = edited(exported(sheet, member), {"A.I.1.ii.b": "A", "A.I.1.ii.c": "B", "A.I.1.iii.a": "A"})
    answer(sheet, "A.I.1.i.b", "unit", "B", "Di aplikasi.")  # only in the app
    answer(sheet, "A.I.1.ii.b", "unit", "B", "Di aplikasi.")  # in both, otherwise
    answer(sheet, "A.I.1.ii.c", "unit", "B")  # in both, alike
    waiting = hand_in(sheet, file, member)
    assert fates(waiting) == {"A.I.1.ii.b": "bertentangan", "A.I.1.iii.a": "berubah"}
    conflict = preview(waiting).of("bertentangan")[0]
    assert (conflict.old, conflict.new) == (("B", "Di aplikasi."), ("A", ""))
    assert confirm(waiting, member) == 1  # what is ticked at first leaves the conflict out
    assert stored(sheet)["A.I.1.ii.b"] == ("B", "Di aplikasi.", 2)


def test_a_conflict_that_was_chosen_is_written(sheet, member):
    answer(sheet, "A.I.1.i.b", "unit", "C")
    file = edited(exported(sheet, member), {"A.I.1.i.b": "A"})
    answer(sheet, "A.I.1.i.b", "unit", "B")
    waiting = hand_in(sheet, file, member)
    assert confirm(waiting, member, ["A.I.1.i.b"]) == 1
    assert stored(sheet)["A.I.1.i.b"] == ("A", "", 3)


def test_an_emptied_cell_empties_the_answer_only_when_it_is_chosen(sheet, member):
    answer(sheet, "A.I.1.i.a", "unit", "Ya", "SK ada.")
    answer(sheet, "A.I.1.i.b", "unit", "A", "Ada.")
    answer(sheet, FIGURES, "unit", {"agen_perubahan": 4, "perubahan": 2})
    file = edited(
        exported(sheet, member),
        {"A.I.1.i.a": None, FIGURES: {"perubahan": None}},
        {"A.I.1.i.b": None},
    )
    waiting = hand_in(sheet, file, member)
    assert fates(waiting) == dict.fromkeys(["A.I.1.i.a", "A.I.1.i.b", FIGURES], "dikosongkan")
    with pytest.raises(Invalid):
        confirm(waiting, member)
    assert confirm(waiting, member, ["A.I.1.i.a", FIGURES]) == 2
    assert stored(sheet) == {
        "A.I.1.i.a": (None, "SK ada.", 2),
        "A.I.1.i.b": ("A", "Ada.", 1),
        FIGURES: ({"agen_perubahan": "4"}, "", 2),
    }


def test_a_cell_that_was_empty_when_the_file_was_made_empties_nothing(sheet, member):
    file = exported(sheet, member)
    answer(sheet, "A.I.1.i.a", "unit", "Ya")
    assert fates(hand_in(sheet, file, member)) == {}


def test_a_proposal_carried_along_is_confirmed_by_the_file_and_by_nothing_less(sheet, member):
    for code in ("A.I.1.i.a", "A.I.1.i.b", "A.I.1.ii.a"):
        answer(sheet, code, "unit", "A" if code.endswith("b") else "Ya", "Tahun lalu.")
    Answer.objects.filter(evaluation=sheet).update(is_carried=True)
    file = edited(exported(sheet, member), {"A.I.1.i.a": "Ya"}, {"A.I.1.i.b": "Masih ada."})
    waiting = hand_in(sheet, file, member)
    assert fates(waiting) == {"A.I.1.i.a": "berubah", "A.I.1.i.b": "ditolak"}
    assert confirm(waiting, member) == 1
    carried = dict(Answer.objects.filter(evaluation=sheet).values_list("question__code", "is_carried"))
    assert carried == {"A.I.1.i.a": False, "A.I.1.i.b": True, "A.I.1.ii.a": True}


def test_what_the_checks_of_the_instrument_forbid_is_refused_with_its_cell(sheet, member):
    file = edited(
        exported(sheet, member),
        {"A.II.5.ii.a": {"pengaduan_harus": 1, "pengaduan_proses": 0, "pengaduan_selesai": 2}, "A.I.1.i.a": "Mungkin"},
    )
    lines = {line.code: line for line in preview(hand_in(sheet, file, member)).of("ditolak")}
    assert {code: line.cell.partition("!")[0] for code, line in lines.items()} == dict.fromkeys(lines, "LKE")
    assert lines["A.I.1.i.a"].sentence == 'Pilihan "Mungkin" tidak dikenal; pilih salah satu dari Ya, Tidak.'
    assert "melebihi" in lines["A.II.5.ii.a"].sentence
    assert [line.may_be_picked for line in lines.values()] == [False, False]


def test_after_a_return_of_single_questions_only_these_are_taken(instrument):
    sheet = make_sheet("returned")
    Evaluation.objects.update(returned_whole=False)
    sheet.refresh_from_db()
    member = person(Role.UNIT_MEMBER, sheet.unit)
    RepairRequestFactory(evaluation=sheet, code="A.I.1.i.a", sent_at=NOW, round=sheet.round)
    file = edited(exported(sheet, member), {"A.I.1.i.a": "Ya", "A.I.1.i.b": "A"})
    waiting = hand_in(sheet, file, member)
    assert fates(waiting) == {"A.I.1.i.a": "berubah", "A.I.1.i.b": "ditolak"}
    refused = preview(waiting).of("ditolak")[0]
    assert refused.sentence == "A.I.1.i.b tidak dikembalikan TPI, jadi jawabannya tidak dapat diubah."
    assert confirm(waiting, member, ["A.I.1.i.a", "A.I.1.i.b"]) == 1
    assert list(stored(sheet)) == ["A.I.1.i.a"]


# --- the TPI's column ---------------------------------------------------------------------------------
def test_the_tpi_imports_its_own_column_and_only_that(instrument):
    sheet = make_sheet("in_review")
    evaluator = person(Role.EVALUATOR, sheet.unit)
    answer(sheet, "A.I.1.i.a", "unit", "Ya")
    answer(sheet, "A.I.1.i.b", "unit", "A")
    answer(sheet, "A.I.1.ii.a", "unit", "Ya")
    file = edited(exported(sheet, evaluator), {"A.I.1.i.a": "Tidak"})  # the unit's cell, by whoever
    file = edited(
        file,
        {"A.I.1.i.a": "Ya", "A.I.1.i.b": "B", "A.I.1.ii.a": "Tidak"},
        {"A.I.1.i.b": "Tim belum lengkap."},
        "tpi",
    )
    waiting = hand_in(sheet, file, evaluator)
    assert fates(waiting) == {"A.I.1.i.a": "berubah", "A.I.1.i.b": "berubah", "A.I.1.ii.a": "ditolak"}
    assert preview(waiting).of("ditolak")[0].sentence == "Tulis catatan: nilai TPI berbeda dari jawaban unit."
    assert confirm(waiting, evaluator) == 2
    assert stored(sheet, "tpi") == {"A.I.1.i.a": ("Ya", "", 1), "A.I.1.i.b": ("B", "Tim belum lengkap.", 1)}
    assert set(Answer.objects.filter(assessor="tpi").values_list("unit_version", flat=True)) == {1}
    assert stored(sheet)["A.I.1.i.a"] == ("Ya", "", 1)


def test_an_answer_that_the_unit_changed_since_the_file_was_made_is_a_conflict_for_the_tpi(instrument):
    sheet = make_sheet("in_review")
    evaluator = person(Role.EVALUATOR, sheet.unit)
    answer(sheet, "A.I.1.i.a", "unit", "Tidak")
    file = edited(exported(sheet, evaluator), {"A.I.1.i.a": "Ya"}, {"A.I.1.i.a": "Sudah ada."}, "tpi")
    answer(sheet, "A.I.1.i.a", "unit", "Ya")
    assert fates(hand_in(sheet, file, evaluator)) == {"A.I.1.i.a": "bertentangan"}


def test_a_workbook_of_somebody_who_did_not_see_the_tpis_column_has_none(instrument):
    sheet = make_sheet("in_review")
    member, evaluator = person(Role.UNIT_MEMBER, sheet.unit), person(Role.EVALUATOR, sheet.unit)
    with pytest.raises(Unreadable, match=r"^Buku kerja ini tidak memuat kolom TPI"):
        hand_in(sheet, exported(sheet, member), evaluator)


# --- the ministry's workbooks -------------------------------------------------------------------------
def test_the_official_form_fills_the_column_of_whoever_hands_it_in(sheet, member, shared_file):
    answer(sheet, "A.I.1.i.a", "unit", "Ya", "SK ada.")
    answer(sheet, "A.I.1.i.b", "unit", "A")
    answer(sheet, FIGURES, "unit", {"agen_perubahan": 4})
    file = lampiran_iii(shared_file, {"A.I.1.i.a": "Tidak", FIGURES: {"perubahan": 3}, "A.I.1.ii.a": "Ya"})
    waiting = hand_in(sheet, file, member)
    assert (waiting.layout, fates(waiting)) == (
        "lampiran_iii",
        dict.fromkeys(["A.I.1.i.a", "A.I.1.ii.a", FIGURES], "berubah"),
    )
    assert confirm(waiting, member) == 3
    assert stored(sheet) == {
        "A.I.1.i.a": ("Tidak", "SK ada.", 2),  # an empty note says nothing
        "A.I.1.i.b": ("A", "", 1),  # an empty answer neither
        "A.I.1.ii.a": ("Ya", "", 1),
        FIGURES: ({"agen_perubahan": "4", "perubahan": "3"}, "", 2),
    }


def test_a_whole_form_makes_a_whole_sheet(sheet, member, shared_file):
    waiting = hand_in(sheet, lampiran_iii(shared_file, GOLDEN), member)
    refused = {line.code for line in preview(waiting).of("ditolak")}  # figures that the instrument's checks forbid
    assert confirm(waiting, member) == 113 - len(refused)
    values = {code: value for code, (value, _, _) in stored(sheet).items()}
    assert values == {code: _as_stored(value) for code, value in GOLDEN.items() if code not in refused}
    assert Score.objects.get(evaluation=sheet).answered == 113 - len(refused)


def _as_stored(value):
    return {key: str(figure) for key, figure in value.items()} if isinstance(value, dict) else value


def test_of_the_portalrb_layout_each_takes_the_own_column(instrument):
    sheet = make_sheet("in_review")
    evaluator = person(Role.EVALUATOR, sheet.unit)
    answer(sheet, "A.I.1.i.a", "unit", "Ya")
    waiting = hand_in(sheet, portalrb(unit={"A.I.1.i.a": "Tidak"}, tpi={"A.I.1.i.a": "Ya"}), evaluator)
    assert (waiting.assessor, waiting.layout, fates(waiting)) == ("tpi", "portalrb", {"A.I.1.i.a": "berubah"})


def test_our_portalrb_workbook_comes_back_as_it_went_out(instrument):
    sheet = make_sheet("in_review")
    fill(sheet, "unit", "B")
    fill(sheet, "tpi", "B")
    evaluator = person(Role.EVALUATOR, sheet.unit)
    content = portal_workbook(portal_book(actor(evaluator), sheet, now=NOW))
    assert fates(hand_in(sheet, content, evaluator)) == {}
    answer(sheet, "A.I.1.i.b", "tpi", "C", "Belum.")
    assert fates(hand_in(sheet, content, evaluator)) == {"A.I.1.i.b": "berubah"}


# --- refused as a whole -------------------------------------------------------------------------------
def refusal(sheet, content, user) -> str:
    with pytest.raises(Unreadable) as refused:
        hand_in(sheet, content, user)
    assert not WorkbookImport.objects.exists()
    return str(refused.value)


def test_another_units_workbook_is_refused(sheet, member):
    other = EvaluationFactory(unit=WorkUnitFactory(code="08"), period=sheet.period)
    content = exported(other, person(Role.UNIT_MEMBER, other.unit))
    assert refusal(sheet, content, member) == (
        "Buku kerja ini milik unit kerja 08, sedangkan lembar ini milik 07 (Unit Kerja 07). Tidak ada yang diubah."
    )


def test_another_quarters_workbook_is_refused(sheet, member):
    earlier = EvaluationFactory(unit=sheet.unit, period=PeriodFactory(quarter=2))
    assert refusal(sheet, exported(earlier, member), member) == (
        "Buku kerja ini dari triwulan 2 tahun 2024, sedangkan lembar ini untuk TW III 2024. "
        "Unduh LKE triwulan ini, lalu isi berkas yang baru."
    )


def test_a_workbook_of_another_instrument_is_refused(sheet, member):
    about = {"instrumen": "permenpanrb-90-2021 2"}
    assert refusal(sheet, own(about=about), member).startswith(
        "Buku kerja ini memakai instrumen permenpanrb-90-2021 2, sedangkan yang berlaku permenpanrb-90-2021 1."
    )


# --- who, and when ------------------------------------------------------------------------------------
TABLE = {
    "draft": {"member", "head", "evaluator and member", "supervisor and member"},
    "returned": {"member", "head", "evaluator and member", "supervisor and member"},
    "in_review": {"evaluator", "supervisor and evaluator"},
}


@pytest.mark.parametrize("state", ["draft", "submitted", "in_review", "returned", "reviewed", "approved"])
def test_whoever_may_write_a_column_may_import_it(instrument, state):
    evaluation = EvaluationFactory(unit=WorkUnitFactory(code="07"), state=state)
    people = everybody(evaluation.unit)
    writers = TABLE["draft"] | TABLE["in_review"]
    expected = {
        who: "ready" if who in TABLE.get(state, ()) else WrongState if who in writers else NotAllowed for who in people
    }
    content = filled(unit={"A.I.1.i.a": "Ya"}, tpi={"A.I.1.i.a": "Ya"})
    assert {who: _try(evaluation, content, user) for who, user in people.items()} == expected


def _try(evaluation, content, user):
    try:
        return hand_in(evaluation, content, user).state
    except (NotAllowed, WrongState) as error:
        return type(error)


def test_after_the_last_day_nothing_is_handed_in_nor_imported(sheet, member):
    waiting = hand_in(sheet, filled(unit={"A.I.1.i.a": "Ya"}), member)
    Period.objects.update(fill_deadline=NOW.date() - timedelta(days=1))
    sheet.refresh_from_db()
    for attempt in (lambda: confirm(waiting, member), lambda: hand_in(sheet, own(), member)):
        with pytest.raises(DeadlinePassed):
            attempt()
    assert stored(sheet) == {}


def test_nobody_imports_what_somebody_else_handed_in(sheet, member):
    waiting = hand_in(sheet, filled(unit={"A.I.1.i.a": "Ya"}), member)
    colleague = person(Role.UNIT_MEMBER, sheet.unit)
    with pytest.raises(NothingWaits):
        confirm(waiting, colleague)
    actions.give_up(waiting=waiting, by=actor(colleague))
    assert WorkbookImport.objects.get() == waiting


# --- once, or not at all ------------------------------------------------------------------------------
def test_a_second_confirmation_does_nothing(sheet, member):
    waiting = hand_in(sheet, filled(unit={"A.I.1.i.a": "Ya"}), member)
    digest = preview(waiting).digest
    confirm(waiting, member)
    with pytest.raises(NothingWaits):
        actions.import_answers(waiting=waiting, codes={"A.I.1.i.a"}, digest=digest, by=actor(member), now=NOW)
    assert stored(sheet) == {"A.I.1.i.a": ("Ya", "", 1)}
    waiting.refresh_from_db()
    assert (waiting.state, waiting.changed, waiting.applied_at, waiting.content) == ("applied", 1, NOW, None)


def test_handing_the_same_file_in_again_after_the_import_finds_nothing_new(sheet, member):
    content = filled(unit={"A.I.1.i.a": "Ya"})
    confirm(hand_in(sheet, content, member), member)
    again = hand_in(sheet, content, member)
    assert fates(again) == {}
    assert stored(sheet)["A.I.1.i.a"] == ("Ya", "", 1)


def test_when_the_sheet_changed_since_the_preview_nothing_is_written(sheet, member):
    waiting = hand_in(sheet, edited(exported(sheet, member), {"A.I.1.i.a": "Ya", "A.I.1.i.b": "A"}), member)
    digest = preview(waiting).digest
    answer(sheet, "A.I.1.i.b", "unit", "C")
    with pytest.raises(Changed):
        confirm(waiting, member, ["A.I.1.i.a", "A.I.1.i.b"], digest)
    assert list(stored(sheet)) == ["A.I.1.i.b"]
    assert fates(waiting) == {"A.I.1.i.a": "berubah", "A.I.1.i.b": "bertentangan"}


def test_what_changed_elsewhere_in_the_sheet_disturbs_no_confirmation(sheet, member):
    waiting = hand_in(sheet, edited(exported(sheet, member), {"A.I.1.i.a": "Ya"}), member)
    digest = preview(waiting).digest
    answer(sheet, "A.I.1.ii.a", "unit", "Ya")
    assert confirm(waiting, member, ["A.I.1.i.a"], digest) == 1


# --- kept for a day -----------------------------------------------------------------------------------
def test_one_file_waits_per_person_and_sheet(sheet, member):
    hand_in(sheet, filled(unit={"A.I.1.i.a": "Ya"}), member)
    second = hand_in(sheet, filled(unit={"A.I.1.i.b": "A"}), member)
    colleague = hand_in(sheet, own(), person(Role.UNIT_MEMBER, sheet.unit))
    assert set(WorkbookImport.objects.all()) == {second, colleague}


def test_a_file_that_cannot_be_used_leaves_the_one_before_waiting(sheet, member):
    first = hand_in(sheet, own(), member)
    with pytest.raises(Unreadable):
        hand_in(sheet, b"bukan buku kerja", member)
    assert WorkbookImport.objects.get() == first


def test_what_is_a_day_old_is_neither_imported_nor_kept(sheet, member):
    waiting = hand_in(sheet, filled(unit={"A.I.1.i.a": "Ya"}), member)
    late = NOW + timedelta(hours=24)
    with pytest.raises(NothingWaits):
        confirm(waiting, member, now=late)
    assert actions.forget_old(now=late - timedelta(seconds=1)) == 0
    assert actions.forget_old(now=late) == 1
    assert not WorkbookImport.objects.exists()


# --- in the background --------------------------------------------------------------------------------
def test_a_large_file_is_read_in_the_background_and_its_owner_told(sheet, member):
    content = large(edited(exported(sheet, member), {"A.I.1.i.a": "Ya"}))
    waiting = hand_in(sheet, content, member)
    file = StoredFile.objects.get()
    assert (waiting.state, waiting.file, waiting.content) == ("waiting", file, None)
    assert file.content.storage.exists(file.content.name)
    assert run_jobs(NOW) == 1
    waiting.refresh_from_db()
    assert (waiting.state, fates(waiting)) == ("ready", {"A.I.1.i.a": "berubah"})
    message = Message.objects.get()
    assert (message.user, message.event) == (member, "work_done")
    assert (message.title, message.url) == (
        "Buku kerja 07 selesai dibaca",
        f"/tw/2024-3/unit/07/buku-kerja/impor/{waiting.pk}/",
    )
    assert not StoredFile.objects.exists()
    job = Job.objects.get()
    assert (job.state, job.done, job.total) == ("done", 7, 7)


def test_the_content_goes_with_the_row_once_it_is_read(sheet, member, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        hand_in(sheet, large(own()), member)
    file = StoredFile.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        run_jobs(NOW)
    assert not file.content.storage.exists(file.content.name)


def test_a_large_file_that_cannot_be_used_says_why_where_its_owner_looks(sheet, member):
    other = EvaluationFactory(unit=WorkUnitFactory(code="08"), period=sheet.period)
    content = large(exported(other, person(Role.UNIT_MEMBER, other.unit)))
    waiting = hand_in(sheet, content, member)
    run_jobs(NOW, failing=True)
    waiting.refresh_from_db()
    sentence = (
        "Buku kerja ini milik unit kerja 08, sedangkan lembar ini milik 07 (Unit Kerja 07). Tidak ada yang diubah."
    )
    assert (waiting.state, waiting.error, Job.objects.get().error) == ("failed", sentence, sentence)
    assert (Message.objects.get().title, Message.objects.get().text) == ("Buku kerja 07 tidak dapat dibaca", sentence)
    assert not StoredFile.objects.exists()


def test_a_file_given_up_before_it_was_read_is_not_read(sheet, member):
    waiting = hand_in(sheet, large(own()), member)
    actions.give_up(waiting=waiting, by=actor(member))
    assert not StoredFile.objects.exists()
    run_jobs(NOW)
    assert (WorkbookImport.objects.count(), Message.objects.count()) == (0, 0)


def test_reading_twice_tells_once(sheet, member):
    waiting = hand_in(sheet, large(own()), member)
    told = {"waiting": waiting.pk, "file": waiting.file_id, "heard": lambda _done, _of: None, "now": NOW}
    assert [actions.read_waiting(**told), actions.read_waiting(**told)] == ["", ""]
    assert Message.objects.count() == 1


def test_a_sheet_that_leaves_its_quarter_takes_its_imports_along(sheet, member):
    waiting = hand_in(sheet, large(own()), member)
    leave_out(evaluation=sheet, reason="Digabung.", by=actor(person(Role.SUPERVISOR)), now=NOW)
    assert not WorkbookImport.objects.exists()
    run_jobs(NOW)  # the file is removed by the job that would have read it
    assert not StoredFile.objects.filter(pk=waiting.file_id).exists()


# --- queries ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("count", [1, 3, 113])
def test_the_preview_asks_the_same_however_much_changes(sheet, member, count):
    codes = list(loaded(sheet.period.instrument).instrument.questions)[:count]
    changes = {code: GOLDEN[code] for code in codes}
    waiting = hand_in(sheet, edited(exported(sheet, member), changes), member)
    fresh = WorkbookImport.objects.select_related("evaluation__period__instrument").get(pk=waiting.pk)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert len(fates(fresh)) == count
    assert len(queries) == 1


def test_an_import_scores_once(sheet, member):
    waiting = hand_in(
        sheet,
        filled(unit={"A.I.1.i.a": "Ya", "A.I.1.i.b": "A", "A.I.1.ii.a": "Ya"}),
        member,
    )
    with CaptureQueriesContext(connection) as queries:
        confirm(waiting, member)
    written = [query["sql"] for query in queries if 'INSERT INTO "evaluations_score"' in query["sql"]]
    assert len(written) == 1


def test_a_name_nobody_can_show_is_made_safe(sheet, member):
    row = actions.hand_in(evaluation=sheet, upload=upload(own(), "a\u202eb\x00.xlsx"), by=actor(member), now=NOW)
    assert row.file_name.isprintable()
