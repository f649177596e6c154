"""Has the renderer (reports/word/renderer) fill a template, and says in words what is wrong with one."""

import base64
import json
import logging
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from evaluations.exceptions import Refused

logger = logging.getLogger(__name__)

RENDERER = "reports.word.renderer"
ROOT = Path(__file__).resolve().parent.parent.parent  # where the renderer finds itself
MEGABYTES = 1536  # a report of 12 units with its annexes needs about a third
SECONDS = 60  # of processor time: that report needs a tenth
TIME = 120  # seconds, whatever it does
AT_ONCE, PATIENCE = 2, 20  # renderers of one server process; seconds to wait for one of them
LARGEST = 64 * 1024 * 1024  # bytes of a document
_free = BoundedSemaphore(AT_ONCE)

SENTENCES = {
    "damaged": "Dokumen ini rusak dan tidak dapat dibaca. Simpan ulang dari Word, lalu unggah lagi.",
    "fetches": "Dokumen ini mengambil sesuatu dari luar berkasnya: {about}{place}. Sisipkan gambarnya ke dalam "
    "dokumen, atau lepaskan tautan itu, lalu simpan ulang.",
    "holds": "Dokumen ini menyimpan bahan yang tidak diterima: {about}{place}. Yang diterima hanya tulisan, gambar PNG "
    "atau JPEG, dan huruf yang disematkan. Ubah objek, bagan, dan gambar lain menjadi gambar PNG, lalu simpan ulang.",
    "runs": "Dokumen ini memuat bidang yang tidak diizinkan: {about}{place}. Hapus bidang itu, lalu simpan ulang.",
    "fields": "Dokumen ini memuat bidang yang tidak utuh{place}. Terima atau tolak semua perubahan yang dilacak, buat "
    "bidang itu sekali lagi tanpa bidang lain di dalamnya, lalu simpan ulang.",
    "syntax": "Dalam templat ada perintah yang salah tulis{place}, dekat: {about}",
    "forbidden": "Templat memakai perintah yang tidak diizinkan: {about}{place}. Yang tersedia hanya nama data, for, "
    "if, dan penyaring yang tercantum pada halaman ini.",
    "unknown": "Templat menyebut nama yang tidak dikenal: {about}{place}. Cocokkan dengan daftar nama.",
    "group": "Templat mencetak {about}{place}, padahal itu daftar atau kelompok. Sebut nama di dalamnya.",
    "broken": "Perintah dalam templat memotong susunan dokumen{place}, misalnya for dimulai di dalam tabel dan "
    "berakhir di luarnya. Tulis {{%tr … %}} untuk baris tabel dan {{%p … %}} untuk alinea.",
    "too-much": "Templat ini, atau dokumen yang dihasilkannya, terlalu besar.",
    "failed": "Templat ini tidak dapat diisi{place}. Periksa apakah setiap perintah cocok dengan jenis datanya pada "
    "daftar nama, lalu simpan ulang dari Word.",
}
TOO_LONG = "Pengisian templat terlalu lama atau memerlukan terlalu banyak memori. Periksa perintah for yang bersarang."
BUSY = "Server sedang menyusun dokumen lain. Coba lagi sebentar."


class NotFilled(Refused):
    """The template cannot be filled; the message says why."""

    status = 422


class Busy(Refused):
    """As many documents are being filled as may be at once."""

    status = 503


@dataclass(frozen=True, slots=True)
class Contents:
    """What a template is filled with: data of its table, pictures by their names, and the document's properties.

    `names` is the shape of the data (fields.shape), by which names that are not known are found.
    """

    data: Mapping[str, Any]
    names: Mapping[str, Any]
    title: str
    author: str
    comments: str
    made_at: datetime
    pictures: Mapping[str, bytes] = field(default_factory=dict)


def fill(template: bytes, contents: Contents) -> bytes:
    """The template (DOCX) looked at, filled, and looked at again, in a process of its own. Raises NotFilled, Busy."""
    work = asdict(contents) | {
        "template": _text(template),
        "pictures": {name: _text(content) for name, content in contents.pictures.items()},
        "made_at": contents.made_at.isoformat(),
    }
    with _turn():
        head, content = _run(json.dumps(work).encode())
    if "error" in head:
        logger.info("template not filled: %s", head)
        raise NotFilled(sentence(head))
    if len(content) != head["size"]:
        raise NotFilled(TOO_LONG)
    return content


def sentence(head: Mapping[str, str]) -> str:
    """Why a template is not filled, from the answer of the renderer."""
    place = f" (dalam {head['place']})" if head["place"] else ""
    return SENTENCES[head["error"]].format(about=head["about"], place=place)


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def _run(work: bytes) -> tuple[dict, bytes]:
    command = [sys.executable, "-E", "-s", "-m", RENDERER, str(MEGABYTES), str(SECONDS)]
    env = {"LANG": os.environ.get("LANG", "C.UTF-8")}
    try:
        done = subprocess.run(  # noqa: S603 - our own program, with our own words
            command, input=work, capture_output=True, timeout=TIME, cwd=ROOT, env=env, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise NotFilled(TOO_LONG) from error
    head, _, content = done.stdout[: LARGEST + 1000].partition(b"\n")
    if done.returncode or not head:
        logger.info("renderer ended with %s: %s", done.returncode, done.stderr[-300:])
        raise NotFilled(TOO_LONG)
    return json.loads(head), content


@contextmanager
def _turn():
    if not _free.acquire(timeout=PATIENCE):
        raise Busy(BUSY)
    try:
        yield
    finally:
        _free.release()
