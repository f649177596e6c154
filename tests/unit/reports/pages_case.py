"""Reads drawn papers as a careful reader does: page by page, and whether anything stands where it should not."""

import pypdfium2

MARGIN = 22  # points (8 mm) at every edge in which nothing may stand
MM = 72 / 25.4


def texts_of(content: bytes) -> list[str]:
    """The text of every page in one line."""
    document = pypdfium2.PdfDocument(content)
    return [" ".join(page.get_textpage().get_text_range().replace("\ufffe", "-").split()) for page in document]


def outside(content: bytes) -> list[tuple[int, str]]:
    """Pages (from 1) with text that stands in the margin or beyond the page, each with that text."""
    found = []
    for number, page in enumerate(pypdfium2.PdfDocument(content), start=1):
        width, height = page.get_size()
        words = page.get_textpage()
        for place in range(words.count_rects()):
            left, bottom, right, top = words.get_rect(place)
            if left < MARGIN or right > width - MARGIN or bottom < MARGIN or top > height - MARGIN:
                found.append((number, words.get_text_bounded(left, bottom, right, top)))
    return found


def sizes(content: bytes) -> list[tuple[int, int]]:
    """Width and height of every page in whole millimetres."""
    return [tuple(int(length / MM + 0.5) for length in page.get_size()) for page in pypdfium2.PdfDocument(content)]
