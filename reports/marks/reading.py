"""HTML from anywhere as the tree: what is known is kept, what is not is dropped, its text stays.

nh3 does what is dangerous to do by hand: it parses as browsers do and removes what is not known. What it leaves is
balanced.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import groupby

import nh3

from reports.marks.tree import BREAK, EMPHASIS, STRONG, UNDERLINE, Block, Item, List, Paragraph, Run

DEPTH = 3  # lists within lists
MARKS = {"strong": STRONG, "b": STRONG, "em": EMPHASIS, "i": EMPHASIS, "u": UNDERLINE, "ins": UNDERLINE}
HEADINGS = {f"h{level}" for level in range(1, 7)}  # become bold paragraphs
LISTS = {"ul", "ol"}
TABLES = {"table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th"}
PARAGRAPHS = {"p", "div", "blockquote", "pre", "section", "article", "header", "footer", "dl", "dt", "dd"} | HEADINGS
KNOWN = {*MARKS, *LISTS, *TABLES, *PARAGRAPHS, "li", "br"}
UNREADABLE = {"script", "style", "title", "template", "noscript", "svg", "math"}  # what is in them is no text either

# Control characters, marks of direction and of zero width, and what is no character at all.
REMOVED = {"Cc", "Cf", "Cs", "Co", "Cn"}
SPACES = {"Zs", "Zl", "Zp"}
NO_BREAK = "\u00a0"  # kept behind a digit: 40,79 %; elsewhere it is what editors make of a second space
BLANK = {" ", NO_BREAK}


def blocks(html: str) -> list[Block]:
    """Paragraphs and lists in their order."""
    builder = _Builder()
    builder.feed(nh3.clean(html, tags=KNOWN, attributes={}, clean_content_tags=UNREADABLE))
    builder.close()
    return builder.done()


Letter = tuple[str, frozenset[str]]


@dataclass(slots=True)
class _Frame:
    """A list that is open, and the item that text goes to; several frames share a list below DEPTH."""

    list: List
    item: Item | None = None


class _Builder(HTMLParser):
    """Turns balanced tags into blocks; whatever ends a line in a browser ends a paragraph here."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._blocks: list[Block] = []
        self._frames: list[_Frame] = []
        self._open: list[str] = []  # marks, outermost first
        self._letters: list[Letter] = []

    def handle_starttag(self, tag: str, attrs) -> None:
        if tag in MARKS:
            self._open.append(MARKS[tag])
        elif tag == "br":
            self._letters.append((BREAK, frozenset()))
        else:
            self._flush()
            if tag in LISTS:
                self._begin_list(ordered=tag == "ol")
            elif tag == "li" and self._frames:
                self._frames[-1].item = None
            elif tag in HEADINGS:
                self._open.append(STRONG)

    def handle_endtag(self, tag: str) -> None:
        if tag in MARKS:
            self._open.remove(MARKS[tag])
        elif tag != "br":
            self._flush()
            if tag in LISTS:
                self._frames.pop()
            elif tag in HEADINGS:
                self._open.remove(STRONG)

    def handle_data(self, data: str) -> None:
        marks = frozenset(self._open)
        self._letters.extend((letter, marks) for letter in _readable(data))

    def done(self) -> list[Block]:
        """Everything that was read."""
        self._flush()
        return [block for block in self._blocks if isinstance(block, Paragraph) or block.items]

    def _begin_list(self, *, ordered: bool) -> None:
        above = self._frames[-1] if self._frames else None
        if above is None:
            new = List(ordered)
            self._blocks.append(new)
        elif above.list.items and len({id(frame.list) for frame in self._frames}) < DEPTH:
            new = List(ordered)
            (above.item or above.list.items[-1]).lists.append(new)
        else:
            new = above.list
        self._frames.append(_Frame(new))

    def _flush(self) -> None:
        """What was read since the last block becomes a paragraph, or text of an item."""
        letters, self._letters = self._letters, []
        for runs in _paragraphs(letters):
            self._store(runs)

    def _store(self, runs: tuple[Run, ...]) -> None:
        if not self._frames:
            self._blocks.append(Paragraph(runs))
            return
        frame = self._frames[-1]
        if frame.item is None or frame.item.lists:
            frame.item = Item(runs)
            frame.list.items.append(frame.item)
        else:
            frame.item.runs = _settled([*_letters_of(frame.item.runs), (BREAK, frozenset()), *_letters_of(runs)])


def _readable(data: str) -> Iterator[str]:
    """The letters without control characters; spaces are plain ones, or do not break."""
    for letter in data:
        kind = unicodedata.category(letter)
        if letter in (NO_BREAK, "\u202f"):
            yield NO_BREAK
        elif letter in "\t\n\r\f" or kind in SPACES:
            yield " "
        elif kind not in REMOVED:
            yield letter


def _paragraphs(letters: list[Letter]) -> Iterator[tuple[Run, ...]]:
    """Two line breaks in a row end a paragraph."""
    part: list[Letter] = []
    breaks = 0
    for letter in letters:
        if letter[0] == BREAK:
            breaks += 1
        elif letter[0] not in BLANK:
            if breaks > 1 and (runs := _settled(part)):
                yield runs
                part = []
            breaks = 0
        part.append(letter)
    if runs := _settled(part):
        yield runs


def _settled(letters: list[Letter]) -> tuple[Run, ...]:
    """The letters as runs, with one space where there were several and none at the end of a line."""
    kept: list[Letter] = []
    for letter, marks in letters:
        last = kept[-1][0] if kept else BREAK
        if letter in BLANK and last in {*BLANK, BREAK}:
            continue
        if letter == NO_BREAK and not last.isdigit():
            letter = " "
        if letter == BREAK:
            if last in BLANK:
                kept.pop()
            if not kept or kept[-1][0] == BREAK:
                continue
        kept.append((letter, marks))
    while kept and kept[-1][0] in {*BLANK, BREAK}:
        kept.pop()
    # A break wears what stands before it, so that it does not cut a run in two.
    worn: list[Letter] = []
    for letter, marks in kept:
        worn.append((letter, worn[-1][1] if letter == BREAK else marks))
    runs = groupby(worn, key=lambda one: one[1])
    return tuple(Run(unicodedata.normalize("NFC", "".join(letter for letter, _ in run)), marks) for marks, run in runs)


def _letters_of(runs: Iterable[Run]) -> Iterator[Letter]:
    return ((letter, run.marks) for run in runs for letter in run.text)
