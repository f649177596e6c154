"""A paper as a Word document: its data put into a template."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from reports.documents import narrative
from reports.documents.quarterly import QuarterlyReport
from reports.documents.unit_papers import UnitPaper
from reports.enums import Paper
from reports.word.fields import example, plain, shape
from reports.word.pictures import LOGO
from reports.word.rendering import Contents, fill
from reports.word.tables import TABLES


@dataclass(frozen=True, slots=True)
class Work:
    """What is made: a document of `paper`, with charts by their names where somebody drew them."""

    paper: Paper
    document: QuarterlyReport | UnitPaper
    charts: Mapping[str, bytes] = field(default_factory=dict)


def make(work: Work, template: bytes, *, now: datetime) -> bytes:
    """The DOCX. Raises rendering.NotFilled with a sentence on the template, Busy."""
    document = work.document
    report = document if isinstance(document, QuarterlyReport) else document.report
    pictures = {**work.charts, **_logo(report.letterhead.logo)}
    contents = Contents(
        data=plain(TABLES[work.paper], document, pictures),
        names=shape(TABLES[work.paper]),
        title=report.full_title if document is report else document.title,
        author=report.letterhead.publisher,
        comments=narrative.status(report),
        made_at=now,
        pictures=pictures,
    )
    return fill(template, contents)


def trial(paper: Paper, template: bytes, *, now: datetime) -> bytes:
    """A template filled with an example in which every text says its own name. Raises as `make`."""
    table = TABLES[paper]
    return fill(template, Contents(example(table), shape(table), f"Contoh {paper.label}", "", "", now))


def _logo(address: str) -> dict[str, bytes]:
    """The logo of a letterhead (a data: address) as a picture."""
    return {LOGO: base64.b64decode(address.partition(",")[2])} if address else {}
