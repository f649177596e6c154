"""Taking snapshots: what a sheet said when it was submitted, approved or locked. Nothing here changes one."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, Max, OuterRef

from accounts.models import User
from evaluations.actions.locks import lock_all
from evaluations.canonical import check, sha256
from evaluations.enums import Moment
from evaluations.models import Evaluation, Period, Snapshot
from evaluations.models.period import LOCKED
from evaluations.queries.recording import TOPIC, Document, documents, plain
from history import log
from history.models import Source

BATCH = 50  # sheets; one holds some 226 answers


def record_step(*, evaluation: Evaluation, moment: str, by: User, now: datetime, source: str) -> Snapshot:
    """Record a sheet after a step of the workflow; the caller holds its lock and the transaction."""
    return _record([evaluation], moment, by, now, source)[0]


def record_period(*, period: Period, by: User | None, now: datetime, source: str) -> int:
    """Record every sheet of a quarter as it is locked, approved or not; the caller holds the locks. How many."""
    return _record_all(period, Evaluation.objects.filter(period=period), by, now, source)


def record_missing(*, now: datetime) -> dict[Period, int]:
    """Record the sheets of locked quarters that have no snapshot of their locking yet; quarter -> how many.

    For quarters locked before there were snapshots: recorded is how the rows stand now, and by nobody. Safe to run
    again: what was recorded stays.
    """
    return {period: _record_missing(period, now) for period in Period.objects.filter(pk__in=_unrecorded("period"))}


def _unrecorded(key: str):
    """The keys of the locked sheets without a snapshot of their locking, or of something they name."""
    taken = Snapshot.objects.filter(evaluation=OuterRef("pk"), moment=Moment.LOCK)
    return Evaluation.objects.filter(~Exists(taken), period__state__in=LOCKED).order_by().values(key)


@transaction.atomic
def _record_missing(period: Period, now: datetime) -> int:
    lock_all(period)
    rows = Evaluation.objects.filter(period=period, pk__in=_unrecorded("pk"))
    return _record_all(period, rows, None, now, Source.COMMAND)


def _record_all(period: Period, rows, by: User | None, now: datetime, source: str) -> int:
    found = list(rows.select_related("unit").order_by("pk"))
    for row in found:
        row.period = period
    for start in range(0, len(found), BATCH):
        _record(found[start : start + BATCH], Moment.LOCK, by, now, source)
    return len(found)


def _record(rows: list[Evaluation], moment: str, by: User | None, now: datetime, source: str) -> list[Snapshot]:
    """Record sheets of one quarter as they stand."""
    found = documents(rows)
    numbers = _numbers(rows)
    return store([taken(row, moment, by, now, source, numbers[row.pk], found[row.pk]) for row in rows], source)


def _numbers(rows: list[Evaluation]) -> dict[int, int]:
    """Evaluation id -> number of its next snapshot."""
    newest = Snapshot.objects.filter(evaluation__in=rows).order_by().values("evaluation").annotate(newest=Max("number"))
    known = dict(newest.values_list("evaluation", "newest"))
    return {row.pk: known.get(row.pk, 0) + 1 for row in rows}


def taken(
    row: Evaluation, moment: str, by: User | None, at: datetime, source: str, number: int, document: Document
) -> Snapshot:
    """An unsaved snapshot: the document, which now tells when, by whom and why it was taken too, and its digest."""
    head = document["head"]
    head |= {"moment": str(moment), "number": number, "round": row.round}
    head["taken"] = {"at": plain(at), "by": by and by.pk, "source": str(source)}
    head["people"] |= {str(by.pk): str(by)} if by else {}
    check(document)
    snapshot = Snapshot(
        evaluation=row, number=number, moment=moment, round=row.round, taken_at=at, taken_by=by, **document
    )
    snapshot.digest = sha256(snapshot.content)
    return snapshot


def store(snapshots: list[Snapshot], source: str) -> list[Snapshot]:
    """Insert snapshots, each with an entry in the history that names its digest."""
    stored = Snapshot.objects.bulk_create(snapshots, batch_size=BATCH)
    log.write_all(list(_entries(stored, source)))
    return stored


def _entries(snapshots: list[Snapshot], source: str) -> Iterator:
    for snapshot in snapshots:
        yield log.entry(
            verb="rekaman disimpan",
            subject=snapshot.evaluation,
            topic=TOPIC,
            by=snapshot.taken_by,
            at=snapshot.taken_at,
            source=source,
            new={"nomor": snapshot.number, "saat": snapshot.get_moment_display(), "sha256": snapshot.digest},
        )
