"""Draws HTML as PDF, the only module that imports WeasyPrint. Knows neither Django nor the database.

Nothing is fetched while a page is drawn: style sheets, fonts and pictures are our own static files, whose folders the
caller names; the logo and the watermark travel inside the document. Every other address stops the drawing.

It is also a program, started by reports/drawing.py, that draws one piece after the other until its input ends:

    python -I drawer.py MEGABYTES SECONDS  < PIECES  > PDFS

A piece is a line of JSON (the fields of `Work`). The answer is a line of JSON, {"pages", "size"} followed by so many
bytes of PDF, or {"error": text}.
"""

import gc
import json
import mimetypes
import os
import resource
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

STATIC = "file:///static/"  # stands for our static files; the folder /static of the machine is never looked at
COLLECT_EVERY = 4  # pieces; each leaves some 50 MB that only the garbage collector finds


Look = tuple[CSS, FontConfiguration]  # a style sheet of ours and its fonts, a quarter of a second to read


class RefusedAddress(ValueError):
    """A document asked for something that is not one of our own files."""


@dataclass(frozen=True, slots=True)
class Work:
    """One piece to draw. `stylesheet` names a static file, `style` is a style sheet itself ("": none).

    `folders` are pairs of prefix and folder in which static files lie. `variant` is one of WeasyPrint's ("": plain).
    """

    html: str
    stylesheet: str
    style: str
    folders: list[tuple[str, str]]
    tags: bool = True
    variant: str = ""


class OwnFiles(URLFetcher):
    """Serves static files of the project and data: addresses; refuses all else, which stops the drawing."""

    def __init__(self, folders: list[tuple[str, str]]) -> None:
        super().__init__(allowed_protocols=("data",), allow_redirects=False, fail_on_errors=True)
        self.folders = folders
        self.refused: list[str] = []

    def fetch(self, url: str, headers: dict | None = None) -> URLFetcherResponse:
        """The file behind an address. Raises RefusedAddress."""
        if url.startswith("data:"):
            return super().fetch(url, headers)
        name = unquote(url.removeprefix(STATIC))
        path = self._find(name) if url.startswith(STATIC) else None
        if path is None:
            self.refused.append(url)
            raise RefusedAddress(url)
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": mimetypes.guess_type(name)[0] or ""})

    def _find(self, name: str) -> Path | None:
        """Where a static file lies; None for a name that is none of ours or leads out of our folders."""
        if name.startswith("/") or ".." in name.split("/"):
            return None
        for prefix, folder in self.folders:
            inner = name.removeprefix(f"{prefix}/") if prefix else name
            if (inner != name or not prefix) and (path := Path(folder, inner)).is_file():
                return path
        return None


def draw(work: Work, looks: dict[str, Look] | None = None) -> tuple[bytes, int]:
    """The PDF and how many pages it has. Raises RefusedAddress when the HTML asks for anything that is not ours.

    `looks` keeps what was read for one piece for the next ones.
    """
    fetcher = OwnFiles(work.folders)
    try:
        with _no_collecting():
            drawn = _draw(work, fetcher, {} if looks is None else looks)
    except FatalURLFetchingError as error:  # no Exception but a BaseException, which would end the server's thread
        raise RefusedAddress(*fetcher.refused) from error
    if fetcher.refused:  # a picture inside a picture is left out without a word
        raise RefusedAddress(*fetcher.refused)
    return drawn


def _draw(work: Work, fetcher: OwnFiles, looks: dict[str, Look]) -> tuple[bytes, int]:
    if work.stylesheet not in looks:
        fonts = FontConfiguration()
        looks[work.stylesheet] = CSS(url=STATIC + work.stylesheet, url_fetcher=fetcher, font_config=fonts), fonts
    sheet, fonts = looks[work.stylesheet]
    sheets = [sheet]
    if work.style:
        sheets.append(CSS(string=work.style, url_fetcher=fetcher, font_config=fonts))
    document = HTML(string=work.html, base_url=STATIC, url_fetcher=fetcher)
    pages: list[int] = []
    content = document.write_pdf(
        stylesheets=sheets,
        font_config=fonts,
        pdf_tags=work.tags,
        pdf_variant=work.variant or None,
        finisher=lambda drawn, _: pages.append(len(drawn.pages)),
    )
    return content, pages[0]


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Keep the garbage collector away: it walks the growing document again and again, a third of the whole time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


# --- as a program ---------------------------------------------------------------------------------
def main(megabytes: int, seconds: int) -> None:
    """Draw what comes in until nothing comes any more, with no more memory and processor time than that."""
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints is no answer
    gc.disable()
    looks: dict[str, Look] = {}
    for number, line in enumerate(sys.stdin.buffer, start=1):
        _answer(line, answers, looks)
        if not number % COLLECT_EVERY:
            gc.collect()


def _answer(line: bytes, answers: BinaryIO, looks: dict[str, Look]) -> None:
    content = b""
    try:
        content, pages = draw(Work(**json.loads(line)), looks)
        head = {"pages": pages, "size": len(content)}
    except Exception as error:  # told to the caller; the next piece may be drawn all the same
        head = {"error": f"{type(error).__name__}: {error}"}
    answers.write(json.dumps(head).encode() + b"\n" + content)
    answers.flush()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
