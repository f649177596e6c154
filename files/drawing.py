"""Has the drawer (files/drawer.py) look at a PDF or a picture, and says what came of it."""

import logging
import shutil
import subprocess
import sys
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile
from threading import BoundedSemaphore
from typing import BinaryIO

from django.conf import settings

from files import drawer
from files.exceptions import Busy, Rejected

logger = logging.getLogger(__name__)

AT_ONCE = 2  # drawers of one server process
PATIENCE = 20  # seconds to wait for one of them
TIME = 30  # seconds one may take, whatever it does
CONTENT_TYPE = "image/webp"

WAITED = "Server sedang menyiapkan banyak pratinjau. Coba lagi sebentar."
BROKEN = "Berkas ini rusak dan tidak dapat dibuka. Periksa berkas aslinya, lalu unggah lagi."
SENTENCES = {
    drawer.ENCRYPTED: "PDF ini dilindungi kata sandi. Simpan ulang tanpa kata sandi.",
    drawer.TOO_LARGE: "Gambar ini terlalu besar untuk dibuka; paling besar 120 megapiksel. Perkecil, lalu unggah lagi.",
    drawer.NO_SUCH_PAGE: "Dokumen ini tidak mempunyai halaman itu.",
}
_free = BoundedSemaphore(AT_ONCE)


def count_pages(file: BinaryIO) -> int:
    """Number of pages of a PDF. Raises Rejected when it is broken or wants a password, Busy."""
    return int(_draw(file, "pages"))


def check_picture(file: BinaryIO) -> None:
    """Raises Rejected unless the whole JPEG or PNG can be decoded; Busy."""
    _draw(file, "check")


def page(file: BinaryIO, number: int) -> bytes:
    """Page `number` (from 1) of a PDF as WebP. Raises Rejected, Busy."""
    return _draw(file, "page", str(number))


def printed(file: BinaryIO, first: int, last: int) -> list[bytes]:
    """The pages of a PDF from `first` (from 1) to `last`, each as PNG sharp enough for a printer; one process draws
    them. Raises Rejected, Busy."""
    answer = BytesIO(_draw(file, "print", str(first), str(last)))
    return [answer.read(int(size)) for size in iter(answer.readline, b"")]


def picture(file: BinaryIO) -> bytes:
    """A JPEG or PNG as WebP: upright, not too large, without metadata. Raises Rejected, Busy."""
    return _draw(file, "picture")


def _draw(file: BinaryIO, *work: str) -> bytes:
    with _turn(), _on_disk(file) as source, TemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR) as answer:
        command = [sys.executable, "-I", drawer.__file__, *work]
        try:
            done = subprocess.run(  # noqa: S603 - our own program, with our own words
                command, stdin=source, stdout=answer, stderr=subprocess.PIPE, timeout=TIME, env={}, check=False
            )
        except subprocess.TimeoutExpired as error:
            raise Rejected(BROKEN) from error
        if done.returncode != drawer.OK:
            logger.info("drawer %s: %s %s", work, done.returncode, done.stderr[-300:])
            raise Rejected(SENTENCES.get(done.returncode, BROKEN))
        answer.seek(0)
        return answer.read()


@contextmanager
def _turn():
    if not _free.acquire(timeout=PATIENCE):
        raise Busy(WAITED)
    try:
        yield
    finally:
        _free.release()


@contextmanager
def _on_disk(file: BinaryIO):
    """The file as one the system knows: as it is when it lies on the disk, else a copy that goes in the end."""
    name = getattr(file, "name", None)
    if isinstance(name, str) and Path(name).is_absolute() and Path(name).is_file():
        with Path(name).open("rb") as same:
            yield same
        return
    with TemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR) as copy:
        file.seek(0)
        shutil.copyfileobj(file, copy)
        copy.seek(0)
        yield copy
