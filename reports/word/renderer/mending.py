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
    are updated, which it offers on opening (`ask_for_pages`). The field TOC itself goes: LibreOffice shows what stands
    in it as it was written, which nobody knows before the pages are set.
    """
    for start in list(tree.iter(qn("w:fldChar"))):
        if start.get(qn("w:fldCharType")) == "begin" and _instruction(start).split()[:1] == ["TOC"]:
            _write_contents(tree, start)
            return


def ask_for_pages(settings) -> None:
    """Have Word update the fields when it opens the document. `settings` is the element of that part."""
    if settings.find(qn("w:updateFields")) is None:
        update = parse_xml(f'<w:updateFields {nsdecls("w")} w:val="true"/>')
        settings.insert_element_before(update, "w:hdrShapeDefaults", "w:footnotePr", "w:compat")


def empty_contents(body) -> None:
    """Before the filling: forget the entries that Word wrote when the template was edited there, whose names mean
    nothing outside their loops. The field is left in one paragraph."""
    marks = list(body.iter(qn("w:fldChar")))
    for place, start in enumerate(marks):
        if start.get(qn("w:fldCharType")) == "begin" and _instruction(start).split()[:1] == ["TOC"]:
            _empty(start, _end_of(marks[place:]))
            return


def _end_of(marks: list):
    """The mark that ends the field the first one begins; None when nothing does."""
    depth = 0
    for mark in marks:
        depth += {"begin": 1, "end": -1}.get(mark.get(qn("w:fldCharType")), 0)
        if depth == 0:
            return mark
    return None


def _empty(start, end) -> None:
    holder, last = (next(mark.iterancestors(qn("w:p")), None) for mark in (start, end if end is not None else start))
    if holder is last or holder.getparent() is not last.getparent():
        return
    place = holder
    while place is not last:
        place = holder.getnext()
        place.getparent().remove(place)
    for child in holder.findall("*"):
        if child.tag != qn("w:pPr"):
            holder.remove(child)
    for xml in (
        '<w:fldChar w:fldCharType="begin"/>',
        "<w:instrText>TOC</w:instrText>",
        '<w:fldChar w:fldCharType="end"/>',
    ):
        holder.append(parse_xml(f"<w:r {nsdecls('w')}>{xml}</w:r>"))


def _instruction(start) -> str:
    """What a field says it is."""
    texts = []
    for run in start.getparent().itersiblings(qn("w:r")):
        if run.find(qn("w:fldChar")) is not None:
            break
        texts += [text.text or "" for text in run.iter(qn("w:instrText"))]
    return "".join(texts)


def _write_contents(tree, start) -> None:
    """Put the entries in the place of the field. One that reaches over several paragraphs is left as it is."""
    holder = start.getparent().getparent()
    kinds = [mark.get(qn("w:fldCharType")) for mark in holder.iter(qn("w:fldChar"))]
    entries = [_entry(heading, level, number) for number, (heading, level) in enumerate(list(_headings(tree)))]
    if not entries or kinds[-1] != "end":
        return
    for entry in reversed(entries):
        holder.addnext(entry)
    holder.getparent().remove(holder)


def _headings(tree) -> Iterator[tuple[Any, int]]:
    """The headings of the first two levels, each with its level from 1."""
    for one in tree.iter(qn("w:p")):
        style = one.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        name = style.get(qn("w:val")) if style is not None else ""
        if name in {"Heading1", "Heading2", "Heading3"} and "".join(one.itertext()).strip():
            yield one, int(name[-1])


def _entry(heading, level: int, number: int):
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
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>…</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )


def _words(heading) -> Iterator[str]:
    for one in heading.iter(qn("w:t"), qn("w:br"), qn("w:tab")):
        yield (one.text or "") if one.tag == qn("w:t") else " "
