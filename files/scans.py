"""Having a file scanned, and noting what the scanner said."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from files import registry, scanner
from files.enums import ScanState
from files.models import StoredFile
from history import log
from history.models import Source
from jobs.actions import enqueue

KIND = "scan-file"


def ask(*, file: StoredFile, now: datetime) -> None:
    """Queue the scan of a file; call it in the transaction that made it wait."""
    enqueue(kind=KIND, payload={"file": file.pk}, now=now, title=f"Memindai {file.name}"[:200])


@transaction.atomic
def ask_again(*, unscanned: bool, now: datetime) -> int:
    """Queue the scan of every file that waits (its job may have failed), with `unscanned` also of those that came
    before there was a scanner: they are not shown until it is over. Returns the number of files."""
    states = [ScanState.WAITING, ScanState.UNSCANNED] if unscanned else [ScanState.WAITING]
    files = list(StoredFile.objects.select_for_update().filter(scan__in=states).order_by("pk"))
    StoredFile.objects.filter(pk__in=[file.pk for file in files]).update(scan=ScanState.WAITING)
    for file in files:
        was, file.scan = file.scan, ScanState.WAITING
        if was != file.scan:
            _tell(file, now)
        ask(file=file, now=now)
    return len(files)


def scan(*, file: StoredFile, now: datetime) -> ScanState:
    """Ask the scanner about a file that waits, and note its answer. A file that waits no longer is left alone.

    Raises scanner.Unreachable, scanner.CannotScan.
    """
    if file.scan != ScanState.WAITING:
        return ScanState(file.scan)
    with file.content.open("rb") as content:
        threat = scanner.scan(content, settings.CLAMD_SOCKET)
    return _note(file.pk, threat, now)


@transaction.atomic
def _note(pk: int, threat: str, now: datetime) -> ScanState:
    file = StoredFile.objects.select_for_update().get(pk=pk)
    if file.scan == ScanState.WAITING:
        file.scan = ScanState.INFECTED if threat else ScanState.CLEAN
        file.scanned_at, file.threat = now, threat[:200]
        file.save(update_fields=["scan", "scanned_at", "threat"])
        _tell(file, now)
        if threat:
            what = {"verb": "virus ditemukan", "source": Source.COMMAND, "new": {"threat": file.threat}}
            log.write(subject=file, by=None, at=now, **what)
            for handler in registry.HANDLERS:
                handler(file=file, now=now)
    return ScanState(file.scan)


def _tell(file: StoredFile, now: datetime) -> None:
    """Whether the file is shown may have changed."""
    for handler in registry.SCANNED:
        handler(file=file, now=now)
