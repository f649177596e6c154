"""What is done to a document after its template was filled."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree
from markupsafe import escape

BEFORE_SHADE = {qn(f"w:{name}") for name in ("cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders")}


def mend(tree) -> None:
    """What loops without items leave behind and Word does not open: tables without rows, cells without paragraphs."""
    for row in list(tree.iter(qn("w:tr"))):
        if row.find(qn("w:tc")) is None:
            row.getparent().remove(row)
    for table in list(tree.iter(qn("w:tbl"))):
        if table.find(qn("w:tr")) is None:
            table.getparent().remove(table)
    for cell in tree.iter(qn("w:tc")):
        if len(cell) == 0 or cell[-1].tag != qn("w:p"):
            looks = cell.getparent().find(f".//{qn('w:p')}/{qn('w:pPr')}")  # as beside it
            paragraph = etree.SubElement(cell, qn("w:p"))
            if looks is not None:
                paragraph.append(deepcopy(looks))
    for shade in list(tree.iterfind(f".//{qn('w:tcPr')}/{qn('w:shd')}")):  # {% cellbg %} puts it first
        before = [one for one in shade.itersiblings() if one.tag in BEFORE_SHADE]
        if before:
            before[-1].addnext(shade)


def list_contents(tree) -> None:
    """Fill the table of contents, a field TOC in a paragraph of its own, with the headings there are.

    Each entry asks for the page of its heading by a field, which LibreOffice follows at once, and Word when the fields
    are updated; the table itself is marked as one to be updated.
    """
    for start in list(tree.iter(qn("w:fldChar"))):
        if start.get(qn("w:fldCharType")) == "begin" and _instruction(start).split()[:1] == ["TOC"]:
            _write_contents(tree, start)
            return


def _instruction(start) -> str:
    """What a field says it is."""
    texts = []
    for run in start.getparent().itersiblings(qn("w:r")):
        if run.find(qn("w:fldChar")) is not None:
            break
        texts += [text.text or "" for text in run.iter(qn("w:instrText"))]
    return "".join(texts)


def _write_contents(tree, start) -> None:
    holder = start.getparent().getparent()
    headings = list(_headings(tree))
    if not headings:
        return
    separate = next(
        (mark for mark in holder.iter(qn("w:fldChar")) if mark.get(qn("w:fldCharType")) == "separate"), None
    )
    end = next((mark for mark in holder.iter(qn("w:fldChar")) if mark.get(qn("w:fldCharType")) == "end"), None)
    if separate is None or end is None:  # it reaches over several paragraphs: whoever made it fills it
        return
    start.set(qn("w:dirty"), "true")
    closing, properties = end.getparent(), holder.find(qn("w:pPr"))
    for run in list(separate.getparent().itersiblings()):
        if run is closing:
            break
        holder.remove(run)
    entries = [_entry(heading, level, number, properties) for number, (heading, level) in enumerate(headings)]
    for child in entries[0].findall(qn("w:r")):
        closing.addprevious(child)
    if (style := entries[0].find(qn("w:pPr"))) is not None:
        if properties is not None:
            holder.remove(properties)
        holder.insert(0, style)
    place = holder
    for entry in entries[1:]:
        place.addnext(entry)
        place = entry
    if place is not holder:
        place.append(closing)


def _headings(tree) -> Iterator[tuple[Any, int]]:
    """The headings of the first two levels, each with its level from 1."""
    for one in tree.iter(qn("w:p")):
        style = one.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        name = style.get(qn("w:val")) if style is not None else ""
        if name in {"Heading1", "Heading2", "Heading3"} and "".join(one.itertext()).strip():
            yield one, int(name[-1])


def _entry(heading, level: int, number: int, properties):
    """A line of the table: the heading's words, dots, and the field that asks for its page."""
    name = f"_Toc{900000 + number}"
    words = " ".join("".join(_words(heading)).split())
    mark = etree.Element(qn("w:bookmarkStart"), {qn("w:id"): str(900000 + number), qn("w:name"): name})
    place = heading.find(qn("w:pPr"))
    place.addnext(mark)
    heading.append(etree.Element(qn("w:bookmarkEnd"), {qn("w:id"): str(900000 + number)}))
    return parse_xml(
        f'<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="TOC{level}"/></w:pPr>'
        f'<w:r><w:t xml:space="preserve">{escape(words)}</w:t></w:r><w:r><w:tab/></w:r>'
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> PAGEREF {name} \\h </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )


def _words(heading) -> Iterator[str]:
    for one in heading.iter(qn("w:t"), qn("w:br"), qn("w:tab")):
        yield (one.text or "") if one.tag == qn("w:t") else " "
