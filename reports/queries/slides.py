"""The slides of a quarter from its report and the TPI's answers."""

from datetime import date

from evaluations.enums import Assessor
from evaluations.models import Period
from evaluations.queries import evaluations
from evaluations.queries.instruments import Loaded, loaded
from evaluations.queries.sheets import value_of
from evaluations.queries.snapshots import as_recorded
from insights.documents.next_steps import NextSteps, next_steps
from reports.documents.imprint import Imprint
from reports.documents.quarterly import UnitResult
from reports.documents.slides import Deck
from reports.documents.titles import title_of
from reports.enums import Paper
from reports.queries.quarterly import quarterly_report
from reports.queries.sheets import Sheet, sheets_of
from units.actors import Actor


def slides(actor: Actor, period: Period, *, today: date, imprint: Imprint | None = None) -> Deck:
    """What the slides say, of a locked quarter as recorded; at most five queries more than the report."""
    report = quarterly_report(actor, period, today=today, imprint=imprint, with_sheets=())
    complete = {unit.unit_id: unit for unit in report.units if unit.is_scored and unit.answered == unit.questions}
    rows = as_recorded(list(evaluations.visible(actor).filter(period=period, unit__in=complete)))
    source = loaded(period.instrument)
    sheets = sheets_of(actor, rows, source)
    steps = {row.unit_id: _steps(source, sheets[row.pk], complete[row.unit_id]) for row in rows}
    return Deck(title_of(Paper.SLIDES, year=period.year, quarter=period.quarter), report, steps)


def _steps(source: Loaded, sheet: Sheet, unit: UnitResult) -> NextSteps:
    answers = {code: value_of(answer) for code, answer in sheet[Assessor.TPI].items()}
    return next_steps(source.instrument, answers, unit.target)
