"""HTML to PDF: at once, in this process (a page or two), or in a process of its own."""

import base64
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from django.template.loader import render_to_string

from evaluations.exceptions import Refused
from reports import drawing
from reports.documents.visit import VisitRecord
from reports.drawing import Piece, static_folders
from reports.papers import Composed

ARCHIVAL = "pdf/a-3a"  # tagged, every font embedded, colours defined (ISO 19005-3, level A)
# Pango keeps fonts per process; one drawing at a time also keeps the memory of a small server in bounds.
ONE_AT_A_TIME = threading.Lock()
WAIT_SECONDS = 20  # for another drawing to end; every waiting request holds a thread of the server


class Busy(Refused):
    """Another document is being drawn for longer than one may wait."""

    status = 503


def archival(composed: Composed) -> bytes:
    """The paper in one run as PDF/A-3a, drawn in a process of its own: for papers that are issued.

    With tags, outline, metadata and embedded fonts. Takes about twice as long as a plain PDF: call it from a job.
    Raises drawing.NotDrawn, which is worth another attempt.
    """
    return drawing.draw(piece(composed, variant=ARCHIVAL)).content


def piece(composed: Composed, *, tags: bool = True, variant: str = "") -> Piece:
    """A paper or a part of it as what is drawn."""
    return Piece(composed.html, composed.stylesheet, _style(composed.watermark), tags, variant)


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

    The lines of the watermark cross every page. Raises drawer.RefusedAddress when the HTML asks for anything that is
    not ours, Busy when others are drawing.
    """
    from reports import drawer  # noqa: PLC0415 - WeasyPrint takes a second to import, and memory nobody else needs

    with _turn():
        return drawer.draw(drawer.Work(html, stylesheet, _style(watermark), static_folders()))


@contextmanager
def _turn() -> Iterator[None]:
    """Wait for one's turn to draw. Raises Busy."""
    if not ONE_AT_A_TIME.acquire(timeout=WAIT_SECONDS):
        raise Busy("Laporan sedang disusun untuk orang lain. Coba lagi sebentar lagi.")
    try:
        yield
    finally:
        ONE_AT_A_TIME.release()


def _style(watermark: list[str]) -> str:
    """The watermark as a page background, under the text; and small in the margin, where it can be searched for."""
    if not watermark:
        return ""
    svg = render_to_string("reports/watermark.svg", {"lines": watermark})
    data = base64.b64encode(svg.encode()).decode("ascii")
    return (
        f'@page {{ background: url("data:image/svg+xml;base64,{data}") center / 170mm 170mm no-repeat;'
        f' @bottom-left {{ content: "{" – ".join(watermark)}"; vertical-align: top; padding-top: 4mm }} }}'
    )
