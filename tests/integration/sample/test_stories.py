"""What the sample tells of evidence, recommendations and plans."""

import hashlib
from collections import Counter

import pytest

from accounts.models import User
from evaluations.enums import EvaluationState, RecommendationState
from evaluations.models import AreaOwner, Evaluation, EvidenceUse, Period, Recommendation, Snapshot
from evaluations.queries.monitoring import monitoring
from files.models import StoredFile
from history.models import Entry
from plans.enums import ActionState
from plans.models import Action
from units.models import WorkUnit
from visits.models import Ekspose, Visit, VisitAdvice
from visits.queries.visits import in_quarter

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_every_unit_shows_evidence_in_the_judged_and_the_open_quarter(sample):
    used = EvidenceUse.objects.values_list("evaluation__period__quarter", "evaluation__unit__code").distinct()
    assert set(used) == {(quarter, f"{number:02}") for quarter in (2, 3) for number in range(1, 13)}


def test_the_files_are_what_their_rows_say(sample):
    for file in StoredFile.objects.order_by("pk")[::40]:
        with file.content.open() as content:
            data = content.read()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (file.size, file.sha256)
        assert data.startswith(b"%PDF" if file.kind == "pdf" else b"\xff\xd8")


def test_only_two_units_show_the_very_same_file(sample):
    counted = Counter(StoredFile.objects.values_list("sha256", flat=True))
    twice = [sha256 for sha256, count in counted.items() if count > 1]
    units = StoredFile.objects.filter(sha256__in=twice).values_list("evidence__evidence__unit__code", flat=True)
    assert (len(twice), sorted(units)) == (1, ["05", "06"])


def test_nothing_is_judged_that_the_tpi_has_not_reached(sample):
    begun = {EvaluationState.DRAFT, EvaluationState.SUBMITTED}
    assert not EvidenceUse.objects.filter(evaluation__state__in=begun).exclude(verdict="").exists()


def test_a_snapshot_holds_the_evidence_of_its_sheet(sample):
    for row in Evaluation.objects.filter(period__year=2024, period__quarter=2):
        told = Snapshot.objects.get(evaluation=row, moment="lock").sheet["evidence"]
        assert sum(map(len, told.values())) == row.evidence_uses.count() > 0


def test_recommendations_are_told_in_every_state(sample):
    told = Counter(Recommendation.objects.filter(sent_at__isnull=False).values_list("state", flat=True))
    assert set(told) == set(RecommendationState.values)
    assert set(Recommendation.objects.values_list("unit__code", flat=True)) == {f"{n:02}" for n in range(1, 13)}


def test_a_recommendation_still_being_written_has_no_number(sample):
    draft = Recommendation.objects.get(sent_at__isnull=True)
    assert (draft.unit.code, draft.number, draft.evaluation.state) == ("01", None, EvaluationState.IN_REVIEW)


def test_some_are_overdue_and_most_are_not(sample):
    still = Recommendation.objects.filter(sent_at__isnull=False, closed_at__isnull=True)
    late = still.filter(due_on__lt=sample)
    assert sorted(map(str, late)) == ["03/R-1", "05/R-1", "06/R-1", "08/R-1", "10/R-1", "12/R-1"]
    assert late.count() < still.count() / 2


def test_every_turn_has_its_entry(sample):
    for row in Recommendation.objects.prefetch_related("follow_ups"):
        turns = [f"tindak lanjut {turn.number}" for turn in row.follow_ups.all()]
        entries = Entry.objects.filter(subject="recommendation", subject_id=row.pk).exclude(topic="")
        assert list(entries.order_by("at").values_list("topic", flat=True)) == turns


def test_the_open_quarter_monitors_what_earlier_ones_left_open(sample):
    period = Period.objects.get(year=2024, quarter=3)
    found = monitoring(period, WorkUnit.objects.all())
    assert {one.age for rows in found.values() for one in rows} == {1, 2}
    assert all(found.values())


def test_every_area_has_its_people_and_every_unit_its_plan(sample):
    assert set(AreaOwner.objects.values_list("unit__code", "area")) == {
        (f"{number:02}", area) for number in range(1, 13) for area in range(1, 7)
    }
    states = Counter(Action.objects.filter(unit__code="07").values_list("state", flat=True))
    assert set(states) == {ActionState.PLANNED, ActionState.RUNNING, ActionState.DONE}
    own = User.objects.filter(username__in=["unit07", "kepala07"])
    assert set(Action.objects.filter(unit__code="07").values_list("owner", flat=True)) == {user.pk for user in own}


def test_visits_lie_in_both_quarters_and_ahead(sample):
    judged, present = (Period.objects.get(year=2024, quarter=quarter) for quarter in (2, 3))
    assert (len(in_quarter(judged)), len(in_quarter(present))) == (5, 3)
    ahead = Visit.objects.filter(day__gt=sample)
    assert set(ahead.values_list("state", flat=True)) == {"planned"}
    assert Visit.objects.filter(state="cancelled").count() == 1
    advised = VisitAdvice.objects.values_list("recommendation__unit__code", "recommendation__year", "visit__state")
    assert sorted(advised) == [("06", 2024, "done"), ("10", 2024, "done")]


def test_the_judged_quarter_was_presented(sample):
    ekspose = Ekspose.objects.get()
    assert (str(ekspose.period), ekspose.decisions.count()) == ("TW II 2024", 3)
