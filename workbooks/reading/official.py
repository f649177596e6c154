"""The ministry's two workbooks, recognised by their cells: the form of Lampiran III and the PortalRB layout.

Of the PortalRB workbook only the positions of its answers are known, not the file itself.
"""

from collections.abc import Sequence

from evaluations.enums import Assessor
from evaluations.scoring.types import Instrument
from workbooks.enums import Layout
from workbooks.exceptions import Unreadable
from workbooks.layout import PORTALRB_SHEET, LampiranIii, PortalRb
from workbooks.positions import Position, is_known, positions
from workbooks.reading.cells import CannotTake, figure_of, option_of
from workbooks.reading.columns import Place, column
from workbooks.reading.sheets import Sheet, check_length
from workbooks.reading.types import ANYBODY, Book

CHOICES = "J"  # of the form: "A/B/C" for a scale, "Jumlah" for a count, "Nilai ..." for an index
PERCENT, COUNT, INDEX = "%", "Jumlah", "Nilai"
HEAD = 3  # rows above its first figure at which a question of the form may begin
ENOUGH = 0.9  # of the rows must look like the form's
OTHER_INSTRUMENT = (
    "Formulir resmi ini milik LKE PermenPANRB 90/2021, sedangkan instrumen yang berlaku mempunyai pertanyaan lain. "
    "Unduh LKE dari aplikasi, lalu isi berkas itu."
)


def lampiran_iii(pages: Sequence[Sheet], instrument: Instrument) -> Book | None:
    """The form of Lampiran III; None when no sheet is one. Raises Unreadable when its rows were moved.

    It has one column of answers: of whoever hands it in.
    """
    page = form_of(pages, instrument)
    if page is None:
        return None
    answers = column(page, instrument, form_places(page), LampiranIii.ANSWER, LampiranIii.NOTE)
    return Book(Layout.LAMPIRAN_III, {ANYBODY: answers})


def form_of(pages: Sequence[Sheet], instrument: Instrument) -> Sheet | None:
    """The sheet that is the form of Lampiran III, None when none is. Raises Unreadable when its rows were moved."""
    if not pages:
        return None
    check_fits(instrument)
    wanted = {place.lampiran_iii_row: _choices(instrument, place) for place in positions()}
    page, fitting = max(((page, _fitting(page, wanted)) for page in pages), key=lambda pair: len(pair[1]))
    if len(fitting) < ENOUGH * len(wanted):
        return None
    check_length(page)
    if moved := [row for row in wanted if row not in fitting]:
        raise Unreadable(
            f"Lembar “{page.title}” mirip formulir Lampiran III, tetapi kolom {CHOICES} pada baris {moved[0]} bukan "
            "seperti aslinya. Salin jawaban ke formulir yang barisnya belum ditambah atau dihapus."
        )
    return page


def form_places(page: Sheet) -> dict[str, Place]:
    """Where each question stands in the form; the first of its `notes` is where its text is."""
    return {code: _with_head(page, place) for code, place in _places("lampiran_iii_row").items()}


def portalrb(pages: Sequence[Sheet], instrument: Instrument) -> Book | None:
    """The PortalRB layout: a sheet of that name, most of whose filled answer cells are answers; else None."""
    page = next((page for page in pages if page.title == PORTALRB_SHEET), None)
    if page is None:
        return None
    check_fits(instrument)
    told = [_is_answer(page, instrument, place, letter) for place in positions() for letter in ("K", "N")]
    filled = [answer for answer in told if answer is not None]
    if not filled or sum(filled) * 2 < len(filled):
        return None
    check_length(page)
    places = _places("portalrb_row")
    letters = {
        Assessor.UNIT: (PortalRb.UNIT_ANSWER, PortalRb.UNIT_NOTE),
        Assessor.TPI: (PortalRb.TPI_ANSWER, PortalRb.TPI_NOTE),
    }
    columns = {assessor: column(page, instrument, places, *pair) for assessor, pair in letters.items()}
    return Book(Layout.PORTALRB, columns)


def check_fits(instrument: Instrument) -> None:
    """The forms ask the questions of one instrument only; raises Unreadable for another."""
    if not is_known(instrument):
        raise Unreadable(OTHER_INSTRUMENT)


def _choices(instrument: Instrument, place: Position) -> str:
    """How the form writes what may be answered there."""
    question = instrument.questions[place.code]
    if question.scale:
        return "/".join(question.scale.values)
    return COUNT if question.input(place.input).maximum is None else INDEX


def _fitting(page: Sheet, wanted: dict[int, str]) -> list[int]:
    return [row for row, choices in wanted.items() if _fits(page.text(CHOICES, row), choices)]


def _fits(text: str, choices: str) -> bool:
    return text.startswith(INDEX) if choices == INDEX else text == choices


def _places(row_name: str) -> dict[str, Place]:
    rows: dict[str, dict[str, int]] = {}
    for place in positions():
        rows.setdefault(place.code, {})[place.input] = getattr(place, row_name)
    return {code: Place(answers, list(answers.values())) for code, answers in rows.items()}


def _with_head(page: Sheet, place: Place) -> Place:
    """A question with figures begins some rows above them, with its percentage; a note may stand there."""
    first = place.notes[0]
    if page.text(CHOICES, first) != COUNT:
        return place
    heads = []
    for row in range(first - 1, first - 1 - HEAD, -1):
        heads.insert(0, row)
        if page.text(CHOICES, row) == PERCENT:
            return Place(place.answers, [*heads, *place.notes])
    return place


def _is_answer(page: Sheet, instrument: Instrument, place: Position, letter: str) -> bool | None:
    """Does an answer cell hold an answer? None when it is empty."""
    cell, question = page.at(letter, place.portalrb_row), instrument.questions[place.code]
    if cell is None:
        return None
    try:
        if question.scale:
            option_of(cell, question)
        else:
            figure_of(cell, question, question.input(place.input))
    except CannotTake:
        return False
    return True
