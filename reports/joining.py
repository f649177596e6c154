"""PDFs put behind each other: the body of a paper with its annexes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, Page, Pdf

from reports.papers import ANNEX_LINK


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of the body that waits for the number of pages of an annex: on which page (from 0), where its line ends
    and stands (points from the lower left)."""

    page: int
    annex: int
    right: float
    baseline: float


@dataclass(frozen=True, slots=True)
class Stamps:
    """Where the body waits for numbers of pages, and how large the pages there are (points)."""

    spots: tuple[Spot, ...]
    width: float
    height: float


def page_count(content: bytes) -> int:
    """How many pages a PDF has."""
    with pikepdf.open(BytesIO(content)) as pdf:
        return len(pdf.pages)


def stamps(body: bytes) -> Stamps:
    """Where the table of contents wants to name how many pages an annex has."""
    with pikepdf.open(BytesIO(body)) as pdf:
        spots = tuple(
            Spot(number, annex, float(link.Rect[2]), float(min(link.Rect[1], link.Rect[3])))
            for number, page in enumerate(pdf.pages)
            for link, annex, wants_number in _annex_links(page)
            if wants_number
        )
        box = pdf.pages[spots[0].page].mediabox if spots else (0, 0, 0, 0)
        return Stamps(spots, float(box[2]), float(box[3]))


def join(body: bytes, annexes: Sequence[bytes], stamped: bytes | None = None) -> bytes:
    """The body with its outline and properties, and the annexes behind it: each in the outline, each led to by the
    table of contents. `stamped` has a page to lay over each page of the body that `stamps` names, in their order."""
    with pikepdf.open(BytesIO(body)) as pdf:
        firsts = [_append(pdf, annex) for annex in annexes]
        if stamped:
            _lay_over(pdf, stamped)
        for page in pdf.pages:
            _lead(page, firsts)
        out = BytesIO()
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, fix_metadata_version=False)
        return out.getvalue()


def _append(pdf: Pdf, annex: bytes) -> Page:
    """Adds the pages of an annex and its entries in the outline; its first page."""
    number = len(pdf.pages)
    with pikepdf.open(BytesIO(annex)) as other:
        with other.open_outline() as outline:
            titles = [item.title for item in outline.root]
        pdf.pages.extend(other.pages)
    with pdf.open_outline() as outline:
        outline.root.extend(OutlineItem(title, number, "Fit") for title in titles[:1])
    return pdf.pages[number]


def _lay_over(pdf: Pdf, stamped: bytes) -> None:
    wanted = sorted({number for number, page in enumerate(pdf.pages) if any(w for *_, w in _annex_links(page))})
    with pikepdf.open(BytesIO(stamped)) as overlay:
        for number, page in zip(wanted, overlay.pages, strict=True):
            pdf.pages[number].add_overlay(page)


def _annex_links(page: Page) -> Iterator[tuple[Dictionary, int, bool]]:
    """The links of a page that lead to an annex: the link, which annex (from 0), and does it want its number there?"""
    for link in page.obj.get("/Annots", ()):
        address = str(link.get("/A", {}).get("/URI", ""))
        if address.startswith(ANNEX_LINK):
            number, _, end = address.removeprefix(ANNEX_LINK).partition("/")
            yield link, int(number), end == "halaman"


def _lead(page: Page, firsts: Sequence[Page]) -> None:
    """Turn the links that name an annex into ones that lead there."""
    for link, annex, _ in list(_annex_links(page)):
        del link["/A"]
        link["/Dest"] = Array([firsts[annex].obj, Name.Fit])
