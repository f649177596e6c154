"""What people wrote, or what the figures say until somebody does, as plain data for the filter `paragraf`."""

from collections.abc import Iterable

from reports import marks
from reports.documents import sections
from reports.documents.quarterly import QuarterlyReport, UnitResult
from reports.enums import Section
from reports.marks import EMPHASIS, STRONG, UNDERLINE, Block, List, Paragraph, Run
from reports.word.fields import clean


def section(key: Section, report: QuarterlyReport, unit: UnitResult | None = None) -> list[dict]:
    """What stands in a section of the report, as on the PDF: what somebody wrote, else the composed sentences."""
    written = report.texts.get((key, unit.unit_id if unit else None))
    return story(marks.blocks(sections.opening(key, report, unit) if written is None else written))


def story(blocks: Iterable[Block]) -> list[dict]:
    """The tree as dicts."""
    return [_block(block) for block in blocks]


def _block(block: Block) -> dict:
    if isinstance(block, Paragraph):
        return {"jenis": "alinea", "isi": _runs(block.runs)}
    return _list(block)


def _list(block: List) -> dict:
    items = [{"isi": _runs(item.runs), "daftar": [_list(inner) for inner in item.lists]} for item in block.items]
    return {"jenis": "daftar", "bernomor": block.ordered, "butir": items}


def _runs(runs: Iterable[Run]) -> list[dict]:
    return [
        {
            "teks": clean(run.text),
            "tebal": STRONG in run.marks,
            "miring": EMPHASIS in run.marks,
            "garis": UNDERLINE in run.marks,
        }
        for run in runs
    ]
