"""Submitting with unanswered questions: the head writes why for each."""

from datetime import datetime

from evaluations.actions.answer_rows import EMPTY, state_of, store_row
from evaluations.actions.scores import rescore
from evaluations.actions.texts import REASON_LIMIT, clean_text
from evaluations.enums import Assessor
from evaluations.models import Evaluation
from evaluations.queries.instruments import loaded
from evaluations.queries.missing import unanswered
from evaluations.queries.sheets import Rows
from units.actors import Actor


def explain(evaluation: Evaluation, reasons: dict[str, str], rows: Rows, *, by: Actor, now: datetime, source) -> None:
    """Store the reasons for questions that are still unanswered (others are left alone) and score anew.

    A proposal that was carried along and not confirmed is dropped. Part of submitting, which has checked who and when
    and holds the lock. Raises Invalid when a reason is too long.
    """
    open_codes = unanswered(loaded(evaluation.period.instrument), rows[Assessor.UNIT])
    given = {code: clean_text(text, f"{code}: alasan", code, REASON_LIMIT) for code, text in reasons.items()}
    explained = [code for code in open_codes if given.get(code)]
    for code in explained:
        kept = state_of(rows[Assessor.UNIT].get(code), EMPTY)
        dropped = {"option": "", "figures": None} if kept["is_carried"] else {}
        new = kept | dropped | {"is_carried": False, "gap_reason": given[code]}
        store_row(evaluation, code, Assessor.UNIT, new, rows, by=by, now=now, source=source)
    if explained:
        rescore(evaluation, rows)
