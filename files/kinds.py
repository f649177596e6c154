"""What is known about each kind of file: extensions, content types, the largest size."""

from collections.abc import Collection
from dataclasses import dataclass

from django.conf import settings

from files.enums import FileKind

OFFICE = "application/vnd.openxmlformats-officedocument"
MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class About:
    """`extensions` without dots, the usual one first; `short` is what a sentence calls it."""

    extensions: tuple[str, ...]
    content_type: str
    short: str


ABOUT = {
    FileKind.PDF: About(("pdf",), "application/pdf", "PDF"),
    FileKind.JPEG: About(("jpg", "jpeg", "jpe", "jfif"), "image/jpeg", "JPEG"),
    FileKind.PNG: About(("png",), "image/png", "PNG"),
    FileKind.DOCX: About(("docx",), f"{OFFICE}.wordprocessingml.document", "DOCX"),
    FileKind.XLSX: About(("xlsx",), f"{OFFICE}.spreadsheetml.sheet", "XLSX"),
    FileKind.PPTX: About(("pptx",), f"{OFFICE}.presentationml.presentation", "PPTX"),
    FileKind.MP4: About(("mp4", "m4v"), "video/mp4", "MP4"),
}
ALL_KINDS = tuple(FileKind)
PICTURES = (FileKind.JPEG, FileKind.PNG)
BY_EXTENSION = {extension: kind for kind, about in ABOUT.items() for extension in about.extensions}


def max_bytes(kind: FileKind | None) -> int:
    """The largest size of a file of that kind; None: of one whose kind is not taken at all."""
    return MEGABYTE * (settings.UPLOAD_MAX_VIDEO_MB if kind == FileKind.MP4 else settings.UPLOAD_MAX_MB)


def accept(kinds: Collection[FileKind] = ALL_KINDS) -> str:
    """The attribute `accept` of a file field."""
    return ",".join(f".{extension}" for kind in ALL_KINDS if kind in kinds for extension in ABOUT[kind].extensions)


def limits(kinds: Collection[FileKind] = ALL_KINDS) -> dict:
    """What a file field takes, in words and for a script; sizes in MB, that of videos where it takes them."""
    most = {"most": settings.UPLOAD_MAX_MB}
    if FileKind.MP4 in kinds:
        most["most_video"] = settings.UPLOAD_MAX_VIDEO_MB
    return {"accept": accept(kinds), "kinds": listed(kinds), **most}


def listed(kinds: Collection[FileKind] = ALL_KINDS) -> str:
    """The kinds in words: "PDF, JPEG, atau PNG"."""
    names = [ABOUT[kind].short for kind in ALL_KINDS if kind in kinds]
    return " atau ".join(names) if len(names) < 3 else f"{', '.join(names[:-1])}, atau {names[-1]}"
