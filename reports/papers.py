"""Every paper as HTML with its style sheet, ready to be drawn: one door for previews, drafts and editions."""

from dataclasses import dataclass
from datetime import date

from django.template.loader import render_to_string

from evaluations.exceptions import WrongState
from evaluations.models import Period
from reports.documents.imprint import Imprint, draft
from reports.documents.quarterly import QuarterlyReport
from reports.enums import PER_UNIT, Paper
from reports.queries.quarterly import quarterly_report
from units.actors import Actor
from units.models import WorkUnit

STYLESHEET = "reports/report.css"


@dataclass(frozen=True, slots=True)
class Composed:
    """A paper ready for `pdf.write`. `title` names it to people, `filename_stem` the file without its ending."""

    html: str
    stylesheet: str
    watermark: list[str]
    title: str
    filename_stem: str


def compose(
    paper: Paper, period: Period, unit: WorkUnit | None, *, reader: Actor, today: date, imprint: Imprint | None = None
) -> Composed:
    """The paper of that quarter, of `unit` for those in PER_UNIT (None for the others), as the reader may see it.

    Without an imprint it is a draft: dots for the number and today's date. Raises WrongState with a sentence when
    there is nothing the paper could say yet.
    """
    if (paper in PER_UNIT) != (unit is not None):
        raise ValueError(f"{paper}: a unit belongs to the papers of one unit only")
    return COMPOSERS[paper](period, unit, reader, today, imprint or draft(today))


def _quarterly(period: Period, unit: None, reader: Actor, today: date, imprint: Imprint) -> Composed:
    return quarterly(quarterly_report(reader, period, today=today, imprint=imprint), _stem("laporan-zi", period))


def quarterly(report: QuarterlyReport, stem: str) -> Composed:
    """The quarterly report with all its annexes."""
    html = render_to_string("reports/quarterly.html", {"report": report})
    return Composed(html, STYLESHEET, report.watermark, report.full_title, stem)


def _stem(name: str, period: Period) -> str:
    """laporan-zi-2024-tw2, with -draf while the figures can change."""
    return f"{name}-{period.year}-tw{period.quarter}{'' if period.is_locked else '-draf'}"


def _unavailable(period: Period, unit: WorkUnit | None, reader: Actor, today: date, imprint: Imprint) -> Composed:
    raise WrongState("Dokumen ini belum dapat disusun.")


COMPOSERS = {
    Paper.QUARTERLY: _quarterly,
    Paper.LETTER: _unavailable,
    Paper.RECAP: _unavailable,
    Paper.LHE: _unavailable,
    Paper.RECORD: _unavailable,
}
