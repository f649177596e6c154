"""What the tests of trends share: quarters of 2024 in which both sides of a unit's sheet are filled."""

from evaluations.models import Evaluation, Period
from tests.factories import EvaluationFactory, PeriodFactory, UserFactory, WorkUnitFactory, answer, fill
from units.models import WorkUnit

YES_NO, CHOICE, SECOND_PART, INDEX = "A.I.1.i.a", "A.I.1.i.b", "A.II.1.ii.a", "B.I.a"


def period_of(quarter: int, **fields) -> Period:
    """That quarter of 2024, made when it is missing."""
    return Period.objects.filter(year=2024, quarter=quarter).first() or PeriodFactory(quarter=quarter, **fields)


def sheet_in(quarter: int, grade: str = "A", *, code: str = "07", state: str = "approved", **sides) -> Evaluation:
    """A unit's sheet: `unit` and `tpi` give single questions other answers than the grade; None leaves a side empty."""
    unit = WorkUnit.objects.filter(code=code).first() or WorkUnitFactory(code=code)
    sheet = EvaluationFactory(period=period_of(quarter), unit=unit, state=state)
    by = UserFactory()
    for side in ("unit", "tpi"):
        answers = sides.get(side, {})
        if answers is not None:
            for question, value in answers.items():
                answer(sheet, question, side, value, note="Menurut bukti", by=by)
            fill(sheet, side, grade, by=by)
    return sheet
