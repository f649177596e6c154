"""Is the content of a file what its name says, whole, and free of what we do not take?"""

from collections.abc import Collection
from typing import BinaryIO

from files import drawing
from files import kinds as known
from files.contents import office, sniffing, video
from files.enums import FileKind
from files.exceptions import Rejected, TooLarge
from files.kinds import ABOUT, BY_EXTENSION, MEGABYTE
from files.names import extension_of

ACTIVE = {"svg", "svgz", "htm", "html", "xhtml", "mht", "mhtml", "xml"}
PROGRAMS = {
    "exe",
    "msi",
    "com",
    "scr",
    "bat",
    "cmd",
    "ps1",
    "vbs",
    "js",
    "jar",
    "apk",
    "app",
    "sh",
    "dll",
    "lnk",
    "hta",
}
MACROS = {"docm", "dotm", "xlsm", "xltm", "xlsb", "xlam", "pptm", "potm", "ppsm", "ppam"}
ARCHIVES = {"zip", "rar", "7z", "tar", "gz", "tgz", "bz2", "xz", "iso"}
OLD = {"doc": "docx", "dot": "docx", "rtf": "docx", "xls": "xlsx", "csv": "xlsx", "ppt": "pptx", "pps": "pptx"}


def kind_of(name: str, kinds: Collection[FileKind]) -> FileKind:
    """The kind that the name's extension says. Raises Rejected when it is not one of `kinds`."""
    extension = extension_of(name)
    kind = BY_EXTENSION.get(extension)
    if kind in kinds:
        return kind
    raise Rejected(f"{_why_not(extension)} Unggah {known.listed(kinds)}.")


def check_size(size: int, kind: FileKind | None) -> None:
    """Raises Rejected for an empty file and TooLarge for one over the limit of its kind."""
    if not size:
        raise Rejected("Berkas ini kosong (0 bita). Periksa berkas aslinya, lalu unggah lagi.")
    if size > known.max_bytes(kind):
        raise too_large(kind)


def too_large(kind: FileKind | None) -> TooLarge:
    """What is said of a file over the limit of its kind."""
    limit = known.max_bytes(kind) // MEGABYTE
    what = "Video MP4" if kind == FileKind.MP4 else "Berkas"
    return TooLarge(
        f"{what} ini terlalu besar; paling besar {limit} MB. Perkecil berkasnya atau sertakan sebagai tautan."
    )


def check(file: BinaryIO, kind: FileKind) -> int | None:
    """Is `file` (seekable, read from its start) of that kind? The number of pages of a PDF, None for others.

    Raises Rejected with what is wrong.
    """
    sniffing.check(file, kind)
    if kind in (FileKind.DOCX, FileKind.XLSX, FileKind.PPTX):
        return office.check(file, kind)
    if kind == FileKind.MP4:
        return video.check(file)
    if kind == FileKind.PDF:
        return drawing.count_pages(file)
    return drawing.check_picture(file)


def _why_not(extension: str) -> str:
    if not extension:
        return "Nama berkas ini tidak berakhiran, sehingga jenisnya tidak diketahui."
    if extension in ACTIVE:
        return f"Berkas .{extension} tidak diterima karena dapat berisi program."
    if extension in PROGRAMS:
        return f"Berkas .{extension} adalah program dan tidak diterima."
    if extension in MACROS:
        return f"Berkas .{extension} dapat berisi makro dan tidak diterima."
    if extension in ARCHIVES:
        return f"Arsip .{extension} tidak diterima; unggah isinya satu per satu."
    if extension in OLD:
        return f"Berkas .{extension} tidak diterima; simpan ulang sebagai .{OLD[extension]} atau PDF."
    if (kind := BY_EXTENSION.get(extension)) is not None:
        return f"{ABOUT[kind].short} tidak diterima di sini."
    return f"Berkas .{extension} tidak diterima."
