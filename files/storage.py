"""The folder of private files on a disk of our own."""

import os
from pathlib import Path

from django.core.files.storage import FileSystemStorage


class PrivateStorage(FileSystemStorage):
    """As Django's, and what is saved is on the disk when `save` returns (docs/adr/0009-on-the-disk.md)."""

    def _save(self, name, content):
        name = super()._save(name, content)
        path = Path(self.path(name))
        _sync(path)
        _sync(path.parent)
        _sync(path.parent.parent)
        return name


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
