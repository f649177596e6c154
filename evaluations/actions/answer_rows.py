"""Storing one answer row with its history; the checks and the scores are the caller's."""

from datetime import datetime
from typing import Any

from evaluations.exceptions import Invalid
from evaluations.models import Answer, Evaluation
from evaluations.queries.instruments import loaded
from evaluations.queries.sheets import Rows
from evaluations.scoring.types import Question
from history import log
from units.actors import Actor

EMPTY = {"option": "", "figures": None, "note": "", "is_carried": False, "gap_reason": ""}


def question_of(evaluation: Evaluation, code: str) -> Question:
    """The engine's question of that code. Raises Invalid when the quarter's instrument has none."""
    question = loaded(evaluation.period.instrument).instrument.questions.get(code)
    if question is None:
        raise Invalid(f"Pertanyaan {code} tidak ada dalam instrumen periode ini.")
    return question


def new_row(evaluation: Evaluation, code: str, assessor: str) -> Answer:
    """An unsaved row in version 0."""
    question_id = loaded(evaluation.period.instrument).question_ids[code]
    return Answer(evaluation=evaluation, question_id=question_id, assessor=assessor, version=0)


def state_of(row: Answer | None, names: Any) -> dict:
    """The named fields as they stand; those of a row that is not there are empty."""
    return {key: getattr(row, key) if row else EMPTY.get(key) for key in names}


def store_row(
    evaluation: Evaluation,
    code: str,
    assessor: str,
    new: dict,
    rows: Rows,
    *,
    by: Actor,
    now: datetime,
    source: str,
    said: tuple[str, str] | None = None,
) -> Answer:
    """The row with the `new` fields in its next version, stored and logged.

    `said` is logged besides: the unit's response before and after.
    """
    row = rows[assessor].get(code) or new_row(evaluation, code, assessor)
    old = state_of(row, new)
    for key, value in new.items():
        setattr(row, key, value)
    row.version += 1
    row.updated_at, row.updated_by = now, by.user
    row.save()
    rows[assessor][code] = row
    before, after = [{}, {}] if said is None else [{"tanggapan": text} for text in said]
    log.write(
        verb="jawaban disimpan",
        subject=evaluation,
        topic=f"{code}/{assessor}",
        by=by.user,
        at=now,
        source=source,
        old=logged(old) | before if row.version > 1 else None,
        new=logged(new) | after,
    )
    return row


def logged(fields: dict) -> dict:
    """What the history keeps of an answer's fields; the TPI's names the unit's version it judges."""
    told = {"jawaban": fields["option"] or fields["figures"], "catatan": fields["note"]}
    if fields.get("unit_version") is not None:
        told["versi unit"] = fields["unit_version"]
    if fields.get("is_carried"):
        told["usulan"] = "belum dikonfirmasi"
    if fields.get("gap_reason"):
        told["alasan kosong"] = fields["gap_reason"]
    return told
