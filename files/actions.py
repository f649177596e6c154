"""Keeping what somebody uploads."""

import errno
import hashlib
import logging
import weakref
from collections.abc import Collection
from datetime import datetime
from typing import BinaryIO

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import Storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from accounts.models import User
from files import contents, names
from files.enums import FileKind, ScanState
from files.exceptions import NoRoom
from files.kinds import ALL_KINDS
from files.models import StoredFile, private, random_path
from history import log
from jobs.actions import enqueue

logger = logging.getLogger(__name__)

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
NO_ROOM = "Ruang penyimpanan server penuh, sehingga berkas tidak tersimpan. Hubungi administrator, lalu unggah lagi."


@transaction.atomic
def store(*, upload: UploadedFile, by: User, now: datetime, kinds: Collection[FileKind] = ALL_KINDS) -> StoredFile:
    """Check and keep an upload. Whatever goes wrong, also after it in the same transaction, no content stays behind.

    With a virus scanner configured the file waits for it and is not shown before.
    Raises Rejected (TooLarge, NoRoom, Busy) with a sentence for the person.
    """
    name, kind, pages = _checked(upload, kinds)
    waits = bool(settings.CLAMD_SOCKET)
    file = StoredFile.objects.create(
        name=name,
        kind=kind,
        size=upload.size,
        sha256=_digest(upload),
        content=_write(upload),
        pages=pages,
        scan=ScanState.WAITING if waits else ScanState.UNSCANNED,
        stored_at=now,
        stored_by=by,
    )
    log.write(verb="berkas diunggah", subject=file, by=by, at=now, new={"name": name, "sha256": file.sha256})
    if waits:
        enqueue(kind="scan-file", payload={"file": file.pk}, key=str(file.pk), now=now, title=f"Memindai {name}"[:200])
    return file


def _checked(upload: UploadedFile, kinds: Collection[FileKind]) -> tuple[str, FileKind, int | None]:
    """Name, kind and pages of an upload that may be kept."""
    if refusal := getattr(upload, "refusal", None):  # it was not even received to its end (files.receiving)
        raise refusal
    name = names.clean(upload.name or "")
    kind = contents.kind_of(name, kinds)
    contents.check_size(upload.size, kind)
    return name, kind, contents.check(_opened(upload), kind)


def _opened(upload: UploadedFile) -> BinaryIO:
    """The plain file behind an upload, at its start."""
    upload.seek(0)
    return upload.file


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
        _remove(storage, name)
        if isinstance(error, OSError) and error.errno in FULL:
            raise NoRoom(NO_ROOM) from error
        raise
    transaction.on_commit(_Kept(storage, name))
    return name


class _Kept:
    """Called when the transaction is committed. When it is rolled back instead, Django drops it uncalled, and whoever
    drops it (or ends the process) removes the content."""

    def __init__(self, storage: Storage, name: str):
        self._undo = weakref.finalize(self, _remove, storage, name)

    def __call__(self) -> None:
        self._undo.detach()


def _remove(storage: Storage, name: str) -> None:
    try:
        storage.delete(name)
    except Exception:  # the daily sweep (files/tasks.py) finds it again
        logger.exception("content %s could not be removed", name)
