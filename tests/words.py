"""Word documents for the tests: templates with a few words in them, and what stands in a document."""

import base64
import zipfile
from io import BytesIO

from docx import Document
from docx.oxml.ns import qn

from reports.enums import Paper
from reports.word.fields import shape
from reports.word.making import Work, make
from reports.word.renderer import answering as renderer
from reports.word.rendering import Contents, fill, sentence
from reports.word.tables import TABLES
from tests.factories import NOW


def template(*paragraphs: str, rows: list[list[str]] | None = None, head: str = "") -> bytes:
    """A template of these paragraphs, with a table where rows are given."""
    document = Document()
    for words in paragraphs:
        document.add_paragraph(words)
    if rows:
        table = document.add_table(rows=0, cols=len(rows[0]))
        for row in rows:
            for cell, words in zip(table.add_row().cells, row, strict=True):
                cell.text = words
    if head:
        document.sections[0].header.paragraphs[0].text = head
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def filled(content: bytes, data: dict, names: dict | None = None, **more) -> bytes:
    """The template filled with data of any shape."""
    about = {"title": "Judul", "author": "Penerbit", "comments": "", "made_at": NOW}
    return fill(content, Contents(data, names or shape_of(data), **about | more))


def refusal(content: bytes, data: dict) -> str:
    """What the renderer says of the template, in words; "" when it fills it. Asked in this process."""
    work = renderer.Work(base64.b64encode(content).decode(), data, shape_of(data), {}, "", "", "", NOW.isoformat())
    head, _ = renderer.answer(work)
    return sentence(head) if "error" in head else ""


def shape_of(value):
    """The shape of plain data."""
    if isinstance(value, dict):
        return {name: shape_of(inner) for name, inner in value.items()}
    return [shape_of(value[0]) if value else None] if isinstance(value, list) else None


def made(document, content: bytes, paper: Paper = Paper.QUARTERLY, **charts: bytes) -> bytes:
    """A document of ours through a template."""
    return make(Work(paper, document, charts), content, now=NOW)


def names(paper: Paper) -> dict:
    """The shape of a paper's data."""
    return shape(TABLES[paper])


def opened(content: bytes):
    """The document as python-docx reads it."""
    return Document(BytesIO(content))


def lines(content: bytes) -> list[str]:
    """The text of every paragraph outside tables."""
    return [paragraph.text for paragraph in opened(content).paragraphs]


def everything(content: bytes) -> str:
    """All text of the body, tables included."""
    body = opened(content).element.body
    return "\n".join("".join(text.text or "" for text in one.iter(qn("w:t"))) for one in body.iter(qn("w:p")))


def tables(content: bytes) -> list[list[list[str]]]:
    """The cells of every table, row by row; a cell over several columns once."""
    found = []
    for table in opened(content).element.body.iter(qn("w:tbl")):
        rows = [[_cell(cell) for cell in row.findall(qn("w:tc"))] for row in table.findall(qn("w:tr"))]
        found.append(rows)
    return found


def _cell(cell) -> str:
    paragraphs = ("".join(_letters(paragraph)) for paragraph in cell.iter(qn("w:p")))
    return "\n".join(words for words in paragraphs if words)


def _letters(paragraph):
    for one in paragraph.iter(qn("w:t"), qn("w:br")):
        yield (one.text or "") if one.tag == qn("w:t") else "\n"


def changed(content: bytes, **parts: bytes | str) -> bytes:
    """The document with other or further parts, by their paths."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in given.namelist():
            if name not in parts:
                archive.writestr(name, given.read(name))
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def part(content: bytes, name: str) -> str:
    """A part of the document as it stands."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return archive.read(name).decode()
