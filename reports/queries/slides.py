"""The slides of a quarter from its report and the TPI's answers."""

from datetime import date
from functools import partial

from evaluations.enums import Assessor
from evaluations.models import Period
from evaluations.permissions import sees_tpi
from evaluations.queries import evaluations
from evaluations.queries.instruments import Loaded, loaded
from evaluations.queries.snapshots import as_recorded
from evaluations.queries.values import values_of
from evaluations.scoring.types import Answer
from insights.documents.next_steps import NextSteps, next_steps
from insights.queries.shortest_way import in_request, shortest_way
from insights.shortest.solver import Limit
from reports.documents.imprint import Imprint
from reports.documents.quarterly import UnitResult
from reports.documents.slides import Deck
from reports.documents.titles import title_of
from reports.enums import Paper
from reports.queries.quarterly import quarterly_report
from units.actors import Actor


def slides(
    actor: Actor, period: Period, *, today: date, imprint: Imprint | None = None, limit: Limit | None = None
) -> Deck:
    """What the slides say, of a locked quarter as recorded; at most five queries more than the report.

    `limit` is what there is for the ways of all units together, that of a request when none is given.
    """
    limit = limit or in_request()
    report = quarterly_report(actor, period, today=today, imprint=imprint, with_sheets=())
    complete = {unit.unit_id: unit for unit in report.units if unit.is_scored and unit.answered == unit.questions}
    rows = as_recorded(list(evaluations.visible(actor).filter(period=period, unit__in=complete)))
    source = loaded(period.instrument)
    answers = values_of(source, [row for row in rows if sees_tpi(actor, row)], Assessor.TPI)
    units = {row.pk: complete[row.unit_id] for row in rows}
    steps = {units[key].unit_id: _steps(source, said, units[key], limit) for key, said in answers.items()}
    return Deck(title_of(Paper.SLIDES, year=period.year, quarter=period.quarter), report, steps)


def _steps(source: Loaded, answers: dict[str, Answer], unit: UnitResult, limit: Limit) -> NextSteps:
    return next_steps(source.instrument, answers, unit.target, partial(shortest_way, source, answers, limit=limit))
