"""The board for leadership tells the sample quarter TW II 2024 as the domain's description does."""

import pytest

from accounts.models import User
from evaluations.models import Evaluation, Period
from evaluations.queries.board_view import BoardView
from evaluations.queries.instruments import loaded
from evaluations.queries.sheets import rows_of, score_rows
from insights.queries.leaders import leaders_board
from tests.sample import sample  # noqa: F401
from units.actors import actor_for

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def board(sample):  # noqa: F811
    leader = actor_for(User.objects.get(username="leader"), today=sample)
    return leaders_board(leader, Period.objects.get(year=2024, quarter=2), BoardView("tpi"), today=sample)


def codes(lines):
    return sorted(line.row.evaluation.unit.code for line in lines)


def test_the_four_named_units_pass_wbk(board):
    assert codes(line for line in board.lines if line.distance in {"wbk", "wbbm"}) == ["01", "02", "03", "04"]
    assert {str(where): count for where, count in board.counts.items()} == {
        "wbbm": 0,
        "wbk": 4,
        "menuju": 7,
        "jauh": 1,
        "tanpa-nilai": 0,
    }


def test_changes_since_the_quarter_before(board):
    assert (codes(board.changes.gained), codes(board.changes.lost)) == (["03", "04"], [])
    assert (len(board.changes.up), board.changes.down, board.changes.unverified) == (12, [], 0)


def test_the_course_is_what_scoring_the_answers_again_gives(board):
    """Six locked quarters, each counted from the engine's verdicts on the stored answers."""
    told = {at.when: (at.approved, at.wbk, at.wbbm, round(at.mean, 6)) for at in board.course}
    expected = {}
    for period in Period.objects.filter(state__in=["locked", "reported"]).order_by("year", "quarter"):
        sheets = [
            score_rows(loaded(period.instrument), rows_of(row))["tpi"]
            for row in Evaluation.objects.filter(period=period, state="approved").select_related("period__instrument")
        ]
        passing = [sum(sheet.verdicts[key].passed for sheet in sheets) for key in ("WBK", "WBBM")]
        mean = float(sum(sheet.scores.strict["total"] for sheet in sheets) / len(sheets))
        expected[period.when] = (len(sheets), *passing, round(mean, 6))
    assert {when: (*counts, float(mean)) for when, (*counts, mean) in told.items()} == expected
    assert len(told) == 6
