"""DOCX, XLSX and PPTX: a zip whose list of contents names the main part, and what such a zip must not hold."""

from pathlib import PurePosixPath
from typing import BinaryIO

from defusedxml import DefusedXmlException, ElementTree

from files.contents.zips import Archive, Budget, Member, NotAnArchive
from files.enums import FileKind
from files.exceptions import Rejected
from files.kinds import ABOUT

OFFICE = "application/vnd.openxmlformats-officedocument"
MAIN = {
    FileKind.DOCX: f"{OFFICE}.wordprocessingml.document.main+xml",
    FileKind.XLSX: f"{OFFICE}.spreadsheetml.sheet.main+xml",
    FileKind.PPTX: f"{OFFICE}.presentationml.presentation.main+xml",
}
SHOW = f"{OFFICE}.presentationml.slideshow.main+xml"
LIST = "[Content_Types].xml"
MAX_LIST = 1024 * 1024  # bytes
MAX_DEPTH = 3  # a chart's workbook in a document in a document
OLE, ZIP = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"
# Names of streams in an OLE file, as its directory writes them.
VBA, PACKAGE = "_VBA_PROJECT".encode("utf-16-le"), "\x01Ole10Native".encode("utf-16-le")
PROGRAMS = (b"MZ", b"\x7fELF")
DTD = b"<!DOCTYPE"  # no Office document has one; entities that multiply need it

BROKEN = "Berkas ini rusak atau bukan dokumen Office. Buka di Office, simpan ulang, lalu unggah lagi."
MACROS = "Berkas ini berisi makro. Simpan ulang tanpa makro (.docx, .xlsx, atau .pptx), atau sebagai PDF."
EMBEDDED = "Berkas ini menyimpan berkas lain atau program di dalamnya. Hapus objek yang disisipkan, lalu simpan ulang."
TOO_DEEP = "Berkas ini berisi dokumen di dalam dokumen yang terlalu dalam. Hapus objek yang disisipkan."


class Macros(Rejected):
    """There are macros inside."""


def check(file: BinaryIO, kind: FileKind, budget: Budget | None = None) -> None:
    """Raises Rejected unless the file is a whole document of that kind, without macros, programs or a bomb.

    Everything is unpacked once, piece by piece, and nothing kept: about a second for 300 MB.
    """
    with _opened(file, budget or Budget()) as archive:
        _check_main(_types(archive), kind)
        _check_members(archive, depth=1)


def _opened(file: BinaryIO, budget: Budget) -> Archive:
    try:
        return Archive(file, budget)
    except NotAnArchive as error:
        raise Rejected(BROKEN) from error


def _types(archive: Archive) -> set[str]:
    """The content types of the parts. Raises Rejected when there is no list of them, or of macros in it."""
    if LIST not in archive.names:
        raise Rejected(BROKEN)
    content = b"".join(archive.pieces(archive.names[LIST], most=MAX_LIST))
    try:
        root = ElementTree.fromstring(content, forbid_dtd=True)
    except (ElementTree.ParseError, DefusedXmlException, ValueError) as error:
        raise Rejected(BROKEN) from error
    types = {part.get("ContentType", "") for part in root}
    if any("macroenabled" in name.lower() or "vbaproject" in name.lower() for name in types):
        raise Macros(MACROS)
    return types


def _check_main(types: set[str], kind: FileKind) -> None:
    if MAIN[kind] in types or (kind == FileKind.PPTX and SHOW in types):
        return
    other = next((ABOUT[name].short for name, main in MAIN.items() if main in types), "")
    raise Rejected(f"Isi berkas ini bukan {ABOUT[kind].short}, melainkan {other}." if other else BROKEN)


def _check_members(archive: Archive, depth: int) -> None:
    for member in archive.members:
        path = PurePosixPath(member.name.lower())
        if path.name.startswith("vbaproject") or "activex" in path.parts or "macrosheets" in path.parts:
            raise Macros(MACROS)
        head = _unpack(archive, member)
        if head.startswith(PROGRAMS) or path.suffix in {".exe", ".dll", ".js", ".vbs", ".bat", ".hta", ".ps1"}:
            raise Rejected(EMBEDDED)
        if head.startswith(ZIP):
            _check_inner(archive, member, depth + 1)


def _unpack(archive: Archive, member: Member) -> bytes:
    """Reads a member to its end, which proves it whole and not larger than it says. Returns its first bytes."""
    head = tail = b""
    is_xml = member.name.lower().endswith((".xml", ".rels"))
    for piece in archive.pieces(member):
        head += piece[: 8 - len(head)]
        seen = tail + piece
        tail = seen[-64:]
        if is_xml and DTD in seen:
            raise Rejected(BROKEN)
        if head.startswith(OLE):
            if VBA in seen:
                raise Macros(MACROS)
            if PACKAGE in seen:
                raise Rejected(EMBEDDED)
    return head


def _check_inner(archive: Archive, member: Member, depth: int) -> None:
    """A zip in the zip: the same limits hold for both together, and the same things are refused."""
    if depth > MAX_DEPTH:
        raise Rejected(TOO_DEEP)
    with archive.copy(member) as copy, _opened(copy, archive.budget) as inner:
        if LIST in inner.names:
            _types(inner)
        _check_members(inner, depth)
