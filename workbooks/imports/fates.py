"""What would become of each question, judged against the sheet as it stands now. Writes nothing."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from django.db import models

from evaluations.actions.answer_fields import Given, new_fields
from evaluations.actions.answer_rows import state_of
from evaluations.enums import Assessor
from evaluations.exceptions import Refused
from evaluations.models import Answer, Evaluation
from evaluations.queries.instruments import loaded
from evaluations.queries.question_view import value_text
from evaluations.queries.repairs import open_requests_of
from evaluations.queries.sheets import Rows, rows_of
from evaluations.scoring.types import Question
from workbooks.imports.content import Content, Told, Value
from workbooks.layout import as_read, mark
from workbooks.models import WorkbookImport

CHANGED_IN_APP = "Jawaban ini juga diubah di aplikasi sejak berkas diunduh. Pilih hanya bila isi berkas yang benar."
CHANGED_BY_UNIT = "Unit mengubah jawabannya sejak berkas diunduh. Periksa jawaban unit yang baru dahulu."
CARRIED = (
    "Jawaban yang dibawa dari triwulan sebelumnya belum dikonfirmasi. Isi jawabannya dalam berkas, atau konfirmasi "
    "dahulu di aplikasi."
)


class Fate(models.TextChoices):
    """What happens to a question."""

    CHANGED = "berubah", "Berubah"
    CONFLICT = "bertentangan", "Bertentangan"
    EMPTIED = "dikosongkan", "Dikosongkan"
    REFUSED = "ditolak", "Tidak dapat diimpor"
    SAME = "sama", "Tidak berubah"


@dataclass(frozen=True, slots=True)
class Line:
    """A question with its fate; `old` and `new` are its value and note in words. `given` is what would be saved."""

    code: str
    question: str
    fate: Fate
    cell: str = ""
    sentence: str = ""
    old: tuple[str, str] = ("", "")
    new: tuple[str, str] = ("", "")
    given: Given | None = None

    @property
    def may_be_picked(self) -> bool:
        return self.fate in {Fate.CHANGED, Fate.CONFLICT, Fate.EMPTIED}

    @property
    def is_picked_first(self) -> bool:
        """Is it chosen unless the person says otherwise?"""
        return self.fate == Fate.CHANGED

    @property
    def changes_value(self) -> bool:
        return self.old[0] != self.new[0]

    @property
    def changes_note(self) -> bool:
        return self.old[1] != self.new[1]

    def plan(self) -> list[Any]:
        """All that must still be true when somebody confirms."""
        given = self.given
        saved = given and [given.value, given.note, given.version, given.unit_version]
        return [self.code, self.fate, self.sentence, self.old, saved]


@dataclass(frozen=True, slots=True)
class Preview:
    """Every question's fate, in the order of the sheet."""

    lines: list[Line]

    def of(self, *fates: str) -> list[Line]:
        """The lines of these fates."""
        return [line for line in self.lines if line.fate in fates]

    @property
    def groups(self) -> list[tuple[Fate, list[Line]]]:
        """The fates that somebody has to look at, each with its lines."""
        return [(fate, lines) for fate in Fate if fate != Fate.SAME and (lines := self.of(fate))]

    @property
    def same(self) -> list[Line]:
        return self.of(Fate.SAME)

    @property
    def pickable(self) -> list[Line]:
        """What can be imported."""
        return [line for line in self.lines if line.may_be_picked]

    @property
    def digest(self) -> str:
        """The same for the same fates: a confirmation names what it has seen."""
        plan = json.dumps([line.plan() for line in self.lines if line.fate != Fate.SAME], sort_keys=True)
        return hashlib.sha256(plan.encode()).hexdigest()


def preview(waiting: WorkbookImport) -> Preview:
    """What would become of each question of a workbook now. The same number of queries however much changes."""
    return judge(Content.from_stored(waiting.content), waiting.evaluation, waiting.assessor)


def judge(content: Content, evaluation: Evaluation, assessor: str) -> Preview:
    """Every question's fate if all of it were imported now."""
    judging = _Judging(content, evaluation, assessor)
    return Preview([judging.line(question) for question in judging.questions.values()])


class _Judging:
    """The sheet a workbook is held against. Two queries, one more after a return."""

    def __init__(self, content: Content, evaluation: Evaluation, assessor: str):
        self.content, self.evaluation, self.assessor = content, evaluation, assessor
        self.questions = loaded(evaluation.period.instrument).instrument.questions
        self.rows: Rows = rows_of(evaluation)
        self.requests = open_requests_of(evaluation, assessor)
        self.misread: dict[str, list] = {}
        for fault in content.misread:
            self.misread.setdefault(fault.code, []).append(fault)

    def line(self, question: Question) -> Line:
        told = self.content.told.get(question.code)
        if question.code in self.misread:
            return self._misread(question)
        if told is None:
            return Line(question.code, question.text, Fate.SAME)
        row = self.rows[self.assessor].get(question.code)
        if self._is_untouched(question.code, told):
            return Line(question.code, question.text, Fate.SAME, told.cell)
        value, note = self._wanted(told, row)
        if (value, note) == (_value(row), _note(row)) and not self._confirms(told, row):
            return Line(question.code, question.text, Fate.SAME, told.cell)
        return self._changed(question, told, row, value, note)

    def _misread(self, question: Question) -> Line:
        faults = self.misread[question.code]
        row = self.rows[self.assessor].get(question.code)
        return Line(
            question.code,
            question.text,
            Fate.REFUSED,
            ", ".join(fault.cell for fault in faults),
            " ".join(dict.fromkeys(fault.sentence for fault in faults)),
            _words(question, _value(row), _note(row)),
        )

    def _is_untouched(self, code: str, told: Told) -> bool:
        """Do the cells say what they said when the file was made?"""
        return self.content.is_own and mark(told.value, told.note) == self.content.marks.get(code)

    def _wanted(self, told: Told, row: Answer | None) -> tuple[Value, str]:
        """Value and note after the import. Empty cells say nothing, but in our own workbook that they were emptied."""
        value, note = told.value, told.note
        if self.content.is_own:
            return value, note
        if isinstance(value, dict) and isinstance(_value(row), dict):
            value = _value(row) | value
        return (_value(row) if value is None else value), note or _note(row)

    @staticmethod
    def _confirms(told: Told, row: Answer | None) -> bool:
        """Does the file answer what was only carried along?"""
        return row is not None and row.is_carried and told.value is not None

    def _changed(self, question: Question, told: Told, row: Answer | None, value: Value, note: str) -> Line:
        unit = self.rows[Assessor.UNIT].get(question.code)
        unit_version = (unit.version if unit else 0) if self.assessor == Assessor.TPI else None
        given = Given(question.code, value, note, row.version if row else 0, unit_version)
        fate, sentence = self._fate(given, row, unit)
        return Line(
            question.code,
            question.text,
            fate,
            told.cell,
            sentence,
            _words(question, _value(row), _note(row)),
            _words(question, value, note),
            None if fate == Fate.REFUSED else given,
        )

    def _fate(self, given: Given, row: Answer | None, unit: Answer | None) -> tuple[Fate, str]:
        if row is not None and row.is_carried and given.value is None:
            return Fate.REFUSED, CARRIED
        try:
            new = new_fields(self.evaluation, self.assessor, given, self.rows, self.requests.get(given.code))
        except Refused as refusal:
            return Fate.REFUSED, str(refusal)
        if state_of(row, new) == new:
            return Fate.SAME, ""
        if self.content.is_own and self.content.versions.get(given.code, 0) != given.version:
            return Fate.CONFLICT, CHANGED_IN_APP
        if self.content.is_own and self._unit_moved(given):
            return Fate.CONFLICT, CHANGED_BY_UNIT
        emptied = not _kept(_value(row), given.value) or (_note(row) and not given.note)
        return (Fate.EMPTIED if emptied else Fate.CHANGED), ""

    def _unit_moved(self, given: Given) -> bool:
        """Did the unit answer anew since the TPI's file was made?"""
        return self.assessor == Assessor.TPI and self.content.unit_versions.get(given.code, 0) != given.unit_version


def _kept(old: Value, new: Value) -> bool:
    """Does the new value answer all that the old one did?"""
    if isinstance(old, dict):
        return isinstance(new, dict) and old.keys() <= new.keys()
    return old is None or new is not None


def _value(row: Answer | None) -> Value:
    """The value as an import sees it: what was carried and not confirmed is none."""
    return None if row is None or row.is_carried else row.value


def _note(row: Answer | None) -> str:
    """The note as a cell would say it."""
    return "" if row is None or row.is_carried else as_read(row.note)


def _words(question: Question, value: Value, note: str) -> tuple[str, str]:
    return value_text(question, value), note
