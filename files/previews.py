"""Pages and pictures as images made on the server, kept beside the contents so that each is drawn once."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.core.files.base import ContentFile
from django.core.files.storage import Storage

from files import drawing
from files.enums import FileKind
from files.exceptions import Rejected
from files.folders import remove, walk
from files.kinds import PICTURES
from files.models import StoredFile
from files.room import is_full

FOLDER = "previews"
KEPT = timedelta(days=30)
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
    if (content := _kept(storage, name)) is None:
        with file.opened() as source:
            content = drawing.page(source, page) if file.kind == FileKind.PDF else drawing.picture(source)
        _keep(storage, name, content)
    return Picture(content, drawing.CONTENT_TYPE)


def forget(storage: Storage, now: datetime) -> int:
    """Remove pictures drawn long ago; they are drawn again when somebody asks. Returns how many."""
    old = [name for name in walk(storage, FOLDER) if storage.get_modified_time(name) < now - KEPT]
    return sum(remove(storage, name) for name in old)


def _name(file: StoredFile, page: int) -> str:
    folder, _, name = file.content.name.rpartition("/")
    return f"{FOLDER}/{folder}/{name}-{page}.webp"


def _kept(storage: Storage, name: str) -> bytes | None:
    if not storage.exists(name):
        return None
    try:
        with storage.open(name, "rb") as picture:
            return picture.read()
    except FileNotFoundError:  # forgotten in between
        return None


def _keep(storage: Storage, name: str, content: bytes) -> None:
    """Without room the picture is shown all the same; when somebody else drew it meanwhile, one is enough."""
    try:
        given = storage.save(name, ContentFile(content))
    except OSError as error:
        remove(storage, name)
        if not is_full(error):
            raise
    else:
        if given != name:
            remove(storage, given)
