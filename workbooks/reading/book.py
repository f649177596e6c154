"""Reads a filled workbook, whichever of the known ones it is."""

from typing import BinaryIO

from evaluations.scoring.types import Instrument
from workbooks.exceptions import Unreadable
from workbooks.reading import official, own
from workbooks.reading.sheets import Progress, sheets
from workbooks.reading.types import Book

UNKNOWN = (
    "Buku kerja ini bukan LKE yang dikenal. Yang dapat dibaca: LKE yang diunduh dari aplikasi ini, formulir Lampiran "
    "III PermenPANRB 90/2021, dan format PortalRB (lembar “Jawaban”). Barisnya tidak boleh ditambah atau dihapus."
)


def read(file: BinaryIO, instrument: Instrument, tell: Progress = lambda _done, _of: None) -> Book:
    """What the workbook says to the questions of the instrument. `tell` hears how far it is.

    Raises Unreadable, with a sentence for the person, when the file as a whole cannot be used.
    """
    pages = sheets(file, tell)
    if told := own.about(pages):
        return own.read(pages, told, instrument)
    book = official.lampiran_iii(pages, instrument) or official.portalrb(pages, instrument)
    if book is None:
        raise Unreadable(UNKNOWN)
    return book
