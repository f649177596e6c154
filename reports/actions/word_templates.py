"""Templates for Word that an administrator puts in the place of ours."""

from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction

from evaluations.exceptions import Invalid, WrongState
from evaluations.permissions import require
from files.actions import Received, receive, store
from files.enums import FileKind
from files.kinds import MEGABYTE
from history import log
from history.models import Source
from reports.enums import Paper
from reports.models import WordTemplate
from reports.word.making import trial
from units.actors import Actor
from units.roles import Permission

MAY_NOT = "Anda tidak berwenang mengganti templat Word."
FIELD = "berkas"
LARGEST = 10 * MEGABYTE
TOO_LARGE = "Templat ini terlalu besar; paling besar 10 MB. Perkecil gambar di dalamnya."
MEANWHILE = "Templat ini baru saja diganti orang lain. Muat ulang halaman, lalu coba lagi."


def try_template(*, paper: Paper, upload: UploadedFile, by: Actor, now: datetime) -> bytes:
    """What a template makes of an example (DOCX); nothing is kept.

    Raises NotAllowed, Invalid, or Rejected of `files` or NotFilled with what is wrong in it.
    """
    require(by.may(Permission.MANAGE_UNITS), MAY_NOT)
    with receive(upload, {FileKind.DOCX}) as ready:
        return _tried(paper, upload, ready, now)


def put_in_force(
    *, paper: Paper, upload: UploadedFile, by: Actor, now: datetime, source: str = Source.SCREEN
) -> WordTemplate:
    """Documents are made with this template from now on; the one before is kept. Raises as `try_template`, and
    WrongState when somebody else was faster."""
    require(by.may(Permission.MANAGE_UNITS), MAY_NOT)
    with receive(upload, {FileKind.DOCX}) as ready:
        _tried(paper, upload, ready, now)
        try:
            return _put(paper, ready, by, now, source)
        except IntegrityError as error:
            raise WrongState(MEANWHILE) from error


@transaction.atomic
def go_back(*, paper: Paper, by: Actor, now: datetime, source: str = Source.SCREEN) -> WordTemplate:
    """Documents are made with our own template again. Raises NotAllowed, WrongState (it is in force already)."""
    require(by.may(Permission.MANAGE_UNITS), MAY_NOT)
    row = _dropped(paper, by, now)
    if row is None:
        raise WrongState("Templat bawaan sudah berlaku.")
    _log("templat bawaan diberlakukan lagi", row, by, now, source, old=_told(row))
    return row


def _tried(paper: Paper, upload: UploadedFile, ready: Received, now: datetime) -> bytes:
    if ready.size > LARGEST:
        raise Invalid(TOO_LARGE, FIELD)
    upload.seek(0)
    return trial(paper, upload.read(), now=now)


@transaction.atomic
def _put(paper: Paper, ready: Received, by: Actor, now: datetime, source: str) -> WordTemplate:
    old = _dropped(paper, by, now)
    if old and old.file.sha256 == ready.sha256:
        raise Invalid("Templat ini sudah berlaku.", FIELD)
    row = WordTemplate.objects.create(
        paper=paper, file=store(upload=ready, by=by.user, now=now), added_at=now, added_by=by.user
    )
    _log("templat Word diberlakukan", row, by, now, source, old=_told(old) if old else None, new=_told(row))
    return row


def _dropped(paper: Paper, by: Actor, now: datetime) -> WordTemplate | None:
    """The template in force, which is so no longer; None when it is ours."""
    rows = WordTemplate.objects.select_for_update(of=("self",)).select_related("file")
    row = rows.filter(paper=paper, dropped_at=None).first()
    if row:
        row.dropped_at, row.dropped_by = now, by.user
        row.save()
    return row


def _told(row: WordTemplate) -> dict[str, str]:
    return {"berkas": row.file.name, "SHA-256": row.file.sha256}


def _log(verb: str, row: WordTemplate, by: Actor, now: datetime, source: str, **values) -> None:
    log.write(verb=verb, subject=row, by=by.user, at=now, source=source, **values)
