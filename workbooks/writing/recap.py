"""The recap workbook of a quarter: Rekap, Area, Nilai minimal, Tren.

Points are values, as the app stores them; what follows from them (changes, means, what is missing, how many minimums
fail) is a formula. The sheet Nilai minimal holds the points of every gate, the others read them there.
"""

from workbooks.documents.recap import RecapBook
from workbooks.writing.cells import content, new_book, put
from workbooks.writing.recap_areas import add_areas
from workbooks.writing.recap_gates import add_gates
from workbooks.writing.recap_totals import add_head, add_totals
from workbooks.writing.recap_trend import add_trend
from workbooks.writing.styles import FACT


def recap_workbook(told: RecapBook) -> bytes:
    """The file."""
    book = new_book(f"Rekap Zona Integritas {told.period_name}", at=told.taken_at)
    if not told.units:
        page = book.create_sheet("Rekap")
        add_head(page, told)
        put(page, "A6", "Tidak ada unit kerja yang dinilai pada periode ini.", FACT)
        return content(book)
    totals, areas = book.create_sheet("Rekap"), book.create_sheet("Area")
    gates = add_gates(book, told)
    add_totals(totals, told, gates)
    add_areas(areas, told, gates)
    add_trend(book.create_sheet("Tren"), told)
    return content(book)
