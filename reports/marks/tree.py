"""What a person's text consists of, as a small tree, and the tree as HTML."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape

STRONG, EMPHASIS, UNDERLINE = "strong", "em", "u"
ORDER = (STRONG, EMPHASIS, UNDERLINE)  # how marks stand inside each other
BREAK = "\n"


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one hand: `marks` of STRONG, EMPHASIS and UNDERLINE; BREAK in it is a line break."""

    text: str
    marks: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Never empty."""

    runs: tuple[Run, ...]


@dataclass(slots=True)
class Item:
    """An item of a list, with the lists inside it."""

    runs: tuple[Run, ...]
    lists: list["List"] = field(default_factory=list)


@dataclass(slots=True)
class List:
    """Never empty; `ordered` is numbered."""

    ordered: bool
    items: list[Item] = field(default_factory=list)


Block = Paragraph | List


def render(blocks: Iterable[Block]) -> str:
    """The blocks as HTML."""
    return "".join(map(_html, blocks))


def _html(block: Block) -> str:
    if isinstance(block, Paragraph):
        return f"<p>{_inline(block.runs)}</p>"
    tag = "ol" if block.ordered else "ul"
    items = (f"<li>{_inline(item.runs)}{''.join(map(_html, item.lists))}</li>" for item in block.items)
    return f"<{tag}>{''.join(items)}</{tag}>"


def _inline(runs: Iterable[Run]) -> str:
    return "".join(_marked(run) for run in runs)


def _marked(run: Run) -> str:
    html = escape(run.text, quote=False).replace(BREAK, "<br>")
    for mark in reversed(ORDER):
        if mark in run.marks:
            html = f"<{mark}>{html}</{mark}>"
    return html
