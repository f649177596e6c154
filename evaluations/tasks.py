"""Work in the background: what happens by the clock, and what follows from other work."""

from datetime import datetime, time

from evaluations.actions.advice_reminders import remind_of_advice
from evaluations.actions.reminders import remind
from evaluations.actions.scores import recount_file
from evaluations.models import EvidenceVersion
from files.models import StoredFile
from files.registry import on_scanned
from jobs.actions import enqueue
from jobs.registry import daily, job
from jobs.runs import Run


@daily("reminders", at=time(7), title="Mengingatkan batas waktu")
def reminders(run: Run) -> dict:
    """Every morning; a second run on the same day tells nobody twice."""
    return {"messages": remind(now=run.now) + remind_of_advice(now=run.now)}


@on_scanned
def recount_later(*, file: StoredFile, now: datetime) -> None:
    """A job, since this runs while the file's row is locked: whoever waits for it may hold the lock of a sheet."""
    if EvidenceVersion.objects.filter(file=file).exists():
        enqueue(kind="recount-evidence", payload={"file": file.pk}, now=now)


@job("recount-evidence", title="Menghitung ulang bukti yang dipindai")
def recount_evidence(run: Run) -> dict:
    """What the sheets that show a file count as proven, once it is known whether the file may be shown."""
    return {"sheets": recount_file(file=run.payload["file"])}
