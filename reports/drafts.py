"""A paper put together from parts that are drawn once and kept: for drafts and previews.

A part is kept under the SHA-256 of everything that decides how it looks, so a sheet that was locked, or that nobody
changed, is never drawn again. What is missing is drawn by as many processes as there are processors, the body beside
the annexes; their numbers of pages are written into its table of contents at the end.
"""

import hashlib
import re
from collections.abc import Callable, Collection, Sequence
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path
from posixpath import dirname, join, normpath

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from files.keeping import PIECES, keep, kept
from files.models import private
from reports import drawing, joining, pdf
from reports.drawing import Crew, Piece
from reports.papers import Parts

DRAWN_BY = ("weasyprint", "pydyf", "tinycss2", "tinyhtml5", "cssselect2", "pyphen", "fonttools", "pillow")
FILES = re.compile(r'url\("(?!data:)([^"]+)"\)')  # the fonts of a style sheet
STEPS = 2  # beside one for each annex: the body, the joining


def draft(parts: Parts, progress: Callable[[int, int], None]) -> bytes:
    """The paper as a PDF; without tags where annexes are joined to it.

    `progress` is told how many of how many steps are done: first the annexes, then the body, then the joining; the body
    is drawn beside the annexes and counts once they are done. Raises drawing.NotDrawn.
    """
    pieces = [pdf.piece(part, tags=not parts.annexes) for part in (*parts.annexes, parts.body)]
    last = len(pieces) - 1

    def tell(found: Collection[int]) -> None:
        annexes = sum(place < last for place in found)
        progress(annexes + (annexes == last and last in found), last + STEPS)

    with Crew() as crew:
        *annexes, body = _drawn(crew, pieces, tell)
        stamped = _stamped(crew, body, annexes)
    content = joining.join(body, annexes, stamped) if annexes else body
    progress(last + STEPS, last + STEPS)
    return content


def _drawn(crew: Crew, pieces: Sequence[Piece], tell: Callable[[Collection[int]], None]) -> list[bytes]:
    """The pieces as PDFs, those that are kept first; `tell` hears whenever another place is found."""
    storage = private()
    names = [_name(piece) for piece in pieces]
    found = {place: content for place, name in enumerate(names) if (content := kept(storage, PIECES, name))}
    tell(found)
    missing = [place for place in range(len(pieces)) if place not in found]
    missing.sort(key=lambda place: len(pieces[place].html), reverse=True)  # the longest first, so that all end together
    for number, drawn in crew.draw([pieces[place] for place in missing]):
        place = missing[number]
        found[place] = drawn.content
        keep(storage, PIECES, names[place], drawn.content)  # without room it is drawn again next time
        tell(found)
    return [found[place] for place in range(len(pieces))]


def _stamped(crew: Crew, body: bytes, annexes: Sequence[bytes]) -> bytes | None:
    """The numbers of pages of the annexes, each where the body leaves room for it; None where it asks for none."""
    wanted = joining.stamps(body)
    if not wanted.spots:
        return None
    counts = [joining.page_count(annex) for annex in annexes]
    places = {page: [] for page in sorted({spot.page for spot in wanted.spots})}
    for spot in wanted.spots:
        places[spot.page].append((spot.right, wanted.height - spot.baseline, counts[spot.annex]))
    context = {"width": wanted.width, "height": wanted.height, "pages": list(places.values())}
    html = render_to_string("reports/stamps.html", context)
    size = f"@page {{ size: {wanted.width}pt {wanted.height}pt }}"
    return _drawn(crew, [Piece(html, "reports/stamps.css", size, tags=False)], lambda found: None)[0]


def _name(piece: Piece) -> str:
    """Under which a piece is kept."""
    digest = hashlib.sha256()
    for text in (_hand(), _look(piece.stylesheet), piece.style, str(piece.tags), piece.variant, piece.html):
        digest.update(f"{len(text)}:{text}".encode())
    name = digest.hexdigest()
    return f"{name[:2]}/{name}.pdf"


@cache
def _hand() -> str:
    """Who draws: another version of the drawing draws everything anew. Pango and the system's own fonts, which only
    stand in for letters that ours lack, are not among it."""
    drawer = Path(drawing.DRAWER).read_text(encoding="utf-8")
    return "\n".join([drawer, *(f"{name} {version(name)}" for name in DRAWN_BY)])


def _look(stylesheet: str) -> str:
    """What a style sheet says, and what the fonts are that it names."""
    style = Path(finders.find(stylesheet)).read_text(encoding="utf-8")
    names = {normpath(join(dirname(stylesheet), name)) for name in FILES.findall(style)}
    files = [Path(found) for name in sorted(names) if (found := finders.find(name))]
    return "\n".join([style, *(_digest(file, file.stat().st_mtime_ns) for file in files)])


@lru_cache(maxsize=32)
def _digest(path: Path, _changed_at: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
