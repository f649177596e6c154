"""Stored scores, written with the answers they come from."""

from evaluations.models import Evaluation, Score
from evaluations.queries.sheets import Sheet, score_evaluation, score_fields


def store_sheets(evaluation: Evaluation, sheets: dict[str, Sheet]) -> None:
    """Write the given assessors' scores of one evaluation."""
    for assessor, sheet in sheets.items():
        store(evaluation, assessor, score_fields(sheet))


def store(evaluation: Evaluation, assessor: str, fields: dict) -> None:
    """Insert or update one Score row; the evaluation row is locked by the caller."""
    if not Score.objects.filter(evaluation=evaluation, assessor=assessor).update(**fields):
        Score.objects.create(evaluation=evaluation, assessor=assessor, **fields)


def rescore(evaluation: Evaluation) -> dict[str, Sheet]:
    """Score an evaluation from its answers and store the result; returns the exact scores."""
    sheets = score_evaluation(evaluation)
    store_sheets(evaluation, sheets)
    return sheets
