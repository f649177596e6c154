"""A template being filled: what the library does, what our filters print, and the document's properties."""

import base64
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from docx.opc.constants import CONTENT_TYPE
from docx.shared import Mm
from docxtpl import DocxTemplate
from lxml import etree
from markupsafe import Markup, escape

from reports.word.renderer.language import Sandbox, literal
from reports.word.renderer.lists import Numbering
from reports.word.renderer.mending import ask_for_pages, empty_contents, list_contents, mend
from reports.word.renderer.parts import OTHER, PLACES
from reports.word.renderer.refusals import BROKEN, FORBIDDEN, TOO_MUCH, UNKNOWN, Refused

NOTES = {CONTENT_TYPE.WML_FOOTNOTES, CONTENT_TYPE.WML_ENDNOTES}
AS_FILE = {"xml_declaration": True, "encoding": "UTF-8", "standalone": True}
LARGEST = 64 << 20  # letters of XML that a document may become
LONGEST_PROPERTY = 255  # letters


@dataclass(frozen=True, slots=True)
class Work:
    """A template (DOCX), the data it is filled with, and the pictures that data may name; files in base64.

    `names` is the shape of the data: None for what is printed, {name: shape} for a group, [shape] for a list.

    `title`, `author`, `comments` and `made_at` (ISO) become the document's properties, whatever the template says.
    """

    template: str
    data: dict[str, Any]
    names: dict[str, Any]
    pictures: dict[str, str]
    title: str
    author: str
    comments: str
    made_at: str


class Filling(DocxTemplate):
    """One template being filled."""

    def __init__(self, work: Work, template: bytes) -> None:
        super().__init__(BytesIO(template))
        self.work = work
        self.place = ""  # the part that is being filled, in words
        self.numbering = Numbering()

    def fill(self) -> bytes:
        """The document. Raises Refused."""
        self.init_docx()
        empty_contents(self.docx.element.body)
        sandbox = Sandbox(self.work.names, paragraf=self._paragraphs, gambar=self._picture)
        self.render(self.work.data, sandbox)
        self.place = ""
        self.numbering.add_to(self.docx.part)
        ask_for_pages(self.docx.settings.element)
        out = BytesIO()
        self.save(out)
        return out.getvalue()

    def render_properties(self, context, jinja_env=None) -> None:
        """The document's properties come from the work."""
        properties, work = self.docx.core_properties, self.work
        properties.title = work.title[:LONGEST_PROPERTY]
        properties.author = properties.last_modified_by = work.author[:LONGEST_PROPERTY]
        properties.comments = work.comments[:LONGEST_PROPERTY]
        properties.subject = properties.keywords = properties.category = ""
        properties.language = "id-ID"
        properties.created = properties.modified = datetime.fromisoformat(work.made_at).astimezone(UTC)
        properties.revision = 1

    def render_footnotes(self, context, jinja_env=None) -> None:
        """Footnotes and endnotes, each once. The library fills footnotes once for each section, so that what people
        wrote would be read as commands the second time."""
        for part in self.docx.part.package.iter_parts():
            if part.content_type in NOTES:
                xml = self.patch_xml(self.xml_to_string(_tree(part.blob)))
                part._blob = etree.tostring(_tree(self.render_xml_part(xml, part, context, jinja_env)), **AS_FILE)

    def render_xml_part(self, src_xml, part, context, jinja_env=None):
        """As the library does it, but no larger than LARGEST."""
        self.place = PLACES.get(part.content_type.lower(), OTHER)
        made = super().render_xml_part(src_xml, part, context, jinja_env)
        if len(made) > LARGEST:
            raise Refused(TOO_MUCH)
        return made

    def fix_tables(self, xml):
        """The body as a tree; what the library would repair by guessing is refused. Raises Refused."""
        _tree(xml)
        tree = super().fix_tables(xml)
        mend(tree)
        list_contents(tree)
        return tree

    def _style(self, name: str) -> str:
        """The XML that gives a paragraph a style by its name."""
        found = next((style for style in self.docx.styles if style.name == name), None) if name else None
        if name and found is None:
            raise Refused(UNKNOWN, f"gaya {name}")
        return f'<w:pStyle w:val="{escape(found.style_id)}"/>' if found else ""

    def _paragraphs(self, story, style: str = "") -> Markup:
        """The paragraphs and lists of a story, each in the style of that name."""
        looks = self._style(style)
        if not isinstance(story, list) or not all(isinstance(block, dict) and "jenis" in block for block in story):
            raise Refused(FORBIDDEN, "paragraf untuk yang bukan narasi")
        return Markup("").join(self._block(block, looks) for block in story)

    def _block(self, block: dict, style: str) -> Markup:
        if block["jenis"] == "alinea":
            return paragraph_of(block["isi"], style)
        return Markup("").join(self._items(block, style, depth=0))

    def _items(self, block: dict, style: str, depth: int) -> Iterator[Markup]:
        number = self.numbering.of(block["bernomor"])
        for item in block["butir"]:
            place = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
            yield paragraph_of(item["isi"], style + place)
            for inner in item["daftar"]:
                yield from self._items(inner, style, depth + 1)

    def _picture(self, name: str, width: int = 0, words: str = "") -> Markup:
        """A picture of the work, `width` millimetres wide (0: as wide as it says), with `words` for those who do not
        see it; nothing for a name that is none."""
        content = self.work.pictures.get(name)
        if content is None:
            return Markup("")
        stream = BytesIO(base64.b64decode(content))
        inline = self.current_rendering_part.new_pic_inline(stream, Mm(width) if width else None, None)
        inline.docPr.set("descr", str(words))
        return _xml(f'</w:t></w:r><w:r><w:drawing>{inline.xml}</w:drawing></w:r><w:r><w:t xml:space="preserve">')


def _tree(xml: str | bytes):
    """A part, read strictly. Raises Refused."""
    try:
        return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, huge_tree=True))
    except etree.XMLSyntaxError as error:
        raise Refused(BROKEN) from error


def paragraph_of(runs: Iterable[dict], properties: str) -> Markup:
    """A paragraph of a story, with the XML of its properties."""
    inside = "".join(map(_run, runs))
    return _xml(f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inside}</w:p>")


def _xml(built: str) -> Markup:
    """XML built here of our own tags and escaped texts."""
    return Markup(built)  # noqa: S704 - see above


def _run(run: dict) -> str:
    marks = "".join(
        mark
        for key, mark in (("tebal", "<w:b/>"), ("miring", "<w:i/>"), ("garis", '<w:u w:val="single"/>'))
        if run[key]
    )
    properties = f"<w:rPr>{marks}</w:rPr>" if marks else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{literal(run["teks"])}</w:t></w:r>'
