"""What a quarter's report and its snapshots tell of recommendations: their state then, whatever happened since."""

from datetime import date, datetime, timedelta

import pytest

from evaluations.actions.snapshots import record_period, record_step
from evaluations.models import Snapshot
from evaluations.queries.advice_on_sheet import advice_of
from evaluations.queries.monitoring import given, monitoring
from evaluations.queries.snapshots import as_recorded
from tests.factories import (
    NOW,
    WIB,
    EvaluationFactory,
    EvidenceVersionFactory,
    PeriodFactory,
    RecommendationFactory,
    UserFactory,
    WorkUnitFactory,
    person,
)
from tests.integration.evaluations.advice_case import UNSENT, advice, take
from tests.integration.evaluations.pages_case import sign_in, text
from units.roles import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("instrument")]

OPENED, LOCKED = datetime(2024, 7, 10, 8, tzinfo=WIB), datetime(2024, 10, 15, 8, tzinfo=WIB)
BEFORE, DURING, AFTER = OPENED - timedelta(days=9), OPENED + timedelta(days=30), LOCKED + timedelta(days=9)


@pytest.fixture
def period():
    """TW III 2024, from its opening to its locking."""
    return PeriodFactory(state="locked", opened_at=OPENED, locked_at=LOCKED)


@pytest.fixture
def unit():
    return WorkUnitFactory()


@pytest.fixture
def story(period, unit):
    """Give the unit a recommendation of an earlier quarter and let things happen to it: (action, when) each."""
    earlier = EvaluationFactory(period=PeriodFactory(quarter=1, state="locked"), unit=unit)
    people = {"unit": person(Role.UNIT_MEMBER, unit), "tpi": person(Role.EVALUATOR, unit)}

    def tell(name: str, *steps: tuple[str, datetime], **fields):
        usual = {"text": name, "sent_at": BEFORE, "made_at": BEFORE, "sent_by": people["tpi"]}
        row = RecommendationFactory(evaluation=earlier, **usual | fields)
        for action, at in steps:
            take(row, action, people["unit" if action in {"report", "claim_done"} else "tpi"], now=at)
        return row

    return tell


def _states(found, unit) -> dict[str, tuple]:
    """Text -> (state, age, number of turns)."""
    return {one.recommendation.text: (str(one.state), one.age, len(one.turns)) for one in found[unit.pk]}


def test_what_was_open_when_the_quarter_began_as_it_stood_when_it_was_locked(period, unit, story):
    story("nothing happened")
    story("reported before", ("report", BEFORE))
    story("settled during", ("claim_done", DURING), ("settle", DURING))
    story("settled after", ("report", DURING), ("settle", AFTER))
    story("settled before", ("settle", BEFORE))
    story("settled before, opened again during", ("settle", BEFORE), ("reopen", DURING))
    story("settled before, opened again after", ("settle", BEFORE), ("reopen", AFTER))
    story("told after the lock", sent_at=AFTER)
    advice(EvaluationFactory(period=period, unit=unit), text="given in this quarter", sent_at=DURING)
    assert _states(monitoring(period, [unit]), unit) == {
        "nothing happened": ("open", 2, 0),
        "reported before": ("in_progress", 2, 1),
        "settled during": ("settled", 2, 2),
        "settled after": ("in_progress", 2, 1),
    }


def test_what_was_given_in_the_quarter(period, unit, story):
    story("earlier")
    sheet = EvaluationFactory(period=period, unit=unit)
    row = advice(sheet, text="given", sent_at=DURING)
    advice(sheet, UNSENT, text="never sent")
    advice(sheet, text="sent later", sent_at=AFTER)
    take(row, "report", person(Role.UNIT_MEMBER, unit), now=AFTER)
    assert _states(given(period, [unit]), unit) == {"given": ("open", 0, 0)}


def test_an_open_quarter_tells_how_things_stand_now(unit, story, period):
    now_open = PeriodFactory(quarter=4, opened_at=LOCKED)
    story("settled after", ("report", DURING), ("settle", AFTER))
    story("still going on", ("report", AFTER))
    assert _states(monitoring(now_open, [unit]), unit) == {
        "settled after": ("settled", 3, 2),
        "still going on": ("in_progress", 3, 1),
    }


def test_what_was_closed_between_two_quarters_is_told_in_the_later_one(unit, story, period):
    later = PeriodFactory(quarter=4, opened_at=AFTER)
    sheet = EvaluationFactory(period=later, unit=unit)
    story("settled between", ("settle", LOCKED + timedelta(days=1)))
    story("settled before the lock", ("settle", DURING))
    assert _states(monitoring(period, [unit]), unit)["settled between"] == ("open", 2, 0)
    assert _states(monitoring(later, [unit]), unit) == {"settled between": ("settled", 3, 1)}
    record_period(period=later, by=UserFactory(), now=NOW, source="screen")
    assert [row["text"] for row in _recorded(sheet)] == ["settled between"]


@pytest.mark.parametrize("locked", [None, AFTER])
def test_a_quarter_begins_with_its_opening_while_the_one_before_goes_on(unit, story, period, locked):
    later = PeriodFactory(quarter=4, opened_at=LOCKED)
    if locked is None:
        period.state, period.locked_by = "open", None
    period.locked_at = locked
    period.save()
    story("settled before", ("settle", DURING))
    story("settled while both ran", ("settle", LOCKED + timedelta(days=1)))
    assert set(_states(monitoring(period, [unit]), unit)) == {"settled before", "settled while both ran"}
    assert set(_states(monitoring(later, [unit]), unit)) == {"settled while both ran"}


def test_units_without_any_are_named_and_others_left_out(period, unit, story):
    story("of the unit")
    other = WorkUnitFactory()
    assert {key: len(rows) for key, rows in monitoring(period, [other, unit]).items()} == {other.pk: 0, unit.pk: 1}
    assert monitoring(period, [other]) == {other.pk: []}
    assert monitoring(PeriodFactory(quarter=4, state="planned"), [unit]) == {unit.pk: []}


@pytest.mark.parametrize("rows", [1, 3])
def test_it_costs_the_same_however_many(period, unit, story, django_assert_num_queries, rows):
    for number in range(rows):
        row = story(f"Nomor {number}")
        version = EvidenceVersionFactory(unit=unit)
        take(row, "report", person(Role.UNIT_MEMBER, unit), evidence=[version], now=DURING)
    with django_assert_num_queries(5):
        found = monitoring(period, [unit])
        titles = [version.file.name for one in found[unit.pk] for turn in one.turns for version in turn.evidence.all()]
        assert len(titles) == rows


# --- snapshots ------------------------------------------------------------------------------------
def _recorded(sheet) -> list[dict]:
    return Snapshot.objects.get(evaluation=sheet).sheet["recommendations"]


def test_a_snapshot_tells_what_the_unit_knew_and_what_was_said(unit, story):
    period = PeriodFactory(quarter=4, opened_at=OPENED)
    sheet = EvaluationFactory(period=period, unit=unit)
    story("settled long ago", ("settle", BEFORE))
    row = story("reported", number=5, area=1, due_on=date(2024, 9, 30))
    advice(sheet, UNSENT, text="a draft")
    member = person(Role.UNIT_MEMBER, unit, full_name="Budi")
    version = EvidenceVersionFactory(unit=unit, title="SK Tim ZI")
    link = EvidenceVersionFactory(unit=unit, title="Laman", file=None, url="https://ppid.go.id")
    take(row, "report", member, "SK terbit.", evidence=[version, link], now=DURING)
    record_period(period=period, by=UserFactory(), now=NOW, source="screen")
    [told] = _recorded(sheet)
    row.refresh_from_db()
    assert told == {
        "id": row.pk,
        "number": 5,
        "evaluation_id": row.evaluation_id,
        "code": "A.I.1.i.a",
        "area": 1,
        "text": "reported",
        "priority": "medium",
        "due_on": "2024-09-30",
        "responsible_id": None,
        "year": 2024,
        "quarter": 1,
        "state": "in_progress",
        "made_by_id": row.made_by_id,
        "sent_at": "2024-07-01T01:00:00+00:00",
        "sent_by_id": row.sent_by_id,
        "closed_at": None,
        "closed_by_id": None,
        "follow_ups": [
            {
                "number": 1,
                "action": "report",
                "state": "in_progress",
                "text": "SK terbit.",
                "at": "2024-08-09T01:00:00+00:00",
                "by_id": member.pk,
                "evidence": [
                    {"title": "SK Tim ZI", "sha256": version.file.sha256},
                    {"title": "Laman", "url": "https://ppid.go.id"},
                ],
            }
        ],
    }
    assert Snapshot.objects.get().head["people"][str(member.pk)] == "Budi"


def test_a_locked_quarter_shows_them_as_they_were_recorded(client, unit, story, period):
    sheet = EvaluationFactory(period=period, unit=unit)
    row = story("Perbarui SK", responsible=person(Role.UNIT_MEMBER, unit, full_name="Nama Lama"))
    record_period(period=period, by=UserFactory(), now=NOW, source="screen")
    row.responsible.full_name = "Nama Baru"
    row.responsible.save()
    take(row, "settle", person(Role.EVALUATOR, unit), now=AFTER)
    [recorded] = as_recorded([sheet])
    [shown] = advice_of(recorded, "inspectorate")
    assert (shown.pk, shown.text, shown.state, str(shown.responsible)) == (row.pk, "Perbarui SK", "open", "Nama Lama")
    page = text(sign_in(client, person(Role.LEADER)).get(f"/tw/2024-3/unit/{unit.code}/"))
    assert "Belum ditindaklanjuti" in page
    assert "Dinyatakan tuntas" not in page


@pytest.mark.parametrize(("due", "is_overdue"), [(LOCKED - timedelta(days=1), True), (AFTER, False)])
def test_a_locked_quarter_counts_days_up_to_its_lock(client, unit, story, period, due, is_overdue):
    EvaluationFactory(period=period, unit=unit)
    story("Perbarui SK", due_on=due.date())
    record_period(period=period, by=UserFactory(), now=NOW, source="screen")
    [shown] = sign_in(client, person(Role.LEADER)).get(f"/tw/2024-3/unit/{unit.code}/").context["advice"]
    assert shown.is_overdue == is_overdue


def test_snapshots_of_before_have_none(client, unit):
    sheet = EvaluationFactory(unit=unit, state="submitted")
    snapshot = record_step(evaluation=sheet, moment="submit", by=UserFactory(), now=NOW, source="screen")
    document = {key: value for key, value in snapshot.sheet.items() if key != "recommendations"}
    snapshot.sheet = document
    sheet.recorded = snapshot
    assert advice_of(sheet, "unit") == []


@pytest.mark.parametrize("rows", [1, 3])
def test_recording_costs_the_same_however_many(unit, story, django_assert_num_queries, rows):
    period = PeriodFactory(quarter=4, opened_at=OPENED)
    EvaluationFactory(period=period, unit=unit)
    for number in range(rows):
        take(
            story(f"Nomor {number}"),
            "report",
            person(Role.UNIT_MEMBER, unit),
            evidence=[EvidenceVersionFactory(unit=unit)],
        )
    with django_assert_num_queries(17):
        record_period(period=period, by=UserFactory(), now=NOW, source="screen")
