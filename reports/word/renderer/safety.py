"""Does a Word document only show what is in it? Asked of a template before it is filled, and of what became of it.

Nothing in it is fetched when the document is opened, nothing runs, and nothing another program must open. Elements and
attributes go by their names in whatever namespace: programs know several for the same.
"""

import zipfile
import zlib
from io import BytesIO

from defusedxml import DefusedXmlException, ElementTree

from reports.word.renderer.instructions import Fields
from reports.word.renderer.parts import Part, elements, parted, texts
from reports.word.renderer.refusals import DAMAGED, FETCHES, HOLDS, Refused

UNREADABLE = (zipfile.BadZipFile, zlib.error, ElementTree.ParseError, DefusedXmlException)
UNREADABLE += (ValueError, LookupError, OSError, EOFError, NotImplementedError, RuntimeError)
# Elements that hold or fetch something foreign, and what people call it.
FOREIGN = {
    **dict.fromkeys(("altChunk", "subDoc"), "dokumen lain di dalamnya"),
    **dict.fromkeys(("object", "objectEmbed", "objectLink", "OLEObject", "contentPart"), "objek dari program lain"),
    **dict.fromkeys(("control", "entryMacro", "exitMacro"), "tombol atau makro"),
    **dict.fromkeys(
        ("movie", "webVideoPr", "audioFile", "videoFile", "quickTimeFile", "wavAudioFile"), "suara atau video"
    ),
    **dict.fromkeys(("mailMerge", "externalData"), "sambungan ke data lain"),
    **dict.fromkeys(("attachedTemplate", "saveThroughXslt", "frameset", "schemaLibrary"), "sambungan ke berkas lain"),
}
LARGEST, TEMPLATE = 128 << 20, 32 << 20  # bytes that a document, and a template, may unpack to
CLICKED = {"hyperlink", "hlinkClick", "hlinkHover"}


def check(content: bytes, largest: int = LARGEST) -> None:
    """Raises Refused unless the document (DOCX) is safe to open and unpacks to no more than `largest` bytes."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            for part in texts(archive, largest):
                _check(archive, part)
    except UNREADABLE as error:
        raise Refused(DAMAGED) from error


def _check(archive: zipfile.ZipFile, part: Part) -> None:
    fields = Fields()
    try:
        for event, element in elements(archive, part.info):
            if event == "start":
                _check_element(element, part.outside)
                fields.start(element)
            else:
                fields.end(element)
        fields.close()
    except Refused as error:
        raise Refused(error.kind, error.about, part.place) from error


def _check_element(element, outside: dict[str, str]) -> None:
    _, name = parted(element.tag)
    if name in FOREIGN:
        raise Refused(HOLDS, FOREIGN[name])
    for key, value in element.attrib.items():
        namespace, about = parted(key)
        is_relation = namespace.endswith("/relationships")
        if value and (about in {"src", "href"} or (is_relation and about == "link")):
            raise Refused(FETCHES, outside.get(value, value)[:80])
        if is_relation and value in outside and name not in CLICKED:
            raise Refused(FETCHES, outside[value][:80])
        if about == "action" and name in CLICKED:
            raise Refused(HOLDS, "tombol atau makro")
