"""Visits, trainings, meetings and the ekspose for the report."""

from evaluations.models import Period, Recommendation
from reports.documents.visits import AdviceLine, EksposeLine, VisitLine, Visits
from reports.queries.units import Units
from visits.models import Visit
from visits.queries.ekspose import ekspose_of
from visits.queries.visits import in_quarter


def visits_of(period: Period, units: Units) -> Visits:
    """What took place in the quarter with units one reads, and its ekspose; six queries at most."""
    done = (_visit(row, units) for row in in_quarter(period) if row.unit_ids <= units.keys())
    return Visits(tuple(done), _ekspose(period))


def _visit(row: Visit, units: Units) -> VisitLine:
    return VisitLine(
        day=row.day,
        until=row.until,
        kind=str(row.get_kind_display()),
        topic=row.topic,
        place=row.place,
        units=tuple(units[unit.pk].name for unit in row.unit_rows),
        team=tuple(str(member.user) for member in row.member_rows),
        findings=row.findings,
        advice=tuple(_advice(advice.recommendation, units) for advice in row.advice.all()),
        with_all=row.unit_ids == units.keys(),
    )


def _advice(row: Recommendation, units: Units) -> AdviceLine:
    return AdviceLine(f"{units[row.unit_id].code}/R-{row.number}", row.text)


def _ekspose(period: Period) -> EksposeLine | None:
    told = ekspose_of(period)
    if told is None:
        return None
    decisions = tuple(decision.text for decision in told.decisions.all())
    return EksposeLine(told.day, told.place, told.participants, decisions)
