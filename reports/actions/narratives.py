"""Writing in a quarter's report in the place of the composed sentences."""

import re
from datetime import datetime, timedelta

from django.db import transaction

from evaluations.exceptions import Invalid, Stale
from evaluations.models import Evaluation, Period
from evaluations.permissions import require
from history import log
from history.models import Entry, Source
from reports import marks, permissions, policies
from reports.enums import Section
from reports.models import Narrative
from reports.queries import narratives
from reports.queries.narratives import CHANGED, CHECKED, RESET, WRITTEN
from units.actors import Actor
from units.models import WorkUnit

# A text saves itself every few seconds; the history keeps what a person began from, at most this often.
SITTING = timedelta(minutes=10)
SHA256 = re.compile(r"[0-9a-f]{64}")


@transaction.atomic
def write(
    *,
    period: Period,
    section: str,
    unit: WorkUnit | None,
    html: str,
    version: int,
    basis: str,
    by: Actor,
    now: datetime,
    reason: str = "",
    source: str = Source.SCREEN,
) -> Narrative:
    """Write a section, or change what is written there; the stored row.

    `html` is cleaned to the few marks. `version` is the one the writer saw (0 = nothing written), `basis` the SHA-256
    of the composed sentences beside it, kept by the first to write. A `reason` always makes an entry in the history;
    else one person's changes within SITTING are one entry, which keeps what stood before. The same text twice is no
    change. Raises NotAllowed, WrongState, Invalid or Stale; then nothing changed.
    """
    period, row = _open(period, section, unit, by)
    html = marks.taken(html)
    if row and row.html == html:
        return row
    _check_version(row, version)
    entries = narratives.entries(period, section, unit)
    last, old = entries.first(), logged(row) if row else None
    if row is None:
        row = Narrative(period=period, section=section, unit=unit, basis=_checked(basis), version=_begin(last))
    row.html, row.version, row.changed_at, row.changed_by = html, row.version + 1, now, by.user
    row.save()
    if old is None or reason or not _is_one_sitting(last, by, now):
        _log(WRITTEN if old is None else CHANGED, row, by, now, source, old=old, new=logged(row), reason=reason)
    return row


@transaction.atomic
def confirm(
    *,
    period: Period,
    section: str,
    unit: WorkUnit | None,
    version: int,
    basis: str,
    by: Actor,
    now: datetime,
    source: str = Source.SCREEN,
) -> Narrative | None:
    """Say that what is written holds for the composed sentences of `basis`, after the figures moved.

    Raises as `write`; does nothing when it was said already, or nothing is written.
    """
    period, row = _open(period, section, unit, by)
    _check_version(row, version)
    if row is None or row.basis == _checked(basis):
        return row
    row.basis = basis
    row.save()
    _log(CHECKED, row, by, now, source, old={"title": str(row)}, new={"title": str(row)})
    return row


@transaction.atomic
def reset(
    *,
    period: Period,
    section: str,
    unit: WorkUnit | None,
    version: int,
    by: Actor,
    now: datetime,
    source: str = Source.SCREEN,
) -> None:
    """Let the composed sentences stand there again; the history keeps what was written. Raises as `write`."""
    period, row = _open(period, section, unit, by)
    if row is None:
        return
    _check_version(row, version)
    about = {"unit_id": row.unit_id, "period_id": row.period_id}  # the row goes, and the history is found by these
    _log(RESET, row, by, now, source, old=logged(row) | about, new=None)
    row.delete()


def _open(period: Period, section: str, unit: WorkUnit | None, by: Actor) -> tuple[Period, Narrative | None]:
    """The locked quarter and what is written there, if the actor may write there now.

    Two who write first, and somebody who issues meanwhile, wait for each other at the quarter's row.
    """
    require(permissions.may_write_narrative(by, unit.pk if unit else None))
    period = Period.objects.select_for_update(no_key=True).get(pk=period.pk)
    corrects = permissions.may_correct_narrative(by, unit.pk if unit else None)
    policies.check_narrative(period, corrects=corrects, preparing=narratives.is_preparing(period, unit))
    if (section == Section.UNIT) != (unit is not None):
        raise ValueError(f"{section}: only an analysis names a unit")
    if unit and not Evaluation.objects.filter(period=period, unit=unit).exists():
        raise Invalid(f"{unit} tidak ikut periode {period}.")
    return period, narratives.narrative_at(period, section, unit)


def _check_version(row: Narrative | None, version: int) -> None:
    """Two people in one section: the second is told."""
    if row is None and version:
        raise Stale("Bagian ini sudah dikembalikan ke kalimat dari angka sejak Anda membukanya. Putuskan isinya.")
    if row and row.version != version:
        raise Stale(f"Bagian ini sudah diubah {row.changed_by} sejak Anda membukanya. Putuskan isinya.", row)


def _checked(basis: str) -> str:
    if not SHA256.fullmatch(basis):
        raise Invalid("Halaman ini tidak lengkap. Muat ulang, lalu simpan sekali lagi.")
    return basis


def _begin(last: Entry | None) -> int:
    """The version before the first: after a reset they count on, so that no page takes a new text for an old one."""
    return last.old["version"] if last and last.verb == RESET else 0


def _is_one_sitting(last: Entry | None, by: Actor, now: datetime) -> bool:
    return bool(last and last.verb in {WRITTEN, CHANGED} and last.by == by.user and now - last.at < SITTING)


def logged(row: Narrative) -> dict:
    """What the history keeps: the readable text for people, the rest for taking it up again."""
    return {"title": str(row), "teks": marks.to_plain(row.html), "html": row.html, "version": row.version}


def _log(verb: str, row: Narrative, by: Actor, now: datetime, source: str, **what) -> None:
    topic = narratives.topic(row.period, row.section, row.unit)
    log.write(verb=verb, subject=row, by=by.user, at=now, source=source, topic=topic, **what)
