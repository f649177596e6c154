"""What a file is, told by how it begins and ends (puremagic), whatever it is called."""

from typing import BinaryIO

import puremagic

from files.enums import FileKind
from files.exceptions import Rejected
from files.kinds import ABOUT

OLE = b"\xd0\xcf\x11\xe0"  # Office of before 2007, and any newer one with a password
OFFICE = (FileKind.DOCX, FileKind.XLSX, FileKind.PPTX)
# What a file turns out to be, in words. Looked through in this order; a program may match several.
WORDS = {about.content_type: about.short for kind, about in ABOUT.items() if kind not in OFFICE} | {
    "image/svg+xml": "gambar SVG, yang dapat berisi program",
    "text/html": "halaman web (HTML), yang dapat berisi program",
    "application/xhtml+xml": "halaman web (HTML), yang dapat berisi program",
    "application/zip": "arsip atau dokumen Office",
    "application/vnd.rar": "arsip RAR",
    "application/x-7z-compressed": "arsip 7z",
    "application/x-rar-compressed": "arsip RAR",
    "application/gzip": "arsip GZ",
    "application/x-tar": "arsip TAR",
    "application/rtf": "dokumen RTF",
    "image/gif": "gambar GIF",
    "image/webp": "gambar WebP",
    "image/heif": "gambar HEIC",
    "image/heic": "gambar HEIC",
    "image/tiff": "gambar TIFF",
    "image/bmp": "gambar BMP",
    "video/quicktime": "video QuickTime (.mov)",
    "audio/mpeg": "rekaman suara",
}
PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")


def check(file: BinaryIO, kind: FileKind) -> None:
    """Raises Rejected unless the content begins and ends like one of that kind.

    The three kinds of Office look the same from outside; files.contents.office tells them apart.
    """
    file.seek(0)
    head = file.read(8)
    if head.startswith(OLE):
        raise Rejected(
            "Berkas ini dilindungi kata sandi atau berformat Office lama. "
            "Simpan ulang sebagai .docx, .xlsx, .pptx, atau PDF tanpa kata sandi."
        )
    found = content_types(file)
    if ABOUT[kind].content_type not in found or head.startswith(PROGRAMS):
        raise Rejected(f"Isi berkas ini bukan {ABOUT[kind].short}{_but(head, found)}. Unggah berkas aslinya.")


def content_types(file: BinaryIO) -> set[str]:
    """Everything the content may be."""
    file.seek(0)
    try:
        return {match.mime_type for match in puremagic.magic_stream(file)}
    except (puremagic.PureError, ValueError):  # nothing it knows; less than a few bytes
        return set()


def _but(head: bytes, found: set[str]) -> str:
    if head.startswith(PROGRAMS):
        return ", melainkan program"
    if head.startswith(b"PK\x03\x04"):
        return ", melainkan arsip atau dokumen Office"
    word = next((word for content_type, word in WORDS.items() if content_type in found), "")
    return f", melainkan {word}" if word else ", meskipun namanya demikian"
