"""What one assessor's column says in many sheets, without notes and people. Two queries however many sheets."""

from collections.abc import Iterable, Iterator

from evaluations.models import Answer, Evaluation
from evaluations.queries.instruments import Loaded
from evaluations.queries.sheets import value_from
from evaluations.queries.snapshots import load_sheets
from evaluations.scoring.types import Answer as Value

Values = dict[int, dict[str, Value]]  # evaluation id -> question code -> what counts


def values_of(source: Loaded, rows: Iterable[Evaluation], assessor: str) -> Values:
    """The values that count in these sheets of one instrument, of rebuilt ones as recorded; notes alone are left out.

    Every sheet has an entry. One query for stored sheets, one for recorded ones that were not read before.
    """
    rows = list(rows)
    found: Values = {row.pk: {} for row in rows}
    load_sheets(row for row in rows if row.recorded and "sheet" in row.recorded.get_deferred_fields())
    for sheet, code, option, figures in [*_recorded(rows, assessor), *_stored(source, rows, assessor)]:
        value = value_from(option, figures)
        if value is not None:
            found[sheet][code] = value
    return found


def _recorded(rows: list[Evaluation], assessor: str) -> Iterator[tuple]:
    for row in rows:
        answers = row.recorded.sheet["answers"][assessor] if row.recorded else {}
        for code, told in answers.items():
            if not told.get("is_carried", False):
                yield row.pk, code, told["option"], told["figures"]


def _stored(source: Loaded, rows: list[Evaluation], assessor: str) -> Iterator[tuple]:
    stored = [row.pk for row in rows if not row.recorded]
    if not stored:
        return
    answers = Answer.objects.filter(evaluation__in=stored, assessor=assessor, is_carried=False).order_by()
    for sheet, question, option, figures in answers.values_list("evaluation", "question", "option", "figures"):
        yield sheet, source.codes[question], option, figures
