"""Asking for a paper, and handing it over when it is made."""

from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.urls import reverse

from evaluations.enums import PeriodState
from evaluations.exceptions import WrongState
from evaluations.models import Evaluation, Period
from evaluations.permissions import require
from files.keeping import RESULTS, keep, kept
from files.models import private
from files.room import NO_ROOM
from inbox.actions import tell
from inbox.events import Event
from jobs.actions import enqueue, retry
from jobs.exceptions import TryAgain
from jobs.models import Job
from reports.enums import ON_RESULT, PER_UNIT, Form, Paper
from reports.permissions import may_make
from reports.queries.prepared import KIND, key_of, sight
from units.actors import Actor


@transaction.atomic
def ask(*, paper: Paper, form: Form, period: Period, evaluation: Evaluation | None, by: Actor, now: datetime) -> Job:
    """Have a paper made in the background; `evaluation` is the unit's for papers on one unit, None for the others.

    Asked for again while nothing changed, it is the same job: on its way, or made already. One that failed is tried
    again. Raises NotAllowed, WrongState when there is nothing the paper could say.
    """
    require(may_make(by, paper, evaluation and evaluation.unit_id), "Anda tidak berwenang membaca laporan.")
    _check_there_is_one(paper, period, evaluation)
    unit = evaluation.unit if evaluation else None
    title = f"{paper.label}{f' {unit}' if unit else ''}, {period}"[:200]
    key = key_of(by.user, period, paper, unit, form, now)
    payload = {"paper": paper, "form": form, "period": period.pk, "unit": unit.pk if unit else None}
    job = enqueue(kind=KIND, payload=payload, by=by.user, now=now, key=key, title=title)
    if job.has_failed:
        return retry(job=job, by=by.user, now=now)
    if job.is_over and (content_of(job) is None or job.result.get("sight") != sight(by)):  # gone, or for other eyes
        return enqueue(kind=KIND, payload=payload, by=by.user, now=now, key=f"{key}:{job.pk}", title=title)
    return job


def hand_over(*, job: Job, content: bytes, stem: str, reader: Actor, now: datetime) -> dict:
    """Keep what was made for its asker, as `reader`, and tell them; the job's result. Raises TryAgain without room.

    An attempt that is made twice keeps two files and tells once.
    """
    name = f"{uuid4().hex}.{job.payload['form']}"
    if not keep(private(), RESULTS, name, content):
        raise TryAgain(NO_ROOM)
    tell(
        event=Event.WORK_DONE,
        users=[job.created_by],
        key=f"job-{job.pk}",
        title=f"{job.title} siap diunduh",
        text=f"{job.title} yang Anda minta sudah selesai disusun dan dapat diunduh selama {RESULTS.time.days} hari.",
        url=reverse("reports:prepared", args=[job.pk]),
        now=now,
    )
    return {"file": name, "name": f"{stem}.{job.payload['form']}", "size": len(content), "sight": sight(reader)}


def content_of(job: Job) -> bytes | None:
    """What was made, None when it is gone."""
    return kept(private(), RESULTS, job.result["file"])


def _check_there_is_one(paper: Paper, period: Period, evaluation: Evaluation | None) -> None:
    if (paper in PER_UNIT) != (evaluation is not None):
        raise ValueError(f"{paper}: a unit belongs to the papers of one unit only")
    if period.state == PeriodState.PLANNED:
        raise WrongState("Laporan belum ada: periode belum dibuka.")
    if evaluation and paper in ON_RESULT and not evaluation.is_approved:
        raise WrongState(
            f"Hasil evaluasi {evaluation.unit} pada {period} tidak disetujui, jadi {paper.label} tidak ada."
        )
