"""Papers of a document made without a database, and what their drawing leaves."""

import os
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
from django.core.files.storage import storages

from reports.drafts import draft
from reports.enums import Paper
from reports.papers import Parts
from reports.papers import parts as in_parts
from tests.unit.reports.report_case import report, unit

UNITS = tuple(unit(number) for number in (1, 2, 3))


def parts(*units, **fields) -> Parts:
    """The quarterly report on these units."""
    return in_parts(Paper.QUARTERLY, report(*units, **fields), "laporan")


def drafted(made: Parts) -> bytes:
    """Its draft, told to nobody."""
    return draft(made, lambda done, total: None)


def answered_otherwise(one):
    """A unit with one answer of its sheet changed."""
    *rows, last = one.sheet
    return replace(one, sheet=(*rows, replace(last, unit="8")))


def texts(content: bytes) -> list[list[str]]:
    """The words of each page, in the order of the alphabet: what is laid over a page comes last in its text."""
    return [
        sorted(page.get_textpage().get_text_range().replace(".", " ").split())
        for page in pypdfium2.PdfDocument(content)
    ]


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(content))


def pieces() -> set[str]:
    """What is kept of drawn parts."""
    folder = Path(storages["private"].location) / "pieces"
    return {path.name for path in folder.rglob("*") if path.is_file()}


def drawers() -> list[str]:
    """Programs that draw for this process and live."""
    return [path.parent.name for path in Path("/proc").glob("[0-9]*/stat") if _is_ours(path)]


def _is_ours(stat: Path) -> bool:
    try:
        parent = stat.read_text().rpartition(")")[2].split()[1]
        return parent == str(os.getpid()) and b"drawer.py" in stat.with_name("cmdline").read_bytes()
    except OSError:  # it has just ended
        return False
