"""What somebody wants an action to say, and whether it can be taken."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from accounts.models import User
from evaluations.actions.texts import clean_text
from evaluations.exceptions import Invalid
from evaluations.models import Recommendation
from evaluations.quarters import NUMERALS, YEARS
from evaluations.queries.area_owners import unit_people
from plans.models import Action
from plans.queries.subjects import Subjects, subjects
from units.models import WorkUnit

TEXT_LIMIT, NOTE_LIMIT = 500, 2_000  # letters


@dataclass(frozen=True, slots=True)
class Draft:
    """The content of one action. `year` and `quarter` name the quarter it aims at; the rest as in `models.Action`."""

    text: str
    owner: User
    due_on: date
    year: int
    quarter: int
    area: int | None = None
    code: str = ""
    recommendation: Recommendation | None = None
    note: str = ""


class Checker:
    """Holds drafts for one unit against what is so on one day. Three queries however many drafts."""

    def __init__(self, unit: WorkUnit, now: datetime):
        self._unit = unit
        self._today = timezone.localdate(now)
        self._people = set(unit_people(unit, today=self._today).values_list("pk", flat=True))
        self._subjects: Subjects = subjects()

    def fields(self, draft: Draft, before: Action | None = None) -> dict:
        """The values as they are stored. What stood there `before` is not asked again. Raises Invalid.

        A recommendation brings its area and question along, a question its area, where the draft names none.
        """
        text = clean_text(draft.text, "Rencana aksi", "text", TEXT_LIMIT)
        if not text:
            raise Invalid("Tulis apa yang akan dikerjakan.", "text")
        self._check_owner(draft, before)
        self._check_dates(draft, before)
        return {
            "text": text,
            "note": clean_text(draft.note, "Catatan", "note", NOTE_LIMIT),
            "owner_id": draft.owner.pk,
            "due_on": draft.due_on,
            "year": draft.year,
            "quarter": draft.quarter,
            **self._subject(draft, before),
        }

    def _check_owner(self, draft: Draft, before: Action | None) -> None:
        stays = before is not None and before.owner_id == draft.owner.pk
        if draft.owner.pk not in self._people and not stays:
            raise Invalid(f"{draft.owner} bukan anggota {self._unit}.", "owner")

    def _check_dates(self, draft: Draft, before: Action | None) -> None:
        stays = before is not None and before.due_on == draft.due_on
        if draft.due_on < self._today and not stays:
            raise Invalid("Batas waktu sudah lewat. Pilih hari ini atau sesudahnya.", "due_on")
        if draft.due_on.year not in YEARS:
            raise Invalid(f"Batas waktu paling lambat tahun {YEARS[-1]}.", "due_on")
        if draft.year not in YEARS or draft.quarter not in NUMERALS:
            raise Invalid("Triwulan sasaran tidak dikenal.", "target")

    def _subject(self, draft: Draft, before: Action | None) -> dict:
        advice = draft.recommendation
        if advice and (advice.unit_id != self._unit.pk or advice.sent_at is None):
            raise Invalid("Rekomendasi ini tidak ada pada unit ini.", "recommendation")
        code = draft.code or (advice.code if advice else "")
        stays = before is not None and before.code == code
        if code and not (stays or self._subjects.knows(code) or (advice and advice.code == code)):
            raise Invalid(f"Pertanyaan {code} tidak ada.", "code")
        if draft.area and draft.area not in self._subjects.areas:
            raise Invalid(f"Area perubahan {draft.area} tidak ada.", "area")
        known = self._subjects.area_of(code)
        area = draft.area or known or (advice.area if advice else None)
        if known and area != known:
            raise Invalid(f"Pertanyaan {code} berada pada area {known}. Ubah areanya atau pertanyaannya.", "area")
        return {"area": area, "code": code, "recommendation_id": advice.pk if advice else None}


def checked(unit: WorkUnit, drafts: Iterable[Draft], now: datetime) -> list[dict]:
    """The stored values of new actions. Raises Invalid."""
    checker = Checker(unit, now)
    return [checker.fields(draft) for draft in drafts]
