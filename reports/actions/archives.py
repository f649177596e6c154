"""Taking evidence out of the application is itself history."""

from datetime import datetime

from django.db import transaction

from evaluations.exceptions import Invalid
from evaluations.models import Evaluation
from evaluations.queries.unit import DOWNLOADS
from history import log
from history.models import Entry, Source
from reports.documents.evidence import EvidenceIndex
from units.actors import Actor


@transaction.atomic
def log_archive(
    *, evaluation: Evaluation, index: EvidenceIndex, by: Actor, now: datetime, source: str = Source.SCREEN
) -> Entry:
    """Note who takes which evidence of a sheet; whoever may read the sheet may. Raises Invalid when there is none."""
    if not index.lines:
        raise Invalid(f"Belum ada data dukung pada {index.part.title}.")
    new = {"isi": index.part.title, "berkas": len(index.files), "bita": index.size}
    return log.write(
        verb="data dukung diunduh",
        subject=evaluation,
        by=by.user,
        at=now,
        source=source,
        topic=DOWNLOADS,
        new=new,
    )
