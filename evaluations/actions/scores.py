"""Stored scores, written with the answers they come from."""

from evaluations.models import Evaluation, Score
from evaluations.queries.instruments import loaded
from evaluations.queries.sheets import Rows, Sheet, rows_of, score_fields, score_rows


def store(evaluation: Evaluation, sheets: dict[str, Sheet]) -> None:
    """Insert or update the Score rows of an evaluation in one statement; the caller holds its lock."""
    scores = [Score(evaluation=evaluation, assessor=key, **score_fields(sheet)) for key, sheet in sheets.items()]
    Score.objects.bulk_create(
        scores,
        update_conflicts=True,
        unique_fields=["evaluation", "assessor"],
        update_fields=["official", "strict", "answered", "questions", "passes_wbk", "passes_wbbm", "detail"],
    )


def rescore(evaluation: Evaluation, rows: Rows | None = None) -> dict[str, Sheet]:
    """Score an evaluation from its answers (read unless given) and store the result; returns the exact scores."""
    rows = rows_of(evaluation) if rows is None else rows
    sheets = score_rows(loaded(evaluation.period.instrument), rows)
    store(evaluation, sheets)
    return sheets
