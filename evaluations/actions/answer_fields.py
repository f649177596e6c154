"""What a write would make of an answer's row, and why not: the checks that ask nothing of the database.

Saving one answer, saving many at once and the preview of an import all ask here.
"""

from dataclasses import dataclass
from typing import Any

from evaluations import policies
from evaluations.actions.answer_rows import question_of
from evaluations.actions.texts import clean_text
from evaluations.enums import Assessor
from evaluations.exceptions import Invalid, Stale, UnitChanged
from evaluations.models import Answer, Evaluation, RepairRequest
from evaluations.queries.sheets import Rows, stored_figures
from evaluations.scoring import answers as reading

NOTE_LIMIT = 5_000


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody gives for one question; the fields are those of `answers.save_answer`."""

    code: str
    value: Any
    note: str
    version: int
    unit_version: int | None = None
    confirm: bool = False


def new_fields(
    evaluation: Evaluation, assessor: str, given: Given, rows: Rows, request: RepairRequest | None = None
) -> dict[str, Any]:
    """The fields of that assessor's row after the write; `request` is what the unit has to respond to on the question.

    Raises Invalid, WrongState (the question is not open for the unit) or UnitChanged.
    """
    option, figures = _read(evaluation, given.code, given.value)
    note = clean_text(given.note, "Catatan", "note", NOTE_LIMIT)
    new = {"option": option, "figures": figures or None, "note": note}
    unit = rows[Assessor.UNIT].get(given.code)
    if assessor == Assessor.TPI:
        _check_reason(new, unit)
        row = rows[Assessor.TPI].get(given.code)
        return new | {"unit_version": _judged(new, row, unit, given.unit_version, given.confirm)}
    policies.check_question_open(evaluation, given.code, request)
    return new | {"is_carried": False, "gap_reason": unit.gap_reason if unit and not (option or figures) else ""}


def check_version(row: Answer | None, version: int) -> None:
    """Two people on one answer: the second is told; raises Stale."""
    if version != (row.version if row else 0):
        who = f"{row.updated_by} " if row else ""
        raise Stale(
            f"Jawaban ini sudah diubah {who}sejak Anda membukanya. Periksa jawaban terbaru, lalu putuskan.", row
        )


def check_unit_version(unit: Answer | None, seen: int | None) -> None:
    """Nobody judges an answer they have not seen; raises UnitChanged."""
    if seen is not None and seen != (unit.version if unit else 0):
        raise UnitChanged("Unit mengubah jawaban ini sejak Anda membukanya. Periksa jawaban terbaru, lalu putuskan.")


def _read(evaluation: Evaluation, code: str, raw: Any) -> tuple[str, dict[str, str] | None]:
    """Option and figures as they are stored. Raises Invalid with the sentence for the user."""
    question = question_of(evaluation, code)
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


def _check_reason(new: dict, unit: Answer | None) -> None:
    """A value that differs from the unit's needs a note."""
    value = new["option"] or new["figures"]
    theirs = unit.value if unit and not unit.is_carried else None
    if value is not None and value != theirs and not new["note"]:
        raise Invalid("Tulis catatan: nilai TPI berbeda dari jawaban unit.", "note")


def _judged(new: dict, row: Answer | None, unit: Answer | None, seen: int | None, confirm: bool) -> int | None:
    """The version of the unit's answer that the TPI's value stands on after this write; None while it gives none."""
    same = row is not None and (new["option"], new["figures"]) == (row.option, row.figures or None)
    if same and not confirm:
        return row.unit_version
    if not new["option"] and not new["figures"]:
        return None
    check_unit_version(unit, seen)
    return unit.version if unit else 0
