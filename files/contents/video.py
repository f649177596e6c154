"""An MP4 is a row of boxes, each with its length and name (ISO 14496-12): first `ftyp`, then film and data."""

import struct
from typing import BinaryIO

from files.exceptions import Rejected

MAX_BOXES = 10_000  # of a film in fragments; a hundred megabytes have far fewer
NOT_WHOLE = "Video ini rusak atau belum terunggah seluruhnya. Periksa apakah dapat diputar, lalu unggah lagi."


def check(file: BinaryIO) -> None:
    """Raises Rejected unless the boxes fill the file to its end and hold a film and its data."""
    file.seek(0, 2)
    size, at, names = file.tell(), 0, []
    while at < size:
        name, length = _box(file, at, size)
        at += length
        names.append(name)
        if at > size or len(names) > MAX_BOXES:
            raise Rejected(NOT_WHOLE)
    if names[:1] != [b"ftyp"] or not {b"moov", b"mdat"} <= set(names):
        raise Rejected(NOT_WHOLE)


def _box(file: BinaryIO, at: int, size: int) -> tuple[bytes, int]:
    """Name and whole length of the box that begins there."""
    file.seek(at)
    head = file.read(16)
    if len(head) < 8:
        raise Rejected(NOT_WHOLE)
    length, name = struct.unpack(">I4s", head[:8])
    least = 8
    if length == 0:  # reaches to the end
        length = size - at
    elif length == 1 and len(head) == 16:
        length, least = struct.unpack(">Q", head[8:])[0], 16
    if length < least:
        raise Rejected(NOT_WHOLE)
    return name, length
