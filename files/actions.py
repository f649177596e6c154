"""Keeping what somebody uploads."""

import hashlib
import weakref
from collections.abc import Collection, Iterator
from contextlib import contextmanager
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


@dataclass(slots=True)
class Received:
    """An upload that may be kept: what it is, its content's SHA-256, and where the content lies already."""

    name: str
    kind: FileKind
    size: int
    pages: int | None
    sha256: str
    held: "_Held | None"


@contextmanager
def receive(upload: UploadedFile, kinds: Collection[FileKind] = ALL_KINDS) -> Iterator[Received]:
    """Look whether an upload may be kept and put its content into the storage, for `store` inside the block.

    Content that is not stored when the block ends, or whose transaction is rolled back, is removed. This takes seconds
    for a large file and asks the database for nothing: actions begin their transaction inside the block, since on
    SQLite that keeps every other writer waiting. Raises Rejected (TooLarge, NoRoom, Busy) with a sentence for the
    person.
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
    ready = Received(name, kind, upload.size, pages, _digest(upload), _write(upload))
    try:
        yield ready
    finally:
        ready.held = None


@transaction.atomic
def store(*, upload: Received, by: User, now: datetime) -> StoredFile:
    """Keep what was received. With a virus scanner configured the file waits for it and is not shown before."""
    file = StoredFile.objects.create(
        name=upload.name,
        kind=upload.kind,
        size=upload.size,
        sha256=upload.sha256,
        content=upload.held.name,
        pages=upload.pages,
        scan=ScanState.WAITING if settings.CLAMD_SOCKET else ScanState.UNSCANNED,
        stored_at=now,
        stored_by=by,
    )
    transaction.on_commit(upload.held)
    log.write(verb="berkas diunggah", subject=file, by=by, at=now, new={"name": file.name, "sha256": file.sha256})
    if settings.CLAMD_SOCKET:
        scans.ask(file=file, now=now)
    return file


@transaction.atomic
def discard(*, file: StoredFile) -> None:
    """Remove a file that was only kept until somebody read it, its content once this is committed.

    Nothing else may name it. The history keeps that it was uploaded; who reads it says in the history what came of it.
    """
    storage, name = file.content.storage, file.content.name
    file.delete()
    transaction.on_commit(lambda: remove(storage, name))


def keep_own(*, name: str, kind: FileKind, pages: int | None, content: bytes, by: User, at: datetime) -> StoredFile:
    """Keep what the application made itself (sample data); nothing is checked. Returns the row unsaved.

    For many at once: the caller inserts the rows in the transaction in which this is called.
    """
    upload = SimpleUploadedFile(name, content)
    held = _write(upload)
    transaction.on_commit(held)
    return StoredFile(
        name=name,
        kind=kind,
        size=len(content),
        sha256=_digest(upload),
        content=held.name,
        pages=pages,
        stored_at=at,
        stored_by=by,
    )


def _digest(upload: UploadedFile) -> str:
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    return digest.hexdigest()


def _write(upload: UploadedFile) -> "_Held":
    """Puts the content into the storage."""
    storage, name = private(), random_path(None, "")
    upload.seek(0)
    try:
        storage.save(name, File(upload.file))
    except BaseException as error:
        remove(storage, name)
        raise _no_room(error) from error
    return _Held(storage, name)


def _no_room(error: BaseException) -> BaseException:
    """NoRoom for a failure of that kind, any other as it is."""
    return NoRoom(NO_ROOM) if is_full(error) else error


class _Held:
    """Content in the storage under `name`, called when the transaction that stores it is committed. When it is rolled
    back instead, Django drops it uncalled, and whoever drops it last (or ends the process) removes the content."""

    def __init__(self, storage: Storage, name: str):
        self.name = name
        self._undo = weakref.finalize(self, remove, storage, name)

    def __call__(self) -> None:
        self._undo.detach()
