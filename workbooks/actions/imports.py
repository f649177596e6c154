"""Importing a filled workbook: reading what was handed in, and writing what somebody has seen and confirmed."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from evaluations import permissions, policies
from evaluations.actions.answers import save_answers
from evaluations.actions.locks import lock_to_write
from evaluations.exceptions import Invalid
from evaluations.models import Evaluation
from evaluations.queries.instruments import loaded
from files import names
from files.actions import discard, receive, store
from files.contents import check_size
from files.enums import FileKind
from files.models import StoredFile
from history.models import Source
from inbox.actions import tell
from inbox.events import Event
from jobs.actions import enqueue
from units.actors import Actor
from workbooks.enums import ImportState
from workbooks.exceptions import Changed, NothingWaits, Unreadable
from workbooks.imports.content import Content, content_of
from workbooks.imports.fates import preview
from workbooks.models import WorkbookImport
from workbooks.queries.imports import KEPT, unapplied
from workbooks.reading.book import read
from workbooks.reading.sheets import Progress, is_slow

KIND = "read-workbook"
GONE = "Buku kerja ini sudah diimpor atau dibuang, atau sudah lebih dari sehari. Unggah lagi bila perlu."
CHANGED = "Isi lembar berubah sejak pratinjau dibuka, jadi belum ada yang diimpor. Periksa sekali lagi."


# --- handing in ---------------------------------------------------------------------------------------
def hand_in(*, evaluation: Evaluation, upload: UploadedFile, by: Actor, now: datetime) -> WorkbookImport:
    """Read a workbook for the column this person writes in, or have it read in the background when it is large.

    It replaces what the same person handed in for this sheet before. Nobody's answer changes. Raises NotAllowed,
    WrongState, DeadlinePassed, or Rejected (Unreadable) with why the file is not taken; then nothing is kept.
    """
    assessor = _column(evaluation, by, now)
    if refusal := getattr(upload, "refusal", None):
        raise refusal
    check_size(upload.size, FileKind.XLSX)
    name = names.clean(upload.name or "")
    fields = {"evaluation": evaluation, "assessor": assessor, "owner": by.user, "file_name": name, "created_at": now}
    if is_slow(upload.file):
        return _read_later(fields, upload, by, now)
    content = _content(upload.file, evaluation, assessor)
    with transaction.atomic():
        _forget(unapplied(by, evaluation))
        return WorkbookImport.objects.create(
            **fields, state=ImportState.READY, layout=content.layout, content=content.stored()
        )


def _column(evaluation: Evaluation, by: Actor, now: datetime) -> str:
    """The column this person may write now."""
    assessor = permissions.own_column(by, evaluation)
    permissions.require(bool(assessor))
    policies.check_writable(evaluation, assessor, today=timezone.localdate(now))
    return assessor


def _read_later(fields: dict, upload: UploadedFile, by: Actor, now: datetime) -> WorkbookImport:
    with receive(upload, [FileKind.XLSX]) as received, transaction.atomic():
        _forget(unapplied(by, fields["evaluation"]))
        file = store(upload=received, by=by.user, now=now)
        waiting = WorkbookImport.objects.create(**fields, file=file, state=ImportState.WAITING)
        title = f"Membaca buku kerja LKE {fields['evaluation'].unit.code}"
        payload = {"import": waiting.pk, "file": file.pk}
        waiting.job = enqueue(kind=KIND, payload=payload, now=now, by=by.user, title=title)
        waiting.save(update_fields=["job"])
        return waiting


def _content(file, evaluation: Evaluation, assessor: str, heard: Progress = lambda _done, _of: None) -> Content:
    book = read(file, loaded(evaluation.period.instrument).instrument, heard)
    return content_of(book, evaluation, assessor)


# --- in the background --------------------------------------------------------------------------------
def read_waiting(*, waiting: int, file: int, heard: Progress, now: datetime) -> str:
    """Read a workbook that was put aside, and tell its owner; returns why it cannot be used, "" when it can.

    Safe to repeat. What was given up meanwhile is passed over, and its file removed.
    """
    row = _rows().filter(pk=waiting, state=ImportState.WAITING).first()
    if row is None:
        _drop(file)
        return ""
    content, sentence = None, ""
    try:
        with row.file.opened() as opened:
            content = _content(opened, row.evaluation, row.assessor, heard)
    except Unreadable as error:
        sentence = str(error)
    with _still_waiting(row.pk) as fresh:
        if fresh is not None:
            _note(fresh, content, sentence, now)
    return sentence


@contextmanager
def _still_waiting(pk: int) -> Iterator[WorkbookImport | None]:
    """The locked row in a transaction; None when it is read or given up by now."""
    with transaction.atomic():
        rows = _rows().select_for_update(of=("self",))
        yield rows.filter(pk=pk, state=ImportState.WAITING).first()


def _note(row: WorkbookImport, content: Content | None, sentence: str, now: datetime) -> None:
    file, row.file, row.error = row.file, None, sentence
    row.state = ImportState.READY if content else ImportState.FAILED
    row.layout, row.content = (content.layout, content.stored()) if content else ("", None)
    row.save()
    discard(file=file)
    tell(
        event=Event.WORK_DONE,
        users=[row.owner_id],
        key=f"impor-{row.pk}",
        title=f"Buku kerja {row.evaluation.unit.code} {'selesai dibaca' if content else 'tidak dapat dibaca'}",
        text=f"“{row.file_name}” siap diperiksa. Belum ada jawaban yang berubah." if content else sentence,
        url=address(row),
        now=now,
    )


def address(row: WorkbookImport) -> str:
    """Where an import is looked at."""
    evaluation = row.evaluation
    where = {"period": evaluation.period, "unit": evaluation.unit.code, "pk": row.pk}
    return reverse("workbooks:import", kwargs=where)


def _drop(file: int) -> None:
    if row := StoredFile.objects.filter(pk=file).first():
        discard(file=row)


# --- confirming ---------------------------------------------------------------------------------------
@transaction.atomic
def import_answers(*, waiting: WorkbookImport, codes: Collection[str], digest: str, by: Actor, now: datetime) -> int:
    """Write the chosen questions exactly as the preview of that digest showed them, all or none; how many changed.

    The rest of the file is not written. Raises NotAllowed, WrongState, DeadlinePassed, NothingWaits (so a second
    confirmation does nothing), Changed or Invalid (nothing was chosen).
    """
    evaluation = lock_to_write(waiting.evaluation, waiting.assessor, by, now)
    row = WorkbookImport.objects.select_for_update().filter(pk=waiting.pk, owner=by.user).first()
    if row is None or not row.is_ready or row.created_at <= now - KEPT:
        raise NothingWaits(GONE)
    row.evaluation = evaluation
    seen = preview(row)
    if seen.digest != digest:
        raise Changed(CHANGED)
    chosen = [line.given for line in seen.pickable if line.code in codes]
    if not chosen:
        raise Invalid("Pilih sedikitnya satu jawaban yang akan diimpor.")
    changed = save_answers(
        evaluation=evaluation, assessor=row.assessor, given=chosen, by=by, now=now, source=Source.IMPORT
    )
    row.state, row.content, row.applied_at, row.changed = ImportState.APPLIED, None, now, len(changed)
    row.save()
    return len(changed)


@transaction.atomic
def give_up(*, waiting: WorkbookImport, by: Actor) -> None:
    """Throw a workbook away that was not imported; only its owner does. Nothing happens when it is gone already."""
    _forget(unapplied(by, waiting.evaluation).filter(pk=waiting.pk))


@transaction.atomic
def forget_old(*, now: datetime) -> int:
    """Throw away every import older than a day, with its file; how many. What it changed stays, and its history."""
    return _forget(WorkbookImport.objects.filter(created_at__lte=now - KEPT))


def _forget(rows) -> int:
    found = list(rows.select_for_update(of=("self",)).select_related("file"))
    for row in found:
        row.delete()
        if row.file:
            discard(file=row.file)
    return len(found)


def _rows():
    return WorkbookImport.objects.select_related("file", "evaluation__unit", "evaluation__period__instrument")
