"""Writing answers: the unit's, and the TPI's agreement or change."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from evaluations import permissions, policies
from evaluations.actions.scores import rescore
from evaluations.enums import Assessor
from evaluations.exceptions import Invalid, Stale
from evaluations.models import Answer, Evaluation
from evaluations.queries.instruments import loaded
from evaluations.queries.sheets import Rows, rows_of, stored_figures
from evaluations.scoring import answers as reading
from evaluations.scoring.types import Question
from history import log
from history.models import Source
from units.actors import Actor

NOTE_LIMIT = 5_000
EMPTY = {"option": "", "figures": None, "note": ""}


@dataclass(frozen=True, slots=True)
class Saved:
    """The row as it stands after the write, all rows of the evaluation, and whether anything changed."""

    answer: Answer
    rows: Rows
    changed: bool


@transaction.atomic
def save_answer(
    *,
    evaluation: Evaluation,
    code: str,
    assessor: str,
    value: Any,
    note: str,
    version: int,
    by: Actor,
    now: datetime,
    source: str = Source.SCREEN,
) -> Saved:
    """Save one assessor's value and note for a question.

    `value` is raw: an option, figures by input key, or None. `version` is the one the writer saw (0 = no row yet).
    Raises NotAllowed, WrongState, DeadlinePassed, Invalid or Stale; then nothing changed.
    """
    evaluation = _locked(evaluation, assessor, by, now)
    option, figures = _read(evaluation, code, value)
    note = _clean_note(note)
    rows = rows_of(evaluation)
    _check_version(rows[assessor].get(code), version)
    if assessor == Assessor.TPI:
        _check_reason(option, figures, note, rows[Assessor.UNIT].get(code))
    return _write(evaluation, code, assessor, option, figures, note, rows, by, now, source)


@transaction.atomic
def agree(
    *, evaluation: Evaluation, code: str, version: int, by: Actor, now: datetime, source: str = Source.SCREEN
) -> Saved:
    """The TPI takes over the unit's value as it stands. Raises as `save_answer`; Invalid when there is none."""
    evaluation = _locked(evaluation, Assessor.TPI, by, now)
    rows = rows_of(evaluation)
    unit, tpi = rows[Assessor.UNIT].get(code), rows[Assessor.TPI].get(code)
    _check_version(tpi, version)
    option, figures = _read(evaluation, code, unit.value if unit else None)
    if not _is_complete(evaluation, code, option, figures):
        raise Invalid(
            f"{code}: unit belum menjawab, jadi tidak ada yang dapat disetujui. Pilih nilai dan tulis catatan."
        )
    note = tpi.note if tpi else ""
    return _write(evaluation, code, Assessor.TPI, option, figures, note, rows, by, now, source)


def _locked(evaluation: Evaluation, assessor: str, by: Actor, now: datetime) -> Evaluation:
    """The evaluation, locked against others, after every check that does not need the answer."""
    permissions.require(permissions.may_write(by, evaluation, assessor))
    # The quarter is locked too: whoever waited for it while it was closed sees it closed.
    rows = Evaluation.objects.select_for_update(of=("self", "period")).select_related("period__instrument", "unit")
    fresh = rows.get(pk=evaluation.pk)
    policies.check_writable(fresh, assessor, today=timezone.localdate(now))
    return fresh


def _read(evaluation: Evaluation, code: str, raw: Any) -> tuple[str, dict[str, str] | None]:
    """Option and figures as they are stored. Raises Invalid with the sentence for the user."""
    question = _question(evaluation, code)
    try:
        value = reading.clean(question, raw)
    except reading.AnswerError as error:
        raise Invalid(str(error), error.field) from error
    if not isinstance(value, dict):
        return value or "", None
    problems = reading.check(question, value)
    if problems:
        raise Invalid(" ".join(problems), question.inputs[-1].key)
    return "", stored_figures(value)


def _question(evaluation: Evaluation, code: str) -> Question:
    question = loaded(evaluation.period.instrument).instrument.questions.get(code)
    if question is None:
        raise Invalid(f"Pertanyaan {code} tidak ada dalam instrumen periode ini.")
    return question


def _clean_note(note: str) -> str:
    note = note.replace("\r\n", "\n").replace("\x00", "").strip()
    if len(note) > NOTE_LIMIT:
        raise Invalid(f"Catatan terlalu panjang: {len(note)} huruf, paling banyak {NOTE_LIMIT}.", "note")
    return note


def _is_complete(evaluation: Evaluation, code: str, option: str, figures: dict[str, str] | None) -> bool:
    inputs = _question(evaluation, code).inputs
    return bool(option) or (bool(figures) and all(item.key in figures for item in inputs))


def _check_version(row: Answer | None, version: int) -> None:
    """Two people on one answer: the second is told."""
    if version != (row.version if row else 0):
        who = f"{row.updated_by} " if row else ""
        raise Stale(
            f"Jawaban ini sudah diubah {who}sejak Anda membukanya. Periksa jawaban terbaru, lalu putuskan.", row
        )


def _check_reason(option: str, figures: dict | None, note: str, unit: Answer | None) -> None:
    """A value that differs from the unit's needs a note."""
    value = option or figures or None
    if value is not None and value != (unit.value if unit else None) and not note:
        raise Invalid("Tulis catatan: nilai TPI berbeda dari jawaban unit.", "note")


def _write(evaluation, code, assessor, option, figures, note, rows: Rows, by, now, source) -> Saved:
    row, unit = rows[assessor].get(code), rows[Assessor.UNIT].get(code)
    seen = (unit.version if unit else 0) if assessor == Assessor.TPI else None
    new = {"option": option, "figures": figures or None, "note": note, "unit_version": seen}
    old = {key: getattr(row, key) for key in new} if row else EMPTY | {"unit_version": seen}
    if old == new:
        return Saved(row or _new_row(evaluation, code, assessor), rows, changed=False)
    row = row or _new_row(evaluation, code, assessor)
    for key, value in new.items():
        setattr(row, key, value)
    row.version += 1
    row.updated_at, row.updated_by = now, by.user
    row.save()
    rows[assessor][code] = row
    log.write(
        verb="jawaban disimpan",
        subject=evaluation,
        topic=f"{code}/{assessor}",
        by=by.user,
        at=now,
        source=source,
        old=_logged(old) if row.version > 1 else None,
        new=_logged(new),
    )
    rescore(evaluation, rows)
    return Saved(row, rows, changed=True)


def _new_row(evaluation: Evaluation, code: str, assessor: str) -> Answer:
    question_id = loaded(evaluation.period.instrument).question_ids[code]
    return Answer(evaluation=evaluation, question_id=question_id, assessor=assessor, version=0)


def _logged(fields: dict) -> dict:
    return {"jawaban": fields["option"] or fields["figures"], "catatan": fields["note"]}
