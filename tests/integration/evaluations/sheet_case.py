"""What the tests of the LKE sheet share: a sheet, its address, and what a browser sends."""

from evaluations.models import Answer, Period
from tests.factories import EvaluationFactory, PeriodFactory, WorkUnitFactory, person
from units.roles import Role

HTMX = {"HX-Request": "true"}
CHOICE = "A.I.1.i.b"  # a scale of three: A, B, C
FIGURES = "A.II.5.iii.a"  # LHKPN: three groups obliged, one figure reported
INDEX = "B.I.a"


def make_sheet(state: str = "draft", code: str = "07", *, quarter: int = 3, **period):
    """The sheet of one unit in a quarter of 2024; further words make the period, if it is not there yet."""
    found = Period.objects.filter(year=2024, quarter=quarter).first() or PeriodFactory(quarter=quarter, **period)
    return EvaluationFactory(unit=WorkUnitFactory(code=code), state=state, period=found)


def url(evaluation, rest: str = "") -> str:
    period = evaluation.period
    return f"/tw/{period.year}-{period.quarter}/unit/{evaluation.unit.code}/lke/{rest}"


def form(code: str, value=None, note: str = "", version: int = 0) -> dict[str, str]:
    """The fields of one question; `value` is an option, or figures by key."""
    fields = {f"{code}.n": note, f"{code}.r": str(version)}
    if isinstance(value, dict):
        return fields | {f"{code}.f.{key}": figure for key, figure in value.items()}
    return fields if value is None else fields | {f"{code}.v": value}


def stored(evaluation, assessor: str = "unit") -> dict[str, tuple]:
    """Question code -> (value, note, version) of every row."""
    rows = Answer.objects.filter(evaluation=evaluation, assessor=assessor).select_related("question")
    return {row.question.code: (row.value, row.note, row.version) for row in rows}


def cast(evaluation) -> dict:
    """One person of every kind, seen from this sheet."""
    unit, other = evaluation.unit, WorkUnitFactory(code=f"lain-{evaluation.pk}")
    return {
        "unit_member": person(Role.UNIT_MEMBER, unit),
        "unit_head": person(Role.UNIT_HEAD, unit),
        "member of another unit": person(Role.UNIT_MEMBER, other),
        "evaluator": person(Role.EVALUATOR, unit),
        "unassigned evaluator": person(Role.EVALUATOR, other),
        "supervisor": person(Role.SUPERVISOR),
        "leader": person(Role.LEADER),
        "administrator": person(Role.ADMINISTRATOR),
    }
