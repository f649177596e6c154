"""What happened to one question, as its readers may see it. One query."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from evaluations.enums import Assessor
from evaluations.models import Evaluation
from evaluations.queries.question_view import figure_text
from evaluations.scoring.types import Question
from history import log

NEWEST = 100


@dataclass(frozen=True, slots=True)
class Change:
    """One write of one side: who, when, through which door, and value and note before and after ("" = none)."""

    side: str
    by: str
    at: datetime
    source: str
    old_value: str
    new_value: str
    old_note: str
    new_note: str

    @property
    def value_changed(self) -> bool:
        return self.old_value != self.new_value

    @property
    def note_changed(self) -> bool:
        return self.old_note != self.new_note


def question_history(evaluation: Evaluation, question: Question, *, sees_tpi: bool) -> list[Change]:
    """The writes of a question in an evaluation, newest first (at most 100); the TPI's only when `sees_tpi`."""
    sides = Assessor.values if sees_tpi else [Assessor.UNIT.value]
    topics = [f"{question.code}/{side}" for side in sides]
    return list(_changes(question, log.about(evaluation).filter(topic__in=topics)[:NEWEST]))


def _changes(question: Question, entries) -> Iterator[Change]:
    for entry in entries:
        yield Change(
            side=Assessor(entry.topic.rpartition("/")[2]).label,
            by=str(entry.by or "Sistem"),
            at=entry.at,
            source=entry.get_source_display(),
            old_value=_value(question, entry.old),
            new_value=_value(question, entry.new),
            old_note=_note(entry.old),
            new_note=_note(entry.new),
        )


def _value(question: Question, told: dict | None) -> str:
    value = (told or {}).get("jawaban")
    if isinstance(value, dict):
        return "; ".join(
            f"{item.label}: {figure_text(value[item.key])}" for item in question.inputs if item.key in value
        )
    return value or ""


def _note(told: dict | None) -> str:
    return (told or {}).get("catatan", "")
