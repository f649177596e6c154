"""What becomes of a recommendation: the unit reports, the TPI judges. One turn each, never changed afterwards."""

from collections.abc import Iterable
from contextlib import ExitStack
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from evaluations import permissions, policies
from evaluations.actions.evidence_rows import file_version, new_evidence, received
from evaluations.actions.telling_advice import tell_followed_up
from evaluations.actions.texts import clean_text
from evaluations.exceptions import Invalid, Stale
from evaluations.followup_workflow import CLOSED, STEPS, Side, Step
from evaluations.models import EvidenceVersion, FollowUp, Recommendation
from evaluations.queries.recommendation_thread import last_turn
from files.actions import Received
from history import log
from history.models import Source
from units.actors import Actor

TEXT_LIMIT = 5_000  # letters
EVIDENCE_LIMIT = 20  # pieces at one turn


def take(
    *,
    recommendation: Recommendation,
    action: str,
    text: str,
    evidence: Iterable[EvidenceVersion] = (),
    uploads: Iterable[UploadedFile] = (),
    seen: int | None = None,
    by: Actor,
    now: datetime,
    source: str = Source.SCREEN,
) -> FollowUp:
    """Take one step of the table of follow-ups, in any quarter, and tell the other side.

    `evidence` is the unit's own that is there already; `uploads` become evidence of the unit, titled by their names,
    the same content once. `seen` is the number of the last turn the page showed, 0 for none (None: not asked).
    Raises NotAllowed, WrongState, Stale (a turn was taken meanwhile), Invalid (no text where one is due, strange or
    too much evidence) or what `files.actions.receive` raises; then nothing changed and nothing is stored.
    """
    step = STEPS[action]
    permissions.require(permissions.may_follow_up(by, recommendation, step))
    evidence, uploads = list(evidence), list(uploads)
    _check_evidence(step, recommendation, evidence, len(uploads))
    with ExitStack() as block:
        ready: dict[str, Received] = {}
        for upload in uploads:
            one = block.enter_context(received(upload))
            ready.setdefault(one.sha256, one)
        block.enter_context(transaction.atomic())
        row = locked(recommendation, step, seen)
        return _take(row, step, text, evidence, list(ready.values()), by, now, source)


def locked(recommendation: Recommendation, step: Step, seen: int | None = None) -> Recommendation:
    """The recommendation as it stands, once the step may be taken now. Raises WrongState or Stale."""
    rows = Recommendation.objects.select_for_update(of=("self",)).select_related("unit", "responsible")
    row = rows.get(pk=recommendation.pk)
    policies.check_follow_up(row, step)
    if seen is not None and seen != last_turn(row):
        raise Stale("Sudah ada tindak lanjut baru atas rekomendasi ini. Periksa dahulu, lalu kirim lagi bila perlu.")
    return row


def _take(
    row: Recommendation,
    step: Step,
    text: str,
    evidence: list[EvidenceVersion],
    uploads: list[Received],
    by: Actor,
    now: datetime,
    source: str,
) -> FollowUp:
    text = _clean(step, row, text)
    old = row.state
    turn = _store(row, step, text, by, now)
    turn.evidence.set([*evidence, *(_stored(row, upload, by, now) for upload in uploads)])
    log.write(
        verb=step.told,
        subject=row,
        topic=f"tindak lanjut {turn.number}",
        by=by.user,
        at=now,
        source=source,
        old={"state": old},
        new=logged(turn),
    )
    tell_followed_up(row, step, turn, by=by, now=now)
    return turn


def _clean(step: Step, row: Recommendation, text: str) -> str:
    text = clean_text(text, "Uraian", "text", TEXT_LIMIT)
    if not text and row.state in step.explained:
        raise Invalid(step.asks, "text")
    return text


def _check_evidence(step: Step, row: Recommendation, evidence: list[EvidenceVersion], uploads: int) -> None:
    if step.side != Side.UNIT and (evidence or uploads):
        raise Invalid("Data dukung hanya dilampirkan oleh unit kerja.", "evidence")
    if len(evidence) + uploads > EVIDENCE_LIMIT:
        raise Invalid(f"Paling banyak {EVIDENCE_LIMIT} data dukung dalam satu laporan.", "evidence")
    if any(version.evidence.unit_id != row.unit_id for version in evidence):
        raise Invalid(f"Pilih data dukung milik {row.unit}.", "evidence")


def _stored(row: Recommendation, upload: Received, by: Actor, now: datetime) -> EvidenceVersion:
    return new_evidence(row.unit, file_version(upload=upload, title="", valid_until=None, by=by, now=now))


def _store(row: Recommendation, step: Step, text: str, by: Actor, now: datetime) -> FollowUp:
    """The turn, and the recommendation in its new state."""
    number = last_turn(row) + 1
    turn = FollowUp.objects.create(
        recommendation=row, number=number, action=step.action, state=step.target, text=text, at=now, by=by.user
    )
    row.state = step.target
    row.closed_at, row.closed_by = (now, by.user) if step.target in CLOSED else (None, None)
    row.save()
    return turn


def logged(turn: FollowUp) -> dict:
    """What the history keeps of a turn."""
    evidence = [version.title for version in turn.evidence.order_by("pk")]
    return {"state": str(turn.state), "uraian": turn.text} | ({"data dukung": evidence} if evidence else {})
