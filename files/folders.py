"""Looking through the private storage, whatever kind it is."""

import logging
from collections.abc import Iterator

from django.core.files.storage import Storage

logger = logging.getLogger(__name__)


def walk(storage: Storage, folder: str = "") -> Iterator[str]:
    """The names of everything below `folder`."""
    try:
        folders, names = storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in sorted(names):
        yield f"{folder}/{name}" if folder else name
    for name in sorted(folders):
        yield from walk(storage, f"{folder}/{name}" if folder else name)


def remove(storage: Storage, name: str) -> bool:
    """Delete; a failure is only written down, since the daily sweep finds the content again. Was it deleted?"""
    try:
        storage.delete(name)
    except Exception:
        logger.exception("content %s could not be removed", name)
        return False
    return True
