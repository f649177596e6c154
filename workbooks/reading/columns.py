"""Puts what the cells say to the questions together, question by question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from evaluations.scoring.types import Instrument, Question
from workbooks.reading.cells import CannotTake, figure_of, note_of, option_of
from workbooks.reading.sheets import Sheet
from workbooks.reading.types import Column, Misread, Said

CUT = "Baris pertanyaan ini tidak ada lagi dalam berkas, atau tidak lengkap."


@dataclass(frozen=True, slots=True)
class Place:
    """Rows of one question: of its answer, or of each figure by key; and those that may hold its notes."""

    answers: Mapping[str, int]  # "" -> row of an option, key -> row of a figure
    notes: Sequence[int]


def column(
    sheet: Sheet, instrument: Instrument, places: Mapping[str, Place], answer_column: str, note_column: str
) -> Column:
    """One assessor's column of a sheet."""
    found = Column()
    for code, question in instrument.questions.items():
        misread, said = _question(sheet, question, places.get(code), answer_column, note_column)
        found.misread += misread
        if not misread:
            found.said[code] = said
    return found


def _question(
    sheet: Sheet, question: Question, place: Place | None, answer_column: str, note_column: str
) -> tuple[list[Misread], Said | None]:
    wanted = [item.key for item in question.inputs] or [""]
    if place is None or any(key not in place.answers for key in wanted):
        return [Misread(question.code, sheet.title, CUT)], None
    misread: list[Misread] = []
    value, note = None, ""
    try:
        value = _value(sheet, question, place, answer_column, misread)
        note = _note(sheet, question, place, note_column, misread)
    except CannotTake:  # it is among `misread` by now
        pass
    first = sheet.address(answer_column, place.answers[wanted[0]])
    return misread, Said(value, note, first)


def _value(sheet: Sheet, question: Question, place: Place, letter: str, misread: list[Misread]):
    if not question.is_numeric:
        row = place.answers[""]
        return _taken(sheet, question, letter, row, misread, lambda cell: option_of(cell, question))
    figures: dict[str, Fraction] = {}
    for item in question.inputs:
        row = place.answers[item.key]
        figure = _taken(sheet, question, letter, row, misread, lambda cell, item=item: figure_of(cell, question, item))
        if figure is not None:
            figures[item.key] = figure
    return figures or None


def _note(sheet: Sheet, question: Question, place: Place, letter: str, misread: list[Misread]) -> str:
    """The notes of all its rows, each once."""
    notes = [_taken(sheet, question, letter, row, misread, note_of) for row in place.notes]
    return "\n".join(dict.fromkeys(note for note in notes if note))


def _taken(sheet: Sheet, question: Question, letter: str, row: int, misread: list[Misread], take):
    try:
        return take(sheet.at(letter, row))
    except CannotTake as error:
        misread.append(Misread(question.code, sheet.address(letter, row), str(error)))
        return None
