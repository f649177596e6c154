"""What sending a ZIP of 3 GB costs: `python -m benchmarks.archive [3]` (gigabytes). Prints figures, judges nothing.

Sparse files of 100 MB stand for the contents; a real gunicorn of one worker streams the archive to this process, which
counts the bytes and throws them away.
"""

import sys
import time
from http.client import HTTPConnection
from pathlib import Path

from benchmarks.file_server import PORT, forget_peak, memory, prepare, serving  # first: it sets Django up

# isort: split
from django.core.files.storage import storages
from django.utils import timezone

from files.models import StoredFile

MEGABYTE = 1024 * 1024
PIECE = MEGABYTE


def store(user, count: int) -> None:
    """Rows whose contents are sparse files: nothing but their length is on the disk."""
    root = Path(storages["private"].location)
    for number in range(count):
        name = f"ab/{number:032x}"
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        with (root / name).open("wb") as content:
            content.truncate(100 * MEGABYTE)
        StoredFile.objects.create(
            name=f"kegiatan {number}.mp4",
            kind="mp4",
            size=100 * MEGABYTE,
            sha256=f"{number:064x}",
            content=name,
            stored_at=timezone.now(),
            stored_by=user,
        )


def fetch(cookie: str) -> tuple[int, int, float, float]:
    """Announced and received bytes, seconds to the first byte and to the last."""
    line = HTTPConnection("127.0.0.1", PORT, timeout=120)
    start = time.perf_counter()
    line.request("GET", "/uji/arsip/", headers={"Cookie": cookie, "Accept-Encoding": "gzip"})
    answer = line.getresponse()
    assert answer.status == 200, answer.status
    first, received = time.perf_counter() - start, 0
    while piece := answer.read(PIECE):
        received += len(piece)
    return int(answer.headers["Content-Length"]), received, first, time.perf_counter() - start


def main(gigabytes: str = "3") -> None:
    """Prints the figures of one archive."""
    user, cookie = prepare()
    store(user, int(float(gigabytes) * 1024 / 100) + 1)
    with serving() as worker:
        forget_peak(worker)
        before, _ = memory(worker)
        announced, received, first, seconds = fetch(cookie)
        after, peak = memory(worker)
    print(f"{received / 1e9:.2f} GB received, {announced / 1e9:.2f} GB announced ({received - announced:+} bytes)")
    print(f"{first:.2f} s to the first byte, {seconds:.1f} s in all, {received / seconds / 1e6:.0f} MB/s")
    print(f"the worker held {before:.1f} MB before, {peak:.1f} MB at most, {after:.1f} MB after")


if __name__ == "__main__":
    main(*sys.argv[1:2])
