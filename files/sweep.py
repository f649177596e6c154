"""Contents that no row names any more: a server that was killed in the middle of an upload leaves them."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.files.storage import Storage

from files import keeping
from files.folders import remove, walk
from files.models import StoredFile, private

YOUNG = timedelta(days=1)  # an upload under way has no row yet
FEW = 50  # orphans that never arouse suspicion
TOO_MANY = (
    "{count} isi berkas tidak mempunyai catatan dalam basis data; tidak satu pun dihapus. Periksa apakah basis data "
    "dan penyimpanan berkas memang berpasangan, lalu jalankan `manage.py sweep_files --paksa`."
)


class TooMany(Exception):
    """So much would be removed that this database hardly belongs to this storage; `str()` is an Indonesian sentence."""


def sweep(*, now: datetime, force: bool = False) -> dict[str, int]:
    """Remove contents without a row, unfinished uploads (both older than a day) and what was kept for long enough.

    Returns how many of each. Safe to repeat. Raises TooMany, unless `force`, when more than FEW contents and more than
    a tenth of all would go.
    """
    storage = private()
    orphans = list(_orphans(storage, now))
    if len(orphans) > max(FEW, StoredFile.objects.count() // 10) and not force:
        raise TooMany(TOO_MANY.format(count=len(orphans)))
    return {
        "contents": sum(remove(storage, name) for name in orphans),
        "uploads": sum(_unlink(path) for path in _unfinished(now)),
        "kept": keeping.forget(storage, now),
    }


def _orphans(storage: Storage, now: datetime) -> Iterator[str]:
    names = [name for name in walk(storage) if not keeping.is_kept(name)]
    for start in range(0, len(names), 500):
        some = names[start : start + 500]
        known = set(StoredFile.objects.filter(content__in=some).values_list("content", flat=True))
        yield from (name for name in some if name not in known and storage.get_modified_time(name) < now - YOUNG)


def _unfinished(now: datetime) -> list[Path]:
    """What the server was receiving when it was killed."""
    folder = Path(settings.FILE_UPLOAD_TEMP_DIR)
    paths = [path for path in folder.iterdir() if path.is_file()] if folder.is_dir() else []
    return [path for path in paths if datetime.fromtimestamp(path.stat().st_mtime, UTC) < now - YOUNG]


def _unlink(path: Path) -> bool:
    try:
        os.unlink(path)
    except FileNotFoundError:
        return False
    return True
