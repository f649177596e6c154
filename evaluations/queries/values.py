"""What columns say in many sheets, without notes and people: read once, one sheet in memory at a time."""

from collections.abc import Collection, Iterable, Iterator
from itertools import chain

from django.db.models.fields.json import KeyTransform

from evaluations.models import Answer, Evaluation, Snapshot
from evaluations.queries.instruments import Loaded
from evaluations.queries.sheets import value_from
from evaluations.scoring.types import Answer as Value

Values = dict[int, dict[str, Value]]  # evaluation id -> question code -> what counts
AT_ONCE = 50  # recorded sheets


def values_of(source: Loaded, rows: Iterable[Evaluation], assessor: str) -> Values:
    """One assessor's values that count; as `columns_of`."""
    return columns_of(source, rows, [assessor])[assessor]


def columns_of(source: Loaded, rows: Iterable[Evaluation], assessors: Collection[str]) -> dict[str, Values]:
    """Assessor -> the values that count in these sheets of one instrument, of rebuilt ones as recorded; notes alone
    are left out.

    Every sheet has an entry. One query for stored sheets, one for recorded ones.
    """
    rows = list(rows)
    found: dict[str, Values] = {assessor: {row.pk: {} for row in rows} for assessor in assessors}
    for assessor, sheet, code, value in chain(_recorded(rows, assessors), _stored(source, rows, assessors)):
        if value is not None:
            found[assessor][sheet][code] = value
    return found


def _recorded(rows: list[Evaluation], assessors: Collection[str]) -> Iterator[tuple]:
    sheets = {row.recorded.pk: row.pk for row in rows if row.recorded}
    if not sheets:
        return
    answers = KeyTransform("answers", "sheet")
    columns = [KeyTransform(assessor, answers) for assessor in assessors]
    told = Snapshot.objects.filter(pk__in=sheets).order_by().values_list("pk", *columns)
    for pk, *both in told.iterator(chunk_size=AT_ONCE):
        for assessor, column in zip(assessors, both, strict=True):
            for code, answer in column.items():
                if not answer.get("is_carried", False):
                    yield assessor, sheets[pk], code, value_from(answer["option"], answer["figures"])


def _stored(source: Loaded, rows: list[Evaluation], assessors: Collection[str]) -> Iterator[tuple]:
    stored = [row.pk for row in rows if not row.recorded]
    if not stored:
        return
    answers = Answer.objects.filter(evaluation__in=stored, assessor__in=assessors, is_carried=False).order_by()
    told = answers.values_list("assessor", "evaluation", "question", "option", "figures")
    for assessor, sheet, question, option, figures in told.iterator():
        yield assessor, sheet, source.codes[question], value_from(option, figures)
