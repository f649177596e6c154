"""The few marks that what a person writes in a report may hold: paragraphs, line breaks, bold, italic, underlined, and
lists of two kinds.

No headings (the report numbers its own), no links, no attributes. `clean` is what is stored and printed; `blocks` is
the same as a small tree, for what is not HTML.
"""

from django.utils.safestring import SafeString, mark_safe

from evaluations.exceptions import Invalid
from reports.marks.plain import from_plain, to_plain
from reports.marks.reading import blocks
from reports.marks.tree import BREAK, EMPHASIS, STRONG, UNDERLINE, Block, Item, List, Paragraph, Run, render

__all__ = [
    "BREAK",
    "EMPHASIS",
    "SENT",
    "STRONG",
    "UNDERLINE",
    "Block",
    "Item",
    "List",
    "Paragraph",
    "Run",
    "blocks",
    "clean",
    "from_plain",
    "taken",
    "to_plain",
]

LETTERS = 50_000  # of text, some twenty pages
STORED = 100_000  # letters with the marks
SENT = 400_000  # letters with whatever marks came along
TAGS = 8_000  # that came along: to parse many thousands inside each other takes minutes
FIELD = "isi"


def clean(html: str) -> SafeString:
    """The same text with the known marks only; "" when there is no text. Cleaning twice changes nothing."""
    return mark_safe(render(blocks(html)))  # noqa: S308 - built from escaped text and our own tags alone


def taken(html: str) -> str:
    """What a person sent, clean. Raises Invalid with a sentence for what is empty, too long, or too intricate."""
    if len(html) > SENT:
        raise Invalid("Tulisan terlalu panjang: paling banyak 50.000 huruf.", FIELD)
    if html.count("<") > TAGS:
        raise Invalid("Susunan tulisan terlalu rumit. Tempelkan sebagai teks biasa, lalu atur kembali.", FIELD)
    cleaned = clean(html)
    if not cleaned:
        raise Invalid("Tulisan tidak boleh kosong. Tulis isinya, atau kembalikan ke kalimat dari angka.", FIELD)
    if len(to_plain(cleaned)) > LETTERS or len(cleaned) > STORED:
        raise Invalid("Tulisan terlalu panjang: paling banyak 50.000 huruf.", FIELD)
    return cleaned
