"""Unpacking a zip that somebody uploaded, without believing what it says about itself.

`zipfile` reads the list of members; their content is unpacked here, where it is counted: a member that holds more (or
less, or other) than its headers claim is not whole, and all members of a file and of the zips inside it share a budget.
"""

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import BinaryIO

from django.conf import settings

from files.exceptions import Rejected

PIECE = 256 * 1024
HEADER = 30  # bytes of a member's local header before its name
IN_MEMORY = 2 * 1024 * 1024
ENCRYPTED = 0x1

BROKEN = "Berkas ini rusak: isinya tidak dapat dibuka seluruhnya. Simpan ulang dari Office, lalu unggah lagi."
TOO_MUCH = "Isi berkas ini mengembang terlalu besar saat dibuka (bom zip). Simpan ulang dari Office atau sebagai PDF."
LOCKED = "Berkas ini dilindungi kata sandi. Simpan ulang tanpa kata sandi."


class NotAnArchive(Exception):
    """Not a zip at all."""


class TooMuch(Rejected):
    """It unpacks to more than it says, or than anybody needs."""


@dataclass
class Budget:
    """What may still be unpacked: members and bytes, for a file with everything inside it."""

    members: int = 10_000
    size: int = 500 * 1024 * 1024

    def take(self, *, members: int = 0, size: int = 0) -> None:
        """Raises Rejected when it is used up."""
        self.members -= members
        self.size -= size
        if self.members < 0 or self.size < 0:
            raise TooMuch(TOO_MUCH)


@dataclass(frozen=True, slots=True)
class Member:
    """A file in the zip, as the list of members has it."""

    name: str
    info: zipfile.ZipInfo


class Archive:
    """A zip opened for checking. Raises NotAnArchive, and Rejected for a bomb, a password or two members of a name."""

    def __init__(self, file: BinaryIO, budget: Budget):
        self.file, self.budget = file, budget
        try:
            self._zip = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise NotAnArchive from error
        self.members = [Member(info.filename, info) for info in self._zip.infolist() if not info.is_dir()]
        self.names = {member.name: member for member in self.members}
        budget.take(members=len(self._zip.infolist()))
        if any(member.info.flag_bits & ENCRYPTED for member in self.members):
            raise Rejected(LOCKED)
        if len(self.names) < len(self.members):  # programs disagree on which of the two they show
            raise Rejected(BROKEN)
        if sum(member.info.file_size for member in self.members) > budget.size:
            raise TooMuch(TOO_MUCH)

    def __enter__(self) -> "Archive":
        return self

    def __exit__(self, *_error) -> None:
        self._zip.close()

    def pieces(self, member: Member, most: int | None = None) -> Iterator[bytes]:
        """The member's content. Raises Rejected when it is not what its header says, or more than `most` bytes."""
        info, size, checksum = member.info, 0, 0
        for piece in self._unpacked(info):
            size += len(piece)
            self.budget.take(size=len(piece))
            if size > info.file_size or (most is not None and size > most):
                raise TooMuch(TOO_MUCH)
            checksum = zlib.crc32(piece, checksum)
            yield piece
        if size != info.file_size or checksum != info.CRC:
            raise Rejected(BROKEN)

    def copy(self, member: Member) -> BinaryIO:
        """The member's content as a file that goes when it is closed."""
        copy = SpooledTemporaryFile(IN_MEMORY, dir=settings.FILE_UPLOAD_TEMP_DIR)  # noqa: SIM115 - the caller closes it
        for piece in self.pieces(member):
            copy.write(piece)
        copy.seek(0)
        return copy

    def _unpacked(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        packed = self._packed(info)
        if info.compress_type == zipfile.ZIP_STORED:
            yield from packed
        elif info.compress_type == zipfile.ZIP_DEFLATED:
            yield from _inflated(packed)
        else:  # Office writes no other
            raise Rejected(BROKEN)

    def _packed(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        """The bytes of the member as they lie in the file."""
        self.file.seek(info.header_offset)
        header = self.file.read(HEADER)
        if len(header) < HEADER or not header.startswith(b"PK\x03\x04"):
            raise Rejected(BROKEN)
        at = info.header_offset + HEADER + int.from_bytes(header[26:28], "little")
        at += int.from_bytes(header[28:30], "little")
        left = info.compress_size
        while left:
            self.file.seek(at)
            piece = self.file.read(min(PIECE, left))
            if not piece:
                raise Rejected(BROKEN)
            at += len(piece)
            left -= len(piece)
            yield piece


def _inflated(packed: Iterator[bytes]) -> Iterator[bytes]:
    """Raises Rejected unless the stream is whole and ends with the last byte."""
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for piece in packed:
            while piece:
                yield unpacker.decompress(piece, PIECE)
                piece = unpacker.unconsumed_tail
        yield unpacker.flush()
    except zlib.error as error:
        raise Rejected(BROKEN) from error
    if not unpacker.eof or unpacker.unused_data:
        raise Rejected(BROKEN)
