"""Stored scores, written with the answers they come from."""

from django.db import transaction

from evaluations.actions.locks import lock
from evaluations.enums import Assessor, PeriodState
from evaluations.models import Evaluation, EvidenceUse, Score
from evaluations.queries.evidence import count_unproven
from evaluations.queries.instruments import loaded
from evaluations.queries.sheets import Rows, Sheet, rows_of, score_fields, score_rows

FIELDS = ["official", "strict", "answered", "questions", "passes_wbk", "passes_wbbm", "unproven", "detail"]


def store(evaluation: Evaluation, fields: dict[str, dict]) -> None:
    """Insert or update the Score rows of an evaluation in one statement; the caller holds its lock."""
    Score.objects.bulk_create(
        [Score(evaluation=evaluation, assessor=key, **values) for key, values in fields.items()],
        update_conflicts=True,
        unique_fields=["evaluation", "assessor"],
        update_fields=FIELDS,
    )


def rescore(evaluation: Evaluation, rows: Rows | None = None) -> dict[str, Sheet]:
    """Score an evaluation from its answers (read unless given) and store the result; returns the exact scores."""
    rows = rows_of(evaluation) if rows is None else rows
    sheets = score_rows(loaded(evaluation.period.instrument), rows)
    store(evaluation, fields_of(evaluation, rows, sheets))
    return sheets


def store_unproven(evaluation: Evaluation) -> None:
    """Count anew what wants better evidence, after the evidence changed; the caller holds the lock.

    Nothing to store while the unit wrote nothing.
    """
    scores = Score.objects.filter(evaluation=evaluation, assessor=Assessor.UNIT)
    scores.update(unproven=count_unproven(evaluation, rows_of(evaluation)))


def recount_file(*, file: int) -> int:
    """Count anew in the open quarters where a file (by key) stands, after the scanner said whether it is shown.

    Returns the number of sheets. Each is a transaction of its own.
    """
    uses = EvidenceUse.objects.filter(version__file=file, evaluation__period__state=PeriodState.OPEN)
    sheets = list(Evaluation.objects.filter(pk__in=uses.values("evaluation")).order_by("pk"))
    for sheet in sheets:
        with transaction.atomic():
            store_unproven(lock(sheet))
    return len(sheets)


def fields_of(evaluation: Evaluation, rows: Rows, sheets: dict[str, Sheet]) -> dict[str, dict]:
    """Assessor -> the fields of its Score row; one query for the evidence when the unit wrote something."""
    fields = {key: score_fields(sheet) | {"unproven": 0} for key, sheet in sheets.items()}
    if Assessor.UNIT in fields:
        fields[Assessor.UNIT]["unproven"] = count_unproven(evaluation, rows)
    return fields


@transaction.atomic
def recompute(*, evaluation: Evaluation, repair: bool) -> tuple[int, list[str]]:
    """Score an evaluation again: how many scores its answers give, and the assessors whose stored score differs.

    With `repair` the evaluation is locked and the differing rows are written, or removed when nothing was answered.
    Only what is derived changes, so the history has nothing to tell.
    """
    if repair:
        evaluation = lock(evaluation)
    rows = rows_of(evaluation)
    fresh = fields_of(evaluation, rows, score_rows(loaded(evaluation.period.instrument), rows))
    different = _different(evaluation, fresh)
    if repair:
        store(evaluation, {key: fresh[key] for key in different if key in fresh})
        Score.objects.filter(evaluation=evaluation).exclude(assessor__in=fresh).delete()
    return len(fresh), different


def _different(evaluation: Evaluation, fresh: dict[str, dict]) -> list[str]:
    """Assessors whose stored score is missing, left over, or not what the answers give."""
    stored = {score.assessor: score for score in Score.objects.filter(evaluation=evaluation)}
    return [key for key in sorted({*fresh, *stored}) if not _same(stored.get(key), fresh.get(key))]


def _same(score: Score | None, fields: dict | None) -> bool:
    if score is None or fields is None:
        return score is None and fields is None
    return all(getattr(score, key) == value for key, value in fields.items())
