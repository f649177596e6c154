"""HTML to PDF, the only place that imports WeasyPrint. Imported when the first report is drawn, not at the start.

Nothing is fetched while a page is drawn: the style sheet and the fonts are our own static files, the logo and the
watermark travel inside the document. Every other address stops the rendering.
"""

import base64
import gc
import mimetypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from urllib.parse import unquote

from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation
from django.template.loader import render_to_string
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from evaluations.exceptions import Refused
from reports.documents.visit import VisitRecord

STATIC = "file:///static/"  # stands for our static files; the folder /static of the machine is never looked at
# Pango keeps fonts per process; one drawing at a time also keeps the memory of a small server in bounds.
ONE_AT_A_TIME = threading.Lock()
WAIT_SECONDS = 20  # for another drawing to end; every waiting request holds a thread of the server


class Busy(Refused):
    """Another document is being drawn for longer than one may wait."""

    status = 503


class RefusedAddress(ValueError):
    """A document asked for something that is not one of our own files."""


class OwnFiles(URLFetcher):
    """Serves static files of the project and data: addresses; refuses all else, which stops the rendering."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=("data",), allow_redirects=False, fail_on_errors=True)
        self.refused: list[str] = []

    def fetch(self, url: str, headers: dict | None = None) -> URLFetcherResponse:
        """The file behind an address. Raises RefusedAddress."""
        if url.startswith("data:"):
            return super().fetch(url, headers)
        name = unquote(url.removeprefix(STATIC))
        path = _find(name) if url.startswith(STATIC) else None
        if path is None:
            self.refused.append(url)
            raise RefusedAddress(url)
        with open(path, "rb") as file:
            content = file.read()
        return URLFetcherResponse(url, content, {"Content-Type": mimetypes.guess_type(name)[0] or ""})


def _find(name: str) -> str | None:
    """Where a static file lies; None for a name that is none of ours or leads out of our folders."""
    try:
        return finders.find(name)
    except SuspiciousFileOperation:
        return None


def visit_pdf(record: VisitRecord) -> bytes:
    """The berita acara of a visit as a tagged PDF. Its photos are left out when they alone would take another page."""
    content, pages = _visit(record)
    if record.photos and pages > 1:
        bare, fewer = _visit(replace(record, photos=()))
        return bare if fewer < pages else content
    return content


def _visit(record: VisitRecord) -> tuple[bytes, int]:
    html = render_to_string("reports/visit.html", {"record": record})
    return write_pages(html, "reports/visit.css", record.watermark)


def write(html: str, stylesheet: str, watermark: list[str]) -> bytes:
    """A tagged PDF of the HTML; as `write_pages`."""
    return write_pages(html, stylesheet, watermark)[0]


def write_pages(html: str, stylesheet: str, watermark: list[str]) -> tuple[bytes, int]:
    """A tagged PDF of the HTML with one of our style sheets, and how many pages it has.

    The lines of the watermark cross every page. Raises RefusedAddress when the HTML asks for anything that is not ours,
    Busy when others are drawing.
    """
    fetcher = OwnFiles()
    try:
        with _turn(), _no_collecting():
            drawn = _draw(html, stylesheet, watermark, fetcher)
    except FatalURLFetchingError as error:  # no Exception but a BaseException, which would end the server's thread
        raise RefusedAddress(*fetcher.refused) from error
    if fetcher.refused:  # a picture inside a picture is left out without a word
        raise RefusedAddress(*fetcher.refused)
    return drawn


@contextmanager
def _turn() -> Iterator[None]:
    """Wait for one's turn to draw. Raises Busy."""
    if not ONE_AT_A_TIME.acquire(timeout=WAIT_SECONDS):
        raise Busy("Laporan sedang disusun untuk orang lain. Coba lagi sebentar lagi.")
    try:
        yield
    finally:
        ONE_AT_A_TIME.release()


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


def _draw(html: str, stylesheet: str, watermark: list[str], fetcher: OwnFiles) -> tuple[bytes, int]:
    fonts = FontConfiguration()
    sheets = [CSS(url=STATIC + stylesheet, url_fetcher=fetcher, font_config=fonts)]
    if watermark:
        sheets.append(CSS(string=_watermark(watermark), url_fetcher=fetcher, font_config=fonts))
    document = HTML(string=html, base_url=STATIC, url_fetcher=fetcher)
    pages: list[int] = []
    content = document.write_pdf(
        stylesheets=sheets,
        font_config=fonts,
        pdf_tags=True,
        finisher=lambda drawn, _: pages.append(len(drawn.pages)),
    )
    return content, pages[0]


def _watermark(lines: list[str]) -> str:
    """A page background, under the text; and the same words small in the margin, where they can be searched for."""
    svg = render_to_string("reports/watermark.svg", {"lines": lines})
    data = base64.b64encode(svg.encode()).decode("ascii")
    return (
        f'@page {{ background: url("data:image/svg+xml;base64,{data}") center / 170mm 170mm no-repeat;'
        f' @bottom-left {{ content: "{" – ".join(lines)}"; vertical-align: top; padding-top: 4mm }} }}'
    )
