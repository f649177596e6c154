"""Does a Word document only show what is in it? Asked of templates before they are taken, and of what they became.

`files.contents` has already refused macros, programs, passwords and bombs. Here: nothing that is fetched when the
document is opened, nothing that runs, and nothing another program must open.
"""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from urllib.parse import urlsplit

from defusedxml import DefusedXmlException, ElementTree

from evaluations.exceptions import Invalid

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VML = "{urn:schemas-microsoft-com:vml}"
FIELD = "berkas"
SCHEMES = {"http", "https", "mailto"}  # of links that a person must click
# Kinds of relations, by their last word, that bring in another file or a control.
FOREIGN = {"afchunk", "attachedtemplate", "control", "frame", "oleobject", "package", "subdocument", "vbaproject"}
ELEMENTS = {f"{W}{name}" for name in ("altChunk", "subDoc", "object", "control")}
# Fields that count, name or point to something inside the document, or follow a link when a person clicks.
COUNTING = {"PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "SEQ", "="}
NAMING = {"TITLE", "AUTHOR", "SUBJECT", "FILENAME", "DATE", "TIME", "SAVEDATE", "CREATEDATE", "PRINTDATE"}
POINTING = {"TOC", "PAGEREF", "REF", "NOTEREF", "STYLEREF", "HYPERLINK"}
FIELDS = COUNTING | NAMING | POINTING | {"IF", "QUOTE", "SYMBOL", "EQ"}
LINK = re.compile(r"""HYPERLINK\s+(\\l|"?(https?://|mailto:))""", re.IGNORECASE)
LARGEST = 64 * 1024 * 1024  # bytes of one part, as it says

NOT_WHOLE = "Dokumen ini rusak dan tidak dapat dibaca. Simpan ulang dari Word, lalu unggah lagi."
FETCHES = (
    "Dokumen ini mengambil sesuatu dari luar berkasnya ({target}). Sisipkan gambarnya ke dalam dokumen, atau lepaskan "
    "tautan ke templat lain, lalu simpan ulang."
)
HOLDS = "Dokumen ini menyimpan objek dari program lain. Hapus objek yang disisipkan, lalu simpan ulang."
RUNS = "Dokumen ini memuat bidang {name}, yang tidak diizinkan. Hapus bidang itu, lalu simpan ulang."


def check(content: bytes) -> None:
    """Raises Invalid unless the document (DOCX) is safe to open."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            for info in archive.infolist():
                if info.file_size > LARGEST:
                    raise Invalid(NOT_WHOLE, FIELD)
                if info.filename.lower().endswith(".rels"):
                    _check_relations(_parsed(archive, info))
                elif info.filename.lower().endswith(".xml"):
                    _check_part(_parsed(archive, info))
    except (zipfile.BadZipFile, ElementTree.ParseError, DefusedXmlException, ValueError, OSError) as error:
        raise Invalid(NOT_WHOLE, FIELD) from error


def _parsed(archive: zipfile.ZipFile, info: zipfile.ZipInfo):
    with archive.open(info) as part:
        return ElementTree.parse(part, forbid_dtd=True).getroot()


def _check_relations(root) -> None:
    for relation in root:
        kind = relation.get("Type", "").rpartition("/")[2].lower()
        target = relation.get("Target", "")
        is_outside = relation.get("TargetMode", "").lower() == "external" or "://" in target
        if is_outside and not (kind == "hyperlink" and urlsplit(target).scheme.lower() in SCHEMES):
            raise Invalid(FETCHES.format(target=target[:80]), FIELD)
        if kind in FOREIGN:
            raise Invalid(HOLDS, FIELD)


def _check_part(root) -> None:
    for element in root.iter():
        if element.tag in ELEMENTS:
            raise Invalid(HOLDS, FIELD)
        if element.tag.startswith(VML) and (element.get("src") or element.get("href")):
            raise Invalid(FETCHES.format(target=(element.get("src") or element.get("href"))[:80]), FIELD)
    for instruction in _fields(root):
        name = (instruction.split() or [""])[0].upper()
        if name and name not in FIELDS and not name.startswith("="):
            raise Invalid(RUNS.format(name=name[:40]), FIELD)
        if name == "HYPERLINK" and not LINK.search(instruction):
            raise Invalid(FETCHES.format(target=instruction.strip()[:80]), FIELD)


def _fields(root) -> Iterator[str]:
    """What the fields of a part say, each put together from its pieces; one may stand inside another."""
    open_fields: list[list[str]] = []
    for element in root.iter():
        if element.tag == f"{W}fldSimple":
            yield element.get(f"{W}instr", "")
        elif element.tag in {f"{W}instrText", f"{W}delInstrText"}:
            if open_fields:
                open_fields[-1].append(element.text or "")
            else:
                yield element.text or ""
        elif element.tag == f"{W}fldChar":
            kind = element.get(f"{W}fldCharType")
            if kind == "begin":
                open_fields.append([])
            elif open_fields and kind in {"separate", "end"}:
                yield "".join(open_fields[-1])
                open_fields[-1] = []
                if kind == "end":
                    open_fields.pop()
    yield from ("".join(pieces) for pieces in open_fields)
