"""The unit's and the TPI's values of many sheets side by side. One query however many sheets, and no whole rows."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import F, FilteredRelation, Q

from evaluations.enums import Assessor
from evaluations.models import Answer, Evaluation
from evaluations.queries.instruments import Loaded
from evaluations.queries.sheets import value_from
from evaluations.queries.snapshots import load_sheets, recorded_rows
from evaluations.scoring.types import Answer as Value
from evaluations.scoring.types import Question


@dataclass(frozen=True, slots=True)
class Pair:
    """One question that the TPI gave a value, beside what the unit says now; points are 0..1, None = unanswered."""

    evaluation_id: int
    question: Question
    unit: Value
    tpi: Value
    unit_points: Fraction | None
    tpi_points: Fraction
    is_current: bool  # judged on the answer the unit has now
    evaluator_id: int
    evaluator: str

    @property
    def differs(self) -> bool:
        """Did the TPI give another value than the unit?"""
        return self.tpi != self.unit

    @property
    def is_comparable(self) -> bool:
        """Both sides answered, and the TPI judged this very answer: only then the pair tells how somebody judges."""
        return self.is_current and self.unit_points is not None


def pairs(source: Loaded, evaluation_ids: Collection[int]) -> list[Pair]:
    """Every answer of the TPI in these sheets of one instrument; sheet by sheet in the order of the instrument."""
    beside = Q(
        evaluation__answers__assessor=Assessor.UNIT,
        evaluation__answers__is_carried=False,
        evaluation__answers__question=F("question"),
    )
    rows = (
        Answer.objects.filter(assessor=Assessor.TPI, evaluation__in=evaluation_ids)
        .annotate(unit=FilteredRelation("evaluation__answers", condition=beside))
        .order_by("evaluation_id", "question__order")
        .values_list(
            "evaluation_id",
            "question_id",
            "option",
            "figures",
            "unit_version",
            "unit__option",
            "unit__figures",
            "unit__version",
            "updated_by_id",
            "updated_by__full_name",
            "updated_by__username",
        )
    )
    return [pair for row in rows.iterator() if (pair := _pair(source, *row))]


def recorded_pairs(source: Loaded, rows: Iterable[Evaluation]) -> list[Pair]:
    """The same of sheets that were rebuilt from snapshots. One query."""
    rows = list(rows)
    load_sheets(rows)
    return [pair for row in rows for pair in _recorded(source, row)]


def _recorded(source: Loaded, row: Evaluation) -> Iterator[Pair]:
    both = recorded_rows(row)
    for code, key in source.question_ids.items():
        tpi, unit = both[Assessor.TPI].get(code), both[Assessor.UNIT].get(code)
        if tpi is None:
            continue
        beside = (unit.option, unit.figures, unit.version) if unit and not unit.is_carried else (None, None, None)
        by = tpi.updated_by
        judged = (tpi.option, tpi.figures, tpi.unit_version)
        if pair := _pair(source, row.pk, key, *judged, *beside, by.pk, by.full_name, by.username):
            yield pair


def _pair(
    source: Loaded, sheet, key, option, figures, judged, unit_option, unit_figures, unit_version, by, name, username
) -> Pair | None:
    """None when the TPI wrote a note or only some of the figures."""
    question = source.instrument.questions[source.codes[key]]
    tpi, unit = value_from(option, figures), value_from(unit_option or "", unit_figures)
    points = question.value(tpi)
    if points is None:
        return None
    current = judged == (unit_version or 0)
    return Pair(sheet, question, unit, tpi, question.value(unit), points, current, by, name or username)
