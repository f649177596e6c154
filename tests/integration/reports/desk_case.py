"""Sheets of a unit for its desk evaluation, and what the paper says of them."""

from datetime import date

from evaluations.actions.scores import rescore
from evaluations.enums import Assessor
from evaluations.models import Evaluation
from reports.documents.desk import DeskSheet
from reports.queries.desk import desk_sheet
from tests.factories import TODAY, EvaluationFactory, PeriodFactory, WorkUnitFactory, actor, fill, person
from units.roles import Role


def sheet(*, unit_grade: str = "A", tpi_grade: str = "B", state: str = "in_review", quarter: int = 2, **unit):
    """A filled sheet in an open quarter; "" leaves a column empty."""
    period = PeriodFactory(quarter=quarter)
    row = EvaluationFactory(period=period, unit=WorkUnitFactory(**{"code": "07"} | unit), state=state)
    for assessor, grade in ((Assessor.UNIT, unit_grade), (Assessor.TPI, tpi_grade)):
        if grade:
            fill(row, assessor, grade)
    rescore(row)
    return row


def told(row: Evaluation, role: str = Role.UNIT_HEAD, today: date = TODAY) -> DeskSheet:
    """What the paper says when somebody of that role has it made."""
    who = person(role, row.unit if role in {Role.UNIT_HEAD, Role.UNIT_MEMBER} else None)
    return desk_sheet(actor(who, today), row.period, row.unit, today=today)
