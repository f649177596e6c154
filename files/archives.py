"""Many stored files as one ZIP, written while it is sent: constant memory, nothing on the disk, its length known.

The standard library writes such archives, with the entries' own dates, which the streaming libraries do not take
together with a known length. The length follows from the format, since nothing is compressed (APPNOTE.TXT 4.3).
"""

import io
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from threading import BoundedSemaphore

from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from files.exceptions import Busy
from files.models import StoredFile
from files.names import safe
from files.serving import SANDBOX

AT_ONCE = 2  # archives that one server process sends: each keeps a thread for as long as it takes
PIECE = 256 * 1024
LIMIT = (1 << 31) - 1  # zipfile writes ZIP64 from here on (zipfile.ZIP64_LIMIT)
MANY = (1 << 16) - 1
LOCAL, DESCRIPTOR, CENTRAL, END, END_64 = 30, 16, 46, 22, 56 + 20  # bytes of each header
FAR = 12  # bytes more for an entry that begins beyond LIMIT
WAITED = "Server sedang mengirim beberapa arsip. Coba lagi setelah unduhan lain selesai."
_free = BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True, slots=True)
class ArchiveEntry:
    """A file in the archive: either a stored one or `content`. `path` has slashes between names made by `safe_name`."""

    path: str
    file: StoredFile | None
    content: bytes | None
    at: datetime

    @property
    def size(self) -> int:
        return self.file.size if self.file else len(self.content or b"")


def safe_name(text: str, length: int = 100) -> str:
    """`text` as the name of a file or folder on any system, at most `length` characters."""
    return safe(text, length)


def stream(request: HttpRequest, entries: Iterable[ArchiveEntry], *, name: str) -> StreamingHttpResponse:
    """The answer that is the archive `name` (with .zip). Paths that occur twice get a number.

    Whether the files may be shown is the caller's question: leave out those that are not `is_shown`. A content that is
    gone breaks the download off, since its length was promised. Raises Busy.
    """
    entries = _distinct(entries)
    body = iter(()) if request.method == "HEAD" else _Archive(entries)
    response = StreamingHttpResponse(body, content_type="application/zip")
    response["Content-Length"] = length_of(entries)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Content-Security-Policy"] = SANDBOX
    response["Cache-Control"] = "private, no-store"
    return response


def length_of(entries: Iterable[ArchiveEntry]) -> int:
    """Bytes of the archive of these entries."""
    at = central = count = 0
    for entry in entries:
        name = len(entry.path.encode())
        central += CENTRAL + name + (FAR if at > LIMIT else 0)
        at += LOCAL + name + entry.size + DESCRIPTOR
        count += 1
    return at + central + END + (END_64 if count > MANY or at > LIMIT or central > LIMIT else 0)


def pieces(entries: Iterable[ArchiveEntry]) -> Iterator[bytes]:
    """The bytes of the archive, some at a time."""
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_STORED) as archive:
        for entry in entries:
            info = zipfile.ZipInfo(entry.path, _date(entry.at))
            info.external_attr = 0o644 << 16
            with archive.open(info, "w") as target:
                for piece in _content(entry):
                    target.write(piece)
                    yield pipe.take()
            yield pipe.take()
    yield pipe.take()


class _Archive:
    """The pieces, with a place among AT_ONCE that is given back when the download ends, however it ends."""

    def __init__(self, entries: list[ArchiveEntry]):
        if not _free.acquire(blocking=False):
            raise Busy(WAITED)
        self._pieces, self._open = pieces(entries), True

    def __iter__(self) -> Iterator[bytes]:
        return self._pieces

    def close(self) -> None:
        """Called by Django when the answer is sent or the line broke."""
        self._pieces.close()
        if self._open:
            self._open = False
            _free.release()


class _Pipe(io.RawIOBase):
    """What zipfile writes to, and what is taken from it at once."""

    def __init__(self):
        self._parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, part) -> int:
        self._parts.append(bytes(part))
        return len(part)

    def take(self) -> bytes:
        """Everything written since the last time."""
        taken = b"".join(self._parts)
        self._parts.clear()
        return taken


def _content(entry: ArchiveEntry) -> Iterator[bytes]:
    if entry.file is None:
        yield entry.content or b""
        return
    sent = 0
    with entry.file.content.storage.open(entry.file.content.name, "rb") as source:
        while piece := source.read(PIECE):
            sent += len(piece)
            yield piece
    if sent != entry.size:
        raise OSError(f"content of file {entry.file.pk} has {sent} bytes instead of {entry.size}")


def _date(at: datetime) -> tuple[int, int, int, int, int, int]:
    """A zip knows local time, to two seconds."""
    return timezone.localtime(at).timetuple()[:6]


def _distinct(entries: Iterable[ArchiveEntry]) -> list[ArchiveEntry]:
    """No path twice, also where capitals make no difference: "a.pdf", "a (2).pdf"."""
    taken: Counter[str] = Counter()
    distinct = []
    for entry in entries:
        path = entry.path
        while taken[path.casefold()]:
            taken[entry.path.casefold()] += 1
            path = _numbered(entry.path, taken[entry.path.casefold()])
        taken[path.casefold()] += 1
        distinct.append(ArchiveEntry(path, entry.file, entry.content, entry.at))
    return distinct


def _numbered(path: str, number: int) -> str:
    folder, slash, name = path.rpartition("/")
    stem, dot, extension = name.rpartition(".")
    numbered = f"{stem} ({number}).{extension}" if dot and stem else f"{name} ({number})"
    return f"{folder}{slash}{numbered}"
