"""How cells of a workbook look: the house's blue and its typeface, named so that Excel lists them.

Yellow is what the reader may fill in, and nothing else is unlocked.
"""

from collections.abc import Iterator

from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.workbook import Workbook

from workbooks.tables import BLUE, FONT, LINE

DEEP, MIDDLE, LIGHT, PALE = "0A489F", "C0D7F9", "EFF5FD", "F6F9FF"
INPUT = "FFF8DB"
GREEN, RED, GREEN_PALE, RED_PALE = "0E6B3A", "B3261E", "E3F4EA", "FCE8E6"
INK = "041225"

POINTS, VALUE, PERCENT, SIGNED = "#,##0.00", "0.00", "0.00%", '+#,##0.00;"\u2212"#,##0.00;0.00'
DAY = "[$-421]d mmmm yyyy"

TITLE, FACT, HINT, SECTION, HEADING = "ZI judul", "ZI keterangan", "ZI petunjuk", "ZI bagian", "ZI kepala"
TEXT, CENTRE, SCORE, DATE = "ZI teks", "ZI tengah", "ZI nilai", "ZI tanggal"
OPEN_TEXT, OPEN_ANSWER = "ZI isian teks", "ZI isian jawaban"
LEVELS = ("ZI komponen", "ZI kelompok", "ZI area", "ZI indikator", "ZI total")
FILLS = (DEEP, MIDDLE, LIGHT, PALE, BLUE)

PASSED = DifferentialStyle(font=Font(color=GREEN, bold=True), fill=PatternFill(bgColor=GREEN_PALE))
FAILED = DifferentialStyle(font=Font(color=RED, bold=True), fill=PatternFill(bgColor=RED_PALE))
NEAR = DifferentialStyle(font=Font(color="7A4B00", bold=True), fill=PatternFill(bgColor="FFF4D6"))

_LEFT = {"vertical": "top", "horizontal": "left", "wrap_text": True}
_RIGHT = {"vertical": "top", "horizontal": "right", "indent": 1}
_MIDDLE = {"vertical": "top", "horizontal": "center", "wrap_text": True}
_RULED = Border(*[Side("thin", color=LINE)] * 4)


def numbers(style: str) -> str:
    """The style of a level for its numbers."""
    return f"{style} angka"


def centred(style: str) -> str:
    """The style of a level for words in the middle."""
    return f"{style} tengah"


def add_styles(book: Workbook) -> None:
    """Make the styles known to a workbook."""
    for style in _styles():
        book.add_named_style(style)


def _styles() -> Iterator[NamedStyle]:
    yield _style(TITLE, size=14, bold=True, color=BLUE)
    yield _style(FACT)
    yield _style(HINT, color=DEEP, bold=True)
    yield _style(SECTION, size=12, bold=True, color=BLUE)
    heading = {"vertical": "center", "horizontal": "center", "wrap_text": True}
    yield _style(HEADING, bold=True, color="FFFFFF", fill=BLUE, align=heading, ruled=True)
    yield _style(TEXT, align=_LEFT, ruled=True)
    yield _style(CENTRE, align=_MIDDLE, ruled=True)
    yield _style(SCORE, align=_RIGHT, ruled=True, number_format=POINTS)
    yield _style(DATE, align=_LEFT, ruled=True, number_format=DAY)
    yield _style(OPEN_TEXT, align=_LEFT, ruled=True, fill=INPUT, locked=False)
    yield _style(OPEN_ANSWER, align=_MIDDLE, ruled=True, fill=INPUT, locked=False)
    for name, fill in zip(LEVELS, FILLS, strict=True):
        look = {"bold": True, "fill": fill, "ruled": True, "color": "FFFFFF" if fill in {DEEP, BLUE} else INK}
        yield _style(name, align=_LEFT, **look)
        yield _style(centred(name), align=_MIDDLE, **look)
        yield _style(numbers(name), align=_RIGHT, number_format=POINTS, **look)


def _style(
    name: str,
    *,
    size: int = 10,
    bold: bool = False,
    color: str = INK,
    fill: str = "",
    align: dict | None = None,
    ruled: bool = False,
    number_format: str = "General",
    locked: bool = True,
) -> NamedStyle:
    return NamedStyle(
        name,
        font=Font(name=FONT, size=size, bold=bold, color=color),
        fill=PatternFill("solid", fgColor=fill) if fill else PatternFill(),
        alignment=Alignment(**align or {"vertical": "center"}),
        border=_RULED if ruled else Border(),
        number_format=number_format,
        protection=Protection(locked=locked),
    )
