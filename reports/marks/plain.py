"""The text without its marks, as people write it where there is no JavaScript."""

import re
from collections.abc import Iterable, Iterator

from reports.marks.reading import DEPTH, blocks
from reports.marks.tree import BREAK, Block, Item, List, Paragraph, Run, render

LINE = re.compile(r"(?P<indent> *)(?:(?P<bullet>[-•*])|(?P<number>\d{1,3}[.)]))\s+(?P<text>.*)", re.DOTALL)


def from_plain(text: str) -> str:
    """Plain text as clean HTML: an empty line ends a paragraph; lines that all begin with "- " or "1. " are a list,
    what is indented a list inside it."""
    parts = re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n"))
    read = (_blocks(part.strip("\n").split("\n")) for part in parts)
    return render(blocks(render(block for found in read for block in found)))


def _blocks(lines: list[str]) -> list[Block]:
    found = [LINE.fullmatch(line) for line in lines]
    if all(found):
        return _lists(found)
    return [Paragraph((Run(BREAK.join(lines)),))]


def _lists(lines: Iterable[re.Match]) -> list[Block]:
    """A list for each kind of line, those indented in the item above them."""
    made: list[Block] = []
    inside: list[tuple[int, List]] = []  # the open lists with their indent, outermost first
    for line in lines:
        indent, ordered = len(line["indent"]), bool(line["number"])
        while inside and (inside[-1][0] > indent or (inside[-1][0] == indent and inside[-1][1].ordered != ordered)):
            inside.pop()
        if not inside or (inside[-1][0] < indent and len(inside) < DEPTH):
            (inside[-1][1].items[-1].lists if inside else made).append(new := List(ordered))
            inside.append((indent, new))
        inside[-1][1].items.append(Item((Run(line["text"]),)))
    return made


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
