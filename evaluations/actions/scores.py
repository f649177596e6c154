"""Stored scores, written with the answers they come from."""

from django.db import transaction

from evaluations.actions.locks import lock
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


@transaction.atomic
def recompute(*, evaluation: Evaluation, repair: bool) -> tuple[int, list[str]]:
    """Score an evaluation again: how many scores its answers give, and the assessors whose stored score differs.

    With `repair` the evaluation is locked and the differing rows are written, or removed when nothing was answered.
    Only what is derived changes, so the history has nothing to tell.
    """
    if repair:
        evaluation = lock(evaluation)
    sheets = score_rows(loaded(evaluation.period.instrument), rows_of(evaluation))
    different = _different(evaluation, sheets)
    if repair:
        store(evaluation, {key: sheets[key] for key in different if key in sheets})
        Score.objects.filter(evaluation=evaluation).exclude(assessor__in=sheets).delete()
    return len(sheets), different


def _different(evaluation: Evaluation, sheets: dict[str, Sheet]) -> list[str]:
    """Assessors whose stored score is missing, left over, or not what the answers give."""
    stored = {score.assessor: score for score in Score.objects.filter(evaluation=evaluation)}
    fresh = {key: score_fields(sheet) for key, sheet in sheets.items()}
    return [key for key in sorted({*fresh, *stored}) if not _same(stored.get(key), fresh.get(key))]


def _same(score: Score | None, fields: dict | None) -> bool:
    if score is None or fields is None:
        return score is None and fields is None
    return all(getattr(score, key) == value for key, value in fields.items())
