"""What the server made and may make again, kept beside the contents for a while: a name, some bytes, no row.

Each is written with the SHA-256 of its bytes before them, so what is half written, by somebody else just now or by a
process that was killed, counts as not there.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import Storage

from files.folders import remove, walk
from files.room import is_full

DIGEST = hashlib.sha256().digest_size


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder of the private storage, and how long something stays on it."""

    folder: str
    time: timedelta


PREVIEWS = Shelf("previews", timedelta(days=30))  # pictures of pages and photos
PIECES = Shelf("pieces", timedelta(days=30))  # drawn parts of documents, to be joined
RESULTS = Shelf("results", timedelta(days=7))  # what background work made for somebody to fetch
WAYS = Shelf("ways", timedelta(days=30))  # what the shortest way of a sheet asks for
SHELVES = (PREVIEWS, PIECES, RESULTS, WAYS)


def kept(storage: Storage, shelf: Shelf, name: str) -> bytes | None:
    """What was kept under that name; None when it is not there whole."""
    path = f"{shelf.folder}/{name}"
    if not storage.exists(path):
        return None
    try:
        with storage.open(path, "rb") as file:
            digest, content = file.read(DIGEST), file.read()
    except FileNotFoundError:  # forgotten in between
        return None
    return content if hashlib.sha256(content).digest() == digest else None


def keep(storage: Storage, shelf: Shelf, name: str, content: bytes) -> bool:
    """Keep it under that name; when somebody else did so meanwhile, one is enough. Was there room for it?"""
    path = f"{shelf.folder}/{name}"
    if storage.exists(path):
        if kept(storage, shelf, name) is not None:
            return True
        remove(storage, path)
    try:
        given = storage.save(path, ContentFile(hashlib.sha256(content).digest() + content))
    except FileNotFoundError:  # somebody took ours for a broken one while it was written, and put their own there
        return kept(storage, shelf, name) is not None
    except OSError as error:
        remove(storage, path)
        if not is_full(error):
            raise
        return False
    if given != path:
        remove(storage, given)
    return True


def forget(storage: Storage, now: datetime) -> int:
    """Remove what has been on its shelf for its time. Returns how many."""
    old = [
        name
        for shelf in SHELVES
        for name in walk(storage, shelf.folder)
        if storage.get_modified_time(name) < now - shelf.time
    ]
    return sum(remove(storage, name) for name in old)


def is_kept(path: str) -> bool:
    """Does something of that path lie on a shelf?"""
    return path.partition("/")[0] in {shelf.folder for shelf in SHELVES}
