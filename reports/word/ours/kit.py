"""What our templates are put together from: a document with our styles, and paragraphs, tables and sections in it.

Commands of the template language ({%p … %}) stand in paragraphs and rows of their own, small and grey, so that a
template opens in Word and can be read there.
"""

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from docx import Document
from docx.enum.section import WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor, Twips

from reports.word.ours.looks import (
    BLUE,
    BODY,
    CAPTION,
    CELL,
    COMMAND,
    GAP,
    GREY,
    HEAD,
    ITEM,
    LEFT,
    NUMBER,
    PALE,
    RED,
    RIGHT,
    fill,
    repeat,
    set_styles,
    shape,
    twips,
    whole,
)

EPOCH = (1980, 1, 1, 0, 0, 0)  # of the members, so that equal templates are equal bytes


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its width in millimetres, how its text stands, and what its cells hold.

    `shade` is an expression that gives a colour; `low` is a condition on which the text stands out, with an arrow.
    """

    head: str
    width: float
    cell: "str | Cell" = ""
    align: WD_ALIGN_PARAGRAPH = LEFT


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that is more than a text: lines below each other, some of them small or bold or under a condition."""

    lines: tuple["Line", ...]
    shade: str = ""
    align: WD_ALIGN_PARAGRAPH = LEFT


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of a cell, printed when `when` holds ("" always) or once for `each` ("x in list"); `low` is the
    condition on which it stands out."""

    text: str
    when: str = ""
    each: str = ""
    is_small: bool = False
    is_bold: bool = False
    is_italic: bool = False
    low: str = ""
    lead: str = ""  # bold words before the text

    @property
    def command(self) -> str:
        """What decides on it; "" when nothing does."""
        if self.each:
            return f"for {self.each}"
        return f"if {self.when}" if self.when else ""


def line(text: str, **looks) -> Line:
    """A line of a cell."""
    return Line(text, **looks)


def cell(*lines: Line | str, shade: str = "", align: WD_ALIGN_PARAGRAPH = LEFT) -> Cell:
    """A cell of several lines."""
    return Cell(tuple(Line(one) if isinstance(one, str) else one for one in lines), shade, align)


class Sheet:
    """A template being built."""

    def __init__(self) -> None:
        self.document = Document()
        self._clear()
        set_styles(self.document)
        self.width = 0.0

    def _clear(self) -> None:
        body = self.document.element.body
        for child in list(body):
            if child.tag != qn("w:sectPr"):
                body.remove(child)
        relations = self.document.part.package.rels
        for key in [key for key, one in relations.items() if one.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
            relations.pop(key)  # a picture of the library's own document
        section = self.document.sections[0]
        section.footer_distance = section.header_distance = Mm(10)

    # --- paragraphs
    def command(self, words: str) -> None:
        """A command that swallows its own paragraph: {%p for … %}."""
        self.document.add_paragraph(f"{{%p {words} %}}", style=COMMAND)

    def heading(self, words: str, level: int, *, breaks: bool = False):
        """A heading of the outline; `breaks`: on a new page."""
        made = self.document.add_heading(words, level)
        made.paragraph_format.page_break_before = breaks
        return made

    def chapter(self, number: str, title: str, *, breaks: bool = True) -> None:
        """A heading of the first level with its number above it."""
        made = self.heading("", 1, breaks=breaks)
        run = made.add_run(number)
        run.font.size, run.font.color.rgb = Pt(11), RGBColor.from_string(GREY)
        run.add_break()
        made.add_run(title)

    def text(self, words: str, style: str = BODY, *, align=None, keep: bool = False, bold: bool = False):
        """A paragraph."""
        made = self.document.add_paragraph(style=style)
        made.add_run(words).bold = bold or None
        if align is not None:
            made.alignment = align
        made.paragraph_format.keep_with_next = keep or None
        return made

    def story(self, name: str) -> None:
        """The paragraphs of a story."""
        self.document.add_paragraph(f"{{{{p {name}|paragraf('{BODY}') }}}}", style=COMMAND)

    def items(self, each: str, name: str, words: str, *, keep: bool = False) -> None:
        """A numbered list: one item for each; `keep`: on the page of what comes next."""
        self.command(f"for {each} in {name}")
        made = self.text(words, ITEM, keep=keep)
        made.paragraph_format.tab_stops.add_tab_stop(Mm(7))
        self.command("endfor")

    def picture(self, name: str, width: int, words: str, *, align=None):
        """A picture in a paragraph of its own."""
        return self.text(f"{{{{ {name}|gambar({width}, '{words}') }}}}", BODY, align=align)

    # --- tables
    def table(
        self,
        columns: Sequence[Column],
        each: str,
        *,
        caption: str = "",
        above: Sequence[Sequence[str]] = (),
        rows: "Sequence[Row] | None" = None,
        last: "Sequence[str] | None" = None,
        last_when: str = "",
        strong: str = "",
        together: bool = False,
        leads: bool = False,
    ):
        """A table whose head repeats on every page and whose rows hold together.

        `each` is "x in list". `rows` are the alternatives of a row (else the cells of the columns); `above` are rows of
        the head that reach over the whole width; `last` is a row of sums, printed when `last_when` holds; `strong` is
        the condition on which a row stands in bold; `together`: no page ends inside it where one page has room for it;
        `leads`: nor between it and what comes next.
        """
        if caption:
            self.text(caption, CAPTION, keep=True)
        made = Table(self.document, columns)
        for words in above:
            made.band(words)
        made.head([column.head for column in columns])
        made.command(f"for {each}")
        for row in rows or (Row([column.cell for column in columns], strong=strong, keep=together or leads),):
            made.row(row)
        made.command("endfor")
        if last:
            if last_when:
                made.command(f"if {last_when}")
            made.row(Row(list(last), is_bold=True, fill=PALE))
            if last_when:
                made.command("endif")
        self.document.add_paragraph(style=GAP).paragraph_format.keep_with_next = leads or None
        return made

    # --- sections
    def section(self, *, wide: bool = False, margins: tuple[float, float, float, float]):
        """From here on pages of that shape: margins top, right, bottom, left in millimetres."""
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        (*_, ends) = self.document.element.body.xpath("./w:p[w:pPr/w:sectPr]")
        ends.style = self.document.styles[GAP].style_id  # so low that it never takes a page of its own
        section.different_first_page_header_footer = False
        shape(section, wide, margins)
        return section

    def bytes(self) -> bytes:
        """The template."""
        properties = self.document.core_properties
        properties.language, properties.author, properties.comments = "id-ID", "", ""
        properties.title = "Templat"
        out = BytesIO()
        self.document.save(out)
        return steady(out.getvalue())


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table. `when`: the condition on which it is the one ("" otherwise); `spans` how many columns each of
    its cells takes; `strong`: the condition on which it stands in bold; `keep`: on the page of the row after it."""

    cells: Sequence[str | Cell]
    when: str = ""
    otherwise: bool = False
    spans: Sequence[int] = ()
    is_bold: bool = False
    strong: str = ""
    fill: str = ""
    ends: bool = False
    keep: bool = False


class Table:
    """A table being built, row by row."""

    def __init__(self, document, columns: Sequence[Column]) -> None:
        self.columns = columns
        self.made = document.add_table(rows=0, cols=len(columns))
        self.made.alignment = WD_TABLE_ALIGNMENT.LEFT
        self.made.autofit = False
        self.made.style = "ZI Tabel"
        for grid, column in zip(self.made._tbl.tblGrid.findall(qn("w:gridCol")), columns, strict=True):
            grid.set(qn("w:w"), str(twips(column.width)))
        width = OxmlElement("w:tblW")
        width.set(qn("w:w"), str(sum(twips(column.width) for column in columns)))
        width.set(qn("w:type"), "dxa")
        properties = self.made._tbl.tblPr
        old = properties.find(qn("w:tblW"))
        if old is not None:
            properties.replace(old, width)

    def command(self, words: str) -> None:
        """A row that is swallowed: {%tr for … %}."""
        row = self.made.add_row()
        merged = self._merge(row, [len(self.columns)])
        merged[0].paragraphs[0].style = COMMAND
        merged[0].paragraphs[0].add_run(f"{{%tr {words} %}}")

    def head(self, words: Sequence[str]) -> None:
        """The head, which repeats on every page."""
        row = self.made.add_row()
        repeat(row)
        for place, (column, one) in enumerate(zip(self.columns, words, strict=True)):
            target = row.cells[place]
            fill(target, BLUE)
            target.width = Twips(twips(column.width))
            target.paragraphs[0].style = HEAD
            target.paragraphs[0].alignment = column.align
            target.paragraphs[0].add_run(one)

    def band(self, words: str) -> None:
        """A row of the head over the whole width."""
        row = self.made.add_row()
        repeat(row)
        (target,) = self._merge(row, [len(self.columns)])
        fill(target, PALE)
        target.paragraphs[0].style = CELL
        target.paragraphs[0].add_run(words).bold = True

    def row(self, row: Row) -> None:
        """A row of figures, with the commands that decide on it."""
        if row.when:
            self.command(f"if {row.when}" if not row.otherwise else f"elif {row.when}")
        elif row.otherwise:
            self.command("else")
        made = self.made.add_row()
        whole(made)
        spans = row.spans or [1] * len(self.columns)
        starts = [sum(spans[:place]) for place in range(len(spans))]
        targets = self._merge(made, spans)
        for target, start, one in zip(targets, starts, row.cells, strict=True):
            column = self.columns[start]
            if row.fill:
                fill(target, row.fill)
            write(target, one, column.align, row.is_bold, row.strong)
            for paragraph in target.paragraphs if row.keep else ():
                paragraph.paragraph_format.keep_with_next = True
        if row.ends:
            self.command("endif")

    def _merge(self, row, spans: Sequence[int]) -> list:
        """The cells of a row, each over so many columns."""
        cells, at, found = row.cells, 0, []
        for span in spans:
            first = cells[at]
            found.append(first.merge(cells[at + span - 1]) if span > 1 else first)
            first.width = Twips(sum(twips(column.width) for column in self.columns[at : at + span]))
            at += span
        return found


def write(target, one: str | Cell, align, is_bold: bool, strong: str) -> None:
    """What stands in a cell."""
    told = one if isinstance(one, Cell) else Cell((Line(one),), align=align)
    if told.shade:
        target.paragraphs[0].add_run(f"{{% cellbg {told.shade} %}}")
    free = target.paragraphs[0]  # which a cell is born with
    for one_line in told.lines:
        if one_line.command:
            _command(target.add_paragraph() if told.shade or free is None else free, one_line.command)
            free = None
        paragraph = target.add_paragraph() if free is None else free
        free = None
        paragraph.style = NUMBER if align == RIGHT else CELL
        paragraph.alignment = align
        _line(paragraph, one_line, is_bold, strong)
        if one_line.command:
            _command(target.add_paragraph(), f"end{one_line.command.split()[0]}")


def _command(paragraph, words: str) -> None:
    """A command that swallows this paragraph."""
    paragraph.style = COMMAND
    paragraph.add_run(f"{{%p {words} %}}")


def _line(paragraph, told: Line, is_bold: bool, strong: str) -> None:
    if told.lead:
        paragraph.add_run(f"{told.lead} ").bold = True
    if told.low:
        paragraph.add_run(f"{{%r if {told.low} %}}")
        run = _looks(paragraph.add_run(f"{told.text} ↓"), told, True)
        run.font.color.rgb = RGBColor.from_string(RED)
        paragraph.add_run("{%r else %}")
        _looks(paragraph.add_run(told.text), told, is_bold)
        paragraph.add_run("{%r endif %}")
    elif strong:
        paragraph.add_run(f"{{%r if {strong} %}}")
        _looks(paragraph.add_run(told.text), told, True)
        paragraph.add_run("{%r else %}")
        _looks(paragraph.add_run(told.text), told, False)
        paragraph.add_run("{%r endif %}")
    else:
        _looks(paragraph.add_run(told.text), told, is_bold)


def _looks(run, told: Line, is_bold: bool):
    run.bold = (is_bold or told.is_bold) or None
    run.italic = told.is_italic or None
    if told.is_small:
        run.font.size, run.font.color.rgb = Pt(7), RGBColor.from_string(GREY)
    return run


def steady(content: bytes) -> bytes:
    """The same document whose members bear no time."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for info in given.infolist():
            made.writestr(zipfile.ZipInfo(info.filename, EPOCH), given.read(info), zipfile.ZIP_DEFLATED)
    return out.getvalue()
