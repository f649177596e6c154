"""Background work of this app."""

from datetime import time

from jobs.exceptions import GiveUp
from jobs.registry import daily, job
from jobs.runs import Run
from workbooks.actions import imports


@job(imports.KIND, title="Membaca buku kerja LKE", attempts=3)
def read_workbook(run: Run) -> dict:
    """A large workbook, for the preview of its import. Its job says why one cannot be used."""
    asked = run.payload
    if sentence := imports.read_waiting(waiting=asked["import"], file=asked["file"], heard=run.progress, now=run.now):
        raise GiveUp(sentence)
    return {}


@daily("forget-workbook-imports", at=time(1, 40), title="Membuang impor LKE yang sudah lama")
def forget_workbook_imports(run: Run) -> dict:
    """What somebody handed in is not kept longer than it waits for a confirmation."""
    return {"forgotten": imports.forget_old(now=run.now)}
