"""The trends of the sample tell what its stored scores say."""

from fractions import Fraction

import pytest
from django.utils import timezone

from accounts.models import User
from evaluations.enums import Assessor
from evaluations.models import Period, Score
from evaluations.queries import evaluations
from evaluations.queries.board import board
from evaluations.queries.snapshots import as_recorded
from evaluations.scoring.rounding import to_storage
from insights.queries.changes import changes
from insights.queries.question_spread import sheets_of, spreads
from insights.queries.trends import trends
from units.actors import actor_for

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def leader(sample):
    return actor_for(User.objects.get(username="leader"), today=timezone.localdate())


def sheets(leader, quarter: int) -> dict:
    """Unit code -> its sheet of that quarter of 2024, as recorded."""
    rows = evaluations.visible(leader).filter(period__year=2024, period__quarter=quarter)
    return {row.unit.code: row for row in as_recorded(list(rows))}


@pytest.mark.parametrize("assessor", Assessor.values)
def test_the_questions_of_every_unit_sum_up_to_the_change_of_its_total(leader, assessor):
    before, after = sheets(leader, 1), sheets(leader, 2)
    stored = {
        (score.evaluation.unit.code, score.evaluation.period.quarter): score.strict
        for score in Score.objects.filter(assessor=assessor, evaluation__period__year=2024)
    }
    for code, sheet in after.items():
        found = changes(before[code], sheet, assessor)
        assert sum(line.effect for line in found.lines) == found.total_after - found.total_before
        assert to_storage(found.total_before) == stored[code, 1]
        assert to_storage(found.total_after) == stored[code, 2]
    assert len(after) == 12


def test_ranks_and_changes_are_those_of_the_boards(leader):
    judged, earlier = (Period.objects.get(year=2024, quarter=quarter) for quarter in (2, 1))
    ranks = {row.evaluation.unit_id: row.rank for row in board(leader, earlier, Assessor.TPI)}
    found = trends(leader, judged, Assessor.TPI)
    assert [(line.rank_before, line.change) for line in found.lines] == [
        (ranks[row.evaluation.unit_id], row.change) for row in board(leader, judged, Assessor.TPI)
    ]
    assert str(found.quarters[0].when) == "2023-1"


def test_what_all_units_can_still_gain_is_what_their_totals_lack(leader):
    """Every sheet of TW II 2024 was verified to its end."""
    judged = Period.objects.get(year=2024, quarter=2)
    found = spreads(judged, sheets_of(leader, judged), Assessor.TPI)
    totals = Score.objects.filter(assessor=Assessor.TPI, evaluation__period=judged).values_list("strict", flat=True)
    assert abs(found.lost - sum(100 - Fraction(total) for total in totals)) < Fraction(1, 10**8)
    assert {spread.unanswered for spread in found.questions} == {0}
