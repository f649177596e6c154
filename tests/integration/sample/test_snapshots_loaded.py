"""The snapshots that come with the sample data."""

from collections import Counter

import pytest

from evaluations.actions.snapshots import record_missing
from evaluations.models import Answer, Evaluation, Score, Snapshot
from evaluations.queries.snapshots import as_recorded, recorded_scores
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_locked_quarters_are_recorded(sample):
    assert record_missing(now=NOW) == {}


def test_every_snapshot_is_intact_and_numbered(sample):
    rows = list(Snapshot.objects.order_by("evaluation_id", "number"))
    assert [row.is_intact for row in rows] == [True] * len(rows)
    assert [row.number for row in rows] == [
        number
        for _, count in sorted(Counter(row.evaluation_id for row in rows).items())
        for number in range(1, count + 1)
    ]


def test_a_locked_quarter_reads_as_its_rows(sample):
    """Nothing was changed since: what was recorded is what is stored."""
    rows = Evaluation.objects.filter(period__year=2024, period__quarter=2).select_related("period__instrument", "unit")
    for row in as_recorded(list(rows)):
        stored = {score.assessor: (score.official, score.strict) for score in Score.objects.filter(evaluation=row)}
        assert {key: (score.official, score.strict) for key, score in recorded_scores(row).items()} == stored


def test_a_sheet_that_was_returned_kept_what_was_submitted_first(sample):
    """Unit 05 or another: the first submission holds the answers before their repair, and none of the TPI's."""
    repaired = Answer.objects.filter(assessor="unit", version=2).select_related("evaluation", "question").first()
    first = Snapshot.objects.get(evaluation=repaired.evaluation, number=1)
    assert first.moment == "submit"
    assert first.sheet["answers"]["tpi"] == {}
    assert first.sheet["answers"]["unit"][repaired.question.code]["version"] == 1
    assert first.head["evaluation"]["state"] == "submitted"
