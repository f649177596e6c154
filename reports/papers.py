"""Every paper as HTML with its style sheet, ready to be drawn: one door for previews, drafts and editions."""

from dataclasses import dataclass
from datetime import date

from django.template.loader import render_to_string

from evaluations.enums import PeriodState
from evaluations.exceptions import WrongState
from evaluations.models import Period
from insights.queries.shortest_way import IN_JOBS
from insights.shortest.solver import Limit
from reports.documents.desk import DeskSheet
from reports.documents.imprint import Imprint, draft
from reports.documents.letter import Letter
from reports.documents.quarterly import Annex, QuarterlyReport
from reports.documents.recap import Recap
from reports.documents.slides import Deck
from reports.documents.titles import title_of
from reports.documents.unit_papers import UnitPaper
from reports.enums import PER_UNIT, Paper
from reports.queries.desk import desk_sheet
from reports.queries.quarterly import quarterly_report
from reports.queries.slides import slides
from reports.queries.unit_paper import unit_paper
from units.actors import Actor
from units.models import WorkUnit

STYLESHEET = "reports/report.css"
STYLESHEETS = {Paper.SLIDES: "reports/deck.css", Paper.DESK: "reports/desk.css"}  # those that look otherwise
ANNEX_LINK = "lampiran:"
STEMS = {
    Paper.QUARTERLY: "laporan-zi",
    Paper.LETTER: "surat-pengantar-zi",
    Paper.RECAP: "rekap-zi",
    Paper.LHE: "lhe-zi",
    Paper.RECORD: "berita-acara-zi",
    Paper.SLIDES: "paparan-zi",
    Paper.DESK: "bahan-desk-zi",
}
TEMPLATES = {
    Paper.QUARTERLY: "reports/quarterly.html",
    Paper.LETTER: "reports/letter.html",
    Paper.RECAP: "reports/recap.html",
    Paper.LHE: "reports/lhe.html",
    Paper.RECORD: "reports/record.html",
    Paper.SLIDES: "reports/slides_paper.html",
    Paper.DESK: "reports/desk.html",
}
Document = QuarterlyReport | Letter | Recap | UnitPaper | Deck | DeskSheet


@dataclass(frozen=True, slots=True)
class Composed:
    """A paper, or a part of it, ready for `pdf.write`. `title` names it to people, `filename_stem` the file without its
    ending."""

    html: str
    stylesheet: str
    watermark: list[str]
    title: str
    filename_stem: str


@dataclass(frozen=True, slots=True)
class Parts:
    """A paper to be drawn piece by piece and joined: `annexes` stand behind the body, in this order.

    An annex looks the same alone and in the whole: its pages are counted for themselves. Equal HTML is an equal page,
    so what was drawn once may be kept under the SHA-256 of HTML and watermark.
    """

    annexes: tuple[Composed, ...]
    _paper: Paper
    _document: Document
    _stem: str

    @property
    def body(self) -> Composed:
        """Everything before the annexes. Its table of contents links to ANNEX_LINK with the annex's place from 0, and
        leaves room for the number of pages under a link that ends with /halaman: `joining` fills in both."""
        context = _context(self._paper, self._document) | {"link": ANNEX_LINK, "with_annexes": False}
        return _composed(self._paper, self._document, self._stem, context)


def compose(
    paper: Paper, period: Period, unit: WorkUnit | None, *, reader: Actor, today: date, imprint: Imprint | None = None
) -> Composed:
    """The paper of that quarter, of `unit` for those in PER_UNIT (None for the others), as the reader may see it.

    Without an imprint it is a draft: dots for the number and today's date. Raises WrongState with a sentence when
    there is nothing the paper could say.
    """
    document = document_of(paper, period, unit, reader=reader, today=today, imprint=imprint, limit=Limit(IN_JOBS))
    return whole(paper, document, stem_of(paper, period, unit))


def compose_parts(
    paper: Paper, period: Period, unit: WorkUnit | None, *, reader: Actor, today: date, imprint: Imprint | None = None
) -> Parts:
    """The same paper in pieces; as `compose`."""
    document = document_of(paper, period, unit, reader=reader, today=today, imprint=imprint, limit=Limit(IN_JOBS))
    return parts(paper, document, stem_of(paper, period, unit))


def parts(paper: Paper, document: Document, stem: str) -> Parts:
    """A paper in pieces."""
    return Parts(tuple(_annex(annex, document, stem) for annex in _annexes(paper, document)), paper, document, stem)


def whole(paper: Paper, document: Document, stem: str) -> Composed:
    """A paper with all its annexes."""
    return _composed(paper, document, stem, _context(paper, document) | {"with_annexes": True})


def document_of(
    paper: Paper,
    period: Period,
    unit: WorkUnit | None,
    *,
    reader: Actor,
    today: date,
    imprint: Imprint | None = None,
    limit: Limit | None = None,
) -> Document:
    """What a paper says, as data: for those who print it otherwise. Arguments and errors as `compose`.

    `limit` is what there is to look for shortest ways, that of a request when none is given.
    """
    if (paper in PER_UNIT) != (unit is not None):
        raise ValueError(f"{paper}: a unit belongs to the papers of one unit only")
    if period.state == PeriodState.PLANNED:
        raise WrongState("Laporan belum ada: periode belum dibuka.")
    if paper == Paper.DESK:
        return desk_sheet(reader, period, unit, today=today, limit=limit)
    imprint = imprint or draft(today)
    if paper in PER_UNIT:
        return unit_paper(reader, period, unit, paper=paper, today=today, imprint=imprint)
    if paper == Paper.SLIDES:
        return slides(reader, period, today=today, imprint=imprint, limit=limit)
    if paper == Paper.QUARTERLY:
        return quarterly_report(reader, period, today=today, imprint=imprint)
    report = quarterly_report(reader, period, today=today, imprint=imprint, with_sheets=())
    made = Letter if paper == Paper.LETTER else Recap
    return made(title_of(paper, year=period.year, quarter=period.quarter), report)


def stem_of(paper: Paper, period: Period, unit: WorkUnit | None) -> str:
    """What the file is called: lhe-zi-2024-tw2-07, with -draf while the figures can change."""
    ends = [unit.code.lower()] if unit else []
    ends += [] if period.is_locked else ["draf"]
    return "-".join([STEMS[paper], str(period.year), f"tw{period.quarter}", *ends])


# --- inside ---------------------------------------------------------------------------------------
def _report(document: Document) -> QuarterlyReport | DeskSheet:
    """What tells who publishes the paper, and its watermark."""
    return document if isinstance(document, QuarterlyReport | DeskSheet) else document.report


def _title(document: Document) -> str:
    return document.full_title if isinstance(document, QuarterlyReport) else document.title


def _annexes(paper: Paper, document: Document) -> list[Annex]:
    if paper == Paper.QUARTERLY:
        return document.sheets
    return [document.annex] if paper == Paper.LHE else []


def _context(paper: Paper, document: Document) -> dict:
    return {
        "paper": document,
        "report": _report(document),
        "title": _title(document),
        "annexes": _annexes(paper, document),
    }


def _composed(paper: Paper, document: Document, stem: str, context: dict) -> Composed:
    html = render_to_string(TEMPLATES[paper], context)
    sheet = STYLESHEETS.get(paper, STYLESHEET)
    return Composed(html, sheet, _report(document).watermark, _title(document), stem)


def _annex(annex: Annex, document: Document, stem: str) -> Composed:
    report = _report(document)
    html = render_to_string("reports/annex.html", {"annex": annex, "report": report, "title": annex.name})
    return Composed(html, STYLESHEET, report.watermark, annex.name, f"{stem}-{annex.unit.code.lower()}")
