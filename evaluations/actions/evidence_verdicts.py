"""What the TPI says to a piece of evidence at one question."""

from datetime import datetime

from django.db import transaction

from evaluations.actions.evidence_rows import finish, fresh_use
from evaluations.actions.evidence_texts import NOTE_LIMIT
from evaluations.actions.locks import lock_to_write
from evaluations.actions.texts import clean_text
from evaluations.enums import Assessor, EvidenceVerdict
from evaluations.exceptions import Invalid, UnitChanged, WrongState
from evaluations.models import EvidenceUse
from history.models import Source
from units.actors import Actor

JUDGED, UNJUDGED = "bukti dinilai", "penilaian bukti dicabut"


@transaction.atomic
def judge(
    *,
    use: EvidenceUse,
    verdict: str,
    note: str,
    seen_version: int | None,
    by: Actor,
    now: datetime,
    source: str = Source.SCREEN,
) -> EvidenceUse:
    """Give a verdict ("" takes it back) on the version the evaluator saw (its number; None = as it stands).

    Raises NotAllowed, WrongState, DeadlinePassed, Invalid (a doubt without a note, a verdict that is none) or
    UnitChanged (the unit replaced it since). Sending the same twice changes nothing.
    """
    evaluation = lock_to_write(use.evaluation, Assessor.TPI, by, now)
    use = fresh_use(use)
    if use.withdrawn_at:
        raise WrongState("Unit sudah menarik bukti ini.")
    if seen_version is not None and seen_version != use.version.number:
        raise UnitChanged("Unit mengganti bukti ini sejak Anda membukanya. Periksa versi terbaru, lalu nilai.")
    note = _clean(verdict, note)
    if (verdict, note) == (use.present_verdict, use.present_note):
        return use
    old, new = _told(use.present_verdict, use.present_note, use), _told(verdict, note, use)
    use.verdict, use.verdict_note = verdict, note
    use.verdict_version = use.version if verdict else None
    use.verdict_at, use.verdict_by = (now, by.user) if verdict else (None, None)
    use.save()
    verb = JUDGED if verdict else UNJUDGED
    return finish(verb, evaluation, use, by, now, source, side=Assessor.TPI, old=old, new=new)


def _clean(verdict: str, note: str) -> str:
    """The note as it is stored; none without a verdict. Raises Invalid."""
    if verdict not in {"", *EvidenceVerdict.values}:
        raise Invalid("Pilih memadai, kurang, atau tidak relevan.", "verdict")
    note = clean_text(note, "Catatan", "note", NOTE_LIMIT) if verdict else ""
    if verdict in {EvidenceVerdict.WEAK, EvidenceVerdict.IRRELEVANT} and not note:
        raise Invalid("Tulis catatan mengapa data dukung kurang atau tidak relevan.", "note")
    return note


def _told(verdict: str, note: str, use: EvidenceUse) -> dict | None:
    """What the history keeps of a verdict; None of none."""
    if not verdict:
        return None
    said = {"bukti": use.version.title, "versi bukti": use.version.number}
    return said | {"penilaian bukti": str(EvidenceVerdict(verdict).label)} | ({"catatan bukti": note} if note else {})
