"""Pages and pictures as images made on the server, kept beside the contents so that each is drawn once."""

from typing import NamedTuple

from files import drawing
from files.enums import FileKind
from files.exceptions import Rejected
from files.keeping import PREVIEWS, keep, kept
from files.kinds import PICTURES
from files.models import StoredFile

NO_PICTURE = "Berkas ini tidak mempunyai pratinjau; unduh untuk membukanya."
NO_PAGE = "Dokumen ini tidak mempunyai halaman itu."


class Picture(NamedTuple):
    """An image, ready to send."""

    content: bytes
    content_type: str


def has_pages(file: StoredFile) -> int:
    """How many pictures there are of a file: a PDF's pages, one of a photo, none of others."""
    if file.kind == FileKind.PDF:
        return file.pages or 0
    return 1 if file.kind in PICTURES else 0


def page_picture(file: StoredFile, page: int) -> Picture:
    """Page `page` (from 1) of a PDF, or a photo (its only page), at most about 1600 pixels wide and high.

    Whether the file may be shown at all is the caller's question (serving.check_shown).
    Raises Rejected when there is no such page or it cannot be drawn, Gone, Busy when too many are being drawn.
    """
    if not has_pages(file):
        raise Rejected(NO_PICTURE)
    if not 0 < page <= has_pages(file):
        raise Rejected(NO_PAGE)
    storage, name = file.content.storage, _name(file, page)
    if (content := kept(storage, PREVIEWS, name)) is None:
        with file.opened() as source:
            content = drawing.page(source, page) if file.kind == FileKind.PDF else drawing.picture(source)
        keep(storage, PREVIEWS, name, content)  # without room it is shown all the same
    return Picture(content, drawing.CONTENT_TYPE)


def _name(file: StoredFile, page: int) -> str:
    folder, _, name = file.content.name.rpartition("/")
    return f"{folder}/{name}-{page}.webp"
