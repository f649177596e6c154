"""Background work of this app."""

from datetime import time

from django.conf import settings

from files import scanner, scans
from files.models import StoredFile
from files.sweep import TooMany, sweep
from jobs.exceptions import GiveUp
from jobs.registry import daily, job
from jobs.runs import Run


@job(scans.KIND, title="Memindai berkas", attempts=28)  # a day: the pauses grow to an hour
def scan_file(run: Run) -> dict:
    """One file; a scanner that does not answer is asked again, one that refuses the file is not."""
    if not settings.CLAMD_SOCKET:
        raise GiveUp("Pemindai virus tidak diatur lagi (CLAMD_SOCKET), sehingga berkas ini tetap menunggu.")
    file = StoredFile.objects.filter(pk=run.payload["file"]).first()
    if file is None:  # it was discarded meanwhile
        return {}
    try:
        return {"scan": scans.scan(file=file, now=run.now)}
    except scanner.CannotScan as error:
        raise GiveUp(f"Pemindai virus tidak dapat memindai berkas ini: {error}") from error


@daily("sweep-files", at=time(3), title="Membersihkan penyimpanan berkas")
def sweep_files(run: Run) -> dict:
    """What uploads that broke off have left, and what was kept for long enough."""
    try:
        return sweep(now=run.now)
    except TooMany as error:
        raise GiveUp(str(error)) from error
