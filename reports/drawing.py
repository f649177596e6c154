"""Has drawers (reports/drawer.py) draw, as many at once as there are processors, each a process of its own.

Processes, because one WeasyPrint keeps one processor busy, and because it may take more memory or time than there is:
then that process ends and the server does not. Started as programs, since the queue's workers may not fork children of
their own (django-q makes them daemons). Nothing is written to the disk but their copies of our fonts, in a folder that
goes when they end.
"""

import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import asdict, dataclass
from pathlib import Path
from queue import LifoQueue
from tempfile import TemporaryDirectory
from threading import Timer

from django.contrib.staticfiles.finders import get_finders

logger = logging.getLogger(__name__)

DRAWER = str(Path(__file__).with_name("drawer.py"))
MEGABYTES = 3072  # a drawer may take: an edition of 200 pages, tagged, needs about one third
TIME = 10 * 60  # seconds one piece may take
PROCESSOR = 15 * 60  # seconds of processor time for all pieces of a drawer
PASSED_ON = ("HOME", "LANG", "XDG_CACHE_HOME", "FONTCONFIG_FILE", "FONTCONFIG_PATH")  # where fonts are looked for


class NotDrawn(Exception):
    """A drawer ended, was too slow or could not draw its piece; worth another attempt."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What is drawn by itself: HTML with one of our style sheets and a few rules of its own (`style`).

    `variant` is one of WeasyPrint's, such as "pdf/a-3a"; "" a plain PDF.
    """

    html: str
    stylesheet: str
    style: str = ""
    tags: bool = True
    variant: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A PDF and how many pages it has."""

    content: bytes
    pages: int


class Crew:
    """Drawers for as long as the `with` block lasts; they start when there is something for them."""

    def __init__(self, size: int | None = None):
        self._size = size or len(os.sched_getaffinity(0))

    def __enter__(self) -> "Crew":
        self._folder = TemporaryDirectory(prefix="drawing-")
        self._drawers = [_Drawer(self._folder.name) for _ in range(self._size)]
        self._free: LifoQueue[_Drawer] = LifoQueue()  # the last one has warmed up
        for drawer in self._drawers:
            self._free.put(drawer)
        self._threads = ThreadPoolExecutor(self._size, thread_name_prefix="drawing")
        return self

    def __exit__(self, *_) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._stop()
        self._threads.shutdown()
        self._stop()  # what a thread began in between
        self._folder.cleanup()

    def _stop(self) -> None:
        for drawer in self._drawers:
            drawer.stop()

    def draw(self, pieces: Sequence[Piece]) -> Iterator[tuple[int, Drawn]]:
        """Each piece's place and its PDF, as they become ready. Raises NotDrawn."""
        places = {self._threads.submit(self._draw, piece): place for place, piece in enumerate(pieces)}
        for future in as_completed(places):
            yield places[future], future.result()

    def _draw(self, piece: Piece) -> Drawn:
        drawer = self._free.get()
        try:
            return drawer.draw(piece)
        finally:
            self._free.put(drawer)


def draw(piece: Piece) -> Drawn:
    """One piece in a process of its own. Raises NotDrawn."""
    with Crew(1) as crew:
        ((_, drawn),) = crew.draw([piece])
    return drawn


def static_folders() -> list[tuple[str, str]]:
    """Where our static files lie: pairs of prefix ("" for most) and folder."""
    storages = [storage for finder in get_finders() for storage in finder.storages.values()]
    return [(getattr(storage, "prefix", "") or "", str(storage.location)) for storage in storages]


class _Drawer:
    """One process, started when it is first needed and after it broke."""

    def __init__(self, folder: str) -> None:
        self._folder = folder  # for its temporary files
        self._process: subprocess.Popen | None = None

    def draw(self, piece: Piece) -> Drawn:
        """Raises NotDrawn."""
        process = self._process = self._process or _start(self._folder)
        watch = Timer(TIME, process.kill)
        watch.start()
        try:
            head, content = _ask(process, piece)
        except (OSError, ValueError) as error:
            self.stop()
            raise NotDrawn(f"the drawer ended with {process.returncode}: {error}") from error
        finally:
            watch.cancel()
        if "error" in head:
            raise NotDrawn(head["error"])
        return Drawn(content, head["pages"])

    def stop(self) -> None:
        """End the process, whatever it does."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            try:
                pipe.close()
            except OSError:  # what was still to be written to it
                logger.debug("the drawer's pipe was broken already")


def _start(folder: str) -> subprocess.Popen:
    command = [sys.executable, "-I", DRAWER, str(MEGABYTES), str(PROCESSOR)]
    env = {name: os.environ[name] for name in PASSED_ON if name in os.environ} | {"TMPDIR": folder}
    return subprocess.Popen(  # noqa: S603 - our own program, with our own words
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=env
    )


def _ask(process: subprocess.Popen, piece: Piece) -> tuple[dict, bytes]:
    """What the drawer answers. Raises OSError or ValueError when it does not."""
    process.stdin.write(json.dumps({**asdict(piece), "folders": static_folders()}).encode() + b"\n")
    process.stdin.flush()
    head = json.loads(process.stdout.readline())
    content = process.stdout.read(head.get("size", 0))
    if len(content) != head.get("size", 0):
        raise OSError("it broke off")
    return head, content
