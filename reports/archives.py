"""Evidence as an archive: an index to read anywhere, the same as a workbook, and the files in their folders."""

import base64
from collections.abc import Iterator
from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from files.archives import ArchiveEntry
from reports.documents.evidence import EvidenceIndex
from reports.queries.evidence import Collected
from reports.workbooks.evidence import evidence_workbook

STYLESHEET = "reports/evidence.css"


def entries(evidence: Collected) -> Iterator[ArchiveEntry]:
    """The members in their order: both indexes, then the files as the indexes list them."""
    index = evidence.index
    yield ArchiveEntry(path="index.html", file=None, content=index_page(index).encode(), at=index.taken_at)
    yield ArchiveEntry(path="index.xlsx", file=None, content=evidence_workbook(index), at=index.taken_at)
    for line in index.files:
        yield ArchiveEntry(path=line.path, file=evidence.files[line.path], content=None, at=line.made_at)


def index_page(index: EvidenceIndex) -> str:
    """A page that opens from the unpacked folder without a network: it holds its style and asks for nothing."""
    return render_to_string("reports/evidence_index.html", {"index": index, "stylesheet": _stylesheet()})


def _stylesheet() -> str:
    """Our style sheet as a data: address."""
    content = Path(finders.find(STYLESHEET)).read_bytes()
    return f"data:text/css;base64,{base64.b64encode(content).decode('ascii')}"
