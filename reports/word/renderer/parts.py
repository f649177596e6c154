"""What a Word document may be made of: a zip whose members each have a kind, and relations between them.

The kind of a member is what `[Content_Types].xml` says, whatever the member is called, since programs go by that.
"""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from defusedxml import ElementTree

from reports.word.renderer.refusals import DAMAGED, FETCHES, HOLDS, TOO_MUCH, Refused

PARTS = 1_000  # members of a document
DEEPEST = 256  # elements inside each other, as in the library that fills templates
LIST = "[Content_Types].xml"
NAME = re.compile(r"[^\\%?#:*/]+(/[^\\%?#:*/]+)*")
ADDRESS = re.compile(r"(https?://|mailto:)[^\s\\]+", re.IGNORECASE)

OFFICE = "application/vnd.openxmlformats-officedocument."
WORD = f"{OFFICE}wordprocessingml."
RELATIONS = "application/vnd.openxmlformats-package.relationships+xml"
# What people call the parts of a document that are XML.
PLACES = {
    f"{WORD}document.main+xml": "isi dokumen",
    f"{WORD}header+xml": "kepala halaman",
    f"{WORD}footer+xml": "kaki halaman",
    f"{WORD}footnotes+xml": "catatan kaki",
    f"{WORD}endnotes+xml": "catatan akhir",
    f"{WORD}comments+xml": "komentar",
    f"{WORD}settings+xml": "pengaturan dokumen",
    f"{WORD}document.glossary+xml": "blok teks tersimpan",
    RELATIONS: "tautan dokumen",
}
OTHER = "bagian lain dokumen"
TEXTS = PLACES.keys() | {
    *(f"{WORD}{name}+xml" for name in ("styles", "fonttable", "numbering", "websettings", "people")),
    *(f"{WORD}{name}+xml" for name in ("commentsextended", "commentsids", "commentsextensible")),
    *(f"{OFFICE}{name}+xml" for name in ("theme", "extended-properties", "custom-properties", "customxmlproperties")),
    "application/vnd.openxmlformats-package.core-properties+xml",
    "application/vnd.ms-word.styleswitheffects+xml",
    "application/vnd.ms-office.classificationlabels+xml",
    "application/vnd.ms-office.intelligence2+xml",  # what the editor of newer Words proposed
    "application/xml",
    "text/xml",
}
PICTURES = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff", "image/jpg": b"\xff\xd8\xff"}
FONT = f"{OFFICE}obfuscatedfont"
# Kinds of relations between the members, by their last word.
INSIDE = {
    *("officedocument", "core-properties", "extended-properties", "custom-properties", "classificationlabels"),
    *("thumbnail", "styles", "styleswitheffects", "settings", "websettings", "fonttable", "font", "theme", "numbering"),
    *("header", "footer", "footnotes", "endnotes", "comments", "commentsextended", "commentsids"),
    *(
        "commentsextensible",
        "people",
        "intelligence",
        "glossarydocument",
        "customxml",
        "customxmlprops",
        "image",
        "hyperlink",
    ),
}
LINKS = {
    "http://schemas.openxmlformats.org/officedocument/2006/relationships/hyperlink",
    "http://purl.oclc.org/ooxml/officedocument/relationships/hyperlink",
}


@dataclass(frozen=True, slots=True)
class Part:
    """A member that is XML: what people call it, and its relations to addresses outside (id -> address)."""

    info: zipfile.ZipInfo
    place: str
    outside: dict[str, str]


def texts(archive: zipfile.ZipFile, largest: int) -> Iterator[Part]:
    """The members that are XML. Raises Refused for any that a document does not need, for relations of any other kind
    than a document needs, and for members that unpack to more than `largest` bytes together, before the first is given.
    """
    members = _members(archive, largest)
    kinds = _Kinds(archive)
    found, outside = [], {}
    for name, info in members.items():
        if name == LIST.lower():
            continue
        kind = kinds.of(name)
        if (kind == RELATIONS) != bool(re.fullmatch(r"(.*/)?_rels/[^/]*\.rels", name)):
            raise Refused(DAMAGED)
        if kind == RELATIONS:
            owner = posixpath.join(posixpath.dirname(posixpath.dirname(name)), posixpath.basename(name)[:-5])
            outside[owner] = _addresses(archive, info, owner, members)
        if kind in TEXTS:
            found.append((name, info, PLACES.get(kind, OTHER)))
        else:
            _check_picture_or_font(archive, info, kind)
    return iter([Part(info, place, outside.get(name, {})) for name, info, place in found])


def elements(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[tuple[str, Any]]:
    """("start" or "end", element) of a member, each forgotten when it ends. No more is kept than what is open."""
    opened = []
    with archive.open(info) as file:
        for event, element in ElementTree.iterparse(file, events=("start", "end"), forbid_dtd=True):
            yield event, element
            if event == "start":
                opened.append(element)
                if len(opened) > DEEPEST:
                    raise Refused(DAMAGED)
            else:
                opened.pop()
                if opened:
                    opened[-1].remove(element)


def parted(tag: str) -> tuple[str, str]:
    """Namespace and name of an element or an attribute."""
    namespace, _, name = tag.rpartition("}")
    return namespace.removeprefix("{"), name


def _members(archive: zipfile.ZipFile, largest: int) -> dict[str, zipfile.ZipInfo]:
    """By their names in small letters, which programs take for the same."""
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if len(infos) > PARTS or sum(info.file_size for info in infos) > largest:
        raise Refused(TOO_MUCH)
    members = {info.filename.lower(): info for info in infos}
    if len(members) < len(infos):
        raise Refused(DAMAGED)
    for name in members:
        if not NAME.fullmatch(name) or {".", ".."} & set(name.split("/")):
            raise Refused(DAMAGED)
    return members


class _Kinds:
    """What the list of contents says of each member."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._endings: dict[str, str] = {}
        self._names: dict[str, str] = {}
        for event, element in elements(archive, archive.getinfo(LIST)):
            name = parted(element.tag)[1]
            if event == "start" and name != "Types":
                table, key = (self._endings, "Extension") if name == "Default" else (self._names, "PartName")
                if name not in {"Default", "Override"}:
                    raise Refused(DAMAGED)
                kind = element.get("ContentType", "").partition(";")[0].strip().lower()
                if table.setdefault(element.get(key, "").lower().removeprefix("/"), kind) != kind:
                    raise Refused(DAMAGED)  # programs would not agree

    def of(self, name: str) -> str:
        """The kind of a member, "" when the list does not tell."""
        return self._names.get(name) or self._endings.get(name.rpartition(".")[2], "")


def _addresses(archive, info, owner: str, members) -> dict[str, str]:
    """The addresses outside that a member names. Raises Refused for what is no link that a person clicks, and for a
    relation inside that a document does not need."""
    found = {}
    for event, relation in elements(archive, info):
        if event == "start" and parted(relation.tag)[1] != "Relationships":
            target, kind = relation.get("Target", ""), relation.get("Type", "").lower()
            mode = relation.get("TargetMode", "Internal").lower()
            if mode == "external":
                if kind not in LINKS or not (target.startswith("#") or ADDRESS.fullmatch(target)):
                    raise Refused(FETCHES, target[:80])
                found[relation.get("Id", "")] = target
            elif mode != "internal" or kind.rpartition("/")[2] not in INSIDE:
                raise Refused(HOLDS, target[:80])
            elif not target.startswith("#") and _resolved(owner, target) not in members:
                raise Refused(FETCHES, target[:80])
    return found


def _resolved(owner: str, target: str) -> str:
    """The name of the member that a relation of `owner` means."""
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(owner), target)).lstrip("/").lower()


def _check_picture_or_font(archive, info, kind: str) -> None:
    if kind == FONT:
        return
    start = PICTURES.get(kind)
    with archive.open(info) as file:
        if start is None or not file.read(len(start)).startswith(start):
            raise Refused(HOLDS, info.filename[:80])
