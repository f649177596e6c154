"""The sections that people may write: what the figures say there until somebody does."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from reports.documents import advice_narrative, narrative, unit_narrative
from reports.documents.quarterly import QuarterlyReport, UnitResult
from reports.enums import Section

_OF_ALL = {
    Section.SUMMARY: narrative.summary,
    Section.METHOD: narrative.method,
    Section.CONCLUSION: narrative.conclusion,
    Section.ADVICE: advice_narrative.advice,
}


def composed(section: str, report: QuarterlyReport, unit: UnitResult | None = None) -> list[str]:
    """The composed paragraphs of a section, of `unit` for Section.UNIT."""
    if section == Section.UNIT:
        return unit_narrative.analysis(report, unit)
    return _OF_ALL[Section(section)](report)


def opening(section: str, report: QuarterlyReport, unit: UnitResult | None = None) -> SafeString:
    """The composed paragraphs as HTML, as what one begins to write from; several pieces of advice are numbered."""
    pieces = [(piece,) for piece in composed(section, report, unit)]
    if section == Section.ADVICE and len(pieces) > 1:
        return format_html("<ol>{}</ol>", format_html_join("", "<li>{}</li>", pieces))
    return format_html_join("", "<p>{}</p>", pieces)
