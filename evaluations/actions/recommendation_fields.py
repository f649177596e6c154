"""What a person wrote in a recommendation -> the fields as they are stored."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import User
from evaluations.actions.texts import clean_text
from evaluations.enums import Priority
from evaluations.exceptions import Invalid
from evaluations.models import Evaluation, Recommendation
from evaluations.queries.area_owners import unit_people
from evaluations.queries.areas import area_titles
from evaluations.queries.instruments import loaded
from evaluations.queries.parts import area_of, is_part
from units.models import WorkUnit

TEXT_LIMIT = 2_000  # letters


@dataclass(frozen=True, slots=True)
class Said:
    """The form: `area` None takes that of the question or node, if it has one."""

    text: str
    priority: str
    due_on: date | None
    responsible: User | None
    area: int | None
    code: str


def clean(said: Said, *, unit: WorkUnit, evaluation: Evaluation | None, day: date, now: datetime) -> dict[str, Any]:
    """Field -> value. Raises Invalid with the field at fault."""
    text = clean_text(said.text, "Rekomendasi", "text", TEXT_LIMIT)
    if not text:
        raise Invalid("Tulis rekomendasinya.", "text")
    if said.priority not in Priority.values:
        raise Invalid("Pilih prioritas tinggi, sedang, atau rendah.", "priority")
    if said.due_on and said.due_on < day:
        raise Invalid(f"Batas waktu tidak boleh sebelum {date_format(day)}.", "due_on")
    if said.code:
        _check_code(said.code, evaluation)
    return {
        "text": text,
        "priority": said.priority,
        "due_on": said.due_on,
        "responsible": _checked_person(said.responsible, unit, now),
        "area": _checked_area(said, evaluation),
        "code": said.code,
    }


def _check_code(code: str, evaluation: Evaluation | None) -> None:
    if evaluation is None:
        raise Invalid("Rekomendasi atas pertanyaan harus menyebut penilaiannya.", "code")
    if not is_part(loaded(evaluation.period.instrument), code):
        raise Invalid(f"{code} tidak ada dalam instrumen periode ini.", "code")


def _checked_area(said: Said, evaluation: Evaluation | None) -> int | None:
    if said.area is None:
        return area_of(loaded(evaluation.period.instrument), said.code) if said.code else None
    if said.area not in area_titles():
        raise Invalid(f"Area perubahan {said.area} tidak ada.", "area")
    return said.area


def _checked_person(responsible: User | None, unit: WorkUnit, now: datetime) -> User | None:
    if responsible and not unit_people(unit, today=timezone.localdate(now)).filter(pk=responsible.pk).exists():
        raise Invalid(f"{responsible} bukan anggota {unit}.", "responsible")
    return responsible


def logged(row: Recommendation) -> dict[str, Any]:
    """What the history keeps; the unit's key tells whose it was even after it was removed."""
    return {
        "unit_id": row.unit_id,
        "evaluation_id": row.evaluation_id,
        "number": row.number,
        "code": row.code,
        "area": row.area,
        "text": row.text,
        "priority": str(row.priority),
        "due_on": row.due_on and row.due_on.isoformat(),
        "responsible_id": row.responsible_id,
    }
