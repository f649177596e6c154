"""A workbook before openpyxl reads it: is it one, and can it be read with the memory there is?

openpyxl keeps the texts, styles and names of a workbook whole and reads its sheets as a stream, so each has a limit of
its own. What holds for every Office document is looked at by `office`.
"""

from dataclasses import dataclass
from typing import BinaryIO

from files.contents import office
from files.contents.zips import TOO_MUCH, Archive, Budget, NotAnArchive, TooMuch
from files.enums import FileKind
from files.exceptions import Rejected
from files.kinds import MEGABYTE

NOT_ONE = "Berkas ini bukan buku kerja Excel (.xlsx)."
OLD = "Berkas ini .xls lama atau dilindungi kata sandi. Simpan ulang sebagai .xlsx tanpa kata sandi."
MACROS = "Berkas ini berisi makro. Simpan ulang sebagai .xlsx tanpa makro."
LINKED = (
    "Berkas ini mengambil data dari buku kerja lain. Putuskan tautannya (Data, Edit Tautan, Putuskan Tautan), "
    "lalu simpan ulang."
)
NEEDED = {"xl/workbook.xml", "[Content_Types].xml"}
SHEETS, STRINGS, LINKS = "xl/worksheets/", "xl/sharedStrings.xml", "xl/externalLinks/"


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes that the members of a workbook may unpack to: each sheet, the list of texts, other XML that is kept while
    it is read (styles, names), anything else (pictures), and all together; and how many members there may be."""

    sheet: int = 40 * MEGABYTE
    strings: int = 8 * MEGABYTE  # a second for each megabyte or two
    kept: int = 4 * MEGABYTE
    other: int = 20 * MEGABYTE
    unpacked: int = 100 * MEGABYTE
    members: int = 1_000


def check(file: BinaryIO, limits: Limits) -> int:
    """The bytes that the workbook unpacks to. Raises TooMuch when that is over a limit, Rejected for anything else.

    Everything is unpacked once and nothing kept.
    """
    file.seek(0)
    if file.read(4) == office.OLE:
        raise Rejected(OLD)
    size = _check_list(file, limits)
    try:
        office.check(file, FileKind.XLSX, Budget(members=limits.members, size=limits.unpacked))
    except office.Macros as error:
        raise Rejected(MACROS) from error
    return size


def _check_list(file: BinaryIO, limits: Limits) -> int:
    """What the list of members tells; returns the sum of their sizes."""
    try:
        with Archive(file, Budget(members=limits.members, size=limits.unpacked)) as archive:
            if not archive.names.keys() >= NEEDED:
                raise Rejected(NOT_ONE)
            if any(name.startswith(LINKS) for name in archive.names):
                raise Rejected(LINKED)
            if any(member.info.file_size > _largest(member.name, limits) for member in archive.members):
                raise TooMuch(TOO_MUCH)
            return sum(member.info.file_size for member in archive.members)
    except NotAnArchive as error:
        raise Rejected(NOT_ONE) from error


def _largest(name: str, limits: Limits) -> int:
    if name.startswith(SHEETS):
        return limits.sheet
    if name == STRINGS:
        return limits.strings
    return limits.kept if name.endswith((".xml", ".rels")) else limits.other
