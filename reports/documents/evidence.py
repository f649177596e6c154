"""What an archive of evidence holds: every file and link of a sheet or of a part of it, and where each one lies."""

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from files.names import safe

# Letters of a folder's or file's name, so that an archive unpacks where paths may have 260 (Windows).
AREA, QUESTION, FILE = 50, 60, 80


@dataclass(frozen=True, slots=True)
class Part:
    """What an archive may be asked for: "" = the whole sheet, "1".."6" = an area, "B" = a component without areas."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """A file or a link at one question. `path` is where it lies in the archive; "" for a link and for what is left out.

    `remark` says what a reader should know of it: unconfirmed, expired, or why the file is left out.
    """

    part: str
    code: str
    question: str
    unit_answer: str
    tpi_answer: str
    title: str
    place: str
    version: int
    kind: str
    path: str
    url: str
    size: int | None
    sha256: str
    valid_until: date | None
    remark: str
    made_at: datetime
    made_by: str
    added_at: datetime
    added_by: str
    verdict: str = ""
    verdict_note: str = ""
    verdict_at: datetime | None = None
    verdict_by: str = ""


@dataclass(frozen=True, slots=True)
class EvidenceIndex:
    """The archive's list of contents, in the order of the instrument. `sees_tpi`: does it tell what the TPI says?"""

    unit: str
    quarter: str
    state: str
    part: Part
    taken_at: datetime
    taken_by: str
    sees_tpi: bool
    lines: tuple[EvidenceLine, ...]

    @property
    def title(self) -> str:
        """Data dukung RSUD dr. Doris Sylvanus, Triwulan III Tahun 2024."""
        return f"Data dukung {self.unit}, {self.quarter}"

    @property
    def files(self) -> list[EvidenceLine]:
        """What lies in the archive."""
        return [line for line in self.lines if line.path]

    @property
    def links(self) -> list[EvidenceLine]:
        """What is only named."""
        return [line for line in self.lines if line.url]

    @property
    def left_out(self) -> list[EvidenceLine]:
        """Files that may not be handed out."""
        return [line for line in self.lines if not line.path and not line.url]

    @property
    def size(self) -> int:
        """Bytes of the files."""
        return sum(line.size or 0 for line in self.files)

    @property
    def questions(self) -> list[list[EvidenceLine]]:
        """The lines, those of one question together."""
        found: dict[str, list[EvidenceLine]] = {}
        for line in self.lines:
            found.setdefault(line.code, []).append(line)
        return list(found.values())


class Paths:
    """Gives every file a path of its own: part, question and title, each a name that any system takes."""

    def __init__(self, taken: Iterable[str] = ()):
        self._taken = {name.casefold() for name in taken}

    def of(self, part: str, code: str, question: str, title: str, extension: str) -> str:
        """The path of the next file; equal names (also but for capitals) are counted."""
        folder = f"{_name(part, AREA)}/{_name(f'{code} {question}', QUESTION)}"
        stem = _name(title.strip().removesuffix(f".{extension}"), FILE - len(extension) - 1)
        path, number = f"{folder}/{stem}.{extension}", 1
        while path.casefold() in self._taken:
            number += 1
            end = f" ({number})"
            path = f"{folder}/{_name(stem, FILE - len(extension) - 1 - len(end))}{end}.{extension}"
        self._taken.add(path.casefold())
        return path


def _name(text: str, length: int) -> str:
    """A name of whole words where that leaves one."""
    words = textwrap.shorten(text, length, placeholder="") or text
    return safe(words.strip(" ?.") or text, length)
