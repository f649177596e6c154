"""The text without its marks, as people write it where there is no JavaScript."""

import re
from collections.abc import Iterable, Iterator

from reports.marks.reading import blocks
from reports.marks.tree import BREAK, Block, Item, List, Paragraph, Run, render

BULLET = re.compile(r"\s*[-•*]\s+")
NUMBER = re.compile(r"\s*\d{1,3}[.)]\s+")


def from_plain(text: str) -> str:
    """Plain text as clean HTML: an empty line ends a paragraph; lines that all begin with "- " or "1. " are a list."""
    parts = re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n"))
    html = render(_block(part.strip("\n").split("\n")) for part in parts)
    return render(blocks(html))


def _block(lines: list[str]) -> Block:
    for ordered, sign in ((False, BULLET), (True, NUMBER)):
        if all(sign.match(line) for line in lines):
            return List(ordered, [Item((Run(sign.sub("", line, count=1)),)) for line in lines])
    return Paragraph((Run(BREAK.join(lines)),))


def to_plain(html: str) -> str:
    """What the HTML says as plain text that `from_plain` reads."""
    return "\n\n".join("\n".join(_lines(block)) for block in blocks(html))


def _lines(block: Block, depth: int = 0) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield _text(block.runs)
        return
    for number, item in enumerate(block.items, start=1):
        sign = f"{number}." if block.ordered else "-"
        yield f"{'  ' * depth}{sign} {_text(item.runs).replace(BREAK, ' ')}"
        for inner in item.lists:
            yield from _lines(inner, depth + 1)


def _text(runs: Iterable[Run]) -> str:
    return "".join(run.text for run in runs)
