"""What happened to one question, as its readers may see it. One query."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import date_format

from evaluations.enums import Assessor
from evaluations.models import Evaluation
from evaluations.queries.question_view import value_text
from evaluations.queries.repairs import MARKED, UNMARKED
from evaluations.queries.snapshots import who
from evaluations.scoring.types import Question
from history import log
from history.models import Entry

NEWEST = 100


@dataclass(frozen=True, slots=True)
class Change:
    """One thing one side did: who, when, through which door, value and note before and after ("" = none).

    `remarks` are the sentences beside them: a request, a response, a reason, where an answer was carried from, what
    happened to a piece of evidence.
    """

    side: str
    by: str
    at: datetime
    source: str
    old_value: str
    new_value: str
    old_note: str
    new_note: str
    remarks: list[str]
    is_answer: bool

    @property
    def value_changed(self) -> bool:
        return self.old_value != self.new_value

    @property
    def note_changed(self) -> bool:
        return self.old_note != self.new_note


def question_history(evaluation: Evaluation, question: Question, *, sees_tpi: bool, inside: bool) -> list[Change]:
    """The writes of a question in an evaluation, newest first (at most 100); the TPI's only when `sees_tpi`.

    Marks are told to the Inspectorate (`inside`); the unit's own people learn of what was sent.
    """
    sides = Assessor.values if sees_tpi else [Assessor.UNIT.value]
    topics = [f"{question.code}/{side}" for side in sides]
    entries = log.about(evaluation).filter(topic__in=topics)
    entries = entries if inside else entries.exclude(verb__in=[MARKED, UNMARKED])
    return list(_changes(evaluation, question, entries[:NEWEST]))


def _changes(evaluation: Evaluation, question: Question, entries) -> Iterator[Change]:
    for entry in entries:
        yield Change(
            side=Assessor(entry.topic.rpartition("/")[2]).label,
            by=str(who(evaluation, entry) or "Sistem"),
            at=entry.at,
            source=entry.get_source_display(),
            old_value=value_text(question, (entry.old or {}).get("jawaban")),
            new_value=value_text(question, (entry.new or {}).get("jawaban")),
            old_note=(entry.old or {}).get("catatan", ""),
            new_note=(entry.new or {}).get("catatan", ""),
            remarks=_remarks(entry),
            is_answer="jawaban" in (entry.new or {}),
        )


REMARKS = {
    "tanggapan": "Tanggapan: {}",
    "alasan kosong": "Tidak dijawab karena: {}",
    "dibawa dari": "Dibawa dari {} sebagai usulan.",
}


def _remarks(entry: Entry) -> list[str]:
    """What the entry tells besides value and note."""
    old, new = entry.old or {}, entry.new or {}
    if "bukti" in {**old, **new}:
        return _evidence_remarks(entry.verb, old, new)
    if "perbaikan" in new:
        return [f"{entry.verb[0].upper()}{entry.verb[1:]}: {new['perbaikan'] or old['perbaikan']}"]
    told = [text.format(new[key]) for key, text in REMARKS.items() if new.get(key) and new.get(key) != old.get(key)]
    if old.get("tanggapan") and not new.get("tanggapan", True):
        told.append("Tanggapan dihapus.")
    accepted = "versi unit" in new and not new["jawaban"] and new["versi unit"] != old.get("versi unit")
    return [*told, "Alasan tidak dijawab diterima."] if accepted else told


# What the history keeps of a piece of evidence (actions.evidence_rows, actions.evidence_verdicts), and how it is told.
EVIDENCE = {
    "berkas": "Berkas: {}",
    "tautan": "Tautan: {}",
    "letak": "Letak: {}",
    "berlaku sampai": "Berlaku sampai: {}",
    "penilaian bukti": "Penilaian: {}",
    "catatan bukti": "Catatan: {}",
    "dibawa dari": "Dibawa dari {}, menunggu konfirmasi unit.",
}
TAKEN_BACK = {"letak": "Letak dihapus.", "berlaku sampai": "Masa berlaku dihapus."}  # while the evidence stays


def _evidence_remarks(verb: str, old: dict, new: dict) -> list[str]:
    """What happened to which piece of evidence, then what was said of it anew."""
    name, before = (new or old)["bukti"], old.get("bukti")
    renamed = f" menjadi “{name}”" if before and before != name else ""
    said = {key: new[key] for key in EVIDENCE if key in new and new[key] != old.get(key)}
    changed = [EVIDENCE[key].format(_told(key, value)) for key, value in said.items()]
    gone = [text for key, text in TAKEN_BACK.items() if new and key in old and key not in new]
    return [f"{verb[0].upper()}{verb[1:]}: “{before or name}”{renamed}", *changed, *gone]


def _told(key: str, value: str) -> str:
    return date_format(date.fromisoformat(value)) if key == "berlaku sampai" else value
