"""Reporting and judging: texts that are due, evidence old and new, what closes and opens again."""

import pytest
from django.conf import settings

from evaluations.exceptions import Invalid
from evaluations.models import Evidence, EvidenceVersion, FollowUp
from files.exceptions import Rejected
from files.models import StoredFile
from history.models import Entry
from tests.factories import NOW, EvaluationFactory, EvidenceVersionFactory, WorkUnitFactory, person
from tests.integration.evaluations.advice_case import advice, take
from tests.uploads import exe, pdf, png, sent
from units.roles import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("instrument")]


@pytest.fixture
def sheet():
    return EvaluationFactory(unit=WorkUnitFactory())


@pytest.fixture
def member(sheet):
    return person(Role.UNIT_MEMBER, sheet.unit)


@pytest.fixture
def evaluator(sheet):
    return person(Role.EVALUATOR, sheet.unit)


def _version(unit, **fields) -> EvidenceVersion:
    return EvidenceVersionFactory(unit=unit, **fields)


# --- the text -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("state", "action", "sentence"),
    [
        ("open", "report", "Tulis apa yang sudah dilakukan."),
        ("in_progress", "claim_done", "Tulis apa yang sudah dilakukan."),
        ("open", "settle", "Tulis dasar menyatakan tuntas: unit belum melaporkan selesai."),
        ("in_progress", "settle", "Tulis dasar menyatakan tuntas: unit belum melaporkan selesai."),
        ("done_by_unit", "settle", ""),
        ("done_by_unit", "not_yet", "Tulis apa yang masih kurang."),
        ("done_by_unit", "impossible", "Tulis alasan mengapa tidak dapat ditindaklanjuti."),
        ("settled", "reopen", "Tulis alasan membuka kembali."),
        ("impossible", "reopen", "Tulis alasan membuka kembali."),
    ],
)
def test_who_says_nothing_is_asked_for_what_is_due(sheet, member, evaluator, state, action, sentence):
    row, by = advice(sheet, state), member if action in {"report", "claim_done"} else evaluator
    if not sentence:
        assert take(row, action, by, "  ").text == ""
        return
    with pytest.raises(Invalid) as refusal:
        take(row, action, by, " \n ")
    assert (str(refusal.value), refusal.value.field) == (sentence, "text")
    row.refresh_from_db()
    assert (row.state, FollowUp.objects.count()) == (state, 0)


def test_a_text_has_an_end(sheet, member):
    with pytest.raises(Invalid, match="Uraian terlalu panjang: 5001 huruf"):
        take(advice(sheet), "report", member, "x" * 5001)


# --- one after the other --------------------------------------------------------------------------
def test_a_whole_story(sheet, member, evaluator):
    row = advice(sheet)
    steps = [
        ("report", member, "in_progress"),
        ("claim_done", member, "done_by_unit"),
        ("not_yet", evaluator, "in_progress"),
        ("claim_done", member, "done_by_unit"),
        ("settle", evaluator, "settled"),
        ("reopen", evaluator, "in_progress"),
        ("impossible", evaluator, "impossible"),
    ]
    for action, by, _ in steps:
        take(row, action, by)
    turns = row.follow_ups.order_by("number")
    assert [(turn.action, turn.by, turn.state) for turn in turns] == steps
    assert [turn.number for turn in turns] == [1, 2, 3, 4, 5, 6, 7]
    row.refresh_from_db()
    assert (row.state, row.closed_at, row.closed_by) == ("impossible", NOW, evaluator)


def test_opening_again_takes_the_closing_back(sheet, evaluator):
    row = advice(sheet, "settled")
    take(row, "reopen", evaluator)
    row.refresh_from_db()
    assert (row.closed_at, row.closed_by) == (None, None)


def test_the_history_tells_each_turn(sheet, member):
    row = advice(sheet)
    take(row, "report", member, "SK terbit.", evidence=[_version(sheet.unit, title="SK Tim ZI")])
    entry = Entry.objects.get(subject="recommendation", subject_id=row.pk)
    assert (entry.verb, entry.topic, entry.by, entry.old) == (
        *("melaporkan kemajuan", "tindak lanjut 1", member, {"state": "open"}),
    )
    assert entry.new == {"state": "in_progress", "uraian": "SK terbit.", "data dukung": ["SK Tim ZI"]}


# --- evidence -------------------------------------------------------------------------------------
def test_a_report_brings_new_files_as_evidence_of_the_unit(sheet, member):
    old = _version(sheet.unit, title="SK lama")
    files = [sent("Notulen rapat.pdf", pdf(text="notulen")), sent("foto.png", png())]
    turn = take(advice(sheet), "report", member, evidence=[old], uploads=files)
    assert [version.title for version in turn.evidence.order_by("pk")] == ["SK lama", "Notulen rapat", "foto"]
    assert {version.evidence.unit for version in turn.evidence.all()} == {sheet.unit}
    assert StoredFile.objects.filter(stored_by=member).count() == 2


def test_the_same_file_twice_is_stored_once(sheet, member):
    files = [sent("SK.pdf", pdf(text="SK")), sent("Foto.png", png()), sent("Salinan SK.pdf", pdf(text="SK"))]
    turn = take(advice(sheet), "report", member, uploads=files)
    assert [version.title for version in turn.evidence.order_by("pk")] == ["SK", "Foto"]
    assert (Evidence.objects.count(), StoredFile.objects.count()) == (2, 2)


def test_a_file_that_is_refused_leaves_nothing_behind(sheet, member):
    row, before = advice(sheet), _on_disk()
    files = [sent("SK.pdf", pdf()), sent("SK lain.pdf", exe())]
    with pytest.raises(Rejected):
        take(row, "claim_done", member, uploads=files)
    row.refresh_from_db()
    assert (row.state, FollowUp.objects.count(), Evidence.objects.count()) == ("open", 0, 0)
    assert (StoredFile.objects.filter(stored_by=member).count(), _on_disk()) == (0, before)


def _on_disk() -> set:
    folder = settings.VAR_DIR
    return {path for path in folder.rglob("*") if path.is_file() and "sqlite3" not in path.name}


def test_evidence_of_another_unit_is_refused(sheet, member):
    with pytest.raises(Invalid, match="Pilih data dukung milik"):
        take(advice(sheet), "report", member, evidence=[_version(WorkUnitFactory())])


def test_the_tpi_puts_no_evidence_forward(sheet, evaluator):
    for more in ({"evidence": [_version(sheet.unit)]}, {"uploads": [sent("SK.pdf", pdf())]}):
        with pytest.raises(Invalid, match="Data dukung hanya dilampirkan oleh unit kerja"):
            take(advice(sheet, "done_by_unit"), "settle", evaluator, **more)


def test_one_report_takes_twenty_pieces_at_most(sheet, member):
    found = [_version(sheet.unit) for _ in range(20)]
    with pytest.raises(Invalid, match="Paling banyak 20 data dukung"):
        take(advice(sheet), "report", member, evidence=found, uploads=[sent("SK.pdf", pdf())])
    assert take(advice(sheet), "report", member, evidence=found).evidence.count() == 20
