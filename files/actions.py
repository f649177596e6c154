"""Keeping what somebody uploads."""

import hashlib
import weakref
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import Storage
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import transaction

from accounts.models import User
from files import contents, names, scans
from files.enums import FileKind, ScanState
from files.exceptions import NoRoom
from files.folders import remove
from files.kinds import ALL_KINDS
from files.models import StoredFile, private, random_path
from files.room import NO_ROOM, is_full
from history import log


@dataclass(frozen=True, slots=True)
class Checked:
    """An upload that may be kept: what it is, and its content's SHA-256."""

    upload: UploadedFile
    name: str
    kind: FileKind
    pages: int | None
    sha256: str


def check(upload: UploadedFile, kinds: Collection[FileKind] = ALL_KINDS) -> Checked:
    """Look whether an upload may be kept. Raises Rejected (TooLarge, NoRoom, Busy) with a sentence for the person.

    This takes seconds for a large file and asks the database for nothing: actions do it before they begin their
    transaction, which on SQLite keeps every other writer waiting.
    """
    if refusal := getattr(upload, "refusal", None):  # it was not even received to its end (files.receiving)
        raise refusal
    name = names.clean(upload.name or "")
    kind = contents.kind_of(name, kinds)
    contents.check_size(upload.size, kind)
    try:
        pages = contents.check(upload.file, kind)
    except OSError as error:  # looking at it may need a copy
        raise _no_room(error) from error
    return Checked(upload, name, kind, pages, _digest(upload))


@transaction.atomic
def store(
    *, upload: UploadedFile | Checked, by: User, now: datetime, kinds: Collection[FileKind] = ALL_KINDS
) -> StoredFile:
    """Keep an upload, checked already or now. Whatever goes wrong, also after it in the same transaction, no content
    stays behind.

    With a virus scanner configured the file waits for it and is not shown before.
    Raises Rejected (TooLarge, NoRoom, Busy) with a sentence for the person.
    """
    ready = upload if isinstance(upload, Checked) else check(upload, kinds)
    file = StoredFile.objects.create(
        name=ready.name,
        kind=ready.kind,
        size=ready.upload.size,
        sha256=ready.sha256,
        content=_write(ready.upload),
        pages=ready.pages,
        scan=ScanState.WAITING if settings.CLAMD_SOCKET else ScanState.UNSCANNED,
        stored_at=now,
        stored_by=by,
    )
    log.write(verb="berkas diunggah", subject=file, by=by, at=now, new={"name": file.name, "sha256": file.sha256})
    if settings.CLAMD_SOCKET:
        scans.ask(file=file, now=now)
    return file


def keep_own(*, name: str, kind: FileKind, pages: int | None, content: bytes, by: User, at: datetime) -> StoredFile:
    """Keep what the application made itself (sample data); nothing is checked. Returns the row unsaved.

    For many at once: the caller inserts the rows in the transaction in which this is called.
    """
    upload = SimpleUploadedFile(name, content)
    return StoredFile(
        name=name,
        kind=kind,
        size=len(content),
        sha256=_digest(upload),
        content=_write(upload),
        pages=pages,
        stored_at=at,
        stored_by=by,
    )


def _digest(upload: UploadedFile) -> str:
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    return digest.hexdigest()


def _write(upload: UploadedFile) -> str:
    """Puts the content into the storage. Returns the name it has there, which goes with the transaction."""
    storage, name = private(), random_path(None, "")
    upload.seek(0)
    try:
        storage.save(name, File(upload.file))
    except BaseException as error:
        remove(storage, name)
        raise _no_room(error) from error
    transaction.on_commit(_Kept(storage, name))
    return name


def _no_room(error: BaseException) -> BaseException:
    """NoRoom for a failure of that kind, any other as it is."""
    return NoRoom(NO_ROOM) if is_full(error) else error


class _Kept:
    """Called when the transaction is committed. When it is rolled back instead, Django drops it uncalled, and whoever
    drops it (or ends the process) removes the content."""

    def __init__(self, storage: Storage, name: str):
        self._undo = weakref.finalize(self, remove, storage, name)

    def __call__(self) -> None:
        self._undo.detach()
